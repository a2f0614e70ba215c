#include "storage/journalreader.h"
#include "support/generatorbench.h"
#include "support/pictures.h"

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
    bench.server.answerAlways(Fault::after(100ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(4), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);
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
    bench.server.answerAlways(Fault::after(100ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(3), PressMode::Both, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);
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
