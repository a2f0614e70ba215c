#pragma once

#include "core/result.h"

#include <QFile>
#include <QJsonObject>
#include <QLockFile>
#include <QObject>
#include <QThread>

#include <memory>

namespace ContactSheet {

class JournalWriter;

/// A journal's file, open and locked, on its way to the RunJournal that writes it.
struct OpenJournal
{
    std::unique_ptr<QLockFile> lock = {};
    std::unique_ptr<QFile> file = {};
};

/**
 * Makes a new journal in \a folder: run.jsonl, or run_2.jsonl and so on where there is one already. Any
 * thread; waits for the disk (Error::Kind::Disk).
 */
[[nodiscard]] Result<OpenJournal> openJournal(const QString &folder);

/**
 * Opens the journal \a path, which another run of the program has left, to be written on: what stands in it
 * stays, and a line that was cut off stays a line by itself. Any thread; waits for the disk. Refused
 * (Error::Kind::Disk): where it cannot be written, or where a process that is alive writes on it.
 */
[[nodiscard]] Result<OpenJournal> reopenJournal(const QString &path);

/// Whether a process that is alive writes on the journal \a path, which reopenJournal() would therefore
/// refuse. Keeps nobody else out who asks, or goes on with it, at the same time. Any thread; waits for the
/// disk, and a quarter of a second where the answer is yes.
[[nodiscard]] bool isJournalHeld(const QString &path);

/**
 * The journal of one press of Generate: run.jsonl in its folder, one JSON object a line, append-only.
 *
 * Lines are written in the order of append(), by a thread of the journal's own; the caller never waits. While
 * it is open the file is locked by a QLockFile beside it, so that no other process takes the press for one
 * that was cut off. Lives in the thread that made it; its destructor closes it.
 */
class RunJournal final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunJournal)

public:
    enum class Urgency {
        Grouped, ///< Reaches the disk within a tenth of a second, together with others.
        AtOnce,  ///< Something waits for it: writtenDurably() comes as soon as the disk allows.
    };

    explicit RunJournal(OpenJournal journal, QObject *parent = nullptr);
    ~RunJournal() override;

    [[nodiscard]] QString filePath() const { return m_filePath; }

    /// Appends \a line and returns its number, which grows by one from 1.
    quint64 append(const QJsonObject &line, Urgency urgency);

    /// Tries again to write what failed(): writtenDurably() or failed() follows. Where nothing had, failed()
    /// follows if the journal was deleted.
    void retry();

    /// Waits until every line is on the disk, where that takes it, and closes the file: nothing may be
    /// appended any more. Returns the number of the last line that survives a power cut; 0 where none does.
    quint64 close();

    /// The number of the line that was appended last; 0 before the first.
    [[nodiscard]] quint64 newestLine() const { return m_lastSequence; }

signals:
    /// Every line up to the one numbered \a sequence survives a power cut.
    void writtenDurably(quint64 sequence);

    /// The journal cannot be written: nothing may be sent. Lines wait in memory for retry(), and for
    /// close(), which tries once more.
    void failed(const ContactSheet::Error &error);

private:
    QString m_filePath;
    std::unique_ptr<QLockFile> m_lock;
    QThread m_thread;
    JournalWriter *m_writer; ///< Lives in m_thread, and is deleted when that ends.
    quint64 m_lastSequence = 0;
};

} // namespace ContactSheet
