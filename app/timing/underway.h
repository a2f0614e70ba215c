#pragma once

#include "runs/runrecord.h"

#include <QList>

namespace ContactSheet {

/// From \a at on, the number is \a count.
struct CountStep
{
    Moment at = {};
    int count = 0;

    friend bool operator==(const CountStep &, const CountStep &) = default;
};

/**
 * How many requests of \a run had a place, from moment to moment: in order of time, no two alike in a row. A
 * place that goes from one request to the next at the same moment makes no step. What is under way is
 * counted on from the last step. Takes the time that sorting all attempts takes.
 */
[[nodiscard]] QList<CountStep> underWaySteps(const RunRecord &run);

/// How many were allowed to be under way at once; the first step is at the start of the run.
[[nodiscard]] QList<CountStep> allowedSteps(const RunRecord &run);

/// The number at \a moment by \a steps; 0 before the first.
[[nodiscard]] int countAt(const QList<CountStep> &steps, Moment moment);

/// The largest number in \a steps, or 0.
[[nodiscard]] int largestCount(const QList<CountStep> &steps);

} // namespace ContactSheet
