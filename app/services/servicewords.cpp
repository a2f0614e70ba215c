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

/// Whether \a c shows nothing itself and changes how the rest is shown. The joiners of letters and emoji do
/// not count: they are how some languages are written.
bool isDisguise(QChar c)
{
    return c.category() == QChar::Other_Format && c != u'\u200C' && c != u'\u200D';
}

/// Text from outside as one short line: no control characters, no characters that turn the direction.
QString plainLine(QString text)
{
    text.removeIf(isDisguise);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    text = text.simplified();
    if (text.size() <= LongestMessage)
        return text;
    text.truncate(text.at(LongestMessage - 1).isHighSurrogate() ? LongestMessage - 1 : LongestMessage);
    return text % u'…';
}

/// A field that is text in one service and a number in another.
QString fieldText(const QJsonValue &value)
{
    return plainLine(value.isDouble() ? QString::number(value.toInteger()) : value.toString());
}

QString joined(const QString &place, const QString &message)
{
    return place.isEmpty() ? message : place % u": "_s % message;
}

/// FastAPI's list of what is wrong with which field: "body.n: must be at most 10"; or a list of texts.
QString listText(const QJsonArray &problems)
{
    QStringList lines;
    for (const QJsonValue &problem : problems) {
        QStringList place;
        for (const QJsonValue &step : problem[u"loc"].toArray())
            place.append(fieldText(step));
        const QJsonValue message = problem.isObject() ? problem[u"msg"] : problem;
        if (message.isString())
            lines.append(joined(place.join(u'.'), message.toString()));
    }
    return lines.join(u"; "_s);
}

/// An object with a text for each field that is wrong.
QString fieldsText(const QJsonObject &fields)
{
    QStringList lines;
    for (auto field = fields.begin(); field != fields.end(); ++field)
        lines.append(joined(field.key(), fieldText(field.value())));
    return lines.join(u"; "_s);
}

QJsonObject outermostObject(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isArray() ? document.array().at(0).toObject() : document.object();
}

} // namespace

QString undisguised(QString text)
{
    text.removeIf([](QChar c) {
        const bool isControl = c.category() == QChar::Other_Control && c != u'\t' && c != u'\n';
        return isControl || isDisguise(c);
    });
    return text;
}

ServiceWords readServiceWords(const QByteArray &body)
{
    const QJsonObject object = body.size() <= LongestBody ? outermostObject(body) : QJsonObject();
    const QJsonValue error = object.value(u"error");
    const QString message = object.value(u"message").toString();
    const QJsonValue detail = object.value(u"detail");
    const QJsonValue errors = object.value(u"errors");
    ServiceWords words;
    if (error.isObject()) {
        words.message = error[u"message"].toString();
        words.code = fieldText(error[u"code"]);
        words.type = fieldText(error[u"type"]);
        words.parameter = fieldText(error[u"param"]);
    } else if (error.isString() || !message.isEmpty()) {
        words.message = message.isEmpty() ? error.toString() : joined(error.toString(), message);
        words.code = fieldText(object.value(u"code"));
    } else if (detail.isString()) {
        words.message = detail.toString();
    } else if (detail.isArray()) {
        words.message = listText(detail.toArray());
    } else if (errors.isArray()) {
        words.message = listText(errors.toArray());
    } else if (errors.isObject()) {
        words.message = fieldsText(errors.toObject());
    }
    words.isObject = error.isObject() || !words.message.isEmpty();
    if (!words.isObject)
        words.message = QString::fromUtf8(body.left(4 * LongestMessage));
    words.message = plainLine(words.message);
    return words;
}

} // namespace ContactSheet
