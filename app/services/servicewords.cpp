#include "services/servicewords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qsizetype LongestBody = 64 * 1024;
constexpr qsizetype LongestMessage = 300;

/// Text from outside as one short line: no control characters, no characters that turn the direction.
QString plainLine(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Format; });
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    text = text.simplified();
    return text.size() <= LongestMessage ? text : text.left(LongestMessage) % u'…';
}

/// A field that is text in one service and a number in another.
QString fieldText(const QJsonValue &value)
{
    return plainLine(value.isDouble() ? QString::number(value.toInteger()) : value.toString());
}

/// FastAPI's list of what is wrong with which field: "body.n: must be at most 10".
QString validationText(const QJsonArray &problems)
{
    QStringList lines;
    for (const QJsonValue &problem : problems) {
        QStringList place;
        for (const QJsonValue &step : problem[u"loc"].toArray())
            place.append(fieldText(step));
        lines.append(place.join(u'.') % u": "_s % problem[u"msg"].toString());
    }
    return lines.join(u"; "_s);
}

QJsonObject outermostObject(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isArray() ? document.array().at(0).toObject() : document.object();
}

} // namespace

ServiceWords readServiceWords(const QByteArray &body)
{
    const QJsonObject object = body.size() <= LongestBody ? outermostObject(body) : QJsonObject();
    const QJsonValue error = object.value(u"error");
    const QJsonValue detail = object.value(u"detail");
    ServiceWords words;
    if (error.isObject()) {
        words.message = error[u"message"].toString();
        words.code = fieldText(error[u"code"]);
        words.type = fieldText(error[u"type"]);
        words.parameter = fieldText(error[u"param"]);
    } else if (error.isString()) {
        const QString more = object.value(u"message").toString();
        words.message = more.isEmpty() ? error.toString() : error.toString() % u": "_s % more;
    } else if (object.value(u"message").isString()) {
        words.message = object.value(u"message").toString();
    } else if (detail.isString()) {
        words.message = detail.toString();
    } else if (detail.isArray()) {
        words.message = validationText(detail.toArray());
    }
    words.isObject = error.isObject() || !words.message.isEmpty();
    if (!words.isObject)
        words.message = QString::fromUtf8(body.left(4 * LongestMessage));
    words.message = plainLine(words.message);
    return words;
}

} // namespace ContactSheet
