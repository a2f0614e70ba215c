#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

namespace ContactSheet {

/**
 * Sees to it that one window stands for one person: whoever starts the program a second time raises the
 * first.
 *
 * A lock file in \a place, the folder of the person's data, says who is first, for as long as that process
 * lives; the two meet at a local socket that only this user can open, in the system's folder for such things
 * or else in \a place. That somebody connects is all that is said: nothing is ever read from the socket.
 */
class SingleInstance final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)

public:
    /// \a place exists.
    explicit SingleInstance(const QString &place, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Asks the instance that runs already to show itself; false where there is none, or none that answers
    /// within a second. Where there is none, this is the first from here on.
    [[nodiscard]] bool raiseOther();

    /// From now on this is the instance that others raise. Where that is impossible, as on a system without
    /// local sockets, or where another one holds the place and does not answer, every start has a window of
    /// its own.
    void listen();

    /// The absolute path of the socket, or its name where the system has no paths for them.
    [[nodiscard]] QString address() const { return m_address; }

signals:
    /// Somebody has started the program again.
    void raiseRequested();

private:
    QString m_address;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace ContactSheet
