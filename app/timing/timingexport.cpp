#include "timing/timingexport.h"

#include "core/csvcell.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Prompts name the events of a trace up to this length; whole ones stand in their arguments.
constexpr qsizetype LongestName = 60;

QString csvTime(std::optional<Moment> time)
{
    return time ? QString::number(toMilliseconds(*time), 'f', 3) : QString();
}

/// How long \a timeline made new connections, over all attempts whose request has left.
std::optional<Moment> connectingTime(const Timeline &timeline)
{
    std::optional<Moment> sum;
    for (int attempt = 1; attempt <= timeline.attempts(); ++attempt) {
        const AttemptMarks &marks = timeline.marks(attempt);
        if (marks.connecting && marks.sent)
            sum = sum.value_or(Moment::zero()) + (*marks.sent - *marks.connecting);
    }
    return sum;
}

QString requestIdOf(const JobRecord &record)
{
    return record.requestId.isEmpty() && record.error ? record.error->requestId : record.requestId;
}

QStringList csvFields(const RunPlan &plan, const JobRecord &record)
{
    const Timeline &timeline = record.timeline;
    const int attempts = timeline.attempts();
    return {QString::number(int(plan.id)),
            keyword(plan.mode),
            QString::number(record.job.index),
            record.job.prompt,
            keyword(record.state),
            QString::number(attempts),
            csvTime(timeline.total(Phase::Queued)),
            csvTime(connectingTime(timeline)),
            csvTime(timeline.total(Phase::Server)),
            csvTime(timeline.total(Phase::Download)),
            csvTime(timeline.total(Phase::Finish)),
            csvTime(timeline.total(Phase::Backoff)),
            csvTime(timeline.endMoment()),
            attempts > 0 ? QString::number(timeline.marks(attempts).lane) : QString(),
            requestIdOf(record),
            record.error ? keyword(record.error->kind) : QString()};
}

/// Writes the events of one run: what goes through its life in time, and what each place held.
class TraceWriter
{
public:
    TraceWriter(const RunRecord &run, Moment now, QByteArray &events)
        : m_run(run)
        , m_end(run.ended.value_or(now))
        , m_events(events)
    {}

    void write();

private:
    void nameProcess();
    void writeJob(const JobRecord &record);
    void writeAttempt(const JobRecord &record, int attempt);
    void writePhases(const Timeline &timeline, int attempt, Moment laneEnd);
    void writeOutsidePlaces(const JobRecord &record);
    void writeCounters();
    void writePacing();

    void add(QJsonObject event, const QString &phase, const QString &name, Moment at);
    void addSlice(const QString &name, int lane, Moment begin, Moment end, const QJsonObject &details = {});
    void addAsync(const QString &name, const JobRecord &record, Moment begin, Moment end);
    void addInstant(const QString &name, Moment at);

    const RunRecord &m_run;
    Moment m_end;
    QByteArray &m_events;
    std::map<Moment, int> m_underWay; ///< How many more are under way from a moment on.
    int m_lanes = 0;                  ///< The highest that was used.
};

double microseconds(Moment moment)
{
    return double(moment.count()) / 1000.0;
}

void TraceWriter::write()
{
    nameProcess();
    for (const JobRecord &record : m_run.jobs)
        writeJob(record);
    for (int lane = 1; lane <= m_lanes; ++lane) {
        add({{u"tid"_s, lane}, {u"args"_s, QJsonObject{{u"name"_s, u"place %1"_s.arg(lane)}}}}, u"M"_s,
            u"thread_name"_s, Moment::zero());
        // By name, the tenth would stand before the second.
        add({{u"tid"_s, lane}, {u"args"_s, QJsonObject{{u"sort_index"_s, lane}}}}, u"M"_s,
            u"thread_sort_index"_s, Moment::zero());
    }
    writeCounters();
    writePacing();
}

