#include "commandline/interruptsignal.h"

#ifdef Q_OS_WIN
#include <QMutex>
#include <QMutexLocker>
#include <qt_windows.h>
#else
#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace ContactSheet {

#ifdef Q_OS_WIN

namespace {

// The console calls its handler in a thread of its own.
QMutex instanceMutex;
InterruptSignal *instance = nullptr;

BOOL WINAPI handleConsoleEvent(DWORD)
{
    const QMutexLocker lock(&instanceMutex);
    if (!instance)
        return FALSE;
    QMetaObject::invokeMethod(instance, &InterruptSignal::interrupted, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

InterruptSignal::InterruptSignal(QObject *parent)
    : QObject(parent)
{
    const QMutexLocker lock(&instanceMutex);
    Q_ASSERT(!instance);
    instance = this;
    SetConsoleCtrlHandler(&handleConsoleEvent, TRUE);
}

InterruptSignal::~InterruptSignal()
{
    SetConsoleCtrlHandler(&handleConsoleEvent, FALSE);
    const QMutexLocker lock(&instanceMutex);
    instance = nullptr;
}

#else

namespace {

constexpr std::array Signals{SIGINT, SIGTERM, SIGHUP};

// A handler may do next to nothing (signal-safety(7)); writing to a pipe is allowed, and wakes the event
// loop.
std::array<int, 2> pipeEnds{-1, -1};
std::array<struct sigaction, Signals.size()> formerActions;

void writeToPipe(int)
{
    const int error = errno;
    const char byte = 0;
    // A full pipe has enough in it to be read.
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = error;
}

} // namespace

InterruptSignal::InterruptSignal(QObject *parent)
    : QObject(parent)
{
    Q_ASSERT(pipeEnds[0] < 0);
    if (::pipe(pipeEnds.data()) != 0)
        qFatal("No pipe can be opened.");
    for (const int end : pipeEnds) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &InterruptSignal::readPipe);

    struct sigaction action = {};
    action.sa_handler = &writeToPipe;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < Signals.size(); ++i) {
        ::sigaction(Signals[i], &action, &formerActions[i]);
        // Whoever started the program under nohup wants it to outlive the terminal.
        if (Signals[i] == SIGHUP && formerActions[i].sa_handler == SIG_IGN)
            ::sigaction(SIGHUP, &formerActions[i], nullptr);
    }
}

InterruptSignal::~InterruptSignal()
{
    for (size_t i = 0; i < Signals.size(); ++i)
        ::sigaction(Signals[i], &formerActions[i], nullptr);
    m_notifier->setEnabled(false);
    for (int &end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

void InterruptSignal::readPipe()
{
    char byte = 0;
    while (::read(pipeEnds[0], &byte, 1) == 1)
        emit interrupted();
}

#endif

} // namespace ContactSheet
