#include "servicetimes.h"

#include <charconv>
#include <cmath>
#include <numbers>

namespace ContactSheet::Bench {

namespace {

// What the practice service has, too: near the spread of real image services.
constexpr double logNormalSigma = 0.35;

// Longer than any picture takes, and far from where nanoseconds would overflow.
constexpr double longestMilliseconds = 3'600'000;

std::optional<std::chrono::nanoseconds> parseMilliseconds(std::string_view text)
{
    double value = 0;
    const char *textEnd = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), textEnd, value);
    if (error != std::errc{} || std::string_view(end, textEnd) != "ms" || !(value > 0)
        || value > longestMilliseconds)
        return std::nullopt;
    return std::chrono::nanoseconds(std::llround(value * 1e6));
}

} // namespace

std::optional<ServiceTimes> ServiceTimes::parse(std::string_view text, std::uint64_t seed)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto median = parseMilliseconds(text.substr(colon + 1));
    if (!median)
        return std::nullopt;
    if (text.substr(0, colon) == "constant")
        return ServiceTimes(*median, 0, seed);
    if (text.substr(0, colon) == "lognormal")
        return ServiceTimes(*median, logNormalSigma, seed);
    return std::nullopt;
}

ServiceTimes::ServiceTimes(std::chrono::nanoseconds median, double sigma, std::uint64_t seed)
    : m_median(median)
    , m_sigma(sigma)
    , m_random(seed)
{}

std::chrono::nanoseconds ServiceTimes::next()
{
    if (m_sigma == 0)
        return m_median;
    const double factor = std::exp(m_sigma * normal());
    return std::chrono::nanoseconds(std::llround(static_cast<double>(m_median.count()) * factor));
}

// std::normal_distribution would draw other numbers with another standard library.
double ServiceTimes::normal()
{
    // Box and Muller, A Note on the Generation of Random Normal Deviates, 1958. 1 - u is never 0.
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

double ServiceTimes::uniform()
{
    // The upper 53 bits, as many as a double holds exactly: at least 0, below 1.
    return static_cast<double>(m_random() >> 11U) * 0x1p-53;
}

} // namespace ContactSheet::Bench
