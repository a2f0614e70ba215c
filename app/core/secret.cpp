#include "core/secret.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qsizetype ShortestTellingPart = 12;
constexpr QStringView Dots(u"•••");

} // namespace

Secret::Secret(const QByteArray &bytes)
    // A copy of its own, so that wiping it touches no string of the caller's.
    : m_bytes(bytes.constData(), bytes.size())
{}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = other.m_bytes;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe() noexcept
{
    if (!m_bytes.isDetached())
        return; // Another copy still needs the bytes; the last one wipes them.
    // Through a volatile pointer, which the compiler may not leave out although nothing reads it.
    volatile char *data = m_bytes.data();
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        data[i] = 0;
}

QString Secret::redact(const QString &text) const
{
    if (m_bytes.isEmpty())
        return text;
    const QStringList forms{QString::fromUtf8(m_bytes), QString::fromLatin1(m_bytes.toBase64()),
                            QString::fromLatin1(m_bytes.toPercentEncoding())};
    QString shown = text;
    QSet<QStringView> parts;
    for (const QString &form : forms) {
        if (form.size() < ShortestTellingPart)
            shown.replace(form, Dots.toString());
        for (qsizetype start = 0; start + ShortestTellingPart <= form.size(); ++start)
            parts.insert(QStringView(form).sliced(start, ShortestTellingPart));
    }

    // Services echo keys with their middle cut out: what any telling part covers goes.
    QString result;
    qsizetype covered = 0;
    for (qsizetype at = 0; at < shown.size(); ++at) {
        if (parts.contains(QStringView(shown).mid(at, ShortestTellingPart))) {
            if (at >= covered)
                result += Dots;
            covered = at + ShortestTellingPart;
        }
        if (at >= covered)
            result += shown.at(at);
    }
    return result;
}

QByteArray Secret::mask(QByteArray bytes) const
{
    if (m_bytes.isEmpty() || !bytes.contains(m_bytes)) // replace() would copy the megabytes in any case.
        return bytes;
    return bytes.replace(m_bytes, QByteArray(m_bytes.size(), '*'));
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (secret.isEmpty() ? "Secret()" : "Secret(•••)");
    return debug;
}

} // namespace ContactSheet
