#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace ContactSheet {

/**
 * Sees to it that one window stands for one person: whoever starts the program a second time raises the
 * first.
 *
 * The two meet at a local socket that only this user can open, named after \a place, the folder of the
 * person's data, so that two homes are two persons.
 */
class SingleInstance final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)

public:
    explicit SingleInstance(const QString &place, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Asks the instance that runs already to show itself; false where there is none. Waits up to a second.
    [[nodiscard]] bool raiseOther() const;

    /// From now on this is the instance that others raise. Where that is impossible, as on a system without
    /// local sockets, every start has a window of its own.
    void listen();

signals:
    /// Somebody has started the program again.
    void raiseRequested();

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace ContactSheet
