#pragma once

#include <QStringList>

namespace ContactSheet {

/**
 * Runs the program without a window, as \a arguments (without the program's name) say, and returns the exit
 * status. Needs a QCoreApplication and no display.
 */
[[nodiscard]] int runCommandLine(const QStringList &arguments);

} // namespace ContactSheet
