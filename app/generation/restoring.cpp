// The part of the generator that goes on with a press that an earlier run of the program has left.
#include "core/runinpool.h"
#include "generation/imagegenerator.h"
#include "storage/journalevents.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

void ImageGenerator::resumePress(const Press &press, const QString &journal, bool ordersRest)
{
    if (!takePress(press))
        return;
    runInPool(
        &m_savingPool, this,
        [journal, fallback = press.fallbackFolder, charging = press.account.charging, ordersRest] {
            return takeLeftPress(journal, fallback, charging, ordersRest);
        },
        [this, ordersRest](Result<LeftPress> left) { takeLeft(std::move(left), ordersRest); });
}

void ImageGenerator::takeLeft(Result<LeftPress> result, bool ordersRest)
{
    if (!result) {
        emit pressFailed(result.error());
        return;
    }
    LeftPress left = std::move(result).value();
    openJournalOf(std::move(left.journal));
    for (const RunRecord &run : std::as_const(left.runs)) {
        m_lastRun = std::max(m_lastRun, int(run.plan.id));
        for (const JobRecord &record : run.jobs) {
            m_lastJob = std::max(m_lastJob, quint64(record.job.id));
            if (record.picture && !record.picture->file.isEmpty())
                m_names.noteSaved(destinationOf(record.job).name, record.picture->file);
        }
    }
    m_continued = left.continued;
    m_left = left.answers;
    m_unclaimedFiles = left.unclaimedFiles;
    m_earlierRuns = left.runs;
    emit restored(left.runs);

    QSet<JobId> goingOn(m_left.keyBegin(), m_left.keyEnd());
    if (ordersRest)
        goingOn += left.toOrder;
    for (const RunRecord &run : std::as_const(left.runs))
        planContinuation(run, goingOn);
    writeEndsOf(left);
    for (const QString &order : std::as_const(left.staleAnswers))
        m_spooled.emplace(m_journal->newestLine(), order);
    planNextRun();
}

/// Writes down what the journal does not say yet, so that nobody takes the press for one that goes on. A run
/// that is to be continued ends once that is planned: a kill between the two leaves it open.
void ImageGenerator::writeEndsOf(const LeftPress &left)
{
    const auto write = [this](const QString &event, std::optional<RunId> run, Moment moment,
                              const QJsonObject &fields) {
        m_journal->append(JournalEvent::line(event, QDateTime::currentDateTimeUtc(), run, moment, fields),
                          RunJournal::Urgency::Grouped);
    };
    write(u"resumed"_s, {}, Moment::zero(), JournalEvent::resumed());
    writeStop();
    for (const RunRecord &run : left.runs) {
        if (left.runsPlannedNow.contains(run.plan.id))
            write(u"plan"_s, run.plan.id, Moment::zero(), JournalEvent::plan(run.plan, isStopped()));
        for (const JobRecord &record : run.jobs) {
            if (left.endedNow.contains(record.job.id))
                write(keyword(record.state), run.plan.id,
                      record.timeline.endMoment().value_or(Moment::zero()),
                      JournalEvent::ended(record, {}, false));
        }
        // What was to go on, and does not, ends once more: for good.
        const bool isOver =
            std::any_of(run.jobs.begin(), run.jobs.end(), [this, &left](const JobRecord &record) {
                return left.interrupted.contains(record.job.id) && !m_continued.contains(record.job.id);
            });
        if (!left.runsEndedNow.contains(run.plan.id) && !isOver)
            continue;
        const bool goesOn = std::any_of(m_planned.begin(), m_planned.end(), [&run](const RunPlan &plan) {
            return plan.continues == run.plan.id;
        });
        if (goesOn)
            m_unwrittenEnds.insert(run.plan.id);
        else
            writeEndOf(run, RunJournal::Urgency::Grouped);
    }
}

/// Returns the number of the line, which says whether the press goes on after it.
quint64 ImageGenerator::writeEndOf(const RunRecord &run, RunJournal::Urgency urgency)
{
    const bool isOwn = m_isInterrupted && run.plan.id == m_run.plan.id;
    const bool isInterrupted =
        std::any_of(run.jobs.begin(), run.jobs.end(), [this, isOwn](const JobRecord &record) {
            return m_interruptedJobs.contains(record.job.id) || (isOwn && record.state != JobState::Saved);
        });
    const bool pressGoesOn = isInterrupted || !m_interruptedJobs.isEmpty()
        || m_run.plan.continues == run.plan.id || !m_planned.isEmpty() || !m_unwrittenEnds.isEmpty();
    return m_journal->append(JournalEvent::line(u"run_ended"_s, QDateTime::currentDateTimeUtc(), run.plan.id,
                                                run.ended.value_or(Moment::zero()),
                                                JournalEvent::runEnded(run, pressGoesOn, isInterrupted)),
                             urgency);
}

/// Writes the end of the run that the one which was just planned continues.
void ImageGenerator::writeEndOfContinued()
{
    if (!m_run.plan.continues || !m_unwrittenEnds.remove(*m_run.plan.continues))
        return;
    const auto run =
        std::find_if(m_earlierRuns.begin(), m_earlierRuns.end(),
                     [this](const RunRecord &earlier) { return earlier.plan.id == *m_run.plan.continues; });
    writeEndOf(*run, RunJournal::Urgency::Grouped);
}

} // namespace ContactSheet
