// The commands of the generator that end jobs before their time, and those that begin them again.
#include "generation/imagegenerator.h"
#include "storage/journalevents.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Urgency = RunJournal::Urgency;

Error stopped()
{
    return {.kind = Error::Kind::Cancelled, .message = ImageGenerator::tr("Stopped before it was sent.")};
}

} // namespace

void ImageGenerator::stop(JobId job)
{
    if (!hasBegun() || !recordOf(job))
        return;
    const auto found = m_underWay.find(job);
    const bool isUnderWay = found != m_underWay.end();
    if (!isUnderWay && !m_scheduler.remove(job) && m_backoffs.erase(job) == 0)
        return;
    m_stoppedJobs.insert(job); // Whatever comes of it, nobody orders it once more.
    writeLine(u"stopped"_s, JournalEvent::stopped(recordOf(job)->job), Urgency::Grouped);
    if (!isUnderWay) {
        cancel(job, stopped(), false);
    } else if (found->second.awaited != 0 || m_press->account.charging == Charging::Free) {
        found->second.awaited = 0;
        found->second.attempt->giveUp();
    }
    endRunIfDone();
}

void ImageGenerator::stopWaiting()
{
    // What a person has stopped is not ordered later by whoever goes on.
    m_isInterrupted = false;
    m_interruptedJobs.clear();
    for (const auto &[id, underWay] : m_underWay)
        m_stoppedJobs.insert(id);
    m_stopReason = stopped();
    writeStop();
    cancelAll();
}

/// Writes down that a person has stopped all, once there is a journal: whoever goes on orders nothing of it.
void ImageGenerator::writeStop()
{
    if (!m_journal || !isStopped())
        return;
    m_journal->append(
        JournalEvent::line(u"stopped"_s, QDateTime::currentDateTimeUtc(), {}, Moment::zero(), {}),
        Urgency::Grouped);
}

void ImageGenerator::cancelAll()
{
    stopPlanned();
    cancelWaiting(*m_stopReason, m_isInterrupted);
    endRunIfDone();
}

/// Has the runs that are still to begin report their jobs as cancelled then, whatever else is asked for.
void ImageGenerator::stopPlanned()
{
    const auto stop = [this](RunId run) {
        auto stopped = m_stoppedRuns.find(run);
        if (stopped == m_stoppedRuns.end())
            stopped = m_stoppedRuns.insert(run, {.reason = *m_stopReason, .isInterrupted = m_isInterrupted});
        // What a person has stopped stays so, whoever leaves the press later.
        stopped->isInterrupted = stopped->isInterrupted && m_isInterrupted;
    };
    if (m_planLine != 0)
        stop(m_run.plan.id);
    for (const RunPlan &plan : std::as_const(m_planned))
        stop(plan.id);
}

/// Cancels the run that has just begun where it was stopped before that.
void ImageGenerator::cancelIfStopped()
{
    const auto stopped = m_stoppedRuns.constFind(m_run.plan.id);
    if (stopped != m_stoppedRuns.constEnd())
        cancelWaiting(stopped->reason, stopped->isInterrupted);
}

void ImageGenerator::stopEverything()
{
    stopWaiting();
    if (m_press && m_press->account.charging == Charging::Free) {
        dropEverything();
        return;
    }
    m_placing += m_homeless;
    for (const JobId id : std::exchange(m_homeless, {}))
        m_underWay.at(id).attempt->saveAnywhere();
    leaveJournal();
}

void ImageGenerator::leaveWaiting()
{
    m_isInterrupted = m_isInterrupted || !m_stopReason;
    m_stopReason = stopped();
    cancelAll();
}

void ImageGenerator::leaveEverything()
{
    leaveWaiting();
    dropEverything();
}

void ImageGenerator::dropEverything()
{
    m_isLeft = true;
    for (auto &[id, underWay] : m_underWay) {
        underWay.awaited = 0;
        underWay.attempt->giveUp();
    }
    m_homeless.clear();
    leaveJournal();
}

void ImageGenerator::cancelWaiting(Error reason, bool isInterrupted)
{
    // By value, since a listener who asks for another try makes the generator forget why it had stopped.
    QList<JobId> waiting = m_scheduler.removeWaiting();
    for (const auto &[id, due] : std::exchange(m_backoffs, {}))
        waiting.append(id);
    for (const JobId id : std::as_const(waiting))
        cancel(id, reason, isInterrupted);
    // What is still waiting for its line in the journal has not left either.
    for (auto &[id, underWay] : m_underWay) {
        if (std::exchange(underWay.awaited, 0) != 0)
            underWay.attempt->giveUp();
    }
}

void ImageGenerator::cancel(JobId id, const Error &reason, bool isInterrupted)
{
    // A job that was to be tried again is what its last attempt made it, unless nothing of that left.
    const std::optional<Error> &last = recordOf(id)->error;
    const bool hasLeft = last && (last->kind != Error::Kind::Network || last->charge != Error::Charge::No);
    endWithoutPicture(id, hasLeft ? Error(*last) : reason, Clock::now(), isInterrupted);
}

