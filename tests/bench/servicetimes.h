#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>

namespace ContactSheet::Bench {

/**
 * The time that the load server takes over each order, drawn in order of arrival.
 *
 * The same text and seed give the same times again, on every machine and with every standard library.
 */
class ServiceTimes
{
public:
    /// \a text is "constant:50ms" or "lognormal:200ms", the latter naming the median; anything else is none.
    [[nodiscard]] static std::optional<ServiceTimes> parse(std::string_view text, std::uint64_t seed);

    [[nodiscard]] std::chrono::nanoseconds next();

private:
    ServiceTimes(std::chrono::nanoseconds median, double sigma, std::uint64_t seed);

    [[nodiscard]] double uniform();
    [[nodiscard]] double normal();

    std::chrono::nanoseconds m_median;
    double m_sigma = 0; ///< 0 is constant.
    std::mt19937_64 m_random;
};

} // namespace ContactSheet::Bench
