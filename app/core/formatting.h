#pragma once

#include <QString>

#include <chrono>

namespace ContactSheet {

/// \a duration as the screen shows it, in the user's numbers: "0.42 s", "6.8 s", "75 s", "12:05" from ten
/// minutes on.
[[nodiscard]] QString formatDuration(std::chrono::nanoseconds duration);

/// \a factor as the screen shows it: "2.75 ×", "31.3 ×".
[[nodiscard]] QString formatFactor(double factor);

/// \a share of one as the screen shows it: "98 %".
[[nodiscard]] QString formatPercent(double share);

/// \a text with spaces at which no line ends: a number keeps its unit.
[[nodiscard]] QString unbroken(QString text);

} // namespace ContactSheet
