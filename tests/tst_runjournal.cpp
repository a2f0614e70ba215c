#include "storage/journalwriter.h"
#include "storage/runjournal.h"
#include "support/smalldisk.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

using Urgency = RunJournal::Urgency;

QJsonObject lineNumber(int number)
{
    return {{u"number"_s, number}, {u"text"_s, u"two\nlines, a “quote” and \"another\""_s}};
}

QList<QJsonObject> linesOf(const QString &path)
{
    QFile file(path);
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    QList<QJsonObject> lines;
    while (!file.atEnd())
        lines.append(QJsonDocument::fromJson(file.readLine()).object());
    return lines;
}

/// A lock as QLockFile writes it: process, program, host. No process has this number (proc(5), pid_max).
bool writeLockOfADeadProcess(const QString &path)
{
    QFile lock(path);
    return lock.open(QIODevice::WriteOnly)
        && lock.write("4194305\ncontactsheet\n" + QSysInfo::machineHostName().toUtf8() + '\n') > 0;
}

/// What openJournal() gives for \a path where that is writable like a full disk.
OpenJournal journalInto(const QString &path, const QString &lock)
{
    OpenJournal journal{.lock = std::make_unique<QLockFile>(lock), .file = std::make_unique<QFile>(path)};
    [[maybe_unused]] const bool isOpen = journal.file->open(QIODevice::WriteOnly);
    return journal;
}

} // namespace

class TestRunJournal : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesOneObjectALineInOrder();
    void saysWhenALineIsDurable();
    void bringsGroupedLinesToTheDiskByItself();
    void namesNoLineDurableThatIsNotWritten();
    void isLockedWhileItIsOpen();
    void beginsAnotherFileWhereThereIsOne();
    void leavesAloneWhatAnotherProcessHasLocked();
    void takesOverTheLockOfADeadProcess();
    void keepsNobodyOutByAskingWhetherItIsHeld_data();
    void keepsNobodyOutByAskingWhetherItIsHeld();
    void saysThatItCannotBeMade();
    void reportsAFullDiskOnce();
    void writesOnceThereIsRoom();
    void saysHowFarItCameWhenItIsClosed();
    void missesAFileThatIsGone();
};

void TestRunJournal::writesOneObjectALineInOrder()
{
    const QTemporaryDir folder;
    QString path;
    {
        Result<OpenJournal> open = openJournal(folder.path());
        QVERIFY(open);
        RunJournal journal(std::move(open).value());
        path = journal.filePath();
        for (int i = 1; i <= 500; ++i)
            QCOMPARE(journal.append(lineNumber(i), i % 7 == 0 ? Urgency::AtOnce : Urgency::Grouped),
                     quint64(i));
    }
    QCOMPARE(path, folder.filePath(u"run.jsonl"_s));
    const QList<QJsonObject> lines = linesOf(path);
    QCOMPARE(lines.size(), 500);
    for (int i = 1; i <= 500; ++i)
        QCOMPARE(lines.at(i - 1), lineNumber(i));
}

void TestRunJournal::saysWhenALineIsDurable()
{
    const QTemporaryDir folder;
    RunJournal journal(openJournal(folder.path()).value());
    QList<qsizetype> linesAtSignal;
    QSignalSpy durable(&journal, &RunJournal::writtenDurably);
    connect(&journal, &RunJournal::writtenDurably, this,
            [&] { linesAtSignal.append(linesOf(journal.filePath()).size()); });

    journal.append(lineNumber(1), Urgency::Grouped);
    journal.append(lineNumber(2), Urgency::AtOnce);
    QTRY_VERIFY(!durable.isEmpty() && durable.last().at(0).toULongLong() == 2);

    QCOMPARE(linesAtSignal.last(), 2);
}

void TestRunJournal::bringsGroupedLinesToTheDiskByItself()
{
    const QTemporaryDir folder;
    RunJournal journal(openJournal(folder.path()).value());
    QSignalSpy durable(&journal, &RunJournal::writtenDurably);

    for (int i = 1; i <= 20; ++i)
        journal.append(lineNumber(i), Urgency::Grouped);
    QTRY_VERIFY(!durable.isEmpty() && durable.last().at(0).toULongLong() == 20);
    QVERIFY(durable.size() < 20); // Together, not one by one.
}

