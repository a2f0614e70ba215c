#include "storage/journalreader.h"

#include "core/filewriting.h"
#include "storage/journalvalues.h"
#include "storage/leftjobs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(JournalReader)
};

constexpr int FormatVersion = 1;

/// Both has two.
constexpr qsizetype MostRuns = 2;

/// Each time that a press goes on adds one or two.
constexpr int MostRunNumber = 1'000'000;

Error noJournal(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

/// Takes in the lines of a journal one after another.
class Reading
{
public:
    explicit Reading(const QString &fallbackFolder)
        : m_fallbackFolder(fallbackFolder)
    {}

    /// What is wrong with \a line; empty where it was taken in, or means nothing.
    [[nodiscard]] QString take(const QJsonObject &line);
    void addProblem(int number, const QString &message) { m_press.problems.append({number, message}); }
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    [[nodiscard]] ReadPress result()
    {
        addUnplannedRuns(m_press, m_announced);
        const QSet<JobId> continued = continuedJobs(m_press.runs);
        openCancelled(m_press, m_cancelledByResume, continued);
        findInterrupted(m_press, m_endedToGoOn, m_interruptedRuns, continued);
        return std::move(m_press);
    }

private:
    [[nodiscard]] QString takePress(const QJsonObject &line);
    [[nodiscard]] QString takePlan(const QJsonObject &line);
    void takeStop();
    void stopAll(const RunRecord &run);
    [[nodiscard]] QString takeMark(const QString &event, const QJsonObject &line);
    [[nodiscard]] QString takeRunEvent(RunRecord &run, const QString &event, const QJsonObject &line);
    [[nodiscard]] QString takeJobEvent(JobRecord &record, const QString &event, const QJsonObject &line,
                                       Moment moment);
    [[nodiscard]] QString takeSaved(JobRecord &record, const QJsonObject &line, Moment moment);
    [[nodiscard]] static std::optional<RunPlan> modeOf(const QJsonValue &object);
    void noteInterruption(const RunRecord &run, bool isInterrupted);
    [[nodiscard]] bool isEndedByResume(JobId job) const;
    void keepOrder(QHash<JobId, QString> &orders, JobId job);
    void closeOrder(JobId job);
    [[nodiscard]] static QString orderOf(const QJsonObject &line);
    [[nodiscard]] bool isFileOfPress(const QString &file) const;

    QString m_fallbackFolder;
    ReadPress m_press = {};
    bool m_hasBegun = false;
    std::optional<qsizetype> m_runsBeforeResume = {}; ///< Planned when the press was resumed the last time.
    QSet<JobId> m_cancelledByResume = {};
    QSet<JobId> m_endedToGoOn = {};              ///< By whoever left the press, or could not go on with it.
    QSet<RunId> m_interruptedRuns = {};          ///< Of which that is how they ended.
    QHash<JobId, QString> m_finishedOrders = {}; ///< Of which the answers are just finished.
    QList<RunPlan> m_announced = {};             ///< The runs that the press is to have; their modes alone.
    QHash<JobId, std::pair<qsizetype, qsizetype>> m_places = {}; ///< Run and row of each job.
};

QString Reading::take(const QJsonObject &line)
{
    const QString event = line[u"event"].toString();
    if (event == u"press")
        return takePress(line);
    if (event == u"plan")
        return takePlan(line);
    if (event == u"trash" || event == u"restore")
        return takeMark(event, line);
    if (event == u"stopped" && !line.contains(u"job")) {
        takeStop();
        return {};
    }
    if (event == u"resumed") {
        m_runsBeforeResume = m_press.runs.size();
        return {};
    }
    const auto id = RunId(line[u"run"].toInt());
    const auto run = std::find_if(m_press.runs.begin(), m_press.runs.end(),
                                  [id](const RunRecord &known) { return known.plan.id == id; });
    if (run == m_press.runs.end()) {
        // Null is of the press itself.
        return line[u"run"].isDouble() ? Texts::tr("This line is of a run that was never planned.")
                                       : QString();
    }
    return takeRunEvent(*run, event, line);
}

QString Reading::takePress(const QJsonObject &line)
{
    m_hasBegun = true;
    m_press.listName = line[u"list"].toString();
    m_press.service = line[u"service"].toString();
    m_press.baseUrl = QUrl(line[u"base_url"].toString());
    m_press.names = line[u"names"].toString();
    m_press.started = QDateTime::fromString(line[u"at"].toString(), Qt::ISODateWithMs);
    m_announced.clear();
    const QJsonArray runs = line[u"runs"].toArray();
    for (const QJsonValue &run : runs) {
        if (const std::optional<RunPlan> plan = modeOf(run); plan && m_announced.size() < MostRuns)
            m_announced.append(*plan);
    }
    return {};
}

std::optional<RunPlan> Reading::modeOf(const QJsonValue &object)
{
    const std::optional<Mode> mode =
        valueOf<Mode>(object[u"mode"].toString(), {Mode::Sequential, Mode::Parallel});
    if (!mode)
        return std::nullopt;
    return RunPlan{.mode = *mode,
                   .atOnce = std::clamp(object[u"at_once"].toInt(1), FewestAtOnce, MostAtOnce),
                   .isAtOnceAutomatic = object[u"at_once_automatic"].toBool()};
}

/// Whether whoever went on with the press ended \a job, and not somebody who stopped it before or after that.
bool Reading::isEndedByResume(JobId job) const
{
    const qsizetype run = m_places.value(job).first;
    return m_runsBeforeResume && (run < *m_runsBeforeResume || !m_press.runs.at(run).plan.continues);
}

QString Reading::takePlan(const QJsonObject &line)
{
    RunRecord run;
    const std::optional<RunPlan> mode = modeOf(line);
    const QJsonArray jobs = line[u"jobs"].toArray();
    const auto id = RunId(line[u"run"].toInt());
    const bool isKnown = std::any_of(m_press.runs.begin(), m_press.runs.end(),
                                     [id](const RunRecord &known) { return known.plan.id == id; });
    if (int(id) < 1 || int(id) > MostRunNumber || isKnown || !mode || jobs.isEmpty()
        || m_places.size() + jobs.size() > MostPlannedJobs)
        return Texts::tr("This plan cannot be read.");
    run.plan = *mode;
    run.plan.id = id;
    run.plan.options = {.model = line[u"model"].toString(),
                        .size = sizeOf(line[u"options"][u"size"].toString()),
                        .quality = line[u"options"][u"quality"].toString()};
    if (line[u"continues"].isDouble())
        run.plan.continues = RunId(line[u"continues"].toInt());
    run.started = QDateTime::fromString(line[u"at"].toString(), Qt::ISODateWithMs);
    decltype(m_places) places; // Kept only where the whole plan can be read.
    for (const QJsonValue &entry : jobs) {
        Job job{.id = jobIdOf(entry[u"id"]),
                .index = entry[u"index"].toInt(),
                .prompt = entry[u"prompt"].toString(),
                .options = run.plan.options};
        if (entry[u"seed"].isDouble())
            job.seed = entry[u"seed"].toInteger();
        if (quint64(job.id) == 0 || job.index < 1 || m_places.contains(job.id) || places.contains(job.id))
            return Texts::tr("This plan cannot be read.");
        places.insert(job.id, {m_press.runs.size(), run.jobs.size()});
        run.plan.jobs.append(job);
        run.jobs.append({.job = job});
    }
    noteFirstAtOnce(run);
    m_press.runs.append(run);
    m_places.insert(places);
    if (line[u"stopped"].toBool())
        stopAll(run);
    return {};
}

/// A person wants nothing more, neither of what is planned nor of the runs that were still to come.
void Reading::takeStop()
{
    m_announced.clear();
    for (const RunRecord &run : std::as_const(m_press.runs))
        stopAll(run);
}

void Reading::stopAll(const RunRecord &run)
{
    for (const JobRecord &record : run.jobs) {
        if (record.state != JobState::Saved)
            m_press.stoppedJobs.insert(record.job.id);
    }
}

QString Reading::takeMark(const QString &event, const QJsonObject &line)
{
    const QString file = line[u"value"].toString();
    if (!isFileOfPress(file))
        return Texts::tr("This line names a file outside of the folder.");
    if (event == u"trash")
        m_press.trashedFiles.insert(file);
    else
        m_press.trashedFiles.remove(file);
    return {};
}

QString Reading::takeRunEvent(RunRecord &run, const QString &event, const QJsonObject &line)
{
    const std::optional<Moment> moment = momentOf(line[u"ms"]);
    if (!moment)
        return Texts::tr("This line has no time.");
    if (event == u"run_ended") {
        run.ended = momentOf(line[u"wall_ms"]).value_or(*moment);
        noteInterruption(run, line[u"interrupted"].toBool());
        return {};
    }
    if (event == u"lanes") {
        const auto change = atOnceChangeOf(line, *moment, run.plan.isAtOnceAutomatic);
        if (change && change->at == Moment::zero() && run.atOnceChanges.size() == 1)
            run.atOnceChanges.clear(); // It began with this number, not with the one of its plan.
        if (change)
            noteAtOnce(run, *change);
        return {};
    }
    if (event == u"pause") {
        using Reason = ServicePause::Reason;
        const std::optional<Reason> reason =
            valueOf<Reason>(line[u"reason"].toString(),
                            {Reason::RateLimit, Reason::Overload, Reason::Trouble, Reason::Key, Reason::Quota,
                             Reason::Storage});
        const std::optional<Moment> begin = momentOf(line[u"begin_ms"]);
        if (reason && begin)
            notePause(run,
                      {.reason = *reason,
                       .begin = *begin,
                       .until = momentOf(line[u"until_ms"]),
                       .end = momentOf(line[u"end_ms"])});
        return {};
    }
    if (!line.contains(u"job"))
        return {};
    const auto place = m_places.constFind(jobIdOf(line[u"job"]));
    if (place == m_places.constEnd() || &m_press.runs.at(place->first) != &run)
        return Texts::tr("This line names a picture that was never planned.");
    return takeJobEvent(run.jobs[place->second], event, line, *moment);
}

/// Writes down whether \a run ended since it was left or could not go on. One that ended so, and then once
/// more otherwise, is over: somebody went on with it who wanted nothing more ordered.
void Reading::noteInterruption(const RunRecord &run, bool isInterrupted)
{
    if (isInterrupted) {
        m_interruptedRuns.insert(run.plan.id);
        return;
    }
    m_interruptedRuns.remove(run.plan.id);
    for (const JobRecord &record : run.jobs)
        m_endedToGoOn.remove(record.job.id);
}

QString Reading::takeJobEvent(JobRecord &record, const QString &event, const QJsonObject &line, Moment moment)
{
    const JobId id = record.job.id;
    if (record.state == JobState::Saved
        && (event == u"sending" || event == u"finishing" || event == u"retrying"))
        return Texts::tr("This line goes on with a picture that was saved.");
    if (event == u"sending" || event == u"finishing") {
        record.state = JobState::Sent;
        record.requestId.clear();
        record.timeline.beginAttempt(moment, std::clamp(line[u"lane"].toInt(1), 1, MostAtOnce));
        const QString order = orderOf(line);
        if (event == u"finishing") {
            m_finishedOrders.insert(id, order); // No order left.
            return {};
        }
        m_press.openOrders.insert(id, order);
        if (!order.isEmpty())
            m_press.orderTimes.insert(order,
                                      QDateTime::fromString(line[u"at"].toString(), Qt::ISODateWithMs));
        return {};
    }
    if (event == u"answered") {
        record.requestId = line[u"request_id"].toString();
        const PictureNotes notes{.revisedPrompt = line[u"revised_prompt"].toString(),
                                 .usage = line[u"usage"].toObject()};
        const QString order = m_press.openOrders.value(id);
        if (!order.isEmpty() && notes != PictureNotes())
            m_press.notes.insert(order, notes);
        return {};
    }
    if (event == u"retrying") {
        record.state = JobState::Waiting;
        if (record.timeline.hasBegun() || record.timeline.endMoment()) {
            cutLastAttempt(record.timeline, line, moment);
            record.timeline.beginBackoff(moment);
        }
        if (const auto kind = kindOf(line[u"reason"].toString())) {
            record.failures.append(
                {.attempt = record.timeline.attempts(), .kind = *kind, .status = statusOf(line)});
        } else { // A person asked for it.
            record.mostAttempts = record.timeline.attempts() + MostAttempts;
            m_press.stoppedJobs.remove(id);
        }
        m_press.notes.remove(m_press.openOrders.take(id));
        return {};
    }
    if (event == u"stopped")
        m_press.stoppedJobs.insert(id);
    if (event == u"saved")
        return takeSaved(record, line, moment);
    const std::optional<JobState> state = valueOf(event, endStates());
    if (!state)
        return {}; // Such as a link, which says nothing that is shown.
    if (record.state == JobState::Saved)
        return Texts::tr("This line takes back a picture that was saved.");
    record.state = *state;
    if (*state == JobState::Cancelled && isEndedByResume(id))
        m_cancelledByResume.insert(id);
    if (line[u"interrupted"].toBool())
        m_endedToGoOn.insert(id);
    else
        m_endedToGoOn.remove(id);
    if (*state == JobState::Unknown || *state == JobState::Expired)
        m_press.chargedJobs.insert(id);
    if (line[u"error"].isObject())
        record.error = errorOf(line[u"error"].toObject(), *state);
    if (*state == JobState::Unknown)
        keepOrder(m_press.unknownOrders, id);
    else if (isAnswerNeeded(record))
        keepOrder(m_press.unsavedOrders, id);
    else
        closeOrder(id);
    endTimeline(record.timeline, line, moment);
    return {};
}

QString Reading::takeSaved(JobRecord &record, const QJsonObject &line, Moment moment)
{
    SavedPicture picture{.file = line[u"file"].toString(),
                         .bytes = std::max<qint64>(line[u"bytes"].toInteger(), 0),
                         .size = QSize(line[u"width"].toInt(), line[u"height"].toInt()),
                         .blake2b = QByteArray::fromHex(line[u"blake2b"].toString().toLatin1()),
                         .revisedPrompt = line[u"revised_prompt"].toString(),
                         .usage = line[u"usage"].toObject()};
    const QString format = line[u"format"].toString();
    for (const PictureFormat known : {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Webp}) {
        if (extension(known) == format)
            picture.format = known;
    }
    QString problem;
    if (!isFileOfPress(picture.file)) {
        if (!QFileInfo(picture.file).isAbsolute())
            return Texts::tr("This line names a file outside of the folder.");
        // It was saved, which counts; but a journal that somebody has written shows nobody's other files.
        problem = Texts::tr("This picture lies in another folder and is not shown: “%1”.").arg(picture.file);
        picture.file.clear();
    }
    closeOrder(record.job.id);
    if (record.state == JobState::Saved) {
        if (!picture.file.isEmpty())
            record.extraPictures.append(picture);
        return problem;
    }
    record.state = JobState::Saved;
    record.error.reset();
    record.picture = picture;
    endTimeline(record.timeline, line, moment);
    return problem;
}

/// Writes down in \a orders that of \a job which has just ended. Where none has left since, such as the one
/// that a person asked for, the one before is the one.
void Reading::keepOrder(QHash<JobId, QString> &orders, JobId job)
{
    m_finishedOrders.remove(job);
    const QString order = m_press.openOrders.take(job);
    if (!order.isEmpty() || !orders.contains(job))
        orders.insert(job, order);
}

/// Nothing more can be made of the answer of which \a job was just made, or was to be.
void Reading::closeOrder(JobId job)
{
    for (const QString &order : {m_press.openOrders.take(job), m_finishedOrders.take(job)}) {
        m_press.notes.remove(order);
        m_press.orderTimes.remove(order);
        if (!order.isEmpty())
            m_press.closedOrders.append(order);
    }
}

/// The order that \a line names. It becomes part of a file's name: empty where it is none that the program
/// itself makes.
QString Reading::orderOf(const QJsonObject &line)
{
    const QString order = line[u"order"].toString();
    return QUuid::fromString(order).toString(QUuid::WithoutBraces) == order ? order : QString();
}

bool Reading::isFileOfPress(const QString &file) const
{
    const QFileInfo info(file);
    if (info.isAbsolute())
        return !m_fallbackFolder.isEmpty() && info.path() == QDir::cleanPath(m_fallbackFolder);
    return !file.isEmpty() && info.fileName() == file && !file.contains(u'\\') && file != u"."
        && file != u"..";
}

} // namespace

