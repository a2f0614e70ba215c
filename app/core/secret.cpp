#include "core/secret.h"

#include "core/keyforms.h"

#include <QString>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr QStringView Dots(u"•••");

/// Fewer characters stand by chance in the megabytes of a picture, which must not be damaged.
constexpr qsizetype ShortestMasked = 8;

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
    if (m_bytes.isEmpty() || text.isEmpty())
        return text;
    QByteArray bytes(text.size(), Qt::Uninitialized);
    std::transform(text.begin(), text.end(), bytes.begin(),
                   [](QChar c) { return c.unicode() < 0x80 ? char(c.unicode()) : '\0'; });
    QString result;
    qsizetype copied = 0;
    for (const KeyForms::Stretch &stretch : KeyForms(m_bytes).find(bytes)) {
        result += QStringView(text).sliced(copied, stretch.begin - copied);
        result += Dots;
        copied = stretch.end;
    }
    return copied == 0 ? text : QString(result % QStringView(text).sliced(copied));
}

QByteArray Secret::mask(QByteArray bytes) const
{
    if (m_bytes.isEmpty())
        return bytes;
    for (const KeyForms::Stretch &stretch : KeyForms(m_bytes).find(bytes, ShortestMasked))
        std::fill(bytes.begin() + stretch.begin, bytes.begin() + stretch.end, '*');
    return bytes;
}

QByteArray Secret::maskAsItIs(QByteArray bytes) const
{
    if (m_bytes.size() < ShortestMasked || !bytes.contains(m_bytes)) // replace() would copy in any case.
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
