#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FaultScript picture(HttpHeaders headers = {})
{
    return Fault::answer(200, answerWithPicture(pictureBytes()), headers);
}

FaultScript failure(int status, HttpHeaders headers = {})
{
    return Fault::answer(status, R"({"error":{"message":"no"}})", headers);
}

FaultScript wrongKey()
{
    return Fault::answer(401, R"({"error":{"message":"no","code":"invalid_api_key"}})");
}

/// The pauses of a run as they were told, in order.
struct Pauses
{
    explicit Pauses(ImageGenerator &generator)
        : spy(&generator, &ImageGenerator::pauseChanged)
    {}

    [[nodiscard]] ServicePause at(qsizetype i) const { return spy.at(i).at(1).value<ServicePause>(); }

    QSignalSpy spy;
};

} // namespace

/// What the generator does by itself where an order does not go well, seen from the server.
class TestGeneratorRetries : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void triesAgainWhatTheServiceRefusedForNow();
    void waitsAsLongAsTheServiceAsks();
    void tellsWhileAJobWaits();
    void triesAgainNowWhereAPersonSaysSo();
    void failsAfterThreeTries();
    void triesAgainWhereNothingHadLeft();
    void neverSendsAnUnknownOutcomeAgain();
    void endsWhereAllThatIsLeftWouldWaitInVain();
    void stopsAJobThatWaitsToBeTriedAgain();
    void waitsForAPersonWhereTheKeyIsWrong();
    void endsWhereTheKeyIsWrongAndNobodyIsThere();
    void cancelsTheOtherRunOfAPressWithAWrongKey();
    void sendsFewerAtOnceAfterARateLimit();
    void findsTheNumberAtOnce();
    void beginsWhereTheRunBeforeEnded();
    void keepsToTheRequestsOfAMinute();
    void waitsForTheResetThatTheServiceNames();
    void stopsDuringAPause();
    void triesNothingAgainOnceItWasStopped();
};

void TestGeneratorRetries::triesAgainWhatTheServiceRefusedForNow()
{
    GeneratorBench bench;
    bench.server.answerInTurn({failure(429), failure(500), picture()});
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    const JobRecord record = bench.run().jobs.constFirst();
    QCOMPARE(record.state, JobState::Saved);
    QVERIFY(!record.error);
    QVERIFY(!record.nextAttempt);
    QCOMPARE(record.timeline.attempts(), 3);
    QCOMPARE(record.failures,
             (QList<FailedAttempt>{{.attempt = 1, .kind = Error::Kind::RateLimit, .status = 429},
                                   {.attempt = 2, .kind = Error::Kind::Service, .status = 500}}));
    QCOMPARE(sumOfPhases(record.timeline), *record.timeline.endMoment());
    QVERIFY(record.timeline.marks(1).connecting);
    QVERIFY(!record.timeline.marks(2).connecting); // The connection was kept.
    QCOMPARE(bench.server.requestCount(), 3);
    QTRY_COMPARE(bench.journal(u"retrying"_s).size(), 2);
    QCOMPARE(bench.journal(u"retrying"_s).first()[u"reason"_s].toString(), u"rate_limit"_s);
    QCOMPARE(bench.journal(u"retrying"_s).last()[u"attempt"_s].toInt(), 3);
    QCOMPARE(bench.journal(u"sending"_s).size(), 3);
}

void TestGeneratorRetries::waitsAsLongAsTheServiceAsks()
{
    GeneratorBench bench;
    Pauses pauses(bench.generator);
    bench.server.answerInTurn({failure(429, {{"Retry-After", "0.2"}}), picture(), picture(), picture()});
    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(3, JobState::Saved));
    const Timeline &first = bench.run().jobs.constFirst().timeline;
    QVERIFY(first.marks(2).begin - *first.marks(1).laneEnd >= 200ms);
    // All wait for the one, and it goes first.
    QCOMPARE(pauses.spy.size(), 2);
    QCOMPARE(pauses.at(0).reason, ServicePause::Reason::RateLimit);
    QVERIFY(pauses.at(0).until && !pauses.at(0).end);
    QVERIFY(pauses.at(1).end && *pauses.at(1).end >= *pauses.at(1).until);
    QCOMPARE(bench.run().pauses, QList<ServicePause>{pauses.at(1)});
    for (qsizetype i = 1; i < 3; ++i)
        QVERIFY(*bench.run().jobs.at(i).timeline.beginMoment() > first.marks(2).begin);
    QTRY_COMPARE(bench.journal(u"pause"_s).size(), 2);
}

