#include "generation/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

bool mayTryAgain(const JobRecord &record, const Error &error)
{
    if (error.again == Error::Again::Never || record.timeline.attempts() >= record.mostAttempts)
        return false;
    return error.again == Error::Again::Repeatedly
        || std::none_of(record.failures.begin(), record.failures.end(),
                        [&error](const FailedAttempt &failure) { return failure.kind == error.kind; });
}

std::chrono::milliseconds waitBeforeRetry(const Error &error, int attempts, double chance,
                                          const RetryRules &rules)
{
    if (error.retryAfter)
        return *error.retryAfter;
    const bool hasLeft = error.kind != Error::Kind::Network;
    const auto first =
        std::chrono::duration<double, std::milli>(hasLeft ? rules.serviceWait : rules.connectionWait);
    const auto most = std::chrono::duration<double, std::milli>(rules.longestWait);
    const auto wait = chance * std::min(most, first * std::exp2(std::max(0, attempts - 1)));
    return std::chrono::milliseconds(qint64(wait.count()));
}

} // namespace ContactSheet
