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

    /// Brings everything to the disk and closes the file.
    void close();

signals:
    /// Every line up to \a sequence has reached the disk.
    void synced(quint64 sequence);

    /// The journal cannot be written any more; emitted once.
    void failed(const ContactSheet::Error &error);

private:
    void flush();
    void sync();
    void fail();

    std::unique_ptr<QFile> m_file;
    QTimer m_syncTimer;
    QByteArray m_unwritten;
    quint64 m_lastSequence = 0;
    quint64 m_writtenSequence = 0;
    quint64 m_syncedSequence = 0;
    bool m_isUrgent = false;
    bool m_isFlushScheduled = false;
    bool m_hasFailed = false;
};

} // namespace ContactSheet
