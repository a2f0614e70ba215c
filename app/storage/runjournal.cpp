#include "storage/runjournal.h"

#include "core/filename.h"
#include "core/filewriting.h"
#include "storage/journalwriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RunJournal)
};

/// How long a lock may be empty: whoever makes one writes into it at once.
constexpr auto EmptyLockTime = std::chrono::milliseconds(500);

/// Who only asks whether a left lock is held takes it for an instant; QLockFile looks again after 100 ms.
constexpr auto AskingTime = std::chrono::milliseconds(250);

QString lockPath(const QString &journal)
{
    return journal % u".lock";
}

std::unique_ptr<QLockFile> lockOf(const QString &journal)
{
    auto lock = std::make_unique<QLockFile>(lockPath(journal));
    lock->setStaleLockTime(0); // A run may last for hours: only a dead owner makes a lock stale.
    return lock;
}

/// Takes \a lock; false where somebody holds it. A disk that takes no lock keeps nobody out.
bool take(QLockFile &lock, std::chrono::milliseconds wait = {})
{
    return lock.tryLock(int(wait.count())) || lock.error() != QLockFile::LockFailedError;
}

/// Takes the \a lock of \a journal; false where a process that is alive holds it.
bool takeLeftLock(QLockFile &lock, const QString &journal)
{
    if (take(lock, AskingTime))
        return true;
    // Qt calls an empty one never stale, but its maker may have been ended before it wrote.
    if (QFileInfo(lockPath(journal)).size() > 0)
        return false;
    if (take(lock, EmptyLockTime))
        return true;
    if (QFileInfo(lockPath(journal)).size() > 0)
        return false;
    QFile::remove(lockPath(journal));
    return take(lock);
}

} // namespace

Result<OpenJournal> openJournal(const QString &folder)
{
    for (int number = 1;; ++number) {
        const QString path = folder % u'/' % numberedName(u"run"_s, number) % u".jsonl"_s;
        if (QFile::exists(path))
            continue;
        OpenJournal journal{.lock = lockOf(path), .file = std::make_unique<QFile>(path)};
        if (!take(*journal.lock))
            continue;
        if (journal.file->open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)) {
            syncFolder(folder);
            return journal;
        }
        if (!QFile::exists(path)) {
            return Error{.kind = Error::Kind::Disk,
                         .message = Texts::tr("The run's journal “%1” cannot be made: %2.")
                                        .arg(QDir::toNativeSeparators(path), journal.file->errorString()),
                         .detail = journal.file->errorString()};
        }
    }
}

Result<OpenJournal> reopenJournal(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    OpenJournal journal{.lock = lockOf(path), .file = std::make_unique<QFile>(path)};
    if (!takeLeftLock(*journal.lock, path)) {
        return Error{.kind = Error::Kind::Disk,
                     .message = Texts::tr("The run of “%1” still goes on in another window or process. Wait "
                                          "for its end.")
                                    .arg(shown)};
    }
    QFile &file = *journal.file;
    const auto failed = [&file, &shown] {
        return Error{
            .kind = Error::Kind::Disk,
            .message =
                Texts::tr("The run's journal “%1” cannot be opened: %2.").arg(shown, file.errorString()),
            .detail = file.errorString()};
    };
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return failed();
    if (file.size() > 0) {
        char last = 0;
        const bool isRead = file.seek(file.size() - 1) && file.getChar(&last);
        if (!isRead || (last != '\n' && !file.putChar('\n')))
            return failed();
    }
    return journal;
}

bool isJournalHeld(const QString &path)
{
    // Whoever writes on it has made its lock before. Without one there is nothing to take, which would keep
    // out whoever goes on with the run in this instant, and change the folder.
    return QFileInfo::exists(lockPath(path)) && !take(*lockOf(path), AskingTime)
        && QFileInfo(lockPath(path)).size() > 0;
}

RunJournal::RunJournal(OpenJournal journal, QObject *parent)
    : QObject(parent)
    , m_filePath(journal.file->fileName())
    , m_lock(std::move(journal.lock))
    , m_writer(new JournalWriter(std::move(journal.file)))
{
    m_thread.setObjectName(u"journal"_s);
    m_writer->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_writer, &QObject::deleteLater);
    connect(m_writer, &JournalWriter::synced, this, &RunJournal::writtenDurably);
    connect(m_writer, &JournalWriter::failed, this, &RunJournal::failed);
    m_thread.start();
}

RunJournal::~RunJournal()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

quint64 RunJournal::close()
{
    quint64 durable = 0;
    QMetaObject::invokeMethod(
        m_writer, [this] { return m_writer->close(); }, Qt::BlockingQueuedConnection, &durable);
    return durable;
}

void RunJournal::retry()
{
    QMetaObject::invokeMethod(m_writer, &JournalWriter::retry);
}

quint64 RunJournal::append(const QJsonObject &line, Urgency urgency)
{
    const quint64 sequence = ++m_lastSequence;
    QMetaObject::invokeMethod(m_writer, [writer = m_writer, line, sequence, urgency] {
        writer->append(line, sequence, urgency == Urgency::AtOnce);
    });
    return sequence;
}

} // namespace ContactSheet
