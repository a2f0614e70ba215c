#include "storage/runjournal.h"

#include "core/filename.h"
#include "core/filewriting.h"
#include "storage/journalwriter.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
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

/// Takes \a lock, whose file is \a path; false where a process that is alive holds it.
bool takeLock(QLockFile &lock, const QString &path)
{
    if (lock.tryLock() || lock.error() != QLockFile::LockFailedError)
        return true;
    // Qt calls an empty one never stale, but its maker may have been ended before it wrote.
    QDeadlineTimer deadline(EmptyLockTime);
    while (QFileInfo(path).size() == 0 && !deadline.hasExpired()) {
        if (lock.tryLock(int(EmptyLockTime.count() / 10)))
            return true;
    }
    if (QFileInfo(path).size() > 0 || !QFileInfo::exists(path))
        return lock.tryLock();
    QFile::remove(path);
    return lock.tryLock();
}

} // namespace

Result<OpenJournal> openJournal(const QString &folder)
{
    for (int number = 1;; ++number) {
        const QString path = folder % u'/' % numberedName(u"run"_s, number) % u".jsonl"_s;
        if (QFile::exists(path))
            continue;
        OpenJournal journal{.lock = std::make_unique<QLockFile>(QString(path % u".lock"_s)),
                            .file = std::make_unique<QFile>(path)};
        journal.lock->setStaleLockTime(0); // A run may last for hours: only a dead owner makes a lock stale.
        if (!journal.lock->tryLock() && journal.lock->error() == QLockFile::LockFailedError)
            continue;
        if (journal.file->open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
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
    OpenJournal journal{.lock = std::make_unique<QLockFile>(QString(path % u".lock"_s)),
                        .file = std::make_unique<QFile>(path)};
    journal.lock->setStaleLockTime(0);
    if (!takeLock(*journal.lock, path % u".lock")) {
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
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return failed();
    if (file.size() > 0) {
        char last = 0;
        const bool isRead = file.seek(file.size() - 1) && file.getChar(&last);
        if (!isRead || (last != '\n' && !file.putChar('\n')))
            return failed();
    }
    return journal;
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
    QMetaObject::invokeMethod(m_writer, &JournalWriter::close, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
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
