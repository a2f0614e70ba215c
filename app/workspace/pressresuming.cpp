#include "workspace/pressresuming.h"

#include "core/filewriting.h"
#include "generation/leftpress.h"
#include "services/servicecatalog.h"
#include "storage/answerspool.h"
#include "storage/pressfolder.h"
#include "storage/runjournal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PressResuming)
};

Error cannotResume(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

/// The journals in \a folder, the newest first.
QStringList journalsIn(const QString &folder)
{
    QStringList journals =
        QDir(folder).entryList({u"run.jsonl"_s, u"run_*.jsonl"_s}, QDir::Files, QDir::Time);
    for (QString &journal : journals)
        journal = QDir(folder).absoluteFilePath(journal);
    return journals;
}

/// Whether the last line of \a journal is the end of a run after which nothing was to come, as it is of every
/// press that has ended, but for what a person did to its pictures later. Of a press that is to have several
/// runs that says nothing.
bool hasEndedForGood(const QString &journal)
{
    constexpr qint64 LongestEnd = 4096;
    QFile file(journal);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    if (QJsonDocument::fromJson(file.readLine(LongestEnd)).object()[u"runs"].toArray().size() > 1)
        return false;
    file.seek(std::max<qint64>(file.size() - LongestEnd, 0));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        const QJsonObject last = QJsonDocument::fromJson(*line).object();
        const QString event = last[u"event"].toString();
        if (event != u"trash"_s && event != u"restore"_s && event != u"stopped"_s)
            return event == u"run_ended"_s && !last[u"goes_on"].toBool();
    }
    return false;
}

/// Whether \a journal tells of one of \a orders.
bool tellsOf(const QString &journal, const QStringList &orders)
{
    if (orders.isEmpty())
        return false;
    const Result<QByteArray> bytes = readFile(journal, LargestJournal);
    return bytes && std::any_of(orders.begin(), orders.end(), [&bytes](const QString &order) {
               return bytes.value().contains(order.toLatin1());
           });
}

/// Whether the answer to an order of \a left is \a kept, whatever became of it.
bool isAnyAnswerKept(const LeftJournal &left, const KeptAnswers &kept)
{
    const QStringList orders =
        left.read.closedOrders + left.read.unknownOrders.values() + left.read.unsavedOrders.values();
    return std::any_of(orders.begin(), orders.end(),
                       [&kept](const QString &order) { return kept.contains(order); });
}

/// Counts a job that \a counts has as \a from in another place.
void recount(int &from, int &to)
{
    --from;
    ++to;
}

bool isRunUnended(const RunRecord &run)
{
    return !run.ended || std::any_of(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
        return !isEndState(record.state);
    });
}

/// Counts the pictures of \a left, of which some answers are \a kept.
void count(LeftJournal &left, const KeptAnswers &kept)
{
    const ReadPress &read = left.read;
    Press press;
    press.runs = plannedRuns(read);
    PressProgress progress(press);
    for (const RunRecord &run : read.runs)
        progress.beginRun(run);
    left.counts = progress.counts();
    const QSet<JobId> finishable = finishableJobs(read, kept);
    const QSet<JobId> perhapsCharged = perhapsChargedBefore(read);
    const ServiceProfile *service = findService(read.service);
    const bool isFree = service && service->charging == Charging::Free;
    for (const RunRecord &run : read.runs) {
        for (const JobRecord &record : run.jobs) {
            const JobId id = record.job.id;
            int &counted = countOf(left.counts, record.state);
            if (finishable.contains(id))
                recount(counted, left.finishable);
            else if (!isFree && perhapsCharged.contains(id))
                recount(counted, left.counts.unknown);
            else if (read.stoppedJobs.contains(id)
                     && (record.state == JobState::Waiting || (isFree && record.state == JobState::Sent)))
                recount(counted, left.counts.cancelled);
            else if (read.interruptedJobs.contains(id) || (isFree && record.state == JobState::Sent))
                recount(counted, left.counts.waiting);
        }
    }
}

} // namespace

