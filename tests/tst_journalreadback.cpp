#include "storage/journalreader.h"
#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// \a record without what served the run alone: whether and when the program was to try again by itself.
JobRecord asShown(JobRecord record)
{
    if (record.error) {
        record.error->again = Error::Again::Never;
        record.error->retryAfter.reset();
    }
    return record;
}

/// What is read back is what was on the screen, each moment included.
void compareJobs(const RunRecord &told, const RunRecord &run)
{
    QCOMPARE(told.jobs.size(), run.jobs.size());
    for (qsizetype i = 0; i < run.jobs.size(); ++i) {
        const JobRecord one = asShown(told.jobs.at(i));
        const JobRecord other = asShown(run.jobs.at(i));
        QCOMPARE(one.state, other.state);
        QCOMPARE(one.error, other.error);
        QCOMPARE(one.picture, other.picture);
        QCOMPARE(one.failures, other.failures);
        QCOMPARE(one.requestId, other.requestId);
        QCOMPARE(one.timeline.spans(), other.timeline.spans());
        QCOMPARE(one.timeline.laneTime(), other.timeline.laneTime());
        for (int attempt = 1; attempt <= one.timeline.attempts(); ++attempt)
            QCOMPARE(one.timeline.marks(attempt), other.timeline.marks(attempt));
        QCOMPARE(one, other);
    }
}

} // namespace

/// What is read back from the journal of a run is what was on the screen, each moment included.
class TestJournalReadback : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsBackWhatARunHasWritten_data();
    void readsBackWhatARunHasWritten();
    void readsBackWhatAPersonStopped();
    void readsBackWhatWasFinishedFromAKeptAnswer();
};

void TestJournalReadback::readsBackWhatARunHasWritten_data()
{
    QTest::addColumn<PressMode>("mode");
    QTest::addColumn<std::optional<int>>("learned");
    QTest::newRow("parallel") << PressMode::Parallel << std::optional<int>();
    QTest::newRow("parallel, beginning with what was learned") << PressMode::Parallel << std::optional(2);
    QTest::newRow("sequential") << PressMode::Sequential << std::optional<int>();
}

void TestJournalReadback::readsBackWhatARunHasWritten()
{
    QFETCH(PressMode, mode);
    QFETCH(std::optional<int>, learned);
    GeneratorBench bench;
    bench.server.answerWith([tries = std::make_shared<int>(0)](const ReceivedRequest &request) {
        if (promptOf(request) == u"again" && (*tries)++ == 0) {
            // The first attempt has a longer download than the second lasts.
            const QByteArray whole =
                Fault::answer(429, R"({"error":{"message":"slow down"}})").constFirst().bytes;
            return Fault::raw(whole.chopped(1)) + Fault::after(200ms, Fault::raw(whole.last(1)));
        }
        if (promptOf(request) == u"refused")
            return Fault::answer(400, R"({"error":{"message":"no","code":"moderation_blocked"}})",
                                 {{"x-request-id", "request-2"}});
        if (promptOf(request) == u"lost")
            return Fault::noAnswer(Fault::Ending::Finish);
        return Fault::answer(200, answerWithPicture(pictureBytes()), {{"x-request-id", "request-1"}});
    });
    connect(&bench.generator, &ImageGenerator::runStarted, &bench.generator,
            [&bench] { bench.generator.setAtOnce(3); });
    const QStringList prompts{u"again"_s, u"refused"_s, u"lost"_s, u"a \"fox\"\n\u2028 \U0001F98A"_s};
    bench.press.runs = planRuns(prompts, 1, {.model = u"model"_s}, mode, 4, learned.has_value());
    bench.press.learned.atOnce = learned;
    bench.generator.start(bench.press);
    QVERIFY(bench.waitForEnd());
    const RunRecord run = bench.run();

    const Result<ReadPress> press = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    QVERIFY(press);
    QCOMPARE(press.value().listName, u"list"_s);
    QCOMPARE(press.value().baseUrl, bench.press.account.baseUrl);
    QCOMPARE(press.value().names, NameTemplate().text());
    QVERIFY(press.value().problems.isEmpty());
    QVERIFY(press.value().openOrders.isEmpty());
    QCOMPARE(press.value().runs.size(), 1);
    const RunRecord &told = press.value().runs.constFirst();
    QCOMPARE(told.plan, run.plan);
    QVERIFY(told.started <= run.started); // Its plan is on the disk before it begins.
    QCOMPARE(told.ended, run.ended);
    QCOMPARE(told.atOnceChanges, run.atOnceChanges);
    QCOMPARE(told.atOnceChanges.size(), mode == PressMode::Parallel ? 3 : 1);
    QCOMPARE(told.pauses, run.pauses);
    QCOMPARE(statesOf(told), statesOf(run));
    compareJobs(told, run);
    QCOMPARE(told.jobs.constFirst().timeline.attempts(), 2);
}

