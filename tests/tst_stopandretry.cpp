#include "storage/journalreader.h"
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
    void triesAgainWhatAnEarlierRunOfThePressLeft();
    void continuesEachJobOnce();
    void saysWhereItCannotWriteBeforeAnythingIsSent();
    void changesTheNumberAtOnceDuringARun();
    void survivesAThousandJobsThatFailAtOnce();
    void mayBeDestroyedWhileJobsAreUnderWay();
    void triesAgainFromInsideTheReport();
    void triesAgainFromInsideTheReportOfAStop();
    void takesNoCommandForARunThatHasNotBegun();
    void forgetsTheJobsOfThePressBefore();
    void stopsBetweenTwoRuns();
    void freesThePlacesOfWhatIsStopped();
    void staysPerhapsChargedWhenAnotherTryIsStopped();
    void staysPerhapsChargedWhenAnotherOrderNeverLeft();
    void knowsWhatAJournalCanTake();
    void cancelsAllWhenStoppedBeforeItBegins();
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
    QCOMPARE(countStates(bench.run().jobs),
             (QHash<JobState, int>{{JobState::Saved, 1}, {JobState::Cancelled, 9}}));
    // The run that had not begun is accounted for as well.
    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(10, JobState::Cancelled));
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
        return ++tries == 1 ? Fault::answer(400, R"({"error":{"message":"no"}})")
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
    const Result<ReadPress> read = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    QVERIFY(read);
    QCOMPARE(read.value().runs.constFirst().jobs, bench.run().jobs);
}

void TestStopAndRetry::triesAgainInARunThatContinues()
{
    GeneratorBench bench;
    bench.server.answerInTurn({Fault::answer(400, R"({"error":{"message":"no"}})"),
                               Fault::answer(200, answerWithPicture(pictureBytes())),
                               Fault::answer(200, answerWithPicture(pictureBytes()))});
    bench.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    bench.generator.retry({JobId(1)});
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

void TestStopAndRetry::triesAgainWhatAnEarlierRunOfThePressLeft()
{
    GeneratorBench bench;
    bench.server.answerInTurn({Fault::answer(400, R"({"error":{"message":"no"}})"),
                               Fault::answer(200, answerWithPicture(pictureBytes()))});
    bench.start(promptsUpTo(1), PressMode::Both, 1);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run(0)), QList<JobState>{JobState::Failed});
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Saved});

    bench.server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
    bench.generator.retry({bench.run(0).jobs.constFirst().job.id});
    QVERIFY(bench.waitForEnd(2));

    QCOMPARE(statesOf(bench.run(2)), QList<JobState>{JobState::Saved});
    QCOMPARE(*bench.run(2).plan.continues, bench.run(0).plan.id);
    QCOMPARE(bench.run(2).plan.mode, Mode::Sequential);
}

void TestStopAndRetry::continuesEachJobOnce()
{
    GeneratorBench bench;
    bench.server.answerInTurn({Fault::answer(400, R"({"error":{"message":"no"}})"),
                               Fault::answer(200, answerWithPicture(pictureBytes()))});
    // Asked for twice before the end of the run has reached the disk, as by a double click.
    QObject::connect(&bench.generator, &ImageGenerator::runEnded, &bench.generator,
                     [&](const RunRecord &run) {
                         if (run.plan.continues)
                             return;
                         bench.generator.retry({run.jobs.constFirst().job.id});
                         bench.generator.retry({run.jobs.constFirst().job.id});
                     });
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());
    bench.generator.retry({bench.run(0).jobs.constFirst().job.id});

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(bench.runStarted.size(), 2);
    QCOMPARE(bench.server.requestCount(), 2);
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

void TestStopAndRetry::changesTheNumberAtOnceDuringARun()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(20), PressMode::Parallel, 2);
    QTRY_COMPARE(bench.server.requestCount(), 2);

    QSignalSpy changed(&bench.generator, &ImageGenerator::atOnceChanged);

    bench.generator.setAtOnce(7);
    QTRY_COMPARE(bench.server.requestCount(), 7);
    QCOMPARE(changed.size(), 1);
    const auto change = changed.first().at(1).value<AtOnceChange>();
    QCOMPARE(change.atOnce, 7);
    QCOMPARE(change.reason, AtOnceReason::Chosen);
    bench.generator.setAtOnce(7);
    QCOMPARE(changed.size(), 1);

    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    // What the figures of the run are computed with.
    QCOMPARE(bench.run().plan.atOnce, 7);
    QTRY_COMPARE(bench.journal(u"lanes"_s).size(), 1);
}

void TestStopAndRetry::survivesAThousandJobsThatFailAtOnce()
{
    GeneratorBench bench;
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    bench.press.account.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()));
    bench.press.account.charging = Charging::Free;
    bench.press.retries.budget = 2000;

    bench.start(promptsUpTo(1000), PressMode::Parallel, 100);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(1000, JobState::Failed));
    for (const JobRecord &record : bench.run().jobs)
        QCOMPARE(record.timeline.attempts(), MostAttempts);
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

