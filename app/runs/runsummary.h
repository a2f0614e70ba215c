#pragma once

#include "core/clock.h"
#include "runs/runrecord.h"

#include <QList>

#include <optional>

namespace ContactSheet {

/// The figures of a run, by the sums of docs/timing.md; nothing where a figure has no meaning yet.
struct RunSummary
{
    Moment wallClock = {};     ///< The last job's end minus the start of the run.
    Moment sumOfRequests = {}; ///< Σ s_i: what one after another would take if each took as long.
    Moment ideal = {};         ///< The wall clock of a scheduler without overhead.
    std::optional<double> speedUp = {};
    bool isSpeedUpEstimated = true;        ///< No sequential run of the same plan was measured.
    std::optional<double> efficiency = {}; ///< ideal ÷ wall clock.
    std::optional<Moment> median = {};     ///< Of the s_i, from three jobs on.
    std::optional<Moment> p95 = {};

    friend bool operator==(const RunSummary &, const RunSummary &) = default;
};

/**
 * The figures of \a run, which has ended. \a sequential is the wall clock of the newest sequential run of
 * the same plan, where there is one; a sequential run is compared with itself.
 */
[[nodiscard]] RunSummary summarize(const RunRecord &run, std::optional<Moment> sequential = {});

/**
 * The end of the last of \a laneTimes when each is given, in order, to the one of \a lanes lanes that is
 * free first (list scheduling; R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969). There is
 * always at least one lane.
 */
[[nodiscard]] Moment idealWallClock(const QList<Moment> &laneTimes, int lanes);

/**
 * The same where the number of lanes is at each moment what \a changes (in order of time) say; who is under
 * way when there are fewer keeps its lane. Before the first change the number is that of the first.
 */
[[nodiscard]] Moment idealWallClock(const QList<Moment> &laneTimes, const QList<AtOnceChange> &changes);

/**
 * The ideal wall clock of \a run, at the numbers at once that it had: each attempt of its jobs that have
 * ended as long as it held its lane, in the order in which they began. Where there is a \a median, it stands
 * for the jobs that have not ended. Never longer than a run that has ended.
 */
[[nodiscard]] Moment idealWallClock(const RunRecord &run, std::optional<Moment> median = {});

/// The s_i of the jobs of \a run that have begun and ended, in their order.
[[nodiscard]] QList<Moment> endedLaneTimes(const RunRecord &run);

/// The nearest-rank percentile of \a values (\a share of 1, in (0, 1]), or nothing where there is none.
[[nodiscard]] std::optional<Moment> percentile(QList<Moment> values, double share);

/**
 * How long \a run will still take at the moment \a now, if every job that has not ended takes the median
 * of those that have; nothing before the first one has ended.
 */
[[nodiscard]] std::optional<Moment> timeLeft(const RunRecord &run, Moment now);

} // namespace ContactSheet
