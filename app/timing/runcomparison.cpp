#include "timing/runcomparison.h"

#include "core/formatting.h"
#include "runs/displaynames.h"

#include <QCoreApplication>

#include <algorithm>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RunComparison)
};

/// How many jobs of \a run ended without a picture.
qsizetype lostPictures(const RunRecord &run)
{
    return std::count_if(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
        return isEndState(record.state) && record.state != JobState::Saved;
    });
}

ComparisonBar barOf(const RunRecord &run, Moment now)
{
    const QString time = formatDuration(run.ended.value_or(now));
    ComparisonBar bar{.name = runName(run.plan), .time = run.ended ? time : Texts::tr("%1 so far").arg(time)};
    // A run that lost pictures did less work: its bar alone would flatter it.
    if (const qsizetype lost = lostPictures(run); lost > 0)
        bar.note = Texts::tr("%1 of %2 without a picture").arg(lost).arg(run.jobs.size());
    return bar;
}

} // namespace

bool isSamePlan(const MeasuredRun &first, const MeasuredRun &second)
{
    const QList<Job> &jobs = first.run.plan.jobs;
    const QList<Job> &others = second.run.plan.jobs;
    return first.service == second.service
        && std::equal(jobs.begin(), jobs.end(), others.begin(), others.end(),
                      [](const Job &job, const Job &other) {
                          return job.prompt == other.prompt && job.options == other.options;
                      });
}

std::optional<Moment> sequentialWallClock(const MeasuredRun &run, const QList<MeasuredRun> &runs)
{
    for (auto candidate = runs.crbegin(); candidate != runs.crend(); ++candidate) {
        const RunRecord &record = candidate->run;
        if (record.plan.mode == Mode::Sequential && record.ended
            && !countStates(record.jobs).contains(JobState::Cancelled) && isSamePlan(run, *candidate))
            return record.ended;
    }
    return std::nullopt;
}

QList<ComparisonBar> compareRuns(const QList<MeasuredRun> &runs, qsizetype shown, Moment now)
{
    Moment longest(1);
    for (const MeasuredRun &measured : runs) {
        if (isSamePlan(measured, runs.at(shown)))
            longest = std::max(longest, measured.run.ended.value_or(now));
    }

    QList<ComparisonBar> bars;
    for (qsizetype place = runs.size() - 1; place >= 0; --place) {
        const MeasuredRun &measured = runs.at(place);
        if (!isSamePlan(measured, runs.at(shown)))
            continue;
        ComparisonBar bar = barOf(measured.run, now);
        bar.share = toSeconds(measured.run.ended.value_or(now)) / toSeconds(longest);
        bar.isShown = place == shown;
        bars.append(bar);
    }
    return bars;
}

} // namespace ContactSheet
