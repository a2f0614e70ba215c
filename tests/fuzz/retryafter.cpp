// What a service asks to wait, and what it says of its limits: always within reason.
#include "services/retryafter.h"

#include "property.h"
#include "runs/pacing.h"
#include "services/rateheaders.h"
#include "wireanswer.h"

using namespace ContactSheet;
using namespace std::chrono_literals;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray input = bytesOf(data, size);
    const ServiceAnswer answer = wireAnswer(input.startsWith("HTTP/") ? input : "HTTP/1.1 429 \n" + input);
    const QDateTime now(QDate(2026, 10, 21), QTime(7, 28), Qt::UTC);
    if (const auto wait = retryAfter(answer, now))
        require(*wait >= 0ms && *wait <= LongestWait,
                "a wait is neither negative nor longer than the longest");
    if (const auto rates = readRateHeaders(answer)) {
        require(!rates->requestsPerMinute || *rates->requestsPerMinute >= RateLimits::Fewest,
                "a rate is at least the least");
        require(!rates->requestsPerMinute || *rates->requestsPerMinute <= RateLimits::Most,
                "a rate is at most the greatest");
        require(!rates->remaining || *rates->remaining >= 0, "what remains is not negative");
        require(!rates->reset || (*rates->reset >= 0ms && *rates->reset <= 24h), "a reset is within a day");
    }
    if (const auto duration = readDuration(input))
        require(*duration >= 0ms && *duration <= 24h, "a duration is within a day");
    if (const QDateTime date = httpDate(input, now); date.isValid())
        require(date.offsetFromUtc() == 0, "a date of HTTP is in UTC");
    return 0;
}
