#pragma once

#include <QStringList>

namespace ContactSheet {

/**
 * `contactsheet practice [--port N] [--speed S]`: runs the practice service alone until Ctrl+C or SIGTERM.
 *
 * \a arguments are those after the word practice; a QCoreApplication has to exist. Its base URL is the one
 * line on standard output, what people read goes to standard error. Gives the exit status: 0 when it
 * was ended, 1 when the port could not be had, 2 for wrong usage.
 */
[[nodiscard]] int runPracticeCommand(const QStringList &arguments);

} // namespace ContactSheet
