#include "commandline/report.h"

#include "runs/runsummary.h"
#include "storage/journalevents.h"
#include "timing/runcomparison.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int ReportVersion = 1;

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue numberOrNull(std::optional<double> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue millisecondsOrNull(std::optional<Moment> duration)
{
    return duration ? QJsonValue(toMilliseconds(*duration)) : QJsonValue();
}

QJsonObject requestObject(const JobRecord &record)
{
    QJsonObject request = phasesObject(record.timeline);
    request.insert(u"index"_s, record.job.index);
    request.insert(u"prompt"_s, record.job.prompt);
    request.insert(u"state"_s, keyword(record.state));
    request.insert(u"file"_s, record.picture ? QJsonValue(record.picture->file) : QJsonValue());
    request.insert(u"attempts"_s, record.timeline.attempts());
    request.insert(u"error"_s, record.error ? QJsonValue(errorObject(*record.error)) : QJsonValue());
    return request;
}

QJsonObject runObject(const RunRecord &run, std::optional<Moment> sequential)
{
    const RunSummary summary = summarize(run, sequential);
    QJsonObject object{{u"mode"_s, keyword(run.plan.mode)},
                       {u"at_once"_s, run.plan.atOnce},
                       {u"at_once_automatic"_s, run.plan.isAtOnceAutomatic},
                       {u"started"_s, run.started.toString(Qt::ISODateWithMs)},
                       {u"wall_ms"_s, toMilliseconds(summary.wallClock)},
                       {u"sum_ms"_s, toMilliseconds(summary.sumOfRequests)},
                       {u"ideal_ms"_s, toMilliseconds(summary.ideal)},
                       {u"speed_up"_s, numberOrNull(summary.speedUp)},
                       {u"speed_up_estimated"_s, summary.isSpeedUpEstimated},
                       {u"efficiency"_s, numberOrNull(summary.efficiency)},
                       {u"median_ms"_s, millisecondsOrNull(summary.median)},
                       {u"p95_ms"_s, millisecondsOrNull(summary.p95)}};
    const QHash<JobState, int> counts = countStates(run.jobs);
    for (const JobState state : endStates())
        object.insert(keyword(state), counts.value(state));
    QJsonArray requests;
    for (const JobRecord &record : run.jobs)
        requests.append(requestObject(record));
    object.insert(u"requests"_s, requests);
    return object;
}

} // namespace

QJsonObject makeReport(const ReportHead &head, const QList<RunRecord> &runs)
{
    QJsonArray runObjects;
    for (const RunRecord &run : runs)
        runObjects.append(runObject(run, sequentialWallClock(run, runs)));
    return {{u"version"_s, ReportVersion}, {u"list"_s, head.list},
            {u"service"_s, head.service},  {u"model"_s, textOrNull(head.model)},
            {u"folder"_s, head.folder},    {u"finished"_s, head.isFinished},
            {u"runs"_s, runObjects}};
}

} // namespace ContactSheet