void TraceWriter::nameProcess()
{
    const QString name = u"run %1, %2, %3 at once"_s.arg(int(m_run.plan.id))
                             .arg(keyword(m_run.plan.mode))
                             .arg(m_run.plan.atOnce);
    add({{u"args"_s, QJsonObject{{u"name"_s, name}}}}, u"M"_s, u"process_name"_s, Moment::zero());
}

void TraceWriter::writeJob(const JobRecord &record)
{
    for (int attempt = 1; attempt <= record.timeline.attempts(); ++attempt)
        writeAttempt(record, attempt);
    writeOutsidePlaces(record);
}

void TraceWriter::writeAttempt(const JobRecord &record, int attempt)
{
    const AttemptMarks &marks = record.timeline.marks(attempt);
    const Moment end = std::max(marks.laneEnd.value_or(m_end), marks.begin);
    const bool isNewest = attempt == record.timeline.attempts();
    QJsonObject details{{u"index"_s, record.job.index},
                        {u"prompt"_s, record.job.prompt},
                        {u"attempt"_s, attempt},
                        {u"state"_s, isNewest ? keyword(record.state) : u"retried"_s}};
    for (const FailedAttempt &failure : record.failures) {
        if (failure.attempt != attempt)
            continue;
        details.insert(u"error"_s, keyword(failure.kind));
        if (failure.status)
            details.insert(u"status"_s, *failure.status);
    }
    if (isNewest && record.error)
        details.insert(u"error"_s, keyword(record.error->kind));
    if (const QString id = requestIdOf(record); isNewest && !id.isEmpty())
        details.insert(u"request_id"_s, id);

    m_lanes = std::max(m_lanes, marks.lane);
    ++m_underWay[marks.begin];
    --m_underWay[end];
    const QString prompt = record.job.prompt.simplified();
    addSlice(u"%1 %2"_s.arg(record.job.index).arg(prompt.left(LongestName)), marks.lane, marks.begin, end,
             details);
    if (marks.connecting && *marks.connecting < end)
        addSlice(u"connecting"_s, marks.lane, *marks.connecting, std::min(marks.sent.value_or(end), end));
    writePhases(record.timeline, attempt, end);
}

void TraceWriter::writePhases(const Timeline &timeline, int attempt, Moment laneEnd)
{
    const AttemptMarks &marks = timeline.marks(attempt);
    Moment begin = marks.sent.value_or(marks.connecting ? laneEnd : marks.begin);
    const auto addPhase = [&](Phase phase, Moment end) {
        const Moment shown = std::min(end, laneEnd);
        if (shown <= begin)
            return;
        const QString name = phase == Phase::Server ? u"server"_s
            : phase == Phase::Download              ? u"download"_s
                                                    : u"saving"_s;
        addSlice(name, marks.lane, begin, shown);
        begin = shown;
    };
    Phase last = Phase::Queued;
    for (const PhaseSpan &span : timeline.spans()) {
        if (span.attempt != attempt || span.phase == Phase::Backoff)
            continue;
        addPhase(span.phase, span.end);
        last = span.phase;
    }
    if (marks.laneEnd || attempt != timeline.attempts())
        return;
    // What is under way is in the phase after the last one that is over.
    addPhase(timeline.isFinishing()      ? Phase::Finish
                 : last == Phase::Server ? Phase::Download
                                         : Phase::Server,
             laneEnd);
}

void TraceWriter::writeOutsidePlaces(const JobRecord &record)
{
    const Timeline &timeline = record.timeline;
    for (const PhaseSpan &span : timeline.spans()) {
        if (span.phase == Phase::Backoff && span.attempt > 0)
            addAsync(u"waiting to retry"_s, record, span.begin, span.end);
        if (span.phase != Phase::Finish || span.attempt < 1)
            continue;
        const Moment laneEnd = timeline.marks(span.attempt).laneEnd.value_or(m_end);
        if (span.end > laneEnd)
            addAsync(u"saving"_s, record, std::max(span.begin, laneEnd), span.end);
    }
}