void TestJournalReadback::readsBackWhatAPersonStopped()
{
    GeneratorBench bench;
    bench.press.retries.serviceWait = bench.press.retries.longestWait = 1h;
    bench.server.answerWith([](const ReceivedRequest &request) {
        if (promptOf(request) == u"again")
            return Fault::answer(500, R"({"error":{"message":"busy"}})");
        return Fault::after(100ms, Fault::answer(200, answerWithPicture(pictureBytes())));
    });
    // The third is stopped before it begins, and asked for again; the second while it waits to be tried
    // again.
    connect(
        &bench.generator, &ImageGenerator::jobChanged, &bench.generator,
        [&bench, isAsked = false](RunId, const JobRecord &record) mutable {
            if (record.job.id == JobId(1) && record.state == JobState::Sent
                && !std::exchange(isAsked, true)) {
                bench.generator.stop(JobId(3));
                bench.generator.retry({JobId(3)});
            } else if (record.state == JobState::Waiting && !record.failures.isEmpty()) {
                bench.generator.stop(record.job.id);
            }
        },
        Qt::QueuedConnection);
    bench.start({u"first"_s, u"again"_s, u"third"_s}, PressMode::Parallel, 1);
    QVERIFY(bench.waitForEnd());

    const RunRecord run = bench.run();
    QCOMPARE(statesOf(run), (QList<JobState>{JobState::Saved, JobState::Failed, JobState::Saved}));
    QCOMPARE(run.jobs.at(1).timeline.spans().constLast().phase, Phase::Backoff);
    QVERIFY(run.jobs.at(2).timeline.total(Phase::Backoff).has_value());
    const Result<ReadPress> press = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    QVERIFY(press);
    compareJobs(press.value().runs.constFirst(), run);
}

void TestJournalReadback::readsBackWhatWasFinishedFromAKeptAnswer()
{
    GeneratorBench bench;
    std::atomic_int downloads = 0;
    bench.server.answerWith([&downloads](const ReceivedRequest &request) {
        if (request.http.method != "GET")
            return Fault::answer(200, answerWithLink("/1.png"));
        return ++downloads <= 2 * Attempt::MostDownloads ? Fault::answer(503)
                                                         : Fault::answer(200, pictureBytes());
    });
    // Once within its run, and once after its end.
    connect(&bench.generator, &ImageGenerator::jobChanged, &bench.generator,
            [&bench](RunId, const JobRecord &record) {
                if (isDownloadOpen(record) && record.timeline.attempts() == 1)
                    bench.generator.retry({record.job.id});
            });
    bench.start({u"a fox"_s});
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.run().jobs.constFirst().timeline.attempts(), 2);
    bench.generator.retry({JobId(1)});
    QVERIFY(bench.waitForEnd(2));

    const Result<ReadPress> press = readJournalFile(bench.press.folder % u"/run.jsonl", {});
    QVERIFY(press);
    compareJobs(press.value().runs.at(0), bench.run(0));
    compareJobs(press.value().runs.at(1), bench.run(1));
    QCOMPARE(press.value().runs.at(1).jobs.constFirst().state, JobState::Saved);
}

QTEST_GUILESS_MAIN(TestJournalReadback)
#include "tst_journalreadback.moc"
