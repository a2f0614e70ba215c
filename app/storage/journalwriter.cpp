#include "storage/journalwriter.h"

#include "core/durability.h"
#include "core/filewriting.h"

#include <QDir>
#include <QJsonDocument>

#include <chrono>
#include <utility>

namespace ContactSheet {

namespace {

/// How long a line that nothing waits for may stay in the system's memory.
constexpr auto GroupingTime = std::chrono::milliseconds(100);

} // namespace

JournalWriter::JournalWriter(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
    , m_syncTimer(this) // A child, so that it moves to the writer's thread along with it.
{
    m_syncTimer.setSingleShot(true);
    m_syncTimer.setInterval(GroupingTime);
    connect(&m_syncTimer, &QTimer::timeout, this, &JournalWriter::sync);
}

JournalWriter::~JournalWriter() = default;

void JournalWriter::append(const QJsonObject &line, quint64 sequence, bool isUrgent)
{
    if (!IsDurable) {
        m_writtenSequence = m_syncedSequence = sequence;
        emit synced(sequence);
        return;
    }
    m_unwritten += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    m_lastSequence = sequence;
    m_isUrgent = m_isUrgent || isUrgent;
    // Posted, so that the lines which already wait in the event queue are written along with this one.
    if (!std::exchange(m_isFlushScheduled, true))
        QMetaObject::invokeMethod(this, &JournalWriter::flush, Qt::QueuedConnection);
}

void JournalWriter::retry()
{
    if (!m_hasFailed) {
        if (isDeletedFile(m_file->handle()))
            fail(tr("it is gone"));
        return;
    }
    if (!reopen()) {
        fail();
        return;
    }
    m_hasFailed = false;
    m_isUrgent = true;
    flush();
}

quint64 JournalWriter::close()
{
    if (std::exchange(m_isClosed, true))
        return m_syncedSequence;
    if (m_hasFailed)
        retry();
    flush();
    sync();
    m_syncTimer.stop();
    m_file->close();
    return m_syncedSequence;
}

void JournalWriter::flush()
{
    m_isFlushScheduled = false;
    if (m_hasFailed || m_unwritten.isEmpty())
        return;
    if (m_syncedSize < 0)
        m_syncedSize = m_file->size();
    if (m_file->write(m_unwritten) != m_unwritten.size() || !m_file->flush()) {
        fail();
        return;
    }
    m_unsynced += std::exchange(m_unwritten, {});
    m_writtenSequence = m_lastSequence;
    if (std::exchange(m_isUrgent, false))
        sync();
    else if (!m_syncTimer.isActive())
        m_syncTimer.start();
}

void JournalWriter::sync()
{
    // The timer may run out when a line has come that is not written yet: it is none of this call's.
    if (m_hasFailed || m_syncedSequence == m_writtenSequence)
        return;
    m_syncTimer.stop();
    if (!syncFile(m_file->handle())) {
        fail();
        return;
    }
    m_syncedSize += std::exchange(m_unsynced, {}).size();
    m_syncedSequence = m_writtenSequence;
    emit synced(m_syncedSequence);
}

/// Opens the file anew, since its disk may have been away, as it was when all of it was on the disk.
bool JournalWriter::reopen()
{
    m_file->close();
    return m_file->open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered)
        && m_file->size() >= m_syncedSize && m_file->resize(m_syncedSize) && m_file->seek(m_syncedSize);
}

void JournalWriter::fail(const QString &reason)
{
    m_hasFailed = true;
    m_syncTimer.stop();
    m_unwritten.prepend(std::exchange(m_unsynced, {}));
    m_writtenSequence = m_syncedSequence;
    const QString told = !reason.isEmpty()        ? reason
        : m_file->error() == QFileDevice::NoError ? tr("the disk is full")
                                                  : m_file->errorString();
    emit failed(
        {.kind = Error::Kind::Disk,
         .message =
             tr("The run's journal “%1” cannot be written (%2). Nothing more is sent; make room, then try "
                "again.")
                 .arg(QDir::toNativeSeparators(m_file->fileName()), told),
         .detail = m_file->errorString()});
}

} // namespace ContactSheet
