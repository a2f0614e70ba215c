#include "core/filewriting.h"
#include "storage/journalreader.h"
#include "support/generatorbench.h"
#include "support/pictures.h"
#include "support/smalldisk.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_UNIX

/// Less than the picture of the bench, and more than the journal of a few of them.
constexpr qint64 SmallFile = 20'000;
/// More than a picture of the usual size, and less than the journal of thirty of them.
constexpr qint64 SmallJournal = 4'000;

/// A picture of noise, which no format makes small.
QByteArray largePicture()
{
    QImage noise(120, 100, QImage::Format_RGB32);
    QRandomGenerator random(1);
    random.fillRange(reinterpret_cast<quint32 *>(noise.bits()), noise.sizeInBytes() / 4);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    noise.save(&buffer, "PNG");
    return bytes;
}

/// A press at a server whose pictures a SmallDisk does not take.
struct Bench
{
    explicit Bench(const QByteArray &bytes = largePicture())
        : picture(bytes)
        , placeWanted(&press.generator, &ImageGenerator::placeWanted)
        , pauseChanged(&press.generator, &ImageGenerator::pauseChanged)
    {
        press.server.answerAlways(Fault::answer(200, answerWithPicture(picture)));
    }

    [[nodiscard]] int homeless() const
    {
        return placeWanted.isEmpty() ? 0 : placeWanted.constLast().at(1).toInt();
    }
    [[nodiscard]] Error why() const { return placeWanted.constLast().at(0).value<Error>(); }
    [[nodiscard]] ServicePause pause() const { return pauseChanged.constLast().at(1).value<ServicePause>(); }

    /// Whether \a names in \a folder are whole pictures.
    [[nodiscard]] bool areWhole(const QString &folder, const QStringList &names) const
    {
        return std::all_of(names.begin(), names.end(), [this, &folder](const QString &name) {
            const Result<QByteArray> bytes = readFile(folder % u'/' % name, 10'000'000);
            return bytes && bytes.value() == picture;
        });
    }

    QByteArray picture;
    GeneratorBench press;
    QSignalSpy placeWanted;
    QSignalSpy pauseChanged;
};

std::atomic<qint64> freeBytes;

/// A large disk with little room.
std::optional<DiskRoom> littleRoom(const QString &)
{
    return DiskRoom{.available = freeBytes, .capacity = 1'000'000'000'000};
}

#endif

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT

private slots:
    void init();

#ifdef Q_OS_UNIX
    void waitsForAPersonAndThenSavesAll();
    void takesInWhatIsUnderWay();
    void saysAgainWhatDidNotHelp();
    void savesIntoTheFolderThatIsChosen();
    void savesElsewhereWhenStopped();
    void waitsOnWhereNoDiskTakesIt();
    void savesWhatWaitsWhenTheProgramEnds();
    void ordersNothingWhereThereIsTooLittleRoom();
    void endsWhereNobodyCanBeAskedForRoom();
    void savesElsewhereWhereNobodyCanBeAsked();
    void goesOnWithAJournalThatWasFull();
    void endsARunWhoseJournalIsGivenUp();
    void saysNothingOfAMarkThatCannotBeWritten();
#endif
};

void TestFullDisk::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
#ifndef Q_OS_UNIX
    QSKIP("needs a file size limit");
#endif
}

#ifdef Q_OS_UNIX

void TestFullDisk::waitsForAPersonAndThenSavesAll()
{
    Bench bench;
    QVERIFY(bench.picture.size() > SmallFile);
    auto disk = std::make_unique<SmallDisk>(SmallFile);
    bench.press.start(promptsUpTo(3), PressMode::Sequential, 1);
    QTRY_COMPARE(bench.pauseChanged.size(), 1);

    QCOMPARE(bench.pause().reason, ServicePause::Reason::Storage);
    QVERIFY(!bench.pause().until);
    QCOMPARE(bench.homeless(), 1);
    QCOMPARE(bench.why().kind, Error::Kind::Disk);
    QVERIFY(bench.press.runEnded.isEmpty());
    QVERIFY(bench.press.files().isEmpty());
    QCOMPARE(bench.press.server.requestCount(), 1);
    const JobRecord waiting = bench.press.reports.constLast(); // What its tile tells.
    QCOMPARE(waiting.state, JobState::Sent);
    QCOMPARE(waiting.error->kind, Error::Kind::Disk);

    disk.reset();
    bench.press.generator.resume(bench.press.press.account);
    QVERIFY(!bench.press.reports.constLast().error);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()), QList<JobState>(3, JobState::Saved));
    QCOMPARE(bench.press.server.requestCount(), 3);
    QCOMPARE(bench.press.files().size(), 3);
    QVERIFY(bench.areWhole(bench.press.press.folder, bench.press.files()));
    QVERIFY(bench.pause().end);
    QVERIFY(bench.press.interrupted.isEmpty());
}

