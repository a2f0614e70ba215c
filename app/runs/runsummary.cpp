#include "runs/runsummary.h"

#include <queue>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace ContactSheet {

namespace {

/// Median and p95 of fewer jobs than this say nothing.
constexpr qsizetype FewestForPercentiles = 3;

/// The lanes of a simulation, by the moment at which each is free.
class Lanes
{
public:
    /// At least one lane, and no more than \a jobs can fill: a plan from a file may say anything.
    Lanes(int count, qsizetype jobs)
    {
        const qsizetype usable = std::clamp<qsizetype>(count, 1, std::max<qsizetype>(jobs, 1));
        for (qsizetype i = 0; i < usable; ++i)
            m_free.push(Moment::zero());
    }

    /// Gives the lane that is free first to a job of \a length.
    void give(Moment length)
    {
        const Moment begin = m_free.top();
        m_free.pop();
        occupy(begin + length);
    }

    /// Replaces the lane that is free first by one that is free at \a moment.
    void occupyUntil(Moment moment)
    {
        m_free.pop();
        occupy(moment);
    }

    [[nodiscard]] Moment end() const { return m_end; }

private:
    void occupy(Moment until)
    {
        m_free.push(until);
        m_end = std::max(m_end, until);
    }

    std::priority_queue<Moment, std::vector<Moment>, std::greater<>> m_free;
    Moment m_end = {};
};

double ratio(Moment dividend, Moment divisor)
{
    return toSeconds(dividend) / toSeconds(divisor);
}

} // namespace

RunSummary summarize(const RunRecord &run, std::optional<Moment> sequential)
{
    const QList<Moment> times = endedLaneTimes(run);
    RunSummary summary{.wallClock = run.ended.value_or(Moment::zero()), .ideal = idealWallClock(run)};
    for (const Moment time : times)
        summary.sumOfRequests += time;

    if (!isWhole(run))
        sequential.reset(); // It did not do the same work.
    else if (run.plan.mode == Mode::Sequential)
        sequential = summary.wallClock;
    summary.isSpeedUpEstimated = !sequential;
    if (summary.wallClock > Moment::zero() && !times.isEmpty()) {
        summary.speedUp = ratio(sequential.value_or(summary.sumOfRequests), summary.wallClock);
        summary.efficiency = ratio(summary.ideal, summary.wallClock);
    }
    if (times.size() >= FewestForPercentiles) {
        summary.median = percentile(times, 0.5);
        summary.p95 = percentile(times, 0.95);
    }
    return summary;
}

Moment idealWallClock(const QList<Moment> &laneTimes, int lanes)
{
    Lanes simulated(lanes, laneTimes.size());
    for (const Moment time : laneTimes)
        simulated.give(time);
    return simulated.end();
}

Moment idealWallClock(const QList<Moment> &laneTimes, const QList<AtOnceChange> &changes)
{
    const auto lanes = [&changes](qsizetype change) { return std::max(changes.at(change).atOnce, 1); };
    std::priority_queue<Moment, std::vector<Moment>, std::greater<>> ends;
    qsizetype change = 0;
    Moment now = {};
    Moment end = {};
    for (const Moment time : laneTimes) {
        for (;;) {
            while (change + 1 < changes.size() && changes.at(change + 1).at <= now)
                ++change;
            while (!ends.empty() && ends.top() <= now)
                ends.pop();
            if (ends.size() < std::size_t(lanes(change)))
                break;
            now = change + 1 < changes.size() ? std::min(ends.top(), changes.at(change + 1).at) : ends.top();
        }
        ends.push(now + time);
        end = std::max(end, now + time);
    }
    return end;
}

Moment idealWallClock(const RunRecord &run, std::optional<Moment> median)
{
    QList<std::pair<Moment, Moment>> held; // When it began, for how long.
    held.reserve(run.jobs.size());
    for (const JobRecord &record : run.jobs) {
        const Timeline &timeline = record.timeline;
        if (!isEndState(record.state)) {
            if (median)
                held.append({timeline.hasBegun() ? timeline.marks(1).begin : Moment::max(), *median});
            continue;
        }
        for (int attempt = 1; attempt <= timeline.attempts(); ++attempt) {
            const AttemptMarks &marks = timeline.marks(attempt);
            held.append({marks.begin, marks.laneEnd.value_or(marks.begin) - marks.begin});
        }
    }
    std::stable_sort(held.begin(), held.end(),
                     [](const auto &first, const auto &second) { return first.first < second.first; });
    QList<Moment> times;
    times.reserve(held.size());
    for (const auto &[begin, time] : std::as_const(held))
        times.append(time);
    return run.atOnceChanges.size() > 1 ? idealWallClock(times, run.atOnceChanges)
                                        : idealWallClock(times, run.plan.atOnce);
}

QList<Moment> endedLaneTimes(const RunRecord &run)
{
    QList<Moment> times;
    for (const JobRecord &record : run.jobs) {
        if (record.timeline.hasBegun() && isEndState(record.state))
            times.append(record.timeline.laneTime());
    }
    return times;
}

std::optional<Moment> percentile(QList<Moment> values, double share)
{
    if (values.isEmpty())
        return std::nullopt;
    const auto rank = qsizetype(std::ceil(share * double(values.size())));
    const auto place = values.begin() + std::clamp<qsizetype>(rank - 1, 0, values.size() - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

std::optional<Moment> timeLeft(const RunRecord &run, Moment now)
{
    const std::optional<Moment> median = percentile(endedLaneTimes(run), 0.5);
    if (!median)
        return std::nullopt;

    // Those under way end after the median, or at once where they have taken longer already.
    Lanes lanes(run.plan.atOnce, run.jobs.size());
    for (const JobRecord &record : run.jobs) {
        if (record.state != JobState::Sent)
            continue;
        const Moment begin = record.timeline.beginMoment().value_or(now);
        lanes.occupyUntil(std::max(Moment::zero(), begin + *median - now));
    }
    for (const JobRecord &record : run.jobs) {
        if (record.state == JobState::Waiting)
            lanes.give(*median);
    }
    return lanes.end();
}

} // namespace ContactSheet
