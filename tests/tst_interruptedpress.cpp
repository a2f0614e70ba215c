#include "core/filewriting.h"
#include "generation/leftpress.h"
#include "support/generatorbench.h"
#include "support/pictures.h"
#include "workspace/pressresuming.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ReadPress journalOf(const GeneratorBench &bench)
{
    const Result<ReadPress> press = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    return press ? press.value() : ReadPress();
}

/// Starts a press of \a pictures that takes a while for each of them, one at a time, and waits until the
/// first is under way.
bool beginSlowly(GeneratorBench &bench, int pictures, PressMode mode)
{
    bench.server.answerAlways(Fault::after(200ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(pictures), mode, 1);
    return QTest::qWaitFor([&bench] { return bench.server.requestCount() == 1; });
}

} // namespace

/// What a journal leaves to be ordered of a press that was left or stopped, and what a person has to be asked
/// about.
class TestInterruptedPress : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void leavesWhatIsNotTriedAgain_data();
    void leavesWhatIsNotTriedAgain();
    void leavesNothingThatAPersonStopped();
    void makesNoStoppedRunForWhatIsTriedAgain_data();
    void makesNoStoppedRunForWhatIsTriedAgain();
    void ordersNothingWhereverAStoppedPressIsCutOff();
    void writesDownAStopBeforeTheFirstPlan();
    void keepsStoppedWhatIsLeftLater();
    void makesNoStoppedRunForARetryFromInsideItsReport();
    void ordersNothingAgainByItselfThatWasUnderWayWhenStopped_data();
    void ordersNothingAgainByItselfThatWasUnderWayWhenStopped();
    void leavesNothingThatWasStoppedByItself_data();
    void leavesNothingThatWasStoppedByItself();
    void leavesNothingThatWasStoppedWhileItWaited();
    void leavesWhatWasAskedForAgainAndStillWaited();
    void triesAgainOnceThePressHasEndedInTrouble();
    void cancelsWhatIsStoppedBeforeAnythingLeft();
    void staysPerhapsChargedWhereTheNextTryIsRefusedAtTheDoor();
};

void TestInterruptedPress::leavesWhatIsNotTriedAgain_data()
{
    QTest::addColumn<bool>("isAfterEnd");
    QTest::newRow("within its run") << false;
    QTest::newRow("after its end") << true;
}

void TestInterruptedPress::leavesWhatIsNotTriedAgain()
{
    QFETCH(const bool, isAfterEnd);
    GeneratorBench bench;
    QVERIFY(beginSlowly(bench, 4, PressMode::Parallel));
    bench.generator.leaveWaiting(); // And then somebody stays.
    if (!isAfterEnd)
        bench.generator.retry({JobId(2)});
    QVERIFY(bench.waitForEnd());
    if (isAfterEnd) {
        QCOMPARE(journalOf(bench).interruptedJobs, (QSet{JobId(2), JobId(3), JobId(4)}));
        bench.generator.retry({JobId(2)});
        QVERIFY(bench.waitForEnd(2));
    }
    QCOMPARE(bench.server.requestCount(), 2);
    QCOMPARE(journalOf(bench).interruptedJobs, (QSet{JobId(3), JobId(4)}));
    QVERIFY(
        bench.journal(u"run_ended"_s).constLast()[u"goes_on"_s].toBool()); // Else no window looks into it.
}

void TestInterruptedPress::leavesNothingThatAPersonStopped()
{
    GeneratorBench bench;
    QVERIFY(beginSlowly(bench, 3, PressMode::Both));
    bench.generator.leaveWaiting();
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());
    QVERIFY(journalOf(bench).interruptedJobs.isEmpty());
    QVERIFY(!bench.journal(u"run_ended"_s).constLast().contains(u"goes_on"_s));

    // Killed before the second run was reported as cancelled: it is not made either.
    QFile file(bench.press.folder % u"/run.jsonl");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray lines = file.readAll();
    const qsizetype plan = lines.lastIndexOf(R"("event":"plan")");
    const Result<ReadPress> cut = readJournal(lines.first(lines.lastIndexOf('\n', plan) + 1), {});
    QCOMPARE(cut.value().runs.size(), 1);
    QVERIFY(cut.value().unplannedRuns.isEmpty());
}

