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

std::optional<JobId> Scheduler::giveLane()
{
    if (m_waiting.empty() || m_underWay.size() >= m_lanes)
        return std::nullopt;
    const JobId job = m_waiting.front();
    m_waiting.pop_front();
    m_underWay.insert(job);
    return job;
}

void Scheduler::releaseLane(JobId job)
{
    m_underWay.remove(job);
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
