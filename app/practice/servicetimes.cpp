#include "practice/servicetimes.h"

#include <cmath>
#include <numbers>

using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr double Sigma = 0.35;

// Chosen among 60 000: with it the first four copies of the sample list take times so much alike that all
// three at once are done at least 2.7 times as fast as one after another (a speed-up is the sum divided by
// the longest, and is at most 3). An unlucky salt makes it 2, and the first run a disappointment.
constexpr quint64 Salt = 39779;

// FNV-1a (draft-eastlake-fnv). Not qHash, which differs from run to run.
quint64 hashOf(const QByteArray &bytes)
{
    quint64 hash = 14695981039346656037U;
    for (const char byte : bytes)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
    return hash;
}

// One step of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the result depends on every bit of the
// seed.
quint64 mixed(quint64 seed)
{
    seed += 0x9E3779B97F4A7C15U;
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9U;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBU;
    return seed ^ (seed >> 31);
}

// In [0, 1), of the 53 bits that a double holds.
double fractionOf(quint64 bits)
{
    return std::ldexp(double(bits >> 11), -53);
}

// A standard normal deviate by Box and Muller (1958). std::normal_distribution gives each compiler its own.
double normalDeviate(quint64 seed)
{
    const double first = 1 - fractionOf(mixed(seed)); // In (0, 1]: its logarithm is finite.
    const double second = fractionOf(mixed(seed + 1));
    return std::sqrt(-2 * std::log(first)) * std::cos(2 * std::numbers::pi * second);
}

std::chrono::milliseconds median(PracticeSpeed speed)
{
    switch (speed) {
    case PracticeSpeed::Instant:
        return 0ms;
    case PracticeSpeed::Quick:
        return 400ms;
    case PracticeSpeed::Lifelike:
        return 4s;
    case PracticeSpeed::Trouble:
        return 400ms;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

std::chrono::milliseconds serviceTime(PracticeSpeed speed, const QString &prompt, quint64 number)
{
    const quint64 seed = mixed(hashOf(prompt.toUtf8()) ^ mixed(number ^ mixed(Salt)));
    return std::chrono::round<std::chrono::milliseconds>(median(speed)
                                                         * std::exp(Sigma * normalDeviate(seed)));
}

} // namespace ContactSheet
