#include "practice/picturelinks.h"

#include <QRandomGenerator>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QByteArray randomName()
{
    std::array<quint32, 4> words = {};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

} // namespace

PictureLinks::PictureLinks(Now now)
    : m_now(std::move(now))
{}

QByteArray PictureLinks::add(const PictureRecipe &recipe)
{
    dropExpired();
    const QByteArray path = "/pictures/" + randomName() + '.' + keyword(recipe.format).toLatin1();
    m_links.insert(path, {.recipe = recipe, .expires = m_now() + LinkLifetime});
    m_paths.enqueue(path);
    return path;
}

std::optional<PictureRecipe> PictureLinks::find(const QByteArray &path) const
{
    const auto link = m_links.constFind(path);
    if (link == m_links.constEnd() || link->expires <= m_now())
        return std::nullopt;
    return link->recipe;
}

void PictureLinks::dropExpired()
{
    while (!m_paths.isEmpty() && m_links.value(m_paths.head()).expires <= m_now())
        m_links.remove(m_paths.dequeue());
}

} // namespace ContactSheet