void TestInterruptedPress::makesNoStoppedRunForWhatIsTriedAgain_data()
{
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("stopped by a person") << false;
    QTest::newRow("left, and then somebody stays") << true;
}

void TestInterruptedPress::makesNoStoppedRunForWhatIsTriedAgain()
{
    QFETCH(const bool, isLeft);
    GeneratorBench bench;
    QVERIFY(beginSlowly(bench, 3, PressMode::Both));
    if (isLeft)
        bench.generator.leaveWaiting();
    else
        bench.generator.stopWaiting();
    bench.generator.retry({JobId(2)});
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.server.requestCount(), 2);
    QCOMPARE(statesOf(bench.run()), (QList{JobState::Saved, JobState::Saved, JobState::Cancelled}));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(3, JobState::Cancelled));
    QCOMPARE(journalOf(bench).interruptedJobs,
             isLeft ? (QSet{JobId(3), JobId(4), JobId(5), JobId(6)}) : QSet<JobId>());
}

void TestInterruptedPress::ordersNothingWhereverAStoppedPressIsCutOff()
{
    GeneratorBench bench;
    QVERIFY(beginSlowly(bench, 3, PressMode::Both));
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    const Result<QByteArray> whole = readFile(bench.press.folder % u"/run.jsonl", LargestJournal);
    const QByteArray lines = whole.value();
    const QTemporaryDir folder;
    const QString cut = folder.filePath(u"run.jsonl"_s);
    int cuts = 0;
    for (qsizetype end = lines.indexOf('\n', lines.indexOf(R"("event":"stopped")")); end >= 0;
         end = lines.indexOf('\n', end + 1)) {
        QVERIFY(writePrivateFile(cut, lines.first(end + 1)));
        const Result<LeftPress> left = takeLeftPress(cut, {}, Charging::Paid, true);
        QVERIFY(left);
        QVERIFY2(left.value().toOrder.isEmpty(), lines.first(end + 1).constData());
        QCOMPARE(readLeftPress(cut).value().counts.waiting, 0);
        QVERIFY(QFile::remove(cut));
        ++cuts;
    }
    QVERIFY(cuts > 8);
}

void TestInterruptedPress::writesDownAStopBeforeTheFirstPlan()
{
    GeneratorBench bench;
    bench.start(promptsUpTo(2), PressMode::Both, 1);
    bench.generator.stopWaiting(); // The journal is still being opened.
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.server.requestCount(), 0);

    const QList<QJsonObject> lines = bench.journal();
    QCOMPARE(lines.at(1)[u"event"_s], u"stopped"_s);
    QCOMPARE(lines.at(2)[u"event"_s], u"plan"_s);
    QVERIFY(journalOf(bench).interruptedJobs.isEmpty());
}

void TestInterruptedPress::keepsStoppedWhatIsLeftLater()
{
    GeneratorBench bench;
    QVERIFY(beginSlowly(bench, 3, PressMode::Both));
    bench.generator.stopWaiting();
    bench.generator.retry({JobId(2)});
    bench.generator.leaveWaiting(); // Then somebody stays, and asks for another.
    bench.generator.retry({JobId(3)});
    bench.generator.leaveWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(3, JobState::Cancelled));
    QCOMPARE(journalOf(bench).interruptedJobs, (QSet{JobId(2), JobId(3)}));
}

