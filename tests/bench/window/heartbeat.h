#pragma once

#include "core/clock.h"
#include "window/durations.h"

#include <QTimer>

#include <algorithm>

namespace ContactSheet::Bench {

/**
 * Beats every millisecond in the thread that it lives in, and measures by how much each beat came too late:
 * so long, the event loop had no turn for a person.
 *
 * Beside it stands how long the thread itself computed between two beats: on a machine that others use too, a
 * beat may be late although nothing of the program held it up.
 */
class Heartbeat final
{
    Q_DISABLE_COPY_MOVE(Heartbeat)

public:
    Heartbeat();
    ~Heartbeat();

    void start();
    void stop() { m_timer.stop(); }

    [[nodiscard]] const Durations &gaps() const { return m_gaps; }
    [[nodiscard]] const Durations &work() const { return m_work; }

    /// How long after start() the longest gap was over.
    [[nodiscard]] std::chrono::nanoseconds longestAfter() const { return m_longestAfter; }

private:
    void beat();

    QTimer m_timer;
    Clock::time_point m_lastBeat = {};
    Clock::time_point m_start = {};
    std::chrono::nanoseconds m_lastWork = {};
    std::chrono::nanoseconds m_longest = {};
    std::chrono::nanoseconds m_longestAfter = {};
    Durations m_gaps;
    Durations m_work;
};

} // namespace ContactSheet::Bench
