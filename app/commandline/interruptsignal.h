#pragma once

#include <QObject>

class QSocketNotifier;

namespace ContactSheet {

/**
 * Turns Ctrl+C in the terminal, and a polite order to end, into a signal of the event loop: SIGINT,
 * SIGTERM, and SIGHUP where it is not ignored; on Windows the events of the console.
 *
 * While one exists, neither ends the program by itself: who makes one has to act on interrupted(). One
 * at a time; destroying it gives both back their former meaning. Lives in the thread that made it.
 */
class InterruptSignal final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InterruptSignal)

public:
    explicit InterruptSignal(QObject *parent = nullptr);
    ~InterruptSignal() override;

signals:
    /// Once for each time that the system has asked.
    void interrupted();

private:
#ifdef Q_OS_UNIX
    void readPipe();

    QSocketNotifier *m_notifier = nullptr; ///< A child.
#endif
};

} // namespace ContactSheet
