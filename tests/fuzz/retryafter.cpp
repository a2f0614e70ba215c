// However a service asks to wait: the wait is none, or within bounds.
#include "services/retryafter.h"

#include "fuzzing.h"
#include "services/rateheaders.h"

using namespace ContactSheet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = Fuzzing::bytesOf(data, size);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC);
    ServiceAnswer answer = Fuzzing::answer({});
    answer.status = 429;
    for (const char *name : {"Retry-After", "retry-after-ms", "Date", "x-ratelimit-limit-requests",
                             "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"})
        answer.headers.append({name, text});
    answer.headers.removeAt(size % 6);
    if (const auto wait = retryAfter(answer, now))
        Fuzzing::require(wait->count() >= 0 && *wait <= LongestWait);
    static_cast<void>(readRateHeaders(answer));
    static_cast<void>(readDuration(text));
    static_cast<void>(httpDate(text, now));
    return 0;
}
