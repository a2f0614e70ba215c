#pragma once

#include "core/error.h"
#include "runs/runrecord.h"

#include <QList>

#include <chrono>
#include <optional>

namespace ContactSheet {

/// The numbers by which orders are tried again by themselves; the defaults are those of every service.
struct RetryRules
{
    /// The longest first wait where nothing had left, and where the service refused; doubled each time.
    std::chrono::milliseconds connectionWait = std::chrono::milliseconds(500);
    std::chrono::milliseconds serviceWait = std::chrono::seconds(1);
    /// The wait before a picture is downloaded again; doubled each time.
    std::chrono::milliseconds downloadWait = std::chrono::milliseconds(500);
    std::chrono::milliseconds longestWait = std::chrono::minutes(1);

    /// How many tries may be made again before the service is left alone, and how much of one each success
    /// gives back: at most a tenth of all orders are second tries (Google, "Site Reliability Engineering",
    /// chapter 21, per-client retry budget).
    double budget = 20;
    double budgetPerSuccess = 0.1;

    /// How many orders in a row may come to nothing that may have been charged before the service is left
    /// alone.
    int mostLosses = 10;

    /// How long the service is then left alone before one order shows whether it works again.
    QList<std::chrono::milliseconds> probeWaits = {std::chrono::seconds(30), std::chrono::minutes(1),
                                                   std::chrono::minutes(2), std::chrono::minutes(5)};

    /// A service that asks for more is not waited for where nobody can be asked.
    std::chrono::milliseconds patience = std::chrono::hours(1);

    friend bool operator==(const RetryRules &, const RetryRules &) = default;
};

/**
 * Whether the job of \a record, whose newest attempt came to \a error, may be tried again by itself: where
 * the error allows it, and an attempt is left.
 */
[[nodiscard]] bool mayTryAgain(const JobRecord &record, const Error &error);

/**
 * How long to wait before the attempt after number \a attempts, which came to \a error: what the service
 * asked for, else up to twice as long each time, by chance, so that many do not come back at one moment
 * (full jitter: AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). \a chance is in [0, 1).
 */
[[nodiscard]] std::chrono::milliseconds waitBeforeRetry(const Error &error, int attempts, double chance,
                                                        const RetryRules &rules);

} // namespace ContactSheet
