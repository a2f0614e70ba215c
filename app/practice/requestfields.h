#pragma once

#include "practice/apierror.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace ContactSheet {

/**
 * Takes the fields of a JSON request one by one and keeps the first error.
 *
 * A field that is absent or null gives what the caller says. After an error the values read mean nothing.
 */
class RequestFields final
{
public:
    explicit RequestFields(QJsonObject fields);

    [[nodiscard]] QString text(const QString &name, const QString &otherwise = {});
    [[nodiscard]] QString oneOf(const QString &name, const QStringList &words, const QString &otherwise);
    [[nodiscard]] bool flag(const QString &name, bool otherwise);
    [[nodiscard]] qint64 integer(const QString &name, qint64 least, qint64 most, qint64 otherwise);

    [[nodiscard]] bool has(const QString &name) const;

    /// A field is wrong for a reason that only the caller knows.
    void refuse(const ApiError &error);

    /// To be called last: a field that was never asked for is an error, too.
    [[nodiscard]] std::optional<ApiError> error();

private:
    /// The value of \a name, and from now on a known field.
    [[nodiscard]] QJsonValue take(const QString &name);
    void refuseType(const QString &name, const QString &expected, const QJsonValue &value);

    QJsonObject m_fields;
    QStringList m_known;
    std::optional<ApiError> m_error;
};

} // namespace ContactSheet