void TestGeneratorRetries::tellsWhileAJobWaits()
{
    GeneratorBench bench;
    bench.server.answerInTurn({failure(429, {{"retry-after-ms", "30"}}), picture()});
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    const auto waiting = std::find_if(bench.reports.begin(), bench.reports.end(),
                                      [](const JobRecord &record) { return record.nextAttempt.has_value(); });
    QVERIFY(waiting != bench.reports.end());
    QCOMPARE(waiting->state, JobState::Waiting);
    QCOMPARE(waiting->error->kind, Error::Kind::RateLimit);
    QCOMPARE(*waiting->nextAttempt - *waiting->timeline.marks(1).laneEnd, Moment(30ms));
}

void TestGeneratorRetries::triesAgainNowWhereAPersonSaysSo()
{
    GeneratorBench bench;
    Pauses pauses(bench.generator);
    bench.server.answerInTurn({failure(429, {{"Retry-After", "1000"}}), picture()});
    bench.start(promptsUpTo(1));
    QTRY_COMPARE(pauses.spy.size(), 1);

    bench.generator.retry({bench.reports.last().job.id});
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requestCount(), 2);
    QVERIFY(pauses.at(1).end.has_value());
}

void TestGeneratorRetries::failsAfterThreeTries()
{
    GeneratorBench bench;
    bench.server.answerAlways(failure(503));
    bench.start(promptsUpTo(2));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Failed));
    QCOMPARE(bench.server.requestCount(), 2 * MostAttempts);
    QCOMPARE(bench.run().jobs.constFirst().failures.size(), MostAttempts - 1);
    QCOMPARE(bench.run().jobs.constFirst().error->status, std::optional(503));
}

void TestGeneratorRetries::triesAgainWhereNothingHadLeft()
{
    GeneratorBench bench;
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    bench.press.account.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()));
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Failed});
    QCOMPARE(bench.run().jobs.constFirst().timeline.attempts(), MostAttempts);
    QCOMPARE(bench.run().jobs.constFirst().error->charge, Error::Charge::No);
}

void TestGeneratorRetries::neverSendsAnUnknownOutcomeAgain()
{
    GeneratorBench bench;
    bench.server.answerInTurn({failure(429), Fault::noAnswer(Fault::Ending::Finish)});
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestGeneratorRetries::endsWhereAllThatIsLeftWouldWaitInVain()
{
    GeneratorBench bench;
    bench.press.canAskPerson = false;
    bench.server.answerInTurn({picture(), failure(429, {{"Retry-After", "86400"}})});
    bench.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), (QList<JobState>{JobState::Saved, JobState::Failed}));
    QCOMPARE(bench.interrupted.size(), 1);
    QCOMPARE(bench.interrupted.at(0).at(0).value<Error>().kind, Error::Kind::RateLimit);
    QCOMPARE(bench.server.requestCount(), 2);
    // It cost nothing, and is ordered by whoever goes on.
    const Result<ReadPress> read = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    QCOMPARE(read.value().interruptedJobs, QSet{JobId(2)});
}

void TestGeneratorRetries::stopsAJobThatWaitsToBeTriedAgain()
{
    GeneratorBench bench;
    Pauses pauses(bench.generator);
    bench.server.answerAlways(failure(429, {{"Retry-After", "1000"}}));
    bench.start(promptsUpTo(2), PressMode::Parallel, 1);
    QTRY_COMPARE(pauses.spy.size(), 1);

    bench.generator.stop(bench.reports.last().job.id);
    QCOMPARE(bench.reports.last().state, JobState::Failed); // It was tried, and refused.
    QVERIFY(!bench.reports.last().nextAttempt);
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), (QList<JobState>{JobState::Failed, JobState::Cancelled}));
    QCOMPARE(bench.server.requestCount(), 1);
}

