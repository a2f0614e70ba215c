#include "storage/leftjobs.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace ContactSheet {

namespace {

QSet<JobId> jobsOf(const ReadPress &press)
{
    QSet<JobId> jobs;
    for (const RunRecord &run : press.runs) {
        for (const JobRecord &record : run.jobs)
            jobs.insert(record.job.id);
    }
    return jobs;
}

/// Whether \a record failed for a reason that isOfTheWay().
bool hasFailedOnTheWay(const JobRecord &record)
{
    return record.state == JobState::Failed && record.error && isOfTheWay(*record.error);
}

} // namespace

QSet<JobId> continuedJobs(const QList<RunRecord> &runs)
{
    QHash<std::pair<int, int>, JobId> jobs; // By run and place.
    QSet<JobId> continued;
    for (const RunRecord &run : runs) {
        for (const JobRecord &record : run.jobs) {
            jobs.insert({int(run.plan.id), record.job.index}, record.job.id);
            const auto before = run.plan.continues
                ? jobs.constFind({int(*run.plan.continues), record.job.index})
                : jobs.constEnd();
            if (before != jobs.constEnd())
                continued.insert(*before);
        }
    }
    return continued;
}

void addUnplannedRuns(ReadPress &press, const QList<RunPlan> &announced)
{
    if (press.runs.isEmpty() || announced.size() <= 1)
        return;
    const QSet<JobId> known = jobsOf(press);
    const RunPlan first = press.runs.constFirst().plan;
    for (qsizetype i = 1; i < announced.size(); ++i) {
        RunRecord run{.plan = announced.at(i)};
        run.plan.id = RunId(int(first.id) + int(i));
        const bool isPlanned =
            std::any_of(press.runs.begin(), press.runs.end(),
                        [&run](const RunRecord &other) { return other.plan.id == run.plan.id; });
        if (isPlanned)
            continue;
        run.plan.options = first.options;
        run.started = press.started;
        noteFirstAtOnce(run);
        for (Job job : first.jobs) {
            job.id = JobId(quint64(job.id) + quint64(i) * quint64(first.jobs.size()));
            if (known.contains(job.id))
                return; // Not as this program numbers them.
            run.plan.jobs.append(job);
            run.jobs.append({.job = job});
        }
        press.unplannedRuns.insert(run.plan.id);
        press.runs.append(run);
    }
}

void openCancelled(ReadPress &press, const QSet<JobId> &cancelledByResume, const QSet<JobId> &continued)
{
    for (RunRecord &run : press.runs) {
        for (JobRecord &record : run.jobs) {
            if (run.ended || record.state != JobState::Cancelled || !cancelledByResume.contains(record.job.id)
                || continued.contains(record.job.id) || press.stoppedJobs.contains(record.job.id))
                continue;
            record.state = JobState::Waiting;
            record.error.reset();
            press.cancelledJobs.insert(record.job.id);
        }
    }
}

void findInterrupted(ReadPress &press, const QSet<JobId> &endedToGoOn, const QSet<RunId> &interruptedRuns,
                     const QSet<JobId> &continued)
{
    for (const RunRecord &run : std::as_const(press.runs)) {
        for (const JobRecord &record : run.jobs) {
            const JobId id = record.job.id;
            const bool hasEnded = isEndState(record.state) && record.state != JobState::Saved;
            const bool isOpen = endedToGoOn.contains(id)
                || (interruptedRuns.contains(run.plan.id) && hasFailedOnTheWay(record));
            if (hasEnded && isOpen && !continued.contains(id) && !press.stoppedJobs.contains(id))
                press.interruptedJobs.insert(id);
        }
    }
}

} // namespace ContactSheet
