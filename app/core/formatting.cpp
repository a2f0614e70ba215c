#include "core/formatting.h"

#include "core/clock.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString formatDuration(std::chrono::nanoseconds duration)
{
    constexpr auto Minute = std::chrono::minutes(1);
    const double seconds = toSeconds(duration);
    if (duration >= 10 * Minute) {
        const auto minutes = std::chrono::floor<std::chrono::minutes>(duration);
        const auto rest = std::chrono::floor<std::chrono::seconds>(duration - minutes);
        return u"%1:%2"_s.arg(minutes.count()).arg(rest.count(), 2, 10, '0'_L1);
    }
    const int decimals = seconds < 1 ? 2 : seconds < 60 ? 1 : 0;
    return u"%1 s"_s.arg(QLocale().toString(seconds, 'f', decimals));
}

QString formatFactor(double factor)
{
    return u"%1 ×"_s.arg(QLocale().toString(factor, 'f', factor < 10 ? 2 : 1));
}

QString formatPercent(double share)
{
    return u"%1 %"_s.arg(QLocale().toString(share * 100, 'f', 0));
}

} // namespace ContactSheet
