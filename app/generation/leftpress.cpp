#include "generation/leftpress.h"

#include "storage/leftjobs.h"

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

/// What becomes of a job, perhaps charged, that a person wanted ordered again, where that did not happen.
Error notSentAgain(const QString &requestId)
{
    return {.kind = Error::Kind::UnknownOutcome,
            .message =
                Texts::tr("The program was ended before this was made again. The order before that may "
                          "have been made and charged; it is not sent again by itself."),
            .requestId = requestId,
            .charge = Error::Charge::Perhaps};
}

/// What \a error of a download is whose link has not been kept after all.
Error noLongerKept(Error error)
{
    error.kind = Error::Kind::UnreadableAnswer;
    error.message =
        Texts::tr("The picture was made and charged, but not downloaded. Its link is gone: ordering "
                  "it again is charged again.");
    return error;
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
        newest = std::max(newest, record.timeline.beginMoment().value_or(Moment::zero()));
        if (!record.timeline.spans().isEmpty())
            newest = std::max(newest, record.timeline.spans().constLast().end);
    }
    for (const AtOnceChange &change : run.atOnceChanges)
        newest = std::max(newest, change.at);
    for (const ServicePause &pause : run.pauses)
        newest = std::max({newest, pause.begin, pause.end.value_or(Moment::zero())});
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

/// How the jobs of a press go on from each other: one of a run that continues another with the same place.
class Lineage
{
public:
    explicit Lineage(const QList<RunRecord> &runs)
    {
        QHash<std::pair<int, int>, JobId> jobs;
        for (const RunRecord &run : runs) {
            for (const JobRecord &record : run.jobs) {
                jobs.insert({int(run.plan.id), record.job.index}, record.job.id);
                if (!run.plan.continues)
                    continue;
                const JobId before = jobs.value({int(*run.plan.continues), record.job.index});
                if (quint64(before) != 0)
                    m_before.insert(record.job.id, before);
            }
        }
    }

    /// \a job, and those that it tries again, the newest first.
    [[nodiscard]] QList<JobId> of(JobId job) const
    {
        QList<JobId> all{job};
        // Of a journal that is no lie each is older than the one that continues it.
        for (auto found = m_before.find(job); found != m_before.end() && quint64(*found) < quint64(job);
             found = m_before.find(job)) {
            job = *found;
            all.append(job);
        }
        return all;
    }

private:
    QHash<JobId, JobId> m_before;
};

/// The orders of a press whose answers may be kept.
class Orders
{
public:
    Orders(const ReadPress &read, const Lineage &lineage)
        : m_read(read)
        , m_lineage(lineage)
        , m_closed(read.closedOrders.begin(), read.closedOrders.end())
    {}

    /// Those that may have made the picture of \a job, in whichever run, and of whose answers something can
    /// still be made; the newest first.
    [[nodiscard]] QStringList of(JobId job) const
    {
        QStringList orders;
        if (const QString open = m_read.openOrders.value(job); !open.isEmpty())
            orders.append(open);
        for (const QHash<JobId, QString> &all : {m_read.unknownOrders, m_read.unsavedOrders}) {
            for (const JobId each : m_lineage.of(job)) {
                if (const QString order = all.value(each); !order.isEmpty() && !m_closed.contains(order))
                    orders.append(order);
            }
        }
        return orders;
    }

private:
    const ReadPress &m_read;
    const Lineage &m_lineage;
    QSet<QString> m_closed;
};

/// Whether an order of \a job may have been charged, in whichever run, and no picture came of it.
bool isPerhapsCharged(const Lineage &lineage, const ReadPress &read, JobId job)
{
    const QList<JobId> all = lineage.of(job);
    return std::any_of(all.begin(), all.end(),
                       [&read](JobId each) { return read.chargedJobs.contains(each); });
}

/// Takes what was left of one job into account after another.
class Taking
{
public:
    Taking(LeftPress &left, const ReadPress &read, const QString &folder, const QString &fallbackFolder,
           Charging charging)
        : m_left(left)
        , m_read(read)
        , m_kept(folder, fallbackFolder)
        , m_charging(charging)
        , m_lineage(read.runs)
        , m_orders(read, m_lineage)
    {}

    /// Ends \a record, which has no end, at \a moment.
    void end(JobRecord &record, Moment moment)
    {
        const JobId id = record.job.id;
        const bool isUnderWay = record.state == JobState::Sent;
        const bool costsNothing = m_charging == Charging::Free;
        if (findAnswer(id))
            record.error = finishedLater(record.requestId);
        else if (isUnderWay)
            record.error = lostOrder(m_charging, record.requestId);
        else if (costsNothing || !isPerhapsCharged(m_lineage, m_read, id))
            record.error = notSent();
        else
            record.error = notSentAgain(record.requestId);
        if (record.error->kind == Error::Kind::Cancelled && !m_read.stoppedJobs.contains(id))
            m_left.toOrder.insert(id); // Or can be sent again for nothing.
        record.state = endStateFor(*record.error);
        if (!record.timeline.endMoment())
            record.timeline.end(moment);
        if (record.state != JobState::Cancelled || !m_read.cancelledJobs.contains(id))
            m_left.endedNow.insert(id);
    }

