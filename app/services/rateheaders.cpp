#include "services/rateheaders.h"

#include "runs/pacing.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

std::optional<int> readCount(const QByteArray &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.trimmed().toInt(&isNumber);
    return isNumber && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<std::chrono::milliseconds> readDuration(const QByteArray &text)
{
    static const QRegularExpression form(
        u"^(?:(\\d{1,5})h)?(?:(\\d{1,5})m(?!s))?(?:(\\d{1,6}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?$"_s);
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(text.trimmed()));
    if (!match.hasMatch() || match.capturedLength() == 0)
        return std::nullopt;
    const double milliseconds = match.captured(1).toDouble() * 3'600'000
        + match.captured(2).toDouble() * 60'000 + match.captured(3).toDouble() * 1000
        + match.captured(4).toDouble();
    const std::chrono::milliseconds duration(qint64(std::ceil(milliseconds)));
    return duration <= std::chrono::hours(24) ? std::optional(duration) : std::nullopt;
}

std::optional<RateHeaders> readRateHeaders(const ServiceAnswer &answer)
{
    const RateHeaders read{.requestsPerMinute = readCount(answer.header("x-ratelimit-limit-requests"),
                                                          RateLimits::Fewest, RateLimits::Most),
                           .remaining = readCount(answer.header("x-ratelimit-remaining-requests"), 0,
                                                  std::numeric_limits<int>::max()),
                           .reset = readDuration(answer.header("x-ratelimit-reset-requests"))};
    return read == RateHeaders() ? std::nullopt : std::optional(read);
}

} // namespace ContactSheet
