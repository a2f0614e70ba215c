#pragma once

#include "core/error.h"

#include <QFile>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>

namespace ContactSheet {

/**
 * Writes the lines of a journal on a thread of its own: the part of RunJournal that waits for the disk.
 *
 * Lines that arrive while it waits are written together, and one call brings them all to the disk.
 */
class JournalWriter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JournalWriter)

public:
    /// \a file is open for appending.
    explicit JournalWriter(std::unique_ptr<QFile> file);
    ~JournalWriter() override;

public slots:
    /// Writes \a line, the \a sequence-th; brings it to the disk at once or, with others, a moment later.
    void append(const QJsonObject &line, quint64 sequence, bool isUrgent);

    /// Tries again what could not be written, in its order and after what is surely on the disk: synced() or
    /// failed() says how that went. Where nothing had failed, failed() says so if the file was deleted.
    void retry();

    /// Brings everything to the disk, where that takes it by now, and closes the file. Returns the number of
    /// the last line that has reached the disk.
    quint64 close();

signals:
    /// Every line up to \a sequence has reached the disk.
    void synced(quint64 sequence);

    /// The journal cannot be written; lines are kept in memory for retry().
    void failed(const ContactSheet::Error &error);

private:
    void flush();
    void sync();
    void fail(const QString &reason = {});
    [[nodiscard]] bool reopen();

    std::unique_ptr<QFile> m_file;
    QTimer m_syncTimer;
    QByteArray m_unwritten;
    QByteArray m_unsynced;    ///< Written, and perhaps not on the disk: a failed sync may have dropped it.
    qint64 m_syncedSize = -1; ///< How much of the file is surely on the disk; -1 before anything was written.
    quint64 m_lastSequence = 0;
    quint64 m_writtenSequence = 0;
    quint64 m_syncedSequence = 0;
    bool m_isUrgent = false;
    bool m_isFlushScheduled = false;
    bool m_hasFailed = false;
    bool m_isClosed = false;
};

} // namespace ContactSheet
