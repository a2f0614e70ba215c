#pragma once

#include <QHash>
#include <QObject>

namespace ContactSheet {

/**
 * Decides which of the answers that arrive at the same time are read, so that they do not fill the memory.
 *
 * What is begun is read to its end. Where those under way will be MostHeld bytes together, another one waits
 * with the service, by the flow control of its connection; all wait while the intake is closed. Lives in one
 * thread, as do the readers, which are told apart by their address alone.
 */
class Intake final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Intake)

public:
    static constexpr qint64 MostHeld = 32LL * 1024 * 1024;

    /// So many are read however large they are.
    static constexpr qsizetype FewestRead = 8;

    /// What Qt may hold of an answer that is not read. Less costs processor time (measured with 6.4.2).
    static constexpr qint64 ReadAhead = 256LL * 1024;

    explicit Intake(QObject *parent = nullptr);
    ~Intake() override;

    /// Closed while what has arrived is not put away as quickly as more comes.
    void setOpen(bool isOpen);

    /// Whether \a reader may read now; where not, reopened() tells when to ask again.
    [[nodiscard]] bool admits(const QObject *reader);

    /// \a reader, which was admitted, begins an answer that will be \a bytes, as far as anyone can know.
    void begin(const QObject *reader, qint64 bytes);

    /// \a reader holds nothing any more, or what it held is somebody else's affair.
    void remove(const QObject *reader);

signals:
    /// Somebody who was not admitted may be by now.
    void reopened();

private:
    void reopen();

    QHash<const QObject *, qint64> m_held; ///< The bytes of the answers that are begun.
    qint64 m_total = 0;
    bool m_isOpen = true;
    bool m_hasRefused = false;
};

} // namespace ContactSheet