void TestFullDisk::takesInWhatIsUnderWay()
{
    Bench bench;
    constexpr int Together = ImageGenerator::MostUnsaved + 8;
    auto disk = std::make_unique<SmallDisk>(SmallFile);
    bench.press.start(promptsUpTo(200), PressMode::Parallel, Together);
    QTRY_VERIFY(bench.homeless() > ImageGenerator::MostUnsaved);
    // Whatever has been ordered arrives, and nothing else is ordered.
    QTRY_COMPARE(bench.homeless(), bench.press.server.requestCount());
    const int ordered = bench.press.server.requestCount();
    QVERIFY(ordered < 200);

    disk.reset();
    bench.press.generator.resume(bench.press.press.account);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(countStates(bench.press.run().jobs), (QHash<JobState, int>{{JobState::Saved, 200}}));
    QCOMPARE(bench.press.server.requestCount(), 200);
}

void TestFullDisk::saysAgainWhatDidNotHelp()
{
    Bench bench;
    auto disk = std::make_unique<SmallDisk>(SmallFile);
    bench.press.start(promptsUpTo(3), PressMode::Sequential, 1);
    QTRY_COMPARE(bench.placeWanted.size(), 1);

    bench.press.generator.resume(bench.press.press.account);
    QTRY_COMPARE(bench.placeWanted.size(), 2);
    QCOMPARE(bench.homeless(), 1);
    QCOMPARE(bench.pauseChanged.size(), 1);
    QCOMPARE(bench.press.server.requestCount(), 1);

    disk.reset();
    bench.press.generator.resume(bench.press.press.account);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()), QList<JobState>(3, JobState::Saved));
}

void TestFullDisk::savesIntoTheFolderThatIsChosen()
{
    Bench bench;
    const QTemporaryDir other;
    auto disk = std::make_unique<SmallDisk>(SmallFile);
    bench.press.start(promptsUpTo(3), PressMode::Sequential, 1);
    QTRY_COMPARE(bench.placeWanted.size(), 1);

    disk.reset();
    bench.press.generator.saveInto(other.path());
    QVERIFY(bench.press.waitForEnd());
    QVERIFY(bench.press.files().isEmpty());
    const QStringList there = QDir(other.path()).entryList(QDir::Files);
    QCOMPARE(there, (QStringList{u"list_1.png"_s, u"list_2.png"_s, u"list_3.png"_s}));
    QVERIFY(bench.areWhole(other.path(), there));
    QCOMPARE(bench.press.run().jobs.constFirst().picture->file, QString(other.path() % u"/list_1.png"));

    // The journal stayed, and a reader of it orders nothing again.
    QTRY_COMPARE(bench.press.journal(u"run_ended"_s).size(), 1);
    const Result<ReadPress> read = readJournalFile(bench.press.press.folder % u"/run.jsonl", {});
    QVERIFY(read);
    QCOMPARE(statesOf(read.value().runs.constFirst()), QList<JobState>(3, JobState::Saved));
    QVERIFY(read.value().openOrders.isEmpty());
}

