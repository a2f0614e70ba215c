#include "storage/journalevents.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int FormatVersion = 1;

QJsonValue numberOf(JobId id)
{
    return qint64(id);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString programName()
{
    return u"Contact Sheet "_s % QCoreApplication::applicationVersion();
}

QJsonObject optionsObject(const ImageOptions &options)
{
    return {{u"size"_s,
             options.size ? QJsonValue(u"%1x%2"_s.arg(options.size->width()).arg(options.size->height()))
                          : QJsonValue()},
            {u"quality"_s, textOrNull(options.quality)}};
}

QJsonValue milliseconds(std::optional<Moment> duration)
{
    return duration ? QJsonValue(toMilliseconds(*duration)) : QJsonValue();
}

QJsonValue statusOrNull(const Error &error)
{
    return error.status ? QJsonValue(*error.status) : QJsonValue();
}

/// The phases of \a timeline so far, and the marks of its newest attempt.
QJsonObject timeFields(const Timeline &timeline)
{
    QJsonObject fields{{u"phases"_s, phasesObject(timeline)}};
    if (timeline.hasBegun()) {
        const AttemptMarks &marks = timeline.marks(timeline.attempts());
        fields.insert(u"marks"_s,
                      QJsonObject{{u"connecting_ms"_s, milliseconds(marks.connecting)},
                                  {u"sent_ms"_s, milliseconds(marks.sent)},
                                  {u"lane_end_ms"_s, milliseconds(marks.laneEnd)}});
    }
    return fields;
}

/// How the jobs of \a plan are sent.
QJsonObject modeObject(const RunPlan &plan)
{
    return {{u"mode"_s, keyword(plan.mode)},
            {u"at_once"_s, plan.atOnce},
            {u"at_once_automatic"_s, plan.isAtOnceAutomatic}};
}

} // namespace

QJsonObject errorObject(const Error &error)
{
    return {{u"kind"_s, keyword(error.kind)},
            {u"message"_s, error.message},
            {u"detail"_s, textOrNull(error.detail)},
            {u"status"_s, statusOrNull(error)},
            {u"request_id"_s, textOrNull(error.requestId)}};
}

QJsonObject phasesObject(const Timeline &timeline)
{
    return {{u"queued_ms"_s, milliseconds(timeline.total(Phase::Queued))},
            {u"server_ms"_s, milliseconds(timeline.total(Phase::Server))},
            {u"download_ms"_s, milliseconds(timeline.total(Phase::Download))},
            {u"finish_ms"_s, milliseconds(timeline.total(Phase::Finish))},
            {u"backoff_ms"_s, milliseconds(timeline.total(Phase::Backoff))}};
}

namespace JournalEvent {

QJsonObject line(const QString &event, const QDateTime &at, std::optional<RunId> run, Moment moment,
                 const QJsonObject &fields)
{
    QJsonObject object = fields;
    object.insert(u"v"_s, FormatVersion);
    object.insert(u"at"_s, at.toUTC().toString(Qt::ISODateWithMs));
    object.insert(u"ms"_s, toMilliseconds(moment));
    object.insert(u"run"_s, run ? QJsonValue(int(*run)) : QJsonValue());
    object.insert(u"event"_s, event);
    return object;
}

QJsonObject press(const QString &list, const QString &service, const QUrl &baseUrl, const QString &names,
                  const QList<RunPlan> &runs)
{
    QJsonArray modes;
    for (const RunPlan &plan : runs)
        modes.append(modeObject(plan));
    return {{u"list"_s, list},
            {u"service"_s, service},
            {u"base_url"_s, baseUrl.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)},
            {u"names"_s, names},
            {u"runs"_s, modes},
            {u"program"_s, programName()}};
}

QJsonObject resumed()
{
    return {{u"program"_s, programName()}};
}

QJsonObject plan(const RunPlan &plan, bool isStopped)
{
    QJsonArray jobs;
    for (const Job &job : plan.jobs) {
        QJsonObject entry{{u"id"_s, numberOf(job.id)}, {u"index"_s, job.index}, {u"prompt"_s, job.prompt}};
        if (job.seed)
            entry.insert(u"seed"_s, *job.seed);
        jobs.append(entry);
    }
    QJsonObject fields = modeObject(plan);
    fields.insert(u"model"_s, textOrNull(plan.options.model));
    fields.insert(u"options"_s, optionsObject(plan.options));
    fields.insert(u"jobs"_s, jobs);
    fields.insert(u"continues"_s, plan.continues ? QJsonValue(int(*plan.continues)) : QJsonValue());
    if (isStopped)
        fields.insert(u"stopped"_s, true);
    return fields;
}