/// An order leaves once its line is said to be durable: said too early, a power cut would forget the order.
void TestRunJournal::namesNoLineDurableThatIsNotWritten()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"run.jsonl"_s);
    auto file = std::make_unique<QFile>(path);
    QVERIFY(file->open(QIODevice::WriteOnly));
    JournalWriter writer(std::move(file));
    QSignalSpy synced(&writer, &JournalWriter::synced);
    quint64 unwritten = 0;
    connect(&writer, &JournalWriter::synced, this, [&](quint64 sequence) {
        if (quint64(linesOf(path).size()) < sequence)
            unwritten = sequence;
    });

    writer.append(lineNumber(1), 1, false);
    QTRY_COMPARE(linesOf(path).size(), 1);
    // The second line arrives in the turn of the event loop in which the first one's timer has run out.
    QMetaObject::invokeMethod(
        &writer,
        [&writer] {
            QTest::qSleep(200);
            QMetaObject::invokeMethod(
                &writer, [&writer] { writer.append(lineNumber(2), 2, true); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    QTRY_VERIFY(!synced.isEmpty() && synced.last().at(0).toULongLong() == 2);

    QCOMPARE(unwritten, 0);
}

void TestRunJournal::isLockedWhileItIsOpen()
{
    const QTemporaryDir folder;
    const QString lock = folder.filePath(u"run.jsonl.lock"_s);
    {
        const RunJournal journal(openJournal(folder.path()).value());
        QVERIFY(QFile::exists(lock));
        QLockFile other(lock);
        other.setStaleLockTime(0);
        QVERIFY(!other.tryLock());
    }
    QVERIFY(!QFile::exists(lock));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"run.jsonl"_s});
}

void TestRunJournal::beginsAnotherFileWhereThereIsOne()
{
    const QTemporaryDir folder;
    QStringList files;
    for (int i = 0; i < 3; ++i) {
        const RunJournal journal(openJournal(folder.path()).value());
        files.append(QFileInfo(journal.filePath()).fileName());
    }
    QCOMPARE(files, (QStringList{u"run.jsonl"_s, u"run_2.jsonl"_s, u"run_3.jsonl"_s}));
}

void TestRunJournal::leavesAloneWhatAnotherProcessHasLocked()
{
    const QTemporaryDir folder;
    QLockFile other(folder.filePath(u"run.jsonl.lock"_s)); // Another process is about to make run.jsonl.
    QVERIFY(other.tryLock());

    const RunJournal journal(openJournal(folder.path()).value());
    QCOMPARE(QFileInfo(journal.filePath()).fileName(), u"run_2.jsonl"_s);
}

void TestRunJournal::takesOverTheLockOfADeadProcess()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    QVERIFY(writeLockOfADeadProcess(folder.filePath(u"run.jsonl.lock"_s)));

    const RunJournal journal(openJournal(folder.path()).value());
    QCOMPARE(QFileInfo(journal.filePath()).fileName(), u"run.jsonl"_s);
#else
    QSKIP("Only Linux says which process numbers cannot exist.");
#endif
}

void TestRunJournal::keepsNobodyOutByAskingWhetherItIsHeld_data()
{
    QTest::addColumn<bool>("isLockLeft");
    QTest::newRow("where no lock was left") << false;
#ifdef Q_OS_LINUX
    QTest::newRow("where a dead process left its lock") << true;
#endif
}

/// A window that looks for runs that did not end asks while another, or a command, goes on with one.
void TestRunJournal::keepsNobodyOutByAskingWhetherItIsHeld()
{
    QFETCH(bool, isLockLeft);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"run.jsonl"_s);
    QFile journal(path);
    QVERIFY(journal.open(QIODevice::WriteOnly));
    std::atomic<int> asked = 0;
    std::atomic<bool> isOver = false;
    std::thread asking([&] {
        while (!isOver) {
            [[maybe_unused]] const bool isHeld = isJournalHeld(path);
            ++asked;
        }
    });
    int goneOn = 0;
    for (int i = 0; i < 20; ++i) {
        const int askedBefore = asked;
        if (isLockLeft && !writeLockOfADeadProcess(path % u".lock"))
            break;
        goneOn += int(bool(reopenJournal(path)));
        while (asked == askedBefore) // The lock is away: nothing keeps the other thread.
            std::this_thread::yield();
    }
    isOver = true;
    asking.join();
    QCOMPARE(goneOn, 20);
}