void TestGeneratorRetries::waitsForAPersonWhereTheKeyIsWrong()
{
    GeneratorBench bench;
    Pauses pauses(bench.generator);
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.http.header("authorization") == "Bearer right" ? picture() : wrongKey();
    });
    bench.start(promptsUpTo(50), PressMode::Parallel, 4);
    QTRY_COMPARE(pauses.spy.size(), 1);
    QCOMPARE(pauses.at(0).reason, ServicePause::Reason::Key);
    QVERIFY(!pauses.at(0).until);

    ServiceAccount account = bench.press.account;
    account.key = Secret("right");
    ServiceAccount elsewhere = account;
    elsewhere.baseUrl = QUrl(u"https://elsewhere.example/v1"_s);
    QTRY_COMPARE(std::count_if(bench.reports.begin(), bench.reports.end(),
                               [](const JobRecord &record) { return record.state == JobState::Failed; }),
                 bench.server.requestCount());
    bench.generator.resume(account);
    QVERIFY(bench.waitForEnd());

    const QHash<JobState, int> counts = countStates(bench.run().jobs);
    QVERIFY(counts.value(JobState::Failed) >= 1 && counts.value(JobState::Failed) <= 4);
    QCOMPARE(counts.value(JobState::Failed) + counts.value(JobState::Saved), 50);
    QCOMPARE(bench.server.requestCount(), 50); // Not one twice.
}

void TestGeneratorRetries::endsWhereTheKeyIsWrongAndNobodyIsThere()
{
    GeneratorBench bench;
    bench.press.canAskPerson = false;
    bench.server.answerAlways(wrongKey());
    bench.start(promptsUpTo(50), PressMode::Parallel, 4);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.interrupted.size(), 1);
    QCOMPARE(bench.interrupted.first().first().value<Error>().kind, Error::Kind::Key);
    const QHash<JobState, int> counts = countStates(bench.run().jobs);
    QCOMPARE(counts.value(JobState::Failed), bench.server.requestCount());
    QVERIFY(bench.server.requestCount() <= 4);
    QCOMPARE(counts.value(JobState::Cancelled), 50 - bench.server.requestCount());
}

void TestGeneratorRetries::cancelsTheOtherRunOfAPressWithAWrongKey()
{
    GeneratorBench bench;
    bench.press.canAskPerson = false;
    bench.server.answerAlways(wrongKey());
    bench.start(promptsUpTo(1), PressMode::Both, 4);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.server.requestCount(), 1);
    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Cancelled});
}

void TestGeneratorRetries::sendsFewerAtOnceAfterARateLimit()
{
    GeneratorBench bench;
    QSignalSpy changed(&bench.generator, &ImageGenerator::atOnceChanged);
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.number <= 8 ? Fault::after(20ms, failure(429, {{"retry-after-ms", "10"}})) : picture();
    });
    bench.start(promptsUpTo(60), PressMode::Parallel, 8);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(60, JobState::Saved));
    const QList<AtOnceChange> &changes = bench.run().atOnceChanges;
    QVERIFY(changes.size() >= 2);
    QCOMPARE(changes.at(0).reason, AtOnceReason::Started);
    QCOMPARE(changes.at(1).reason, AtOnceReason::RateLimit);
    QCOMPARE(changes.at(1).atOnce, 4);
    QCOMPARE(changed.size(), changes.size() - 1);
    QCOMPARE(bench.run().plan.atOnce, 8); // What was chosen.
    for (const JobRecord &record : bench.run().jobs) {
        if (record.timeline.attempts() == 1 && *record.timeline.beginMoment() > changes.at(1).at)
            QVERIFY(record.timeline.marks(1).lane <= changes.last().atOnce);
    }
}

