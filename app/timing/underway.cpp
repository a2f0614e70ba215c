#include "timing/underway.h"

#include <algorithm>
#include <vector>

namespace ContactSheet {

namespace {

/// Appends \a step, or corrects the step at the same moment, and keeps out what changes nothing.
void append(QList<CountStep> &steps, CountStep step)
{
    if (!steps.isEmpty() && steps.last().at == step.at)
        steps.removeLast();
    if (step.count != (steps.isEmpty() ? 0 : steps.last().count))
        steps.append(step);
}

} // namespace

QList<CountStep> underWaySteps(const RunRecord &run)
{
    std::vector<Moment> begins;
    std::vector<Moment> ends;
    begins.reserve(std::size_t(run.jobs.size()));
    ends.reserve(std::size_t(run.jobs.size()));
    for (const JobRecord &record : run.jobs) {
        for (int attempt = 1; attempt <= record.timeline.attempts(); ++attempt) {
            const AttemptMarks &marks = record.timeline.marks(attempt);
            begins.push_back(marks.begin);
            if (marks.laneEnd)
                ends.push_back(*marks.laneEnd);
        }
    }
    // Apart, both are nearly in order already: jobs begin in the order of the plan.
    std::sort(begins.begin(), begins.end());
    std::sort(ends.begin(), ends.end());

    QList<CountStep> steps;
    steps.reserve(qsizetype(begins.size() + ends.size()));
    int count = 0;
    auto begin = begins.cbegin();
    auto end = ends.cbegin();
    while (begin != begins.cend() || end != ends.cend()) {
        if (end != ends.cend() && (begin == begins.cend() || *end <= *begin))
            append(steps, {.at = *end++, .count = --count});
        else
            append(steps, {.at = *begin++, .count = ++count});
    }
    return steps;
}

QList<CountStep> allowedSteps(const RunRecord &run)
{
    QList<CountStep> steps;
    for (const AtOnceChange &change : run.atOnceChanges)
        append(steps, {.at = change.at, .count = change.atOnce});
    if (steps.isEmpty())
        steps.append({.at = Moment::zero(), .count = run.plan.atOnce});
    else
        steps.first().at = Moment::zero();
    return steps;
}

int countAt(const QList<CountStep> &steps, Moment moment)
{
    const auto next = std::upper_bound(steps.cbegin(), steps.cend(), moment,
                                       [](Moment wanted, const CountStep &step) { return wanted < step.at; });
    return next == steps.cbegin() ? 0 : std::prev(next)->count;
}

int largestCount(const QList<CountStep> &steps)
{
    int largest = 0;
    for (const CountStep &step : steps)
        largest = std::max(largest, step.count);
    return largest;
}

} // namespace ContactSheet
