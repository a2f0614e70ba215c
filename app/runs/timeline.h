#pragma once

#include "core/clock.h"

#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/// What a job's life is cut into, without gaps or overlaps.
enum class Phase {
    Queued,   ///< From the start of the run until the first attempt gets a lane.
    Server,   ///< Until the first byte of the answer, or of the streamed event, that carries the picture.
    Download, ///< Until the last byte of the picture; a linked picture's own request is part of it.
    Finish,   ///< Until the file is safe on disk under its final name.
    Backoff,  ///< From a failed attempt until the next one gets a lane.
};

/// The phase's piece of the time axis, from \a begin to \a end.
struct PhaseSpan
{
    Phase phase = Phase::Queued;
    Moment begin = {};
    Moment end = {};
    int attempt = 0; ///< 0 before the first attempt.

    friend bool operator==(const PhaseSpan &, const PhaseSpan &) = default;
};

/// What is known of one attempt beside its phases; moments that did not come are missing.
struct AttemptMarks
{
    int lane = 0;                          ///< Which of the places at once it had; 1 and up.
    Moment begin = {};                     ///< It got its lane.
    std::optional<Moment> connecting = {}; ///< A new connection was begun; a kept one needs none.
    std::optional<Moment> sent = {};       ///< The request really left this machine.
    std::optional<Moment> laneEnd = {};    ///< Another job may have its lane.

    friend bool operator==(const AttemptMarks &, const AttemptMarks &) = default;
};

/**
 * When one job did what, in moments since the start of its run (design of the words and sums:
 * docs/timing.md).
 *
 * It is told what happened in the order in which it happened; a moment before the last one counts as the
 * last one, so that the phases always add up to the job's end.
 */
class Timeline final
{
public:
    /// The lane numbered \a lane is given: a new attempt begins with its server phase.
    void beginAttempt(Moment moment, int lane = 1);
    /// A new connection is begun: a mark inside the server phase.
    void markConnecting(Moment moment);
    /// The request really leaves this machine: a mark inside the server phase.
    void markSent(Moment moment);
    void firstByte(Moment moment);
    void lastByte(Moment moment);
    /// The attempt came to nothing, and the job waits for another; also after end(), which it takes back.
    void beginBackoff(Moment moment);
    /// The lane is free for another job; called at most once an attempt.
    void releaseLane(Moment moment);
    /// The job has ended, whatever its state.
    void end(Moment moment);

    [[nodiscard]] int attempts() const { return int(m_marks.size()); }
    /// The marks of \a attempt, which is in [1, attempts()].
    [[nodiscard]] const AttemptMarks &marks(int attempt) const { return m_marks.at(attempt - 1); }
    /// Whether the picture is here, and its file is not safe yet.
    [[nodiscard]] bool isFinishing() const { return m_phase == Phase::Finish && !m_end; }
    /// Whether an attempt is under way: it has a lane, or its picture is on the way to the disk.
    [[nodiscard]] bool isInAttempt() const { return hasBegun() && m_phase != Phase::Backoff && !m_end; }
    [[nodiscard]] bool hasBegun() const { return !m_marks.isEmpty(); }
    [[nodiscard]] const QList<PhaseSpan> &spans() const { return m_spans; }
    [[nodiscard]] std::optional<Moment> endMoment() const { return m_end; }
    /// When the newest attempt's request left this machine.
    [[nodiscard]] std::optional<Moment> sentMoment() const;
    /// When the newest attempt got its lane.
    [[nodiscard]] std::optional<Moment> beginMoment() const;

    /// How long \a phase lasted, over all attempts; nothing where it never began.
    [[nodiscard]] std::optional<Moment> total(Phase phase) const;

    /// s_i of the sums: how long the job held a lane, over all attempts that gave theirs up.
    [[nodiscard]] Moment laneTime() const { return m_laneTime; }

    friend bool operator==(const Timeline &, const Timeline &) = default;

private:
    void enter(Phase phase, Moment moment);
    void closePhase(Moment moment);
    [[nodiscard]] Moment notBeforeLast(Moment moment) const;

    QList<PhaseSpan> m_spans = {};
    Phase m_phase = Phase::Queued;
    Moment m_phaseBegin = {};
    QList<AttemptMarks> m_marks = {};
    bool m_holdsLane = false;
    Moment m_laneTime = {};
    std::optional<Moment> m_end = {};
};

} // namespace ContactSheet
