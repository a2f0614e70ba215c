#pragma once

#include <QByteArray>
#include <QJsonArray>
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

/// How the journal begins of a press of \a pictures at a compatible server at \a baseUrl: nothing is sent.
inline QByteArray journalOfPlan(const QString &list, const QString &baseUrl, int pictures)
{
    using namespace Qt::StringLiterals;
    QJsonArray jobs;
    for (int i = 1; i <= pictures; ++i)
        jobs.append(QJsonObject{{u"id"_s, i}, {u"index"_s, i}, {u"prompt"_s, u"prompt %1"_s.arg(i)}});
    const QString at = u"2026-11-22T21:04:05.678Z"_s;
    return journalLine({{u"event"_s, u"press"_s},
                        {u"at"_s, at},
                        {u"list"_s, list},
                        {u"service"_s, u"compatible"_s},
                        {u"base_url"_s, baseUrl},
                        {u"names"_s, u"{list}_{index}"_s}})
        + journalLine({{u"event"_s, u"plan"_s},
                       {u"at"_s, at},
                       {u"mode"_s, u"parallel"_s},
                       {u"at_once"_s, 2},
                       {u"model"_s, u"model"_s},
                       {u"jobs"_s, jobs}});
}

/// Where the answer to \a order is kept that is too large to share a file, in the folder of its press.
inline QString answerFile(const QString &order)
{
    return QStringLiteral("incoming/%1.answer").arg(order);
}

} // namespace ContactSheet