QJsonObject sending(const Job &job, int attempt, int lane, const QString &order)
{
    return {{u"job"_s, numberOf(job.id)}, {u"attempt"_s, attempt}, {u"lane"_s, lane}, {u"order"_s, order}};
}

QJsonObject answered(const Job &job, int status, const QString &requestId, const QString &spool,
                     const PictureNotes &notes)
{
    QJsonObject fields{
        {u"job"_s, numberOf(job.id)}, {u"status"_s, status}, {u"request_id"_s, textOrNull(requestId)}};
    if (!spool.isEmpty())
        fields.insert(u"spool"_s, spool);
    if (!notes.revisedPrompt.isEmpty())
        fields.insert(u"revised_prompt"_s, notes.revisedPrompt);
    if (!notes.usage.isEmpty())
        fields.insert(u"usage"_s, notes.usage);
    return fields;
}

QJsonObject link(const Job &job, const QUrl &url)
{
    return {{u"job"_s, numberOf(job.id)},
            {u"url"_s, url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo)}};
}

QJsonObject finishing(const Job &job, int attempt, int lane, const QString &order)
{
    return sending(job, attempt, lane, order);
}

QJsonObject stopped(const Job &job)
{
    return {{u"job"_s, numberOf(job.id)}};
}

QJsonObject saved(const Job &job, const SavedPicture &picture, const Timeline &timeline)
{
    QJsonObject fields = timeFields(timeline);
    fields.insert(u"job"_s, numberOf(job.id));
    fields.insert(u"file"_s, picture.file);
    fields.insert(u"bytes"_s, picture.bytes);
    fields.insert(u"width"_s, picture.size.width());
    fields.insert(u"height"_s, picture.size.height());
    fields.insert(u"format"_s, extension(picture.format));
    fields.insert(u"blake2b"_s, QString::fromLatin1(picture.blake2b.toHex()));
    fields.insert(u"revised_prompt"_s, textOrNull(picture.revisedPrompt));
    if (!picture.usage.isEmpty())
        fields.insert(u"usage"_s, picture.usage);
    if (job.seed)
        fields.insert(u"seed"_s, *job.seed);
    return fields;
}

QJsonObject ended(const JobRecord &record, const QString &keptAnswer, bool isInterrupted)
{
    QJsonObject fields = timeFields(record.timeline);
    fields.insert(u"job"_s, numberOf(record.job.id));
    fields.insert(u"error"_s, record.error ? QJsonValue(errorObject(*record.error)) : QJsonValue());
    if (!keptAnswer.isEmpty())
        fields.insert(u"spool"_s, keptAnswer);
    if (isInterrupted)
        fields.insert(u"interrupted"_s, true);
    return fields;
}

QJsonObject asked(const JobRecord &record)
{
    return {{u"job"_s, numberOf(record.job.id)},
            {u"attempt"_s, record.timeline.attempts() + 1},
            {u"reason"_s, u"asked"_s},
            {u"after_ms"_s, 0}};
}

QJsonObject retrying(const JobRecord &record, const Error &error, std::chrono::milliseconds after)
{
    QJsonObject fields = timeFields(record.timeline);
    fields.insert(u"job"_s, numberOf(record.job.id));
    fields.insert(u"attempt"_s, record.timeline.attempts() + 1);
    fields.insert(u"reason"_s, keyword(error.kind));
    fields.insert(u"status"_s, statusOrNull(error));
    fields.insert(u"after_ms"_s, qint64(after.count()));
    return fields;
}

QJsonObject pause(const ServicePause &pause)
{
    return {{u"reason"_s, keyword(pause.reason)},
            {u"begin_ms"_s, toMilliseconds(pause.begin)},
            {u"until_ms"_s, milliseconds(pause.until)},
            {u"end_ms"_s, milliseconds(pause.end)}};
}

QJsonObject lanes(const AtOnceChange &change)
{
    return {{u"at_once"_s, change.atOnce},
            {u"at_once_automatic"_s, change.isAutomatic},
            {u"reason"_s, keyword(change.reason)}};
}

QJsonObject runEnded(const RunRecord &run, bool pressGoesOn, bool isInterrupted)
{
    QJsonObject counts;
    const QHash<JobState, int> states = countStates(run.jobs);
    for (const JobState state : endStates())
        counts.insert(keyword(state), states.value(state));
    QJsonObject fields{{u"counts"_s, counts}, {u"wall_ms"_s, milliseconds(run.ended)}};
    if (pressGoesOn)
        fields.insert(u"goes_on"_s, true);
    if (isInterrupted)
        fields.insert(u"interrupted"_s, true);
    return fields;
}

} // namespace JournalEvent

} // namespace ContactSheet
