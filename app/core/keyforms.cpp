#include "core/keyforms.h"

#include <QSet>
#include <QString>

#include <algorithm>
#include <array>
#include <bitset>
#include <memory>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qsizetype PartLength = KeyForms::ShortestTellingPart;

/// Of eight bytes, one at every fifth place lies within each twelve of them.
constexpr qsizetype SampleLength = 8;
constexpr qsizetype SampleDistance = PartLength - SampleLength + 1;

/// What QUrl and browsers leave as it is.
constexpr auto LeftInAddresses = "!#$%&'()*+,/:;=?@[]";

constexpr std::array<uchar, 256> makeFolding()
{
    std::array<uchar, 256> folding{};
    for (int c = 0; c < 256; ++c)
        folding[size_t(c)] = uchar(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    // The two alphabets of base64 are told apart by nothing else.
    folding['-'] = '+';
    folding['_'] = '/';
    return folding;
}

constexpr std::array<uchar, 256> Folding = makeFolding();

char fold(char c)
{
    return char(Folding[uchar(c)]);
}

QByteArray folded(QByteArrayView bytes)
{
    QByteArray result = bytes.toByteArray();
    std::transform(result.begin(), result.end(), result.begin(), fold);
    return result;
}

quint64 sampleAt(const char *bytes)
{
    quint64 sample = 0;
    for (qsizetype i = 0; i < SampleLength; ++i)
        sample = (sample << 8) | Folding[uchar(bytes[i])];
    return sample;
}

/// Which samples the forms hold; now and then it says yes where it should say no, never the other way.
class Samples
{
public:
    explicit Samples(const QList<QByteArray> &forms)
    {
        for (const QByteArray &form : forms) {
            for (qsizetype at = 0; at + SampleLength <= form.size(); ++at)
                m_places->set(placeOf(form.constData() + at));
        }
    }

    [[nodiscard]] bool mayHold(const char *bytes) const { return m_places->test(placeOf(bytes)); }

private:
    static size_t placeOf(const char *bytes)
    {
        constexpr quint64 Spread = 0x9E3779B97F4A7C15; // Of the golden ratio: neighbours end up far apart.
        return size_t((sampleAt(bytes) * Spread) >> 48);
    }

    std::unique_ptr<std::bitset<65536>> m_places = std::make_unique<std::bitset<65536>>();
};

/// \a key in base64 behind \a before bytes of something else, without the digits that are not its own.
QByteArray base64Behind(qsizetype before, const QByteArray &key)
{
    const QByteArray base64 = QByteArray(QByteArray(before, ' ') + key)
                                  .toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals);
    const qsizetype shared = (before * 8 + 5) / 6;
    const bool isLastShared = (before + key.size()) % 3 != 0;
    return base64.sliced(shared, std::max<qsizetype>(base64.size() - shared - (isLastShared ? 1 : 0), 0));
}

QByteArray jsonEscaped(const QByteArray &key)
{
    QByteArray escaped;
    for (const char c : key) {
        if (c == '/' || c == '"' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

QByteArray jsonNumbered(const QByteArray &key)
{
    QByteArray escaped;
    for (const char c : key)
        escaped += "\\u00" + QByteArray(1, c).toHex();
    return escaped;
}

/// \a stretches in order, those that touch as one.
QList<KeyForms::Stretch> joined(QList<KeyForms::Stretch> stretches)
{
    std::sort(stretches.begin(), stretches.end(),
              [](const KeyForms::Stretch &a, const KeyForms::Stretch &b) { return a.begin < b.begin; });
    QList<KeyForms::Stretch> result;
    for (const KeyForms::Stretch &stretch : stretches) {
        if (!result.isEmpty() && stretch.begin <= result.constLast().end)
            result.last().end = std::max(result.constLast().end, stretch.end);
        else
            result.append(stretch);
    }
    return result;
}

} // namespace

KeyForms::KeyForms(const QByteArray &key)
{
    if (key.isEmpty())
        return;
    const auto add = [this](const QByteArray &form, bool countsWhenShort) {
        const QByteArray comparable = folded(form);
        QList<QByteArray> &forms = comparable.size() < PartLength ? m_short : m_long;
        if ((countsWhenShort || comparable.size() >= PartLength) && !forms.contains(comparable))
            forms.append(comparable);
    };
    add(key, true);
    add(key.toPercentEncoding(), true);
    add(key.toPercentEncoding(LeftInAddresses), true);
    add(jsonEscaped(key), true);
    add(QString::fromLatin1(key).toHtmlEscaped().toLatin1(), true);
    add(key.toBase64(), true);
    // What is a rest of something is, where it is short, found everywhere.
    add(base64Behind(1, key), false);
    add(base64Behind(2, key), false);
    add(key.toHex(), false);
    add(jsonNumbered(key), false);
}

KeyForms::~KeyForms()
{
    for (QList<QByteArray> *forms : {&m_long, &m_short}) {
        for (QByteArray &form : *forms) {
            // Through a volatile pointer, which the compiler may not leave out although nothing reads it.
            volatile char *data = form.data();
            for (qsizetype i = 0; i < form.size(); ++i)
                data[i] = 0;
        }
    }
}

QList<KeyForms::Stretch> KeyForms::find(QByteArrayView bytes, qsizetype shortest) const
{
    return joined(findParts(bytes) + findWhole(bytes, shortest));
}

QList<KeyForms::Stretch> KeyForms::findParts(QByteArrayView bytes) const
{
    QList<Stretch> found;
    if (m_long.isEmpty() || bytes.size() < PartLength)
        return found;
    const Samples samples(m_long);
    QSet<QByteArrayView> parts; // Made when it is needed, which is hardly ever.
    for (qsizetype at = 0; at + SampleLength <= bytes.size(); at += SampleDistance) {
        if (!samples.mayHold(bytes.data() + at))
            continue;
        if (parts.isEmpty()) {
            for (const QByteArray &form : m_long) {
                for (qsizetype start = 0; start + PartLength <= form.size(); ++start)
                    parts.insert(QByteArrayView(form).sliced(start, PartLength));
            }
        }
        const qsizetype first = std::max<qsizetype>(at - SampleDistance + 1, 0);
        const qsizetype last = std::min(at, bytes.size() - PartLength);
        const QByteArray nearby = folded(bytes.sliced(first, last - first + PartLength));
        for (qsizetype begin = first; begin <= last; ++begin) {
            if (!parts.contains(QByteArrayView(nearby).sliced(begin - first, PartLength)))
                continue;
            if (!found.isEmpty() && begin <= found.constLast().end)
                found.last().end = begin + PartLength;
            else
                found.append({.begin = begin, .end = begin + PartLength});
        }
    }
    return found;
}

QList<KeyForms::Stretch> KeyForms::findWhole(QByteArrayView bytes, qsizetype shortest) const
{
    QList<Stretch> found;
    const bool hasForms = std::any_of(m_short.begin(), m_short.end(),
                                      [shortest](const QByteArray &form) { return form.size() >= shortest; });
    if (!hasForms)
        return found;
    const QByteArray comparable = folded(bytes);
    for (const QByteArray &form : m_short) {
        if (form.size() < shortest)
            continue;
        for (qsizetype at = comparable.indexOf(form); at >= 0;
             at = comparable.indexOf(form, at + form.size()))
            found.append({.begin = at, .end = at + form.size()});
    }
    return found;
}

} // namespace ContactSheet
