#include "workspace/pressresuming.h"

#include "services/servicecatalog.h"
#include "storage/answerspool.h"
#include "storage/pressfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

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

/// Whether the last line of \a journal is the end of a run, as it is of every press that has ended.
bool endsWithARun(const QString &journal)
{
    constexpr qint64 LongestEnd = 4096;
    QFile file(journal);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    file.seek(std::max<qint64>(file.size() - LongestEnd, 0));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    return QJsonDocument::fromJson(lines.constLast()).object()[u"event"] == u"run_ended"_s;
}

/// Whether the answer to an order of \a left is kept, whatever became of it.
bool isAnyAnswerKept(const LeftJournal &left)
{
    const QString folder = QFileInfo(left.journal).absolutePath();
    const QString elsewhere = unsavedPicturesFolder();
    const QStringList orders = left.read.closedOrders + left.read.unknownOrders.values();
    return std::any_of(orders.begin(), orders.end(), [&folder, &elsewhere](const QString &order) {
        return isAnswerKept(folder, elsewhere, order);
    });
}

/// Whether a process that is alive writes on \a journal.
bool isWrittenNow(const QString &journal)
{
    QLockFile lock(QString(journal % u".lock"));
    lock.setStaleLockTime(0);
    return !lock.tryLock() && lock.error() == QLockFile::LockFailedError
        && QFileInfo(journal % u".lock").size() > 0; // An empty one was left by somebody who died making it.
}

} // namespace

bool isUnended(const LeftJournal &left)
{
    const QList<RunRecord> &runs = left.read.runs;
    return std::any_of(runs.begin(), runs.end(),
                       [](const RunRecord &run) {
                           return !run.ended
                               || std::any_of(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
                                      return !isEndState(record.state);
                                  });
                       })
        || isAnyAnswerKept(left);
}

LeftCounts countLeft(const ReadPress &read)
{
    // A picture that was tried again counts as what its newest try has made of it.
    QHash<RunId, RunId> origins;
    QHash<std::pair<int, int>, JobState> states;
    for (const RunRecord &run : read.runs) {
        const RunId origin = run.plan.continues ? origins.value(*run.plan.continues) : run.plan.id;
        origins.insert(run.plan.id, origin);
        for (const JobRecord &record : run.jobs)
            states.insert({int(origin), record.job.index}, record.state);
    }
    LeftCounts counts;
    for (const JobState state : std::as_const(states)) {
        ++counts.pictures;
        counts.saved += state == JobState::Saved ? 1 : 0;
        counts.underWay += state == JobState::Sent ? 1 : 0;
        counts.neverSent += state == JobState::Waiting ? 1 : 0;
    }
    return counts;
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
    for (const QString &journal : journals) {
        const Result<ReadPress> read = readJournalFile(journal, unsavedPicturesFolder());
        if (!read)
            return read.error();
        const LeftJournal left{.journal = journal, .read = read.value()};
        if (isUnended(left))
            return left;
        if (!newest)
            newest = left;
    }
    return *newest;
}

QList<LeftJournal> findLeftPresses(const QString &library)
{
    QList<LeftJournal> found;
    // Their names begin with the time at which they were made.
    const QStringList folders = QDir(library).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                                                        QDir::Name | QDir::Reversed);
    for (const QString &folder : folders.first(std::min<qsizetype>(folders.size(), MostLeftSearched))) {
        const QStringList journals = journalsIn(library % u'/' % folder);
        for (const QString &journal : journals) {
            const bool mayBeLeft =
                !endsWithARun(journal) || QFileInfo::exists(library % u'/' % folder % u"/incoming");
            if (!mayBeLeft || isWrittenNow(journal))
                continue;
            const Result<ReadPress> read = readJournalFile(journal, unsavedPicturesFolder());
            if (!read)
                continue;
            const LeftJournal left{.journal = journal, .read = read.value()};
            if (isUnended(left))
                found.append(left);
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
