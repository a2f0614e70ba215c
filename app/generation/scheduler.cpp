#include "generation/scheduler.h"

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

void Scheduler::addFinishing(JobId job)
{
    m_finishing.push_back(job);
}

std::optional<GivenLane> Scheduler::giveLane()
{
    if (waitingCount() == 0 || m_laneOf.size() >= m_lanes)
        return std::nullopt;
    std::deque<JobId> &next = isFinishingNext() ? m_finishing : m_waiting;
    const GivenLane given{.job = next.front(), .lane = lowestFreeLane()};
    next.pop_front();
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
    return std::erase(m_finishing, job) > 0 || std::erase(m_waiting, job) > 0;
}

QList<JobId> Scheduler::removeWaiting()
{
    QList<JobId> removed(m_finishing.begin(), m_finishing.end());
    removed.append(QList<JobId>(m_waiting.begin(), m_waiting.end()));
    m_finishing.clear();
    m_waiting.clear();
    return removed;
}

} // namespace ContactSheet
