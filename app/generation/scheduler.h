#pragma once

#include "core/ids.h"

#include <QHash>
#include <QList>
#include <queue>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace ContactSheet {

/// A job and the lane that it has now.
struct GivenLane
{
    JobId job = {};
    int lane = 1; ///< 1 and up.

    friend bool operator==(const GivenLane &, const GivenLane &) = default;
};

/**
 * Decides which job gets a lane, and when: a pure value without network and clock.
 *
 * Jobs get lanes in the order in which they were added, and of the lanes that are free the one with the
 * lowest number, so that lanes that are there only for a while have the highest.
 */
class Scheduler final
{
public:
    /// \a lanes is 1 or more.
    explicit Scheduler(int lanes = 1);

    /// From now on \a lanes jobs may be under way; those that are more already keep theirs.
    void setLanes(int lanes) { m_lanes = lanes; }
    [[nodiscard]] int lanes() const { return m_lanes; }

    void add(JobId job);
    /// Like add(), but \a job comes before all that wait already, other than those of addFinishing().
    void addFirst(JobId job);
    /// Like add(), but \a job, of which nothing is ordered, comes before all that order something.
    void addFinishing(JobId job);

    /// Whether the job whose turn it is orders nothing.
    [[nodiscard]] bool isFinishingNext() const { return !m_finishing.empty(); }

    /// Gives a lane to the job whose turn it is, if a lane is free and a job waits.
    [[nodiscard]] std::optional<GivenLane> giveLane();

    /// The lane of \a job is free again; does nothing where it holds none.
    void releaseLane(JobId job);

    /// Takes \a job out of the waiting ones; false where it does not wait.
    bool remove(JobId job);

    /// Takes out all that wait, in their order.
    [[nodiscard]] QList<JobId> removeWaiting();

    [[nodiscard]] qsizetype waitingCount() const { return qsizetype(m_finishing.size() + m_waiting.size()); }
    [[nodiscard]] qsizetype underWayCount() const { return m_laneOf.size(); }

private:
    [[nodiscard]] int lowestFreeLane();

    int m_lanes;
    std::deque<JobId> m_finishing; ///< Those that wait and order nothing.
    std::deque<JobId> m_waiting;   ///< All others that wait.
    QHash<JobId, int> m_laneOf;    ///< Of the jobs that are under way.
    std::priority_queue<int, std::vector<int>, std::greater<>>
        m_freeLanes;      ///< Of those that were given once.
    int m_lanesGiven = 0; ///< The highest number that was ever given.
};

} // namespace ContactSheet
