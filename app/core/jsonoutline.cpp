#include "core/jsonoutline.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(JsonOutline)
};

/// Stands for a long string in what is left: a character of the private use area, then its number.
constexpr QChar PlaceholderMark(u'\uE0C5');

/// What is left of an answer is a few hundred bytes; the values of far more would fill the memory.
constexpr qsizetype LongestRest = 4'000'000;

/// The position of the quote that ends the string whose first character is at \a begin, or -1.
qsizetype closingQuote(const QByteArray &text, qsizetype begin)
{
    const char *const data = text.constData();
    const char *const end = data + text.size();
    const char *from = data + begin;
    while (from < end) {
        const auto *quote = static_cast<const char *>(std::memchr(from, '"', size_t(end - from)));
        if (!quote)
            return -1;
        // The quote is escaped where an odd number of backslashes stands before it.
        const char *before = quote;
        while (before > data + begin && before[-1] == '\\')
            --before;
        if ((quote - before) % 2 == 0)
            return quote - data;
        from = quote + 1;
    }
    return -1;
}

/// Whether \a string, as it is written, could be taken for a placeholder. The mark counts wherever it stands:
/// Qt's parser leaves out what may stand before it, such as a byte order mark.
bool looksLikePlaceholder(QByteArrayView string)
{
    return string.contains("\xEE\x83\x85") || string.toByteArray().toLower().contains("\\ue0c5");
}

/// \a text with each long string replaced by a placeholder; the strings' places go to \a spans.
QByteArray withoutLongStrings(const QByteArray &text, QList<Span> &spans)
{
    QByteArray rest;
    qsizetype copied = 0;
    qsizetype at = 0;
    while ((at = text.indexOf('"', at)) >= 0) {
        const qsizetype begin = at + 1;
        const qsizetype end = closingQuote(text, begin);
        if (end < 0)
            break; // What is left is no JSON, and the parser will say where.
        const QByteArrayView string = QByteArrayView(text).sliced(begin, end - begin);
        if (string.size() >= JsonOutline::ShortestLongString || looksLikePlaceholder(string)) {
            rest += QByteArrayView(text).sliced(copied, begin - copied);
            rest += QString(PlaceholderMark % QString::number(spans.size())).toUtf8();
            spans.append({.begin = begin, .length = string.size()});
            copied = end;
        }
        at = end + 1;
    }
    rest += QByteArrayView(text).sliced(copied);
    return rest;
}

/// The offset in the whole text of what stands at \a offset in what is left of it.
qsizetype originalOffset(qsizetype offset, const QList<Span> &spans)
{
    for (qsizetype i = 0; i < spans.size(); ++i) {
        if (spans.at(i).begin > offset)
            break;
        const qsizetype placeholder = QString(PlaceholderMark % QString::number(i)).toUtf8().size();
        offset += spans.at(i).length - placeholder;
    }
    return offset;
}

Error noJson(const QString &problem, qsizetype offset)
{
    return {.kind = Error::Kind::UnreadableAnswer,
            .message = Texts::tr("The service answered with something that is not valid JSON."),
            .detail = u"%1 at offset %2"_s.arg(problem).arg(offset)};
}

/// The code unit that the four hexadecimal digits at \a at stand for.
std::optional<char16_t> codeUnit(const QByteArray &text, qsizetype at)
{
    const QByteArray digits = text.mid(at, 4);
    const auto isDigit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    if (digits.size() < 4 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    return char16_t(digits.toUShort(nullptr, 16));
}

} // namespace

Result<JsonOutline> JsonOutline::parse(const QByteArray &text)
{
    JsonOutline outline;
    outline.m_text = text;
    const QByteArray rest = withoutLongStrings(text, outline.m_longStrings);
    if (rest.size() > LongestRest)
        return noJson(u"too many values"_s, originalOffset(LongestRest, outline.m_longStrings));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(rest, &problem);
    if (problem.error != QJsonParseError::NoError)
        return noJson(problem.errorString(), originalOffset(problem.offset, outline.m_longStrings));
    outline.m_root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    return outline;
}

std::optional<Span> JsonOutline::longString(const QJsonValue &value) const
{
    const QString text = value.toString();
    if (!text.startsWith(PlaceholderMark))
        return std::nullopt;
    bool isNumber = false;
    const qsizetype number = QStringView(text).sliced(1).toLongLong(&isNumber);
    if (!isNumber || number < 0 || number >= m_longStrings.size())
        return std::nullopt;
    return m_longStrings.at(number);
}

QString JsonOutline::string(const QJsonValue &value) const
{
    const std::optional<Span> span = longString(value);
    if (!span)
        return value.toString();
    return QString::fromUtf8(unescapedJsonString(m_text.sliced(span->begin, span->length)));
}

QByteArray unescapedJsonString(const QByteArray &raw)
{
    if (!raw.contains('\\'))
        return raw;
    // RFC 8259, section 7. Qt's parser would make UTF-16 of it first, and takes escapes that are none.
    constexpr QByteArrayView Names("\"\\/bfnrt");
    constexpr QByteArrayView Characters("\"\\/\b\f\n\r\t");
    QByteArray text;
    text.reserve(raw.size());
    QString codeUnits;
    for (qsizetype at = 0; at < raw.size(); ++at) {
        const bool isEscape = raw.at(at) == '\\' && at + 1 < raw.size();
        const bool isCodeUnit = isEscape && raw.at(at + 1) == 'u';
        if (!isCodeUnit && !codeUnits.isEmpty())
            text += std::exchange(codeUnits, {}).toUtf8();
        if (raw.at(at) != '\\') {
            text += raw.at(at);
        } else if (isCodeUnit) {
            const std::optional<char16_t> unit = codeUnit(raw, at + 2);
            if (!unit)
                return {};
            codeUnits += QChar(*unit);
            at += 5;
        } else {
            const qsizetype name = isEscape ? Names.indexOf(raw.at(at + 1)) : -1;
            if (name < 0)
                return {};
            text += Characters[name];
            ++at;
        }
    }
    return text + codeUnits.toUtf8();
}

} // namespace ContactSheet
