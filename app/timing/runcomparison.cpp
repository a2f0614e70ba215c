#include "timing/runcomparison.h"

#include "core/formatting.h"
#include "runs/displaynames.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RunComparison)
};

/// A run that is no more than this many times as fast is not called faster: the next may be slower.
constexpr double LeastGain = 1.05;

/// How many jobs of \a run ended without a picture.
qsizetype lostPictures(const RunRecord &run)
{
    return std::count_if(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
        return isEndState(record.state) && record.state != JobState::Saved;
    });
}

/// Whether both ask for the same pictures in the same order.
bool asksForTheSame(const RunRecord &first, const RunRecord &second)
{
    const QList<Job> &jobs = first.plan.jobs;
    const QList<Job> &others = second.plan.jobs;
    return std::equal(jobs.begin(), jobs.end(), others.begin(), others.end(),
                      [](const Job &job, const Job &other) {
                          return job.prompt == other.prompt && job.options == other.options;
                      });
}

/// Whether \a run went through all that it asks for.
bool wentThrough(const RunRecord &run)
{
    return run.ended && isWhole(run) && !countStates(run.jobs).contains(JobState::Cancelled);
}

/// Whether \a candidate is a sequential run that went through what \a run asks for.
bool measures(const RunRecord &candidate, const RunRecord &run)
{
    return candidate.plan.mode == Mode::Sequential && wentThrough(candidate)
        && asksForTheSame(candidate, run);
}

} // namespace

bool isSamePlan(const MeasuredRun &first, const MeasuredRun &second)
{
    return first.service == second.service && asksForTheSame(first.run, second.run);
}

std::optional<Moment> sequentialWallClock(const MeasuredRun &run, const QList<MeasuredRun> &runs)
{
    for (auto candidate = runs.crbegin(); candidate != runs.crend(); ++candidate) {
        if (candidate->service == run.service && measures(candidate->run, run.run))
            return candidate->run.ended;
    }
    return std::nullopt;
}

std::optional<Moment> sequentialWallClock(const RunRecord &run, const QList<RunRecord> &runs)
{
    const auto measure = std::find_if(runs.crbegin(), runs.crend(), [&run](const RunRecord &candidate) {
        return measures(candidate, run);
    });
    return measure == runs.crend() ? std::nullopt : measure->ended;
}

ComparisonBar barOf(const RunRecord &run, Moment now)
{
    const Moment length = run.ended.value_or(now);
    const QString time = formatDuration(length);
    ComparisonBar bar{.name = runName(run.plan),
                      .time = run.ended ? time : Texts::tr("%1 so far").arg(time),
                      .length = length};
    // A run that lost pictures did less work: its bar alone would flatter it.
    if (const qsizetype lost = lostPictures(run); lost > 0)
        bar.note = Texts::tr("%1 of %2 without a picture").arg(lost).arg(run.jobs.size());
    return bar;
}

QList<ComparisonBar> onOneScale(QList<ComparisonBar> bars)
{
    Moment longest(1);
    for (const ComparisonBar &bar : std::as_const(bars))
        longest = std::max(longest, bar.length);
    for (ComparisonBar &bar : bars)
        bar.share = toSeconds(bar.length) / toSeconds(longest);
    return bars;
}

QList<ComparisonBar> compareRuns(const QList<MeasuredRun> &runs, qsizetype shown, Moment now)
{
    QList<ComparisonBar> bars;
    for (qsizetype place = runs.size() - 1; place >= 0; --place) {
        const MeasuredRun &measured = runs.at(place);
        if (!isSamePlan(measured, runs.at(shown)))
            continue;
        bars.append(barOf(measured.run, now));
        bars.last().isShown = place == shown;
    }
    return onOneScale(std::move(bars));
}

QString gainSentence(const QList<MeasuredRun> &runs, qsizetype shown)
{
    const MeasuredRun &sequential = runs.at(shown);
    if (sequential.run.plan.mode != Mode::Sequential || !wentThrough(sequential.run))
        return {};
    const auto found =
        std::find_if(runs.crbegin(), runs.crend(), [&sequential](const MeasuredRun &candidate) {
            return candidate.run.plan.mode == Mode::Parallel && wentThrough(candidate.run)
                && isSamePlan(candidate, sequential);
        });
    if (found == runs.crend() || *found->run.ended <= Moment::zero())
        return {};
    const RunRecord &parallel = found->run;
    const double factor = toSeconds(*sequential.run.ended) / toSeconds(*parallel.ended);
    const QString atOnce = QLocale().toString(parallel.plan.atOnce);
    if (factor < LeastGain)
        return Texts::tr("Parallel, %1 at once, was not faster than one after another.").arg(atOnce);
    return Texts::tr("Parallel, %1 at once, was %2 faster than one after another.")
        .arg(atOnce, unbroken(Texts::tr("%1 ×").arg(QLocale().toString(factor, 'f', factor < 10 ? 1 : 0))));
}

} // namespace ContactSheet
