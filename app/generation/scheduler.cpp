#include "generation/scheduler.h"

#include <algorithm>

namespace ContactSheet {

Scheduler::Scheduler(int lanes)
    : m_lanes(lanes)
{
    Q_ASSERT(lanes > 0);
}

void Scheduler::add(JobId job)
{
    m_waiting.push_back(job);
}

void Scheduler::addFirst(JobId job)
{
    m_waiting.push_front(job);
}

std::optional<GivenLane> Scheduler::giveLane()
{
    if (m_waiting.empty() || m_laneOf.size() >= m_lanes)
        return std::nullopt;
    const GivenLane given{.job = m_waiting.front(), .lane = lowestFreeLane()};
    m_waiting.pop_front();
    m_laneOf.insert(given.job, given.lane);
    return given;
}

void Scheduler::releaseLane(JobId job)
{
    if (const int lane = m_laneOf.take(job); lane > 0)
        m_freeLanes.push(lane);
}

int Scheduler::lowestFreeLane()
{
    if (m_freeLanes.empty())
        return ++m_lanesGiven;
    const int lane = m_freeLanes.top();
    m_freeLanes.pop();
    return lane;
}

bool Scheduler::remove(JobId job)
{
    const auto found = std::find(m_waiting.begin(), m_waiting.end(), job);
    if (found == m_waiting.end())
        return false;
    m_waiting.erase(found);
    return true;
}

QList<JobId> Scheduler::removeWaiting()
{
    const QList<JobId> removed(m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    return removed;
}

} // namespace ContactSheet
