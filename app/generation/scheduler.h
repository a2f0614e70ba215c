#pragma once

#include "core/ids.h"

#include <QList>
#include <QSet>

#include <deque>
#include <optional>

namespace ContactSheet {

/**
 * Decides which job gets a lane, and when: a pure value without network and clock.
 *
 * Jobs get lanes in the order in which they were added.
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

    /// Gives a lane to the job whose turn it is, if a lane is free and a job waits.
    [[nodiscard]] std::optional<JobId> giveLane();

    /// The lane of \a job is free again; does nothing where it holds none.
    void releaseLane(JobId job);

    /// Takes \a job out of the waiting ones; false where it does not wait.
    bool remove(JobId job);

    /// Takes out all that wait, in their order.
    [[nodiscard]] QList<JobId> removeWaiting();

    [[nodiscard]] qsizetype waitingCount() const { return qsizetype(m_waiting.size()); }
    [[nodiscard]] qsizetype underWayCount() const { return m_underWay.size(); }

private:
    int m_lanes;
    std::deque<JobId> m_waiting;
    QSet<JobId> m_underWay;
};

} // namespace ContactSheet
