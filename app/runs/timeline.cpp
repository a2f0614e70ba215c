#include "runs/timeline.h"

#include <algorithm>
#include <utility>

namespace ContactSheet {

void Timeline::beginAttempt(Moment moment, int lane)
{
    enter(Phase::Server, moment);
    m_marks.append({.lane = lane, .begin = m_phaseBegin});
    m_holdsLane = true;
}

void Timeline::markConnecting(Moment moment)
{
    m_marks.last().connecting = notBeforeLast(moment);
}

void Timeline::markSent(Moment moment)
{
    m_marks.last().sent = notBeforeLast(moment);
}

void Timeline::firstByte(Moment moment)
{
    if (m_phase == Phase::Server)
        enter(Phase::Download, moment);
}

void Timeline::lastByte(Moment moment)
{
    if (m_phase == Phase::Server || m_phase == Phase::Download)
        enter(Phase::Finish, moment);
}

void Timeline::beginBackoff(Moment moment)
{
    releaseLane(moment);
    if (!m_end)
        closePhase(moment);
    m_end.reset();
    m_phase = Phase::Backoff;
}

void Timeline::releaseLane(Moment moment)
{
    if (!std::exchange(m_holdsLane, false))
        return;
    AttemptMarks &marks = m_marks.last();
    marks.laneEnd = notBeforeLast(moment);
    m_laneTime += *marks.laneEnd - marks.begin;
}

void Timeline::end(Moment moment)
{
    releaseLane(moment);
    closePhase(moment);
    m_end = m_phaseBegin;
}

std::optional<Moment> Timeline::sentMoment() const
{
    return m_marks.isEmpty() ? std::nullopt : m_marks.last().sent;
}

std::optional<Moment> Timeline::beginMoment() const
{
    return m_marks.isEmpty() ? std::nullopt : std::optional(m_marks.last().begin);
}

std::optional<Moment> Timeline::total(Phase phase) const
{
    std::optional<Moment> sum;
    for (const PhaseSpan &span : m_spans) {
        if (span.phase == phase)
            sum = sum.value_or(Moment::zero()) + (span.end - span.begin);
    }
    return sum;
}

void Timeline::enter(Phase phase, Moment moment)
{
    closePhase(moment);
    m_phase = phase;
}

void Timeline::closePhase(Moment moment)
{
    const Moment end = notBeforeLast(moment);
    m_spans.append({.phase = m_phase, .begin = m_phaseBegin, .end = end, .attempt = attempts()});
    m_phaseBegin = end;
}

Moment Timeline::notBeforeLast(Moment moment) const
{
    return std::max(moment, m_phaseBegin);
}

} // namespace ContactSheet