void TestInterruptedPress::makesNoStoppedRunForARetryFromInsideItsReport()
{
    GeneratorBench bench;
    QObject::connect(&bench.generator, &ImageGenerator::runStarted, &bench.generator,
                     [&bench](const RunRecord &run) {
                         if (run.plan.id == RunId(2))
                             bench.generator.retry({JobId(2)});
                     });
    QVERIFY(beginSlowly(bench, 3, PressMode::Both));
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(3, JobState::Cancelled));
    QCOMPARE(statesOf(bench.run(2)), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestInterruptedPress::ordersNothingAgainByItselfThatWasUnderWayWhenStopped_data()
{
    QTest::addColumn<bool>("isStopOfAll");
    QTest::newRow("with all others") << true;
    QTest::newRow("by itself") << false;
}

void TestInterruptedPress::ordersNothingAgainByItselfThatWasUnderWayWhenStopped()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::after(200ms, Fault::answer(429))
                                                 : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    QFETCH(const bool, isStopOfAll);
    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);
    if (isStopOfAll) {
        bench.generator.stopWaiting();
        bench.generator.retry({JobId(2)});
    } else {
        bench.generator.stop(JobId(1));
        bench.generator.stop(JobId(3));
    }
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), (QList{JobState::Failed, JobState::Saved, JobState::Cancelled}));
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestInterruptedPress::leavesNothingThatWasStoppedByItself_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("and is to be tried again") << 429;
    QTest::newRow("and has a wrong key") << 401;
}

void TestInterruptedPress::leavesNothingThatWasStoppedByItself()
{
    QFETCH(const int, status);
    GeneratorBench bench;
    bench.server.answerAlways(Fault::after(200ms, Fault::answer(status, R"({"error":{"message":"no"}})")));
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);
    bench.generator.stop(JobId(1));
    bench.generator.leaveWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), (QList{JobState::Failed, JobState::Cancelled}));
    QCOMPARE(journalOf(bench).interruptedJobs, QSet{JobId(2)});
}

void TestInterruptedPress::leavesNothingThatWasStoppedWhileItWaited()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::answer(401, R"({"error":{"message":"no"}})"));
    const QSignalSpy paused(&bench.generator, &ImageGenerator::pauseChanged);
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QTRY_COMPARE(paused.size(), 1);
    bench.generator.retry({JobId(1)}); // It waits for the key.
    bench.generator.stop(JobId(1));
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), (QList{JobState::Failed, JobState::Cancelled}));
    QCOMPARE(journalOf(bench).interruptedJobs, QSet{JobId(2)});
}

void TestInterruptedPress::leavesWhatWasAskedForAgainAndStillWaited()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::answer(400, R"({"error":{"message":"no"}})")
                                                 : Fault::hang();
    });
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.generator.retry({JobId(1)});
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), (QList{JobState::Failed, JobState::Unknown}));
    QCOMPARE(journalOf(bench).interruptedJobs, QSet{JobId(1)});
}

void TestInterruptedPress::triesAgainOnceThePressHasEndedInTrouble()
{
    GeneratorBench bench;
    bench.press.canAskPerson = false;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.number == 1 ? Fault::answer(401, R"({"error":{"message":"wrong key"}})")
                                   : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.interrupted.size(), 1);
    bench.generator.retry({JobId(1), JobId(2)});
    QVERIFY(bench.waitForEnd(2));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(2, JobState::Saved));
    QVERIFY(journalOf(bench).interruptedJobs.isEmpty());
}

void TestInterruptedPress::cancelsWhatIsStoppedBeforeAnythingLeft()
{
    GeneratorBench bench;
    bench.press.account.baseUrl = QUrl(u"http://127.0.0.1:1/v1"_s); // Nobody listens there.
    bench.press.retries.connectionWait = bench.press.retries.longestWait = 1h;
    bench.start(promptsUpTo(1));
    QTRY_VERIFY(!bench.reports.isEmpty() && !bench.reports.constLast().failures.isEmpty());
    bench.generator.stop(JobId(1));
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Cancelled});
    QVERIFY(journalOf(bench).interruptedJobs.isEmpty()); // It was stopped by a person, not left.
}

void TestInterruptedPress::staysPerhapsChargedWhereTheNextTryIsRefusedAtTheDoor()
{
    GeneratorBench bench;
    bench.press.canAskPerson = false;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.number == 1 ? Fault::noAnswer(Fault::Ending::Reset)
                                   : Fault::answer(401, R"({"error":{"message":"wrong key"}})");
    });
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());
    bench.generator.retry({JobId(1)});
    QVERIFY(bench.waitForEnd(2));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.run(1).jobs.constFirst().error, bench.run().jobs.constFirst().error);
    QCOMPARE(bench.server.requestCount(), 2);
}

QTEST_GUILESS_MAIN(TestInterruptedPress)
#include "tst_interruptedpress.moc"
