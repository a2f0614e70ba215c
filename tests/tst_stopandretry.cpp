#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStopAndRetry : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsNothingMoreOnceStopped();
    void leavesPaidOrdersAsUnknown();
    void cancelsWhatCostsNothing();
    void stopsOneJob();
    void triesAgainWithinARun();
    void triesAgainInARunThatContinues();
    void saysWhereItCannotWriteBeforeAnythingIsSent();
    void savesElsewhereWhenTheFolderIsGone();
    void changesTheNumberAtOnceDuringARun();
    void survivesAThousandJobsThatFailAtOnce();
    void mayBeDestroyedWhileJobsAreUnderWay();
};

void TestStopAndRetry::sendsNothingMoreOnceStopped()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::after(300ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(10), PressMode::Both, 2);
    QTRY_COMPARE(bench.server.requestCount(), 1);

    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.server.requestCount(), 1);
    QCOMPARE(bench.runEnded.size(), 1);
    QCOMPARE(countStates(bench.run().jobs),
             (QHash<JobState, int>{{JobState::Saved, 1}, {JobState::Cancelled, 9}}));
}

void TestStopAndRetry::leavesPaidOrdersAsUnknown()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(10), PressMode::Parallel, 4);
    QTRY_COMPARE(bench.server.requestCount(), 4);

    bench.generator.stopEverything(); // What was sent to a service that charges goes on.
    QVERIFY(bench.pressEnded.isEmpty());
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(countStates(bench.run().jobs),
             (QHash<JobState, int>{{JobState::Unknown, 4}, {JobState::Cancelled, 6}}));
}

void TestStopAndRetry::cancelsWhatCostsNothing()
{
    GeneratorBench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(6), PressMode::Parallel, 4);
    QTRY_COMPARE(bench.server.requestCount(), 4);

    bench.generator.stopEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(6, JobState::Cancelled));
}

void TestStopAndRetry::stopsOneJob()
{
    GeneratorBench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::hang()
                                                 : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);

    bench.generator.stop(JobId(3)); // It waits.
    bench.generator.stop(JobId(1)); // It is under way.
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()),
             (QList<JobState>{JobState::Cancelled, JobState::Saved, JobState::Cancelled}));
}

void TestStopAndRetry::triesAgainWithinARun()
{
    GeneratorBench bench;
    std::atomic<int> tries = 0;
    bench.server.answerWith([&tries](const ReceivedRequest &request) {
        if (promptOf(request) == u"picture 2")
            return Fault::after(400ms, Fault::answer(200, answerWithPicture(pictureBytes())));
        return ++tries == 1 ? Fault::answer(500, R"({"error":{"message":"no"}})")
                            : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    QObject::connect(
        &bench.generator, &ImageGenerator::jobChanged, &bench.generator,
        [&](RunId, const JobRecord &record) {
            if (record.state == JobState::Failed)
                bench.generator.retry({record.job.id});
        },
        Qt::QueuedConnection);

    bench.start(promptsUpTo(2));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Saved));
    const JobRecord again = bench.run().jobs.constFirst();
    QCOMPARE(again.timeline.attempts(), 2);
    QVERIFY(again.timeline.total(Phase::Backoff).has_value());
    QCOMPARE(sumOfPhases(again.timeline), *again.timeline.endMoment());
    QVERIFY(!again.error);
    QTRY_COMPARE(bench.journal(u"retrying"_s).size(), 1);
}

void TestStopAndRetry::triesAgainInARunThatContinues()
{
    GeneratorBench bench;
    bench.server.answerInTurn({Fault::answer(500, R"({"error":{"message":"no"}})"),
                               Fault::answer(200, answerWithPicture(pictureBytes())),
                               Fault::answer(200, answerWithPicture(pictureBytes()))});
    bench.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    bench.generator.retryFailed();
    QVERIFY(bench.waitForEnd(2));

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(statesOf(bench.run(0)), (QList<JobState>{JobState::Failed, JobState::Saved}));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Saved});
    QCOMPARE(*bench.run(1).plan.continues, bench.run(0).plan.id);
    QCOMPARE(bench.run(1).jobs.constFirst().job.index, 1);
    QVERIFY(bench.run(1).jobs.constFirst().job.id > bench.run(0).jobs.constLast().job.id);
    QTRY_COMPARE(bench.journal(u"plan"_s).size(), 2);
    QCOMPARE(bench.journal(u"plan"_s).last()[u"continues"_s].toInt(), 1);
}

void TestStopAndRetry::saysWhereItCannotWriteBeforeAnythingIsSent()
{
    GeneratorBench bench;
    QVERIFY(QDir(bench.press.folder).removeRecursively());

    bench.start(promptsUpTo(3));
    QTRY_COMPARE(bench.pressFailed.size(), 1);

    const Error error = bench.pressFailed.at(0).at(0).value<Error>();
    QCOMPARE(error.kind, Error::Kind::Disk);
    QVERIFY(error.message.contains(u"run.jsonl"));
    QCOMPARE(bench.server.requestCount(), 0);
}

void TestStopAndRetry::savesElsewhereWhenTheFolderIsGone()
{
    // The lock beside the journal went with the folder.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Could not remove our own lock file"_s));
    GeneratorBench bench;
    bench.server.answerWith([folder = bench.press.folder](const ReceivedRequest &) {
        QDir(folder).removeRecursively();
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });

    bench.start(promptsUpTo(4), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(
        statesOf(bench.run()),
        (QList<JobState>{JobState::Saved, JobState::Cancelled, JobState::Cancelled, JobState::Cancelled}));
    const QString file = bench.run().jobs.constFirst().picture->file;
    QVERIFY(file.startsWith(bench.press.fallbackFolder));
    QVERIFY(QFile::exists(file));
    QCOMPARE(bench.interrupted.size(), 1);
    QVERIFY(bench.interrupted.at(0).at(0).value<Error>().message.contains(
        QDir::toNativeSeparators(bench.press.fallbackFolder)));
}

void TestStopAndRetry::changesTheNumberAtOnceDuringARun()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(20), PressMode::Parallel, 2);
    QTRY_COMPARE(bench.server.requestCount(), 2);

    bench.generator.setAtOnce(7);
    QTRY_COMPARE(bench.server.requestCount(), 7);

    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QTRY_COMPARE(bench.journal(u"lanes"_s).size(), 1);
}

void TestStopAndRetry::survivesAThousandJobsThatFailAtOnce()
{
    GeneratorBench bench;
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    bench.press.account.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()));
    bench.press.account.charging = Charging::Free;

    bench.start(promptsUpTo(1000), PressMode::Parallel, 100);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(1000, JobState::Failed));
    QCOMPARE(bench.run().jobs.constFirst().error->kind, Error::Kind::Network);
}

void TestStopAndRetry::mayBeDestroyedWhileJobsAreUnderWay()
{
    for (const auto delay : {0ms, 5ms, 20ms}) {
        GeneratorBench bench;
        bench.server.answerAlways(
            Fault::after(delay, Fault::answer(200, answerWithPicture(pictureBytes({400, 400})))));
        bench.start(promptsUpTo(30), PressMode::Parallel, 10);
        QTRY_VERIFY(bench.server.requestCount() >= 5);
    }
}

QTEST_GUILESS_MAIN(TestStopAndRetry)
#include "tst_stopandretry.moc"
