#pragma once

#include "core/clock.h"

#include <QObject>
#include <QString>

#include <optional>

namespace ContactSheet {

/// Holds why the number of requests at once changed, so that Qt can print it.
class AtOnceReasons
{
    Q_GADGET

public:
    enum class Reason {
        Started,     ///< The run began with it.
        Chosen,      ///< A person chose it.
        Growing,     ///< Auto: more at once took no longer.
        SlowAnswers, ///< Auto: with more at once, each answer took so much longer that nothing was gained.
        RateLimit,   ///< The service asked for fewer requests (429).
        Overload,    ///< The service had too much to do (503, 529).
        Recovered,   ///< A while went well after the service had asked for fewer.
        Learned,     ///< Auto: what the service was found to take before, or names in its answers.
    };
    Q_ENUM(Reason)
};

using AtOnceReason = AtOnceReasons::Reason;

/// The word for \a reason in journals ("rate_limit"); a contract, never translated.
[[nodiscard]] QString keyword(AtOnceReason reason);

/// From \a at on, \a atOnce requests may be under way.
struct AtOnceChange
{
    Moment at = {};
    int atOnce = 1;
    AtOnceReason reason = AtOnceReason::Started;
    bool isAutomatic = false; ///< The program finds the number.

    friend bool operator==(const AtOnceChange &, const AtOnceChange &) = default;
};

/// A stretch of a run during which nothing was ordered, though jobs waited and lanes were free.
struct ServicePause
{
    enum class Reason {
        RateLimit, ///< The service asked to wait.
        Overload,  ///< The service had too much to do, and asked to wait or not.
        Trouble,   ///< So many tries failed that the service is left alone for a while.
        Key,       ///< The service does not accept the key: goes on only when a person says so.
        Quota,     ///< There is no credit left: goes on only when a person says so.
        Storage,   ///< The disk takes no more pictures: goes on only when a person says so.
    };

    Reason reason = Reason::RateLimit;
    Moment begin = {};
    std::optional<Moment> until = {}; ///< When it goes on by itself.
    std::optional<Moment> end = {};   ///< When it went on; missing while the pause lasts.

    friend bool operator==(const ServicePause &, const ServicePause &) = default;
};

/// The word for \a reason in journals ("quota"); a contract, never translated.
[[nodiscard]] QString keyword(ServicePause::Reason reason);

/// How much a service is asked at most, as a person says or as the service does; missing: no limit.
struct RateLimits
{
    static constexpr int Fewest = 1;
    static constexpr int Most = 100'000;

    std::optional<int> requestsPerMinute = {}; ///< Fewest to Most.
    std::optional<int> imagesPerMinute = {};   ///< Fewest to Most.

    friend bool operator==(const RateLimits &, const RateLimits &) = default;
};

/// What earlier runs found out about a model of a service.
struct LearnedLimits
{
    std::optional<int> atOnce = {}; ///< Where Auto ended.
    RateLimits rates = {};          ///< What the service names in its answers.

    friend bool operator==(const LearnedLimits &, const LearnedLimits &) = default;
};

} // namespace ContactSheet
