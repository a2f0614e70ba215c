#pragma once

#include <QString>

namespace ContactSheet {

/**
 * What the command line prints: results to the standard output, errors and progress to the error output.
 *
 * The progress line stands only where a terminal shows it, and gives way to everything else. Text from
 * outside is printed without the control characters that would command the terminal.
 */
class Terminal final
{
public:
    /// Where \a isQuiet, only errors are printed.
    explicit Terminal(bool isQuiet);

    void print(const QString &text);
    void printError(const QString &text);

    /// Whether progress is shown at all.
    [[nodiscard]] bool showsProgress() const { return m_showsProgress; }
    void showProgress(const QString &line);
    void clearProgress();

private:
    bool m_isQuiet;
    bool m_showsProgress;
    bool m_hasLine = false;
};

} // namespace ContactSheet