Result<LeftJournal> readLeftPress(const QString &journal)
{
    const Result<ReadPress> read = readJournalFile(journal, unsavedPicturesFolder());
    if (!read)
        return read.error();
    LeftJournal left{.journal = journal, .read = read.value()};
    const KeptAnswers kept(QFileInfo(journal).absolutePath(), unsavedPicturesFolder());
    count(left, kept);
    // Another program may have brought them back.
    left.read.trashedFiles.removeIf([folder = QFileInfo(journal).absoluteDir()](const QString &file) {
        return QFileInfo::exists(folder.absoluteFilePath(file));
    });
    left.isUnended = std::any_of(left.read.runs.begin(), left.read.runs.end(), isRunUnended)
        || left.counts.waiting > 0 || isAnyAnswerKept(left, kept);
    return left;
}

Result<LeftJournal> findLeftPress(const QString &folder)
{
    const QStringList journals = journalsIn(folder);
    if (journals.isEmpty()) {
        return cannotResume(
            Texts::tr("There is no journal of a run in “%1”. Choose the folder with its pictures.")
                .arg(QDir::toNativeSeparators(folder)));
    }
    std::optional<LeftJournal> newest;
    std::optional<Error> unreadable;
    for (const QString &journal : journals) {
        const Result<LeftJournal> left = readLeftPress(journal);
        if (left && left.value().isUnended)
            return left;
        if (!left && !unreadable)
            unreadable = left.error();
        else if (left && !newest && !left.value().read.runs.isEmpty())
            newest = left.value();
    }
    if (unreadable)
        return *unreadable;
    if (newest)
        return *newest;
    return cannotResume(
        Texts::tr("Of the run in “%1” nothing was planned before it was cut off: there is nothing "
                  "to go on with. Start it anew with Generate.")
            .arg(QDir::toNativeSeparators(folder)));
}

QList<LeftJournal> findLeftPresses(const QString &library)
{
    QList<LeftJournal> found;
    // A press that ended where its folder took nothing more has its answers elsewhere.
    const QStringList keptElsewhere = KeptAnswers({}, unsavedPicturesFolder()).orders();
    // Their names begin with the time at which they were made.
    const QStringList folders = QDir(library).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                                                        QDir::Name | QDir::Reversed);
    for (const QString &folder : folders.first(std::min<qsizetype>(folders.size(), MostLeftSearched))) {
        const QStringList journals = journalsIn(library % u'/' % folder);
        for (const QString &journal : journals) {
            const bool mayBeLeft = !hasEndedForGood(journal)
                || QFileInfo::exists(library % u'/' % folder % u"/incoming")
                || tellsOf(journal, keptElsewhere);
            if (!mayBeLeft || isJournalHeld(journal))
                continue;
            if (const Result<LeftJournal> left = readLeftPress(journal); left && left.value().isUnended)
                found.append(left.value());
        }
    }
    return found;
}

QList<RunPlan> plannedRuns(const ReadPress &read)
{
    QList<RunPlan> plans;
    for (const RunRecord &run : read.runs) {
        if (!run.plan.continues)
            plans.append(run.plan);
    }
    return plans;
}

Result<Press> pressToResume(const LeftJournal &left, const ServiceAccount &account)
{
    const ReadPress &read = left.read;
    const ServiceProfile *service = findService(read.service);
    if (!service) {
        return cannotResume(Texts::tr("This run was made by “%1”, a service that this version does not know.")
                                .arg(read.service));
    }
    // The practice service has another port each time it is started, and no key.
    if (account.service != service->id || (!service->isPractice && account.baseUrl != read.baseUrl)) {
        return cannotResume(Texts::tr("This run was begun at %1 (%2). Set this address for the service, then "
                                      "go on with it.")
                                .arg(service->name, read.baseUrl.toString()));
    }
    const Result<NameTemplate> names = NameTemplate::parse(read.names);
    return Press{.listName = read.listName,
                 .started = read.started.toLocalTime(),
                 .account = account,
                 .codec = service->codec,
                 .runs = plannedRuns(read),
                 .folder = QFileInfo(left.journal).absolutePath(),
                 .fallbackFolder = unsavedPicturesFolder(),
                 .names = names ? names.value() : NameTemplate()};
}

} // namespace ContactSheet