void TestStopAndRetry::triesAgainFromInsideTheReport()
{
    GeneratorBench bench;
    std::atomic<int> tries = 0;
    bench.server.answerWith([&tries](const ReceivedRequest &) {
        return ++tries == 1 ? Fault::answer(400, R"({"error":{"message":"no"}})")
                            : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    QObject::connect(&bench.generator, &ImageGenerator::jobChanged, &bench.generator,
                     [&](RunId, const JobRecord &record) {
                         if (record.state == JobState::Failed)
                             bench.generator.retry({record.job.id});
                     });

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.run().jobs.constFirst().timeline.attempts(), 2);
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestStopAndRetry::triesAgainFromInsideTheReportOfAStop()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::after(100ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bool isAsked = false;
    QObject::connect(&bench.generator, &ImageGenerator::jobChanged, &bench.generator,
                     [&](RunId, const JobRecord &record) {
                         if (record.state == JobState::Cancelled && !std::exchange(isAsked, true))
                             bench.generator.retry({record.job.id});
                     });

    bench.start(promptsUpTo(5), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()),
             (QList<JobState>{JobState::Saved, JobState::Saved, JobState::Cancelled, JobState::Cancelled,
                              JobState::Cancelled}));
    QCOMPARE(bench.run().jobs.constLast().error->message, u"Stopped before it was sent."_s);
}

void TestStopAndRetry::takesNoCommandForARunThatHasNotBegun()
{
    GeneratorBench bench;
    int runsBegun = 0;
    QObject::connect(&bench.generator, &ImageGenerator::runStarted, &bench.generator,
                     [&runsBegun] { ++runsBegun; });
    int commands = 0;
    const auto command = [&] {
        if (runsBegun != 1)
            return;
        ++commands;
        bench.generator.stop(JobId(1));
        bench.generator.retry({JobId(1)});
        bench.generator.setAtOnce(7);
    };
    // Posted twice, so that it comes after what the generator itself posts at the end of a run: the next
    // run's plan is then on its way to the disk.
    QObject::connect(&bench.generator, &ImageGenerator::runEnded, &bench.generator, [&] {
        QMetaObject::invokeMethod(
            &bench.generator,
            [&] { QMetaObject::invokeMethod(&bench.generator, command, Qt::QueuedConnection); },
            Qt::QueuedConnection);
    });

    bench.start(promptsUpTo(2), PressMode::Both, 2);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(commands, 1);
    QCOMPARE(statesOf(bench.run(0)), QList<JobState>(2, JobState::Saved));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(2, JobState::Saved));
    QCOMPARE(bench.journal(u"lanes"_s), QList<QJsonObject>());
}

void TestStopAndRetry::forgetsTheJobsOfThePressBefore()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::answer(400, R"({"error":{"message":"no"}})"));
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    bench.start(promptsUpTo(1));
    bench.generator.retry({JobId(1)}); // The job that failed is gone, and the new press has not begun.
    QVERIFY(bench.waitForEnd(2));

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestStopAndRetry::stopsBetweenTwoRuns()
{
    GeneratorBench bench;
    QObject::connect(&bench.generator, &ImageGenerator::runEnded, &bench.generator,
                     [&bench] { bench.generator.stopWaiting(); });

    bench.start(promptsUpTo(2), PressMode::Both, 2);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>(2, JobState::Cancelled));
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestStopAndRetry::freesThePlacesOfWhatIsStopped()
{
    GeneratorBench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerAlways(Fault::hang());
    for (int press = 1; press <= 3; ++press) {
        bench.start(promptsUpTo(12), PressMode::Parallel, 12);
        QTRY_COMPARE(bench.server.requestCount(), 12 * press);
        bench.generator.stopEverything();
        QVERIFY(bench.waitForEnd(press));
    }
    QCOMPARE(bench.transport->managerCount(bench.server.url()),
             (12 + Transport::RequestsPerManager - 1) / Transport::RequestsPerManager);
}

void TestStopAndRetry::staysPerhapsChargedWhenAnotherTryIsStopped()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::noAnswer(Fault::Ending::Reset) : Fault::hang();
    });
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 2);

    bench.generator.retry({JobId(1)});
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Unknown));
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestStopAndRetry::staysPerhapsChargedWhenAnotherOrderNeverLeft()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::noAnswer(Fault::Ending::Reset) : Fault::hang();
    });
    // Within the run: the order waits for its line in the journal.
    connect(&bench.generator, &ImageGenerator::jobChanged, &bench.generator,
            [&bench](RunId, const JobRecord &record) {
                if (record.job.id == JobId(1) && record.state == JobState::Sent
                    && record.timeline.attempts() == 2)
                    bench.generator.stop(JobId(1));
            });
    bench.start(promptsUpTo(2));
    const auto unknownReports = [&bench] {
        return std::count_if(bench.reports.begin(), bench.reports.end(), [](const JobRecord &record) {
            return record.job.id == JobId(1) && record.state == JobState::Unknown;
        });
    };
    QTRY_COMPARE(unknownReports(), 1);
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.generator.retry({JobId(1)});
    QTRY_COMPARE(unknownReports(), 2);
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Unknown));
    QCOMPARE(bench.run().jobs.constFirst().timeline.attempts(), 2);

    // After its end: the order waits for its run.
    bench.generator.retry({JobId(1)});
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd(2));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.run(1).jobs.constFirst().error, bench.run().jobs.constFirst().error);
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestStopAndRetry::knowsWhatAJournalCanTake()
{
    QVERIFY(canPlan(100'000, 100'000'000, 100'000));
    QVERIFY(canPlan(MostPlannedJobs - 1, 0, 1));
    QVERIFY(!canPlan(MostPlannedJobs - 1, 0, 2));
    QVERIFY(canPlan(1, LargestJournal, 0));
    QVERIFY(!canPlan(1, LargestJournal, 1));
}

void TestStopAndRetry::cancelsAllWhenStoppedBeforeItBegins()
{
    GeneratorBench bench;
    bench.start(promptsUpTo(2), PressMode::Both, 2);
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run(0)), QList<JobState>(2, JobState::Cancelled));
    QCOMPARE(bench.server.requestCount(), 0);
}

QTEST_GUILESS_MAIN(TestStopAndRetry)
#include "tst_stopandretry.moc"
