#include "generation/ratebudget.h"

#include <algorithm>

namespace ContactSheet {

void RateBudget::holdUntil(Clock::time_point moment)
{
    m_heldUntil = std::max(m_heldUntil.value_or(moment), moment);
}

void RateBudget::noteOrder(Clock::time_point when)
{
    while (!m_orders.empty() && m_orders.front() + Window <= when)
        m_orders.pop_front();
    m_orders.push_back(when);
}

Clock::time_point RateBudget::nextOrder(Clock::time_point now) const
{
    Clock::time_point next = std::max(now, m_heldUntil.value_or(now));
    // The order that many before the next one has to be a minute old.
    const std::optional<int> most = perMinute();
    if (most && m_orders.size() >= std::size_t(*most))
        next = std::max(next, m_orders.at(m_orders.size() - std::size_t(*most)) + Window);
    return next;
}

std::optional<int> RateBudget::perMinute() const
{
    std::optional<int> least;
    for (const std::optional<int> &limit : {m_limits.requestsPerMinute, m_limits.imagesPerMinute,
                                            m_learned.requestsPerMinute, m_learned.imagesPerMinute}) {
        if (limit)
            least = std::min(least.value_or(*limit), *limit);
    }
    return least;
}

} // namespace ContactSheet