    /// Takes up again what has ended though its answer is kept: whoever was to finish it was stopped or ended
    /// before.
    void takeUpKeptAnswers()
    {
        for (RunRecord &run : m_left.runs) {
            for (JobRecord &record : run.jobs) {
                const JobId id = record.job.id;
                if (record.state == JobState::Saved || m_left.continued.contains(id)
                    || m_left.answers.contains(id))
                    continue;
                if (!findAnswer(id) && isDownloadOpen(record))
                    record.error = noLongerKept(*record.error);
            }
        }
    }

    /// Takes up again what did not leave since the press was left or could not go on.
    void takeUpInterrupted()
    {
        for (const JobId id : m_read.interruptedJobs) {
            const bool isPaid = m_charging == Charging::Paid;
            if (m_left.answers.contains(id) || (isPaid && isPerhapsCharged(m_lineage, m_read, id)))
                continue;
            m_left.toOrder.insert(id);
            m_left.interrupted.insert(id);
        }
    }

    /// What is kept though nothing needs it any more.
    void findStaleAnswers()
    {
        QStringList orders = m_read.closedOrders;
        for (const RunRecord &run : m_read.runs) {
            for (const JobRecord &record : run.jobs) {
                if (record.state == JobState::Saved)
                    orders += m_orders.of(record.job.id);
            }
        }
        for (const QString &order : std::as_const(orders)) {
            if (m_kept.contains(order))
                m_left.staleAnswers.append(order);
        }
    }

private:
    bool findAnswer(JobId job)
    {
        for (const QString &order : m_orders.of(job)) {
            const QByteArray answer = m_kept.read(order);
            if (answer.isEmpty())
                continue;
            m_left.answers.insert(job,
                                  {.order = order,
                                   .answer = answer,
                                   .notes = m_read.notes.value(order),
                                   .ordered = m_read.orderTimes.value(order)});
            return true;
        }
        return false;
    }

    LeftPress &m_left;
    const ReadPress &m_read;
    KeptAnswers m_kept;
    Charging m_charging;
    Lineage m_lineage;
    Orders m_orders;
};

Error journalTooLong(const QString &journal)
{
    return {.kind = Error::Kind::BadRequest,
            .message = Texts::tr("The journal “%1” cannot take the rest of its run: it was continued too "
                                 "often. Make the pictures that are missing as a run of their own.")
                           .arg(QDir::toNativeSeparators(journal))};
}

} // namespace

bool canPlan(qsizetype planned, qint64 journalBytes, qsizetype more)
{
    constexpr qint64 LargestJob = 4096; // Its lines; one with a long prompt has more, and most have less.
    return planned + more <= MostPlannedJobs && journalBytes + more * LargestJob <= LargestJournal;
}

QSet<JobId> perhapsChargedBefore(const ReadPress &read)
{
    const Lineage lineage(read.runs);
    QSet<JobId> jobs;
    for (const RunRecord &run : read.runs) {
        for (const JobRecord &record : run.jobs) {
            const JobId id = record.job.id;
            const bool isToOrder = record.state == JobState::Waiting || read.interruptedJobs.contains(id);
            if (isToOrder && isPerhapsCharged(lineage, read, id))
                jobs.insert(id);
        }
    }
    return jobs;
}

QSet<JobId> finishableJobs(const ReadPress &read, const KeptAnswers &kept)
{
    const Lineage lineage(read.runs);
    const Orders all(read, lineage);
    const QSet<JobId> continued = continuedJobs(read.runs);
    QSet<JobId> jobs;
    for (const RunRecord &run : read.runs) {
        for (const JobRecord &record : run.jobs) {
            const JobId id = record.job.id;
            if (record.state == JobState::Saved || continued.contains(id))
                continue;
            const QStringList orders = all.of(id);
            if (std::any_of(orders.begin(), orders.end(),
                            [&kept](const QString &order) { return kept.contains(order); }))
                jobs.insert(id);
        }
    }
    return jobs;
}

Result<LeftPress> takeLeftPress(const QString &journal, const QString &fallbackFolder, Charging charging,
                                bool ordersRest)
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
    Taking taking(left, read.value(), folder, fallbackFolder, charging);
    left.runs = read.value().runs;
    left.continued = continuedJobs(left.runs);
    left.runsPlannedNow = read.value().unplannedRuns;
    for (RunRecord &run : left.runs) {
        const Moment newest = newestMoment(run);
        for (JobRecord &record : run.jobs) {
            if (!isEndState(record.state))
                taking.end(record, newest);
            if (record.error && charging == Charging::Free)
                record.error->charge = Error::Charge::No; // Of which the journal says nothing.
        }
        if (!run.ended) {
            run.ended = newest;
            left.runsEndedNow.insert(run.plan.id);
        }
    }
    taking.takeUpKeptAnswers();
    taking.takeUpInterrupted();
    taking.findStaleAnswers();
    qsizetype planned = 0;
    for (const RunRecord &run : std::as_const(left.runs))
        planned += run.jobs.size();
    if (!canPlan(planned, left.journal.file->size(),
                 left.answers.size() + (ordersRest ? left.toOrder.size() : 0)))
        return journalTooLong(journal);
    left.unclaimedFiles = unclaimedFiles(folder, left.runs);
    return left;
}

} // namespace ContactSheet