void TraceWriter::writeCounters()
{
    int underWay = 0;
    for (const auto &[at, change] : m_underWay) {
        if (change == 0)
            continue;
        underWay += change;
        add({{u"args"_s, QJsonObject{{u"requests"_s, underWay}}}}, u"C"_s, u"under way"_s, at);
    }
    for (const AtOnceChange &change : m_run.atOnceChanges)
        add({{u"args"_s, QJsonObject{{u"places"_s, change.atOnce}}}}, u"C"_s, u"at once"_s, change.at);
}

void TraceWriter::writePacing()
{
    for (const AtOnceChange &change : m_run.atOnceChanges)
        addInstant(u"%1 at once: %2"_s.arg(change.atOnce).arg(keyword(change.reason)), change.at);
    for (const ServicePause &pause : m_run.pauses) {
        addInstant(u"pause: %1"_s.arg(keyword(pause.reason)), pause.begin);
        if (pause.end)
            addInstant(u"pause over: %1"_s.arg(keyword(pause.reason)), *pause.end);
    }
}

void TraceWriter::add(QJsonObject event, const QString &phase, const QString &name, Moment at)
{
    event.insert(u"ph"_s, phase);
    event.insert(u"name"_s, name);
    event.insert(u"pid"_s, int(m_run.plan.id));
    event.insert(u"ts"_s, microseconds(at));
    if (!event.contains(u"tid"_s))
        event.insert(u"tid"_s, 0);
    if (!m_events.isEmpty())
        m_events += ",\n";
    m_events += QJsonDocument(event).toJson(QJsonDocument::Compact);
}

void TraceWriter::addSlice(const QString &name, int lane, Moment begin, Moment end,
                           const QJsonObject &details)
{
    QJsonObject event{{u"tid"_s, lane}, {u"dur"_s, microseconds(end - begin)}, {u"cat"_s, u"request"_s}};
    if (!details.isEmpty())
        event.insert(u"args"_s, details);
    add(event, u"X"_s, name, begin);
}

void TraceWriter::addAsync(const QString &name, const JobRecord &record, Moment begin, Moment end)
{
    const QJsonObject event{{u"cat"_s, name},
                            {u"id"_s, u"%1.%2"_s.arg(int(m_run.plan.id)).arg(record.job.index)},
                            {u"args"_s, QJsonObject{{u"index"_s, record.job.index}}}};
    add(event, u"b"_s, name, begin);
    add(event, u"e"_s, name, end);
}

void TraceWriter::addInstant(const QString &name, Moment at)
{
    add({{u"s"_s, u"p"_s}, {u"cat"_s, u"pacing"_s}}, u"i"_s, name, at);
}

} // namespace

QByteArray timingCsv(const QList<RunRecord> &runs)
{
    QString text =
        u"\"run\",\"mode\",\"index\",\"prompt\",\"state\",\"attempts\",\"queued_ms\",\"connecting_ms\","
        "\"server_ms\",\"download_ms\",\"finish_ms\",\"backoff_ms\",\"ended_ms\",\"place\",\"request_id\","
        "\"error_kind\"\r\n"_s;
    for (const RunRecord &run : runs) {
        for (const JobRecord &record : run.jobs) {
            QStringList fields = csvFields(run.plan, record);
            std::transform(fields.begin(), fields.end(), fields.begin(),
                           [](const QString &field) { return csvCell(field, CsvReader::Spreadsheet); });
            text += fields.join(u',') % u"\r\n"_s;
        }
    }
    return text.toUtf8();
}

QByteArray chromeTrace(const QList<RunRecord> &runs, Moment now)
{
    QByteArray events;
    for (const RunRecord &run : runs)
        TraceWriter(run, now, events).write();
    return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + events + "\n]}\n";
}

} // namespace ContactSheet
