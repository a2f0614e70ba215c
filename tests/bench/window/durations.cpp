#include "window/durations.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ContactSheet::Bench {

std::chrono::nanoseconds Durations::percentile(double share) const
{
    std::vector<std::chrono::nanoseconds> sorted = m_durations;
    std::sort(sorted.begin(), sorted.end());
    const double place = std::ceil(share * static_cast<double>(sorted.size()));
    return sorted.at(static_cast<std::size_t>(std::max(place, 1.0)) - 1);
}

void printMeasured(const std::string &name, Milliseconds value, std::optional<Milliseconds> goal)
{
    std::printf("%s\t%.3f\t", name.c_str(), value.count());
    if (goal)
        std::printf("%g", goal->count());
    std::printf("\n");
}

} // namespace ContactSheet::Bench