void TestGeneratorRetries::findsTheNumberAtOnce()
{
    GeneratorBench bench;
    std::atomic<int> underWay = 0;
    bench.server.answerWith([](const ReceivedRequest &) { return Fault::after(20ms, picture()); });
    bench.press.runs = planRuns(promptsUpTo(60), 1, {.model = u"model"_s}, PressMode::Parallel,
                                AtOnceControl::AutomaticStart, false);
    bench.press.runs.first().isAtOnceAutomatic = true;
    QSignalSpy learned(&bench.generator, &ImageGenerator::limitsLearned);
    bench.generator.start(bench.press);
    QVERIFY(bench.waitForEnd());

    const RunRecord run = bench.run();
    QCOMPARE(statesOf(run), QList<JobState>(60, JobState::Saved));
    QVERIFY(run.atOnceChanges.size() > 1);
    QCOMPARE(run.atOnceChanges.at(0).atOnce, 4);
    QCOMPARE(run.atOnceChanges.at(1).reason, AtOnceReason::Growing);
    QCOMPARE(run.atOnceChanges.at(1).atOnce, 6);
    QCOMPARE(run.plan.atOnce, run.atOnceChanges.last().atOnce);
    QCOMPARE(learned.size(), 1);
    QCOMPARE(learned.first().at(1).toString(), u"model"_s);
    QCOMPARE(learned.first().at(2).value<LearnedLimits>().atOnce, std::optional(run.plan.atOnce));
}

void TestGeneratorRetries::beginsWhereTheRunBeforeEnded()
{
    GeneratorBench bench;
    bench.press.learned = {.atOnce = 12};
    bench.press.runs = planRuns(promptsUpTo(20), 1, {.model = u"model"_s}, PressMode::Parallel, 4, false);
    bench.press.runs.first().isAtOnceAutomatic = true;
    bench.server.answerAlways(Fault::hang());
    bench.generator.start(bench.press);
    QTRY_COMPARE(bench.server.requestCount(), 12);
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.run().atOnceChanges.first(),
             (AtOnceChange{.at = {}, .atOnce = 12, .reason = AtOnceReason::Learned, .isAutomatic = true}));
}

void TestGeneratorRetries::keepsToTheRequestsOfAMinute()
{
    GeneratorBench bench;
    bench.press.rateLimits = {.requestsPerMinute = 3};
    bench.start(promptsUpTo(10), PressMode::Parallel, 8);
    QTRY_COMPARE(bench.server.requestCount(), 3);
    QTRY_COMPARE(std::count_if(bench.reports.begin(), bench.reports.end(),
                               [](const JobRecord &record) { return record.state == JobState::Saved; }),
                 3);
    QCOMPARE(bench.server.requestCount(), 3);
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(countStates(bench.run().jobs).value(JobState::Cancelled), 7);
}

void TestGeneratorRetries::waitsForTheResetThatTheServiceNames()
{
    GeneratorBench bench;
    bench.server.answerInTurn({picture({{"x-ratelimit-limit-requests", "2"},
                                        {"x-ratelimit-remaining-requests", "0"},
                                        {"x-ratelimit-reset-requests", "150ms"}}),
                               picture()});
    QSignalSpy learned(&bench.generator, &ImageGenerator::limitsLearned);
    bench.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());
    const Timeline &first = bench.run().jobs.constFirst().timeline;
    QVERIFY(*bench.run().jobs.constLast().timeline.beginMoment() - *first.endMoment() >= 100ms);
    QCOMPARE(learned.first().at(2).value<LearnedLimits>().rates,
             (RateLimits{.requestsPerMinute = 2, .imagesPerMinute = {}}));
}

void TestGeneratorRetries::stopsDuringAPause()
{
    GeneratorBench bench;
    Pauses pauses(bench.generator);
    bench.server.answerAlways(failure(429, {{"Retry-After", "1e9"}}));
    bench.start(promptsUpTo(5), PressMode::Both, 2);
    QTRY_COMPARE(pauses.spy.size(), 1);
    bench.generator.stopEverything();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.server.requestCount(), 1);
    QVERIFY(pauses.at(1).end.has_value());
    QCOMPARE(statesOf(bench.run(0)).first(), JobState::Failed);
    QCOMPARE(countStates(bench.run(0).jobs).value(JobState::Cancelled), 4);
    QCOMPARE(countStates(bench.run(1).jobs).value(JobState::Cancelled), 5);
}

void TestGeneratorRetries::triesNothingAgainOnceItWasStopped()
{
    GeneratorBench bench;
    bench.server.answerAlways(Fault::after(100ms, failure(503)));
    bench.start(promptsUpTo(1));
    QTRY_COMPARE(bench.server.requestCount(), 1);
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Failed});
    QCOMPARE(bench.server.requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestGeneratorRetries)
#include "tst_generatorretries.moc"
