#include "core/jsonoutline.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstring>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(JsonOutline)
};

/// Stands for a long string in what is left: a character of the private use area, then its number.
constexpr QChar PlaceholderMark(u'\uE0C5');

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
        if (end - begin >= JsonOutline::ShortestLongString) {
            rest += QByteArrayView(text).sliced(copied, begin - copied);
            rest += QString(PlaceholderMark % QString::number(spans.size())).toUtf8();
            spans.append({.begin = begin, .length = end - begin});
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

} // namespace

Result<JsonOutline> JsonOutline::parse(const QByteArray &text)
{
    JsonOutline outline;
    outline.m_text = text;
    const QByteArray rest = withoutLongStrings(text, outline.m_longStrings);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(rest, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return Error{.kind = Error::Kind::UnreadableAnswer,
                     .message = Texts::tr("The service answered with something that is not valid JSON."),
                     .detail = u"%1 at offset %2"_s.arg(problem.errorString())
                                   .arg(originalOffset(problem.offset, outline.m_longStrings))};
    }
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
    return QJsonDocument::fromJson("[\"" + raw + "\"]").array().at(0).toString().toUtf8();
}

} // namespace ContactSheet
