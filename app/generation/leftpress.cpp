#include "generation/leftpress.h"

#include "storage/answerspool.h"
#include "storage/journalreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(LeftPress)
};

/// What becomes of a job that was under way when the program was ended.
Error lostOrder(Charging charging, const QString &requestId)
{
    if (charging == Charging::Free) {
        return {.kind = Error::Kind::Cancelled,
                .message = Texts::tr("The program was ended while this picture was being made."),
                .requestId = requestId};
    }
    return {.kind = Error::Kind::UnknownOutcome,
            .message =
                Texts::tr("The program was ended while this order was under way. It may have been made "
                          "and charged; it is not sent again by itself."),
            .requestId = requestId,
            .charge = Error::Charge::Perhaps};
}

Error finishedLater(const QString &requestId)
{
    return {.kind = Error::Kind::UnknownOutcome,
            .message =
                Texts::tr("The program was ended before this picture was saved. Its answer was kept, and "
                          "is finished in the run that follows."),
            .requestId = requestId,
            .charge = Error::Charge::Yes};
}

Error notSent()
{
    return {.kind = Error::Kind::Cancelled,
            .message = Texts::tr("The program was ended before this was sent.")};
}

/// The newest moment of which anything is known in \a run.
Moment newestMoment(const RunRecord &run)
{
    Moment newest = Moment::zero();
    for (const JobRecord &record : run.jobs) {
        newest = std::max(newest, record.timeline.endMoment().value_or(Moment::zero()));
        newest = std::max(newest, record.timeline.beginMoment().value_or(Moment::zero()));
    }
    for (const AtOnceChange &change : run.atOnceChanges)
        newest = std::max(newest, change.at);
    return newest;
}

/// The pictures of \a folder that no record of \a runs names.
QStringList unclaimedFiles(const QString &folder, const QList<RunRecord> &runs)
{
    QSet<QString> claimed;
    for (const RunRecord &run : runs) {
        for (const JobRecord &record : run.jobs) {
            if (record.picture)
                claimed.insert(record.picture->file);
            for (const SavedPicture &extra : record.extraPictures)
                claimed.insert(extra.file);
        }
    }
    QStringList files =
        QDir(folder).entryList({u"*.png"_s, u"*.jpg"_s, u"*.jpeg"_s, u"*.webp"_s}, QDir::Files);
    files.removeIf([&claimed](const QString &file) { return claimed.contains(file); });
    return files;
}

/// Which jobs another run tries again: those of the run that it continues with the same place.
QSet<JobId> continuedJobs(const QList<RunRecord> &runs)
{
    QHash<std::pair<int, int>, JobId> jobs;
    QSet<JobId> continued;
    for (const RunRecord &run : runs) {
        for (const JobRecord &record : run.jobs) {
            jobs.insert({int(run.plan.id), record.job.index}, record.job.id);
            if (run.plan.continues)
                continued.insert(jobs.value({int(*run.plan.continues), record.job.index}));
        }
    }
    return continued;
}

} // namespace

Result<LeftPress> takeLeftPress(const QString &journal, const QString &fallbackFolder, Charging charging)
{
    LeftPress left;
    Result<OpenJournal> open = reopenJournal(journal);
    if (!open)
        return open.error();
    left.journal = std::move(open).value();
    const Result<ReadPress> read = readJournalFile(journal, fallbackFolder);
    if (!read)
        return read.error();

    const QString folder = QFileInfo(journal).absolutePath();
    left.runs = read.value().runs;
    for (RunRecord &run : left.runs) {
        const Moment newest = newestMoment(run);
        for (JobRecord &record : run.jobs) {
            if (isEndState(record.state))
                continue;
            const JobId id = record.job.id;
            if (record.state == JobState::Waiting) {
                record.error = notSent();
                left.neverSent.insert(id);
            } else {
                const QString order = read.value().openOrders.value(id).id;
                const QByteArray answer = readSpooledAnswer(folder, fallbackFolder, order);
                record.error = answer.isEmpty() ? lostOrder(charging, record.requestId)
                                                : finishedLater(record.requestId);
                if (!answer.isEmpty())
                    left.answers.insert(id, {.order = order, .answer = answer});
                else if (charging == Charging::Free)
                    left.neverSent.insert(id); // Sent again, which costs nothing.
            }
            record.state = endStateFor(*record.error);
            record.timeline.end(newest);
            left.endedNow.insert(id);
        }
        if (!run.ended) {
            run.ended = newest;
            left.runsEndedNow.insert(run.plan.id);
        }
    }
    for (const QString &order : read.value().closedOrders) {
        if (!readSpooledAnswer(folder, fallbackFolder, order).isEmpty())
            left.staleAnswers.append(order);
    }
    left.continued = continuedJobs(left.runs);
    left.unclaimedFiles = unclaimedFiles(folder, left.runs);
    return left;
}

} // namespace ContactSheet
