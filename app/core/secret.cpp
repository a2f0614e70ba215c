#include "core/secret.h"

#include <QString>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qsizetype ShortestTellingPart = 12;

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
    const QString secret = QString::fromUtf8(m_bytes);
    QString shown = text;
    shown.replace(secret, u"•••"_s);

    // Services echo keys with their middle cut out: look for every longest part that is telling.
    for (qsizetype start = 0; start + ShortestTellingPart <= secret.size(); ++start) {
        qsizetype length = secret.size() - start;
        while (length >= ShortestTellingPart && !shown.contains(QStringView(secret).mid(start, length)))
            --length;
        if (length >= ShortestTellingPart)
            shown.replace(secret.mid(start, length), u"•••"_s);
    }
    return shown;
}

QDebug operator<<(QDebug debug, const Secret &secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (secret.isEmpty() ? "Secret()" : "Secret(•••)");
    return debug;
}

} // namespace ContactSheet
