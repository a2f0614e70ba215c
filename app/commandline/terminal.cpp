#include "commandline/terminal.h"

#include <cstdio>
#include <utility>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace ContactSheet {

namespace {

constexpr int UsualWidth = 80;

bool isTerminal(FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

/// The number of columns of the terminal behind the error output.
int terminalWidth()
{
#ifndef Q_OS_WIN
    winsize size = {};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#endif
    return UsualWidth;
}

QByteArray printable(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return text.toLocal8Bit();
}

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

Terminal::Terminal(bool isQuiet)
    : m_isQuiet(isQuiet)
    , m_showsProgress(!isQuiet && isTerminal(stderr))
{}

void Terminal::print(const QString &text)
{
    if (m_isQuiet)
        return;
    clearProgress();
    write(stdout, printable(text) + '\n');
}

void Terminal::printError(const QString &text)
{
    clearProgress();
    write(stderr, printable(text) + '\n');
}

void Terminal::showProgress(const QString &line)
{
    if (!m_showsProgress)
        return;
    // Back to the line's start, and clear to its end (ECMA-48, EL).
    write(stderr, "\r" + printable(line.left(terminalWidth() - 1)) + "\x1B[K");
    m_hasLine = true;
}

void Terminal::clearProgress()
{
    if (std::exchange(m_hasLine, false))
        write(stderr, "\r\x1B[K");
}

} // namespace ContactSheet