Result<ReadPress> readJournal(const QByteArray &bytes, const QString &fallbackFolder)
{
    Reading reading(fallbackFolder);
    int number = 0;
    for (qsizetype begin = 0; begin < bytes.size();) {
        ++number;
        const qsizetype newline = bytes.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? bytes.size() : newline;
        const QByteArray text = QByteArray::fromRawData(bytes.constData() + begin, end - begin);
        begin = end + 1;
        if (text.trimmed().isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(text);
        if (!document.isObject()) {
            const bool isCut = begin > bytes.size();
            reading.addProblem(number,
                               isCut ? Texts::tr("The last line was cut off, and is left out.")
                                     : Texts::tr("This line cannot be read, and is left out."));
            continue;
        }
        const QJsonObject line = document.object();
        if (line[u"v"].toInt() > FormatVersion) {
            return noJournal(
                Texts::tr("This journal was written by a later version of Contact Sheet. Install "
                          "that version to read it."));
        }
        if (const QString problem = reading.take(line); !problem.isEmpty())
            reading.addProblem(number, problem);
    }
    if (!reading.hasBegun())
        return noJournal(Texts::tr("This is no journal of Contact Sheet."));
    return reading.result();
}

Result<ReadPress> readJournalFile(const QString &path, const QString &fallbackFolder)
{
    const Result<QByteArray> bytes = readFile(path, LargestJournal);
    if (!bytes)
        return bytes.error();
    Result<ReadPress> press = readJournal(bytes.value(), fallbackFolder);
    if (press)
        return press;
    Error error = press.error();
    error.message = u"“%1”: %2"_s.arg(QDir::toNativeSeparators(path), error.message);
    return error;
}

} // namespace ContactSheet
