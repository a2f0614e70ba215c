#pragma once

#include "core/clock.h"
#include "runs/pacing.h"

#include <deque>
#include <optional>

namespace ContactSheet {

/**
 * How many orders may leave in any minute: a pure value, the time handed in.
 *
 * Each order asks for one picture, so requests and images a minute are limits of the same kind. What a person
 * says and what the service says both hold.
 */
class RateBudget final
{
public:
    static constexpr std::chrono::seconds Window = std::chrono::seconds(60);

    /// What a person says.
    void setLimits(const RateLimits &limits) { m_limits = limits; }
    /// What the service says.
    void learn(const RateLimits &limits) { m_learned = limits; }
    [[nodiscard]] const RateLimits &learned() const { return m_learned; }

    /// The service takes nothing more before \a moment.
    void holdUntil(Clock::time_point moment);

    void noteOrder(Clock::time_point when);

    /// When the next order may leave: \a now, or later.
    [[nodiscard]] Clock::time_point nextOrder(Clock::time_point now) const;

private:
    [[nodiscard]] std::optional<int> perMinute() const;

    RateLimits m_limits;
    RateLimits m_learned;
    std::deque<Clock::time_point> m_orders; ///< Those of the last minute, the oldest first.
    std::optional<Clock::time_point> m_heldUntil;
};

} // namespace ContactSheet
