#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace ContactSheet::Bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// Many durations of the same kind, of which some are worth a line.
class Durations final
{
public:
    void add(std::chrono::nanoseconds duration) { m_durations.push_back(duration); }
    [[nodiscard]] std::size_t count() const { return m_durations.size(); }

    /// The least duration that \a share (0 to 1) of all reach or stay below; 1 is the greatest. Not of none.
    [[nodiscard]] std::chrono::nanoseconds percentile(double share) const;

private:
    std::vector<std::chrono::nanoseconds> m_durations;
};

/// Prints one measured \a value for measure_window.py: its name, it, and its goal where it has one.
void printMeasured(const std::string &name, Milliseconds value, std::optional<Milliseconds> goal = {});

} // namespace ContactSheet::Bench