void TestRunJournal::saysThatItCannotBeMade()
{
    const QTemporaryDir folder;
    const Result<OpenJournal> open = openJournal(folder.filePath(u"gone"_s));
    QVERIFY(!open);
    QCOMPARE(open.error().kind, Error::Kind::Disk);
    QVERIFY(open.error().message.contains(u"run.jsonl"));
}

void TestRunJournal::reportsAFullDiskOnce()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    RunJournal journal(journalInto(u"/dev/full"_s, folder.filePath(u"lock"_s)));
    QSignalSpy failed(&journal, &RunJournal::failed);
    QSignalSpy durable(&journal, &RunJournal::writtenDurably);

    for (int i = 1; i <= 3; ++i) {
        journal.append(lineNumber(i), Urgency::AtOnce);
        QTRY_COMPARE(failed.size(), 1);
    }
    QTest::qWait(200); // Time for what must not come: a second report, or word that a line is durable.

    QCOMPARE(failed.size(), 1);
    QVERIFY(durable.isEmpty());
    const Error error = failed.first().first().value<Error>();
    QCOMPARE(error.kind, Error::Kind::Disk);
    QVERIFY2(error.message.contains(u"/dev/full"), qPrintable(error.message));
    QVERIFY2(error.message.contains(u"No space left"), qPrintable(error.message));
#else
    QSKIP("Only Linux has a device that is always full.");
#endif
}

void TestRunJournal::writesOnceThereIsRoom()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    QString path;
    constexpr int Lines = 40;
    {
        RunJournal journal(openJournal(folder.path()).value());
        path = journal.filePath();
        QSignalSpy failed(&journal, &RunJournal::failed);
        QSignalSpy durable(&journal, &RunJournal::writtenDurably);
        auto disk = std::make_unique<SmallDisk>(1'000);
        for (int i = 1; i <= Lines; ++i)
            journal.append(lineNumber(i), Urgency::AtOnce);
        QTRY_COMPARE(failed.size(), 1);
        journal.retry();
        QTRY_COMPARE(failed.size(), 2);

        disk.reset();
        journal.retry();
        QTRY_VERIFY(!durable.isEmpty() && durable.constLast().at(0).toInt() == Lines);
        QCOMPARE(failed.size(), 2);
        journal.append(lineNumber(Lines + 1), Urgency::Grouped);
    }
    const QList<QJsonObject> lines = linesOf(path);
    QCOMPARE(lines.size(), Lines + 1);
    for (int i = 0; i <= Lines; ++i)
        QCOMPARE(lines.at(i), lineNumber(i + 1));
#else
    QSKIP("needs a file size limit");
#endif
}

void TestRunJournal::saysHowFarItCameWhenItIsClosed()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    RunJournal journal(openJournal(folder.path()).value());
    QSignalSpy failed(&journal, &RunJournal::failed);
    QSignalSpy durable(&journal, &RunJournal::writtenDurably);
    for (int i = 1; i <= 3; ++i)
        journal.append(lineNumber(i), Urgency::AtOnce);
    QTRY_VERIFY(!durable.isEmpty() && durable.constLast().at(0).toInt() == 3);

    const SmallDisk disk(0);
    journal.append(lineNumber(4), Urgency::AtOnce);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(journal.close(), 3);
    QCOMPARE(journal.close(), 3);
#else
    QSKIP("needs a file size limit");
#endif
}

void TestRunJournal::missesAFileThatIsGone()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir folder;
    RunJournal journal(openJournal(folder.path()).value());
    QSignalSpy failed(&journal, &RunJournal::failed);
    QSignalSpy durable(&journal, &RunJournal::writtenDurably);
    journal.append(lineNumber(1), Urgency::AtOnce);
    QTRY_COMPARE(durable.size(), 1);

    QVERIFY(QFile::remove(journal.filePath()));
    journal.retry();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().constFirst().value<Error>().message.contains(u"it is gone"));
#else
    QSKIP("Only Unix removes a file that is open.");
#endif
}

QTEST_GUILESS_MAIN(TestRunJournal)
#include "tst_runjournal.moc"
