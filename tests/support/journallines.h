#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ContactSheet {

/// A line of a run.jsonl with \a object's fields, and with those that every line has where it lacks them.
inline QByteArray journalLine(QJsonObject object)
{
    for (const QString &field : {QStringLiteral("v"), QStringLiteral("run")}) {
        if (!object.contains(field))
            object.insert(field, 1);
    }
    if (!object.contains(QStringLiteral("ms")))
        object.insert(QStringLiteral("ms"), 5);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace ContactSheet
