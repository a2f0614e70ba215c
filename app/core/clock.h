#pragma once

#include <chrono>

namespace ContactSheet {

/// The one monotonic clock of the program: no change of the wall time bends a duration.
using Clock = std::chrono::steady_clock;

/**
 * A moment of a run, as the time since the run began.
 *
 * What is kept, written and compared are moments of this kind: they mean the same in a journal as in
 * memory, on another machine and after a restart.
 */
using Moment = std::chrono::nanoseconds;

/// \a duration in milliseconds with its fraction, the unit of journals and reports.
[[nodiscard]] constexpr double toMilliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// \a duration in seconds with its fraction, the unit of the screen.
[[nodiscard]] constexpr double toSeconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace ContactSheet
