#pragma once

#include "services/serviceanswer.h"

#include <chrono>
#include <optional>

namespace ContactSheet {

/// What a service says of its own limits beside an answer; what it does not say is missing.
struct RateHeaders
{
    std::optional<int> requestsPerMinute = {};
    std::optional<int> remaining = {};                   ///< Requests that it takes until the reset.
    std::optional<std::chrono::milliseconds> reset = {}; ///< From now on.

    friend bool operator==(const RateHeaders &, const RateHeaders &) = default;
};

/**
 * The limits that \a answer names by the headers of OpenAI and those who speak like it
 * (x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests; OpenAI, "Rate
 * limits in headers"); nothing where it names none that can be understood.
 */
[[nodiscard]] std::optional<RateHeaders> readRateHeaders(const ServiceAnswer &answer);

/// A duration such as "12ms", "1s", "6m0s" or "1h2m3.5s"; nothing for anything else or more than a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> readDuration(const QByteArray &text);

} // namespace ContactSheet