void ImageGenerator::stopForTrouble(const Error &error)
{
    if (std::exchange(m_isInTrouble, true))
        return;
    m_planned.clear();
    m_isInterrupted = m_isInterrupted || !m_stopReason;
    m_stopReason =
        Error{.kind = Error::Kind::Cancelled, .message = tr("Not sent, since the run could not go on.")};
    stopPlanned();
    emit interrupted(error);
    if (std::exchange(m_planLine, 0) != 0) {
        beginRun(); // Its plan never reached the disk: its jobs are reported, and all are cancelled.
        return;
    }
    if (m_endLine != 0) {
        planNextRun(); // The end of the run will not reach the disk any more.
        return;
    }
    cancelWaiting(*m_stopReason, m_isInterrupted);
    endRunIfDone();
}

void ImageGenerator::retry(const QList<JobId> &jobs)
{
    if (!m_press || (m_isInTrouble && (m_isRunning || m_endLine != 0)))
        return; // It is about to end, and then they can be tried.
    if (m_isJournalLost) {
        emit pressFailed(
            {.kind = Error::Kind::Disk,
             .message = tr("The journal of this run cannot be written any more: nothing of it is "
                           "tried again. Make the pictures that are missing as a run of their "
                           "own.")});
        return;
    }
    m_isInTrouble = false;
    QList<JobId> inThisRun;
    if (hasBegun()) {
        tryNow(jobs);
        std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(inThisRun), [this](JobId id) {
            const JobRecord *record = recordOf(id);
            return record && canContinue(*record);
        });
    }
    if (!hasBegun() && !canPlan(qsizetype(m_lastJob), 0, jobs.size())) {
        emit pressFailed(
            {.kind = Error::Kind::BadRequest,
             .message = tr("The journal of this run cannot take so many tries. Make the pictures "
                           "that are missing as a run of their own.")});
        return;
    }
    const QSet<JobId> wanted(jobs.begin(), jobs.end());
    const qsizetype plannedBefore = m_planned.size();
    for (const RunRecord &run : std::as_const(m_earlierRuns))
        planContinuation(run, wanted);
    if (m_run.ended)
        planContinuation(m_run, wanted);
    if (inThisRun.isEmpty() && m_planned.size() == plannedBefore) {
        if (!m_isRunning && m_unplaced.intersects(wanted)) {
            emit pressFailed(
                {.kind = Error::Kind::Disk,
                 .message = tr("This was made and charged, and no disk took the picture. Where its "
                               "answer could be kept, going on with this run after the next start "
                               "of the program saves it without another order.")});
        }
        return;
    }
    m_stopReason.reset();
    m_isInterrupted = false;
    m_isLeft = false;
    if (hasBegun()) {
        retryNow(inThisRun);
        return;
    }
    // Whoever asks for another try after the end knows, or wants to see, whether the service works again, and
    // the disk.
    static_cast<void>(m_pacer.resume());
    m_journal->retry();
    if (!m_isRunning && m_endLine == 0) // Else it begins once the end of the run before is on the disk.
        planNextRun();
}

void ImageGenerator::retryNow(const QList<JobId> &jobs)
{
    for (const JobId id : jobs) {
        JobRecord &record = *recordOf(id);
        if (isPerhapsCharged(record))
            m_standing.insert(id, *record.error);
        record.state = JobState::Waiting;
        m_interruptedJobs.remove(id);
        m_stoppedJobs.remove(id);
        record.timeline.beginBackoff(*record.timeline.endMoment());
        record.mostAttempts = record.timeline.attempts() + MostAttempts;
        ++m_unended;
        writeLine(u"retrying"_s, JournalEvent::asked(record), Urgency::Grouped);
    }
    schedule(jobs);
    for (const JobId id : jobs)
        report(*recordOf(id));
    dispatch();
}

void ImageGenerator::schedule(const QList<JobId> &jobs)
{
    for (const JobId id : jobs) {
        if (m_left.contains(id))
            m_scheduler.addFinishing(id);
        else
            m_scheduler.add(id);
    }
}

/// Those of \a jobs that wait to be tried again wait no longer, nor does the service that asked to wait.
void ImageGenerator::tryNow(const QList<JobId> &jobs)
{
    bool isAny = false;
    for (const JobId id : jobs) {
        const auto found = m_backoffs.find(id);
        if (found == m_backoffs.end())
            continue;
        found->second = Clock::now();
        isAny = true;
    }
    if (!isAny)
        return;
    if (!m_pacer.waitsForPerson())
        tellPauseEnded(m_pacer.resume(), Clock::now());
    wake();
}

bool ImageGenerator::canContinue(const JobRecord &record) const
{
    return isEndState(record.state) && record.state != JobState::Saved && !m_continued.contains(record.job.id)
        && !m_unplaced.contains(record.job.id);
}

void ImageGenerator::planContinuation(const RunRecord &run, const QSet<JobId> &jobs)
{
    RunPlan plan = run.plan;
    plan.jobs.clear();
    for (const JobRecord &record : run.jobs) {
        if (!jobs.contains(record.job.id) || !canContinue(record))
            continue;
        m_continued.insert(record.job.id);
        m_interruptedJobs.remove(record.job.id);
        plan.jobs.append(record.job);
        plan.jobs.last().id = JobId(++m_lastJob);
        if (isPerhapsCharged(record))
            m_standing.insert(plan.jobs.last().id, *record.error);
        if (m_left.contains(record.job.id)) // Its answer is here: there is nothing to order.
            m_left.insert(plan.jobs.last().id, m_left.take(record.job.id));
    }
    if (plan.jobs.isEmpty())
        return;
    plan.id = RunId(++m_lastRun);
    plan.continues = run.plan.id;
    m_planned.append(plan);
}

} // namespace ContactSheet
