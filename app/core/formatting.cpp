#include "core/formatting.h"

#include "core/clock.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString formatDuration(std::chrono::nanoseconds duration)
{
    // Decided by what is shown after rounding, so that no "60.0 s" stands beside a "60 s".
    const double seconds = toSeconds(duration);
    const auto whole = qint64(std::round(seconds));
    if (whole >= 600)
        return u"%1:%2"_s.arg(whole / 60).arg(whole % 60, 2, 10, '0'_L1);
    const int decimals = seconds < 0.995 ? 2 : seconds < 59.95 ? 1 : 0;
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

QString unbroken(QString text)
{
    return text.replace(u' ', QChar::Nbsp);
}

} // namespace ContactSheet
