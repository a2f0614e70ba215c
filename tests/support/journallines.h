#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

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

/// Where the answer to \a order is kept that is too large to share a file, in the folder of its press.
inline QString answerFile(const QString &order)
{
    return QStringLiteral("incoming/%1.answer").arg(order);
}

} // namespace ContactSheet
