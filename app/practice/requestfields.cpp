#include "practice/requestfields.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QString nameOfType(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"a boolean"_s;
    case QJsonValue::Double:
        return u"a number"_s;
    case QJsonValue::String:
        return u"a string"_s;
    case QJsonValue::Array:
        return u"an array"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return u"null"_s;
    }
    Q_UNREACHABLE();
    return {};
}

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

} // namespace

RequestFields::RequestFields(QJsonObject fields)
    : m_fields(std::move(fields))
{}

QString RequestFields::text(const QString &name, const QString &otherwise)
{
    const QJsonValue value = take(name);
    if (isAbsent(value))
        return otherwise;
    if (!value.isString())
        refuseType(name, u"a string"_s, value);
    return value.toString();
}

QString RequestFields::oneOf(const QString &name, const QStringList &words, const QString &otherwise)
{
    QString word = text(name, otherwise);
    if (!words.contains(word)) {
        refuse(invalidRequest(
            u"Invalid value: '%1'. Supported values are: '%2'."_s.arg(word, words.join(u"', '"_s)), name,
            u"invalid_value"_s));
    }
    return word;
}

bool RequestFields::flag(const QString &name, bool otherwise)
{
    const QJsonValue value = take(name);
    if (isAbsent(value))
        return otherwise;
    if (!value.isBool())
        refuseType(name, u"a boolean"_s, value);
    return value.toBool();
}

qint64 RequestFields::integer(const QString &name, qint64 least, qint64 most, qint64 otherwise)
{
    const QJsonValue value = take(name);
    if (isAbsent(value))
        return otherwise;
    // Two defaults that differ: only a whole number gives the same with both.
    const qint64 number = value.toInteger(0);
    if (number != value.toInteger(1)) {
        refuseType(name, u"an integer"_s, value);
    } else if (number < least) {
        refuse(invalidRequest(
            u"Invalid '%1': integer below minimum value. Expected a value >= %2, but got %3."_s.arg(
                name, QString::number(least), QString::number(number)),
            name, u"integer_below_min_value"_s));
    } else if (number > most) {
        refuse(invalidRequest(
            u"Invalid '%1': integer above maximum value. Expected a value <= %2, but got %3."_s.arg(
                name, QString::number(most), QString::number(number)),
            name, u"integer_above_max_value"_s));
    }
    return number;
}

bool RequestFields::has(const QString &name) const
{
    return !isAbsent(m_fields.value(name));
}

void RequestFields::refuse(const ApiError &error)
{
    if (!m_error)
        m_error = error;
}

std::optional<ApiError> RequestFields::error()
{
    for (const QString &name : m_fields.keys()) {
        if (!m_known.contains(name))
            refuse(invalidRequest(u"Unknown parameter: '%1'."_s.arg(name), name, u"unknown_parameter"_s));
    }
    return m_error;
}

QJsonValue RequestFields::take(const QString &name)
{
    m_known.append(name);
    return m_fields.value(name);
}

void RequestFields::refuseType(const QString &name, const QString &expected, const QJsonValue &value)
{
    refuse(invalidRequest(
        u"Invalid type for '%1': expected %2, but got %3 instead."_s.arg(name, expected, nameOfType(value)),
        name, u"invalid_type"_s));
}

} // namespace ContactSheet