void TestFullDisk::savesElsewhereWhenStopped()
{
    // The lock beside the journal went with the folder.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Could not remove our own lock file"_s));
    Bench bench;
    auto disk = std::make_unique<SmallDisk>(SmallFile);
    bench.press.start(promptsUpTo(3), PressMode::Sequential, 1);
    QTRY_COMPARE(bench.placeWanted.size(), 1);

    disk.reset();
    QVERIFY(QDir(bench.press.press.folder).removeRecursively());
    bench.press.generator.stopEverything();
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()),
             (QList<JobState>{JobState::Saved, JobState::Cancelled, JobState::Cancelled}));
    QCOMPARE(bench.press.run().jobs.constFirst().picture->file,
             QString(bench.press.press.fallbackFolder % u"/list_1.png"));
    QVERIFY(bench.areWhole(bench.press.press.fallbackFolder, {u"list_1.png"_s}));
    QCOMPARE(bench.press.interrupted.size(), 1);
    QVERIFY(bench.press.interrupted.at(0).at(0).value<Error>().message.contains(
        QDir::toNativeSeparators(bench.press.press.fallbackFolder)));
}

void TestFullDisk::waitsOnWhereNoDiskTakesIt()
{
    Bench bench;
    const SmallDisk disk(SmallFile);
    bench.press.start(promptsUpTo(3), PressMode::Sequential, 1);
    QTRY_COMPARE(bench.placeWanted.size(), 1);

    bench.press.generator.stopEverything();
    QTRY_COMPARE(bench.placeWanted.size(), 2);
    QCOMPARE(bench.homeless(), 1);
    QVERIFY(bench.press.runEnded.isEmpty());

    bench.press.generator.leaveEverything();
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()),
             (QList<JobState>{JobState::Expired, JobState::Cancelled, JobState::Cancelled}));
    const Error error = *bench.press.run().jobs.constFirst().error;
    QCOMPARE(error.kind, Error::Kind::Disk);
    QCOMPARE(error.charge, Error::Charge::Yes);
    bench.press.generator.retry({JobId(1)}); // Its answer may be kept.
    QCOMPARE(bench.press.pressFailed.size(), 1);
    QVERIFY(bench.press.pressFailed.at(0).at(0).value<Error>().message.contains(u"without another order"_s));
    QCOMPARE(bench.press.server.requestCount(), 1);
}

void TestFullDisk::savesWhatWaitsWhenTheProgramEnds()
{
    const QTemporaryDir folder;
    const QByteArray picture = largePicture();
    {
        Bench bench(picture);
        bench.press.press.folder = folder.path();
        auto disk = std::make_unique<SmallDisk>(SmallFile);
        bench.press.start(promptsUpTo(2), PressMode::Sequential, 1);
        QTRY_COMPARE(bench.placeWanted.size(), 1);
        disk.reset();
    }
    const Result<QByteArray> saved = readFile(folder.filePath(u"list_1.png"_s), picture.size());
    QVERIFY(saved);
    QCOMPARE(saved.value(), picture);
}

void TestFullDisk::ordersNothingWhereThereIsTooLittleRoom()
{
    Bench bench;
    freeBytes = 1'000'000;
    bench.press.press.roomIn = littleRoom;
    bench.press.start(promptsUpTo(3), PressMode::Parallel, 2);
    QTRY_COMPARE(bench.pauseChanged.size(), 1);
    QCOMPARE(bench.homeless(), 0);
    QVERIFY(bench.why().message.contains(QDir::toNativeSeparators(bench.press.press.folder)));
    QCOMPARE(bench.press.server.requestCount(), 0);

    bench.press.generator.resume(bench.press.press.account);
    QTRY_COMPARE(bench.placeWanted.size(), 2);
    QCOMPARE(bench.press.server.requestCount(), 0);

    freeBytes = 10'000'000'000;
    bench.press.generator.resume(bench.press.press.account);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()), QList<JobState>(3, JobState::Saved));
}

void TestFullDisk::endsWhereNobodyCanBeAskedForRoom()
{
    Bench bench;
    freeBytes = 1'000'000;
    bench.press.press.roomIn = littleRoom;
    bench.press.press.canAskPerson = false;
    bench.press.start(promptsUpTo(3), PressMode::Parallel, 2);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(statesOf(bench.press.run()), QList<JobState>(3, JobState::Cancelled));
    QCOMPARE(bench.press.server.requestCount(), 0);
    QCOMPARE(bench.press.interrupted.size(), 1);
    QVERIFY(bench.placeWanted.isEmpty());
}

