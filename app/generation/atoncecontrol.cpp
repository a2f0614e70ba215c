#include "generation/atoncecontrol.h"

#include "runs/runsummary.h"

#include <algorithm>
#include <utility>

namespace ContactSheet {

AtOnceControl AtOnceControl::fixed(int number)
{
    AtOnceControl control;
    control.m_current = number;
    control.m_most = number;
    return control;
}

AtOnceControl AtOnceControl::automatic(int start, int most)
{
    AtOnceControl control;
    control.m_isAutomatic = true;
    control.m_current = std::clamp(start, 1, most);
    control.m_before = control.m_current;
    control.m_most = most;
    return control;
}

std::optional<AtOnceReason> AtOnceControl::noteSuccess(Clock::time_point begin, Clock::time_point end,
                                                       bool isFull)
{
    ++m_successes;
    if (m_hasMetLimit) {
        if (m_successes >= SuccessesToRecover && m_current < m_most)
            return change(m_current + 1, end, AtOnceReason::Recovered);
        return std::nullopt;
    }
    // What was begun with another number at once, or with places to spare, says nothing of this one.
    const bool countsForRound = m_isAutomatic && isFull && (!m_changed || begin >= *m_changed);
    if (!countsForRound)
        return std::nullopt;
    m_round.append(end - begin);
    return m_round.size() >= std::max(ShortestRound, m_current) ? endRound(end) : std::nullopt;
}

std::optional<AtOnceReason> AtOnceControl::endRound(Clock::time_point now)
{
    const Moment median = *percentile(std::exchange(m_round, {}), 0.5);
    const bool tookLonger = m_usual && toSeconds(median) > LongerAnswers * toSeconds(*m_usual);
    m_usual = std::min(m_usual.value_or(median), median);
    if (tookLonger && m_before < m_current) {
        m_roundsToWait = RoundsAfterStepBack;
        return change(m_before, now, AtOnceReason::SlowAnswers);
    }
    if (tookLonger || m_current >= m_most)
        return std::nullopt;
    if (m_roundsToWait > 0) {
        --m_roundsToWait;
        return std::nullopt;
    }
    return change(std::min(m_most, m_current + std::max(1, m_current / 2)), now, AtOnceReason::Growing);
}

std::optional<AtOnceReason> AtOnceControl::noteRefusal(Clock::time_point begin, Clock::time_point now,
                                                       AtOnceReason reason)
{
    m_hasMetLimit = true;
    m_successes = 0;
    if (m_halved && begin < *m_halved)
        return std::nullopt;
    m_halved = now;
    if (m_current == 1)
        return std::nullopt;
    return change(m_current / 2, now, reason);
}

std::optional<AtOnceReason> AtOnceControl::change(int number, Clock::time_point now, AtOnceReason reason)
{
    m_before = std::exchange(m_current, number);
    m_successes = 0;
    m_round.clear();
    m_changed = now;
    return reason;
}

} // namespace ContactSheet