void TestFullDisk::savesElsewhereWhereNobodyCanBeAsked()
{
    // The lock beside the journal went with the folder.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Could not remove our own lock file"_s));
    Bench bench;
    bench.press.press.canAskPerson = false;
    bench.press.server.answerWith(
        [folder = bench.press.press.folder, picture = bench.picture](const ReceivedRequest &) {
            QDir(folder).removeRecursively();
            return Fault::answer(200, answerWithPicture(picture));
        });
    bench.press.start(promptsUpTo(4), PressMode::Sequential, 1);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(
        statesOf(bench.press.run()),
        (QList<JobState>{JobState::Saved, JobState::Cancelled, JobState::Cancelled, JobState::Cancelled}));
    const QString file = bench.press.run().jobs.constFirst().picture->file;
    QVERIFY(file.startsWith(bench.press.press.fallbackFolder));
    QVERIFY(QFile::exists(file));
    QVERIFY(bench.placeWanted.isEmpty());
    QCOMPARE(bench.press.interrupted.size(), 1);
    QVERIFY(bench.press.interrupted.at(0).at(0).value<Error>().message.contains(
        QDir::toNativeSeparators(bench.press.press.fallbackFolder)));
}

void TestFullDisk::goesOnWithAJournalThatWasFull()
{
    Bench bench(pictureBytes());
    QVERIFY(bench.picture.size() < SmallJournal);
    auto disk = std::make_unique<SmallDisk>(SmallJournal);
    bench.press.start(QStringList(30, u"a fox"_s));
    QTRY_COMPARE(bench.pauseChanged.size(), 1);
    QVERIFY(bench.why().message.contains(u"run.jsonl"));
    QVERIFY(bench.press.runEnded.isEmpty());
    QVERIFY(bench.press.server.requestCount() < 30);

    disk.reset();
    bench.press.generator.resume(bench.press.press.account);
    QVERIFY(bench.press.waitForEnd());
    QCOMPARE(countStates(bench.press.run().jobs), (QHash<JobState, int>{{JobState::Saved, 30}}));
    QCOMPARE(bench.press.server.requestCount(), 30);
    const Result<ReadPress> read = readJournalFile(bench.press.press.folder % u"/run.jsonl", {});
    QVERIFY(read);
    QVERIFY(read.value().problems.isEmpty());
    QCOMPARE(bench.press.journal(u"sending"_s).size(), 30);
    QCOMPARE(bench.press.journal(u"saved"_s).size(), 30);
}

void TestFullDisk::endsARunWhoseJournalIsGivenUp()
{
    Bench bench(pictureBytes());
    const SmallDisk disk(SmallJournal);
    bench.press.start(QStringList(30, u"a fox"_s));
    QTRY_COMPARE(bench.pauseChanged.size(), 1);

    bench.press.generator.stopEverything();
    QVERIFY(bench.press.waitForEnd());
    for (const JobRecord &record : bench.press.run().jobs)
        QVERIFY(isEndState(record.state));
    QCOMPARE(bench.press.interrupted.size(), 1);
    bench.press.generator.retry({JobId(30)}); // Nothing could be written down of it.
    QCOMPARE(bench.press.pressFailed.size(), 1);
    QCOMPARE(bench.press.pressFailed.at(0).at(0).value<Error>().kind, Error::Kind::Disk);
}

void TestFullDisk::saysNothingOfAMarkThatCannotBeWritten()
{
    Bench bench(pictureBytes());
    bench.press.server.answerInTurn({Fault::answer(200, answerWithPicture(bench.picture)),
                                     Fault::answer(400, R"({"error":{"message":"no"}})"),
                                     Fault::answer(200, answerWithPicture(bench.picture))});
    bench.press.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.press.waitForEnd());
    const QString journal = bench.press.press.folder % u"/run.jsonl";
    {
        const SmallDisk disk(rlim_t(QFileInfo(journal).size()));
        bench.press.generator.mark(journal, {PictureMark{.job = JobId(1), .file = u"list_1.png"_s}});
        QVERIFY(!bench.press.interrupted.wait(200));
    }
    bench.press.generator.retry({JobId(2)});
    QVERIFY(bench.press.waitForEnd(2));
    QCOMPARE(statesOf(bench.press.run(1)), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.press.journal(u"trash"_s).size(), 1);
    QVERIFY(bench.press.pressFailed.isEmpty());
}

#endif

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
