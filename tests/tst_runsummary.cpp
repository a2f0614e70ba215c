#include "runs/runplan.h"
#include "runs/runsummary.h"

#include <QMetaEnum>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A job that held a lane from \a begin to \a end and was safe on disk at \a safe.
JobRecord ended(Moment begin, Moment end, Moment safe, JobState state = JobState::Saved)
{
    JobRecord record{.state = state};
    record.timeline.beginAttempt(begin);
    record.timeline.lastByte(end);
    record.timeline.releaseLane(end);
    record.timeline.end(safe);
    return record;
}

JobRecord waiting()
{
    return {};
}

JobRecord sent(Moment begin)
{
    JobRecord record{.state = JobState::Sent};
    record.timeline.beginAttempt(begin);
    return record;
}

RunRecord runOf(int atOnce, const QList<JobRecord> &jobs, std::optional<Moment> end = {})
{
    return {.plan = {.mode = atOnce == 1 ? Mode::Sequential : Mode::Parallel, .atOnce = atOnce},
            .ended = end,
            .jobs = jobs};
}

/// The wall clock of list scheduling, found by stepping through time instead of by lanes.
Moment idealByStepping(QList<int> lengths, int lanes)
{
    int now = 0;
    QList<int> busyUntil;
    int last = 0;
    while (!lengths.isEmpty()) {
        busyUntil.removeIf([now](int until) { return until <= now; });
        while (busyUntil.size() < lanes && !lengths.isEmpty()) {
            busyUntil.append(now + lengths.takeFirst());
            last = std::max(last, busyUntil.constLast());
            busyUntil.removeIf([now](int until) { return until <= now; });
        }
        ++now;
    }
    return std::chrono::milliseconds(last);
}

} // namespace

class TestRunSummary : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void computesTheSumsOfAParallelRun();
    void comparesWithAMeasuredSequentialRun();
    void comparesASequentialRunWithItself();
    void leavesOutJobsThatNeverBegan();
    void hasNoFiguresWithoutJobs();
    void showsPercentilesFromThreeJobsOn();
    void schedulesIdeally_data();
    void schedulesIdeally();
    void schedulesAsTimeItselfWould();
    void survivesAnyNumberOfLanes();
    void isNeverSlowerThanTheRunItself();
    void takesTheNearestRank_data();
    void takesTheNearestRank();
    void foreseesTheTimeLeft_data();
    void foreseesTheTimeLeft();
    void survivesRecordsThatSayTooLittle();

    void plansRuns_data();
    void plansRuns();
    void plansTheSamePicturesBothWays();
    void namesModesAndStates();
    void countsStates();
    void comparesOnlyRunsThatDidTheSameWork();
};

void TestRunSummary::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestRunSummary::computesTheSumsOfAParallelRun()
{
    // Two lanes. s = 400, 300, 200, 300; the third job waited 10 ms for its lane, the last one 20 ms.
    const RunRecord run = runOf(2,
                                {ended(0ms, 400ms, 410ms), ended(0ms, 300ms, 320ms),
                                 ended(310ms, 510ms, 530ms), ended(420ms, 720ms, 750ms)},
                                750ms);

    const RunSummary summary = summarize(run);

    QCOMPARE(summary.wallClock, Moment(750ms));
    QCOMPARE(summary.sumOfRequests, Moment(1200ms));
    // Lane 1: 400, then the last 300; lane 2: 300, then 200.
    QCOMPARE(summary.ideal, Moment(700ms));
    QVERIFY(qFuzzyCompare(*summary.speedUp, 1200.0 / 750.0));
    QVERIFY(summary.isSpeedUpEstimated);
    QVERIFY(qFuzzyCompare(*summary.efficiency, 700.0 / 750.0));
    QCOMPARE(summary.median, Moment(300ms));
    QCOMPARE(summary.p95, Moment(400ms));
}

void TestRunSummary::comparesWithAMeasuredSequentialRun()
{
    const RunRecord run = runOf(2, {ended(0ms, 400ms, 410ms), ended(0ms, 300ms, 320ms)}, 410ms);

    const RunSummary summary = summarize(run, 820ms);

    QVERIFY(qFuzzyCompare(*summary.speedUp, 2.0));
    QVERIFY(!summary.isSpeedUpEstimated);
}

void TestRunSummary::comparesASequentialRunWithItself()
{
    const RunRecord run = runOf(1, {ended(0ms, 400ms, 400ms), ended(410ms, 710ms, 710ms)}, 720ms);

    for (const auto &sequential : {std::optional<Moment>(), std::optional<Moment>(100ms)}) {
        const RunSummary summary = summarize(run, sequential);
        QCOMPARE(summary.speedUp, 1.0);
        QVERIFY(!summary.isSpeedUpEstimated);
        QVERIFY(qFuzzyCompare(*summary.efficiency, 700.0 / 720.0));
    }
}

void TestRunSummary::leavesOutJobsThatNeverBegan()
{
    JobRecord never{.state = JobState::Cancelled};
    never.timeline.end(500ms);
    const RunRecord run = runOf(4,
                                {ended(0ms, 100ms, 100ms), never, ended(0ms, 300ms, 300ms, JobState::Failed),
                                 never, ended(0ms, 200ms, 200ms, JobState::Unknown)},
                                500ms);

    const RunSummary summary = summarize(run);

    QCOMPARE(summary.sumOfRequests, Moment(600ms));
    QCOMPARE(summary.ideal, Moment(300ms));
    QCOMPARE(summary.median, Moment(200ms));
}

void TestRunSummary::hasNoFiguresWithoutJobs()
{
    const RunSummary summary = summarize(runOf(4, {}, Moment(0ms)));

    QCOMPARE(summary.wallClock, Moment(0ms));
    QCOMPARE(summary.ideal, Moment(0ms));
    QVERIFY(!summary.speedUp);
    QVERIFY(!summary.efficiency);
    QVERIFY(!summary.median);

    JobRecord never{.state = JobState::Cancelled};
    never.timeline.end(500ms);
    QVERIFY(!summarize(runOf(4, {never}, 500ms)).speedUp);
    QVERIFY(!summarize(runOf(4, {ended(0ms, 0ms, 0ms)}, Moment(0ms))).speedUp);
}

void TestRunSummary::showsPercentilesFromThreeJobsOn()
{
    QList<JobRecord> jobs{ended(0ms, 100ms, 100ms), ended(0ms, 300ms, 300ms)};
    QVERIFY(!summarize(runOf(2, jobs, 300ms)).median);
    QVERIFY(!summarize(runOf(2, jobs, 300ms)).p95);

    jobs.append(ended(100ms, 300ms, 300ms));
    QCOMPARE(summarize(runOf(2, jobs, 300ms)).median, Moment(200ms));
    QCOMPARE(summarize(runOf(2, jobs, 300ms)).p95, Moment(300ms));
}

void TestRunSummary::schedulesIdeally_data()
{
    QTest::addColumn<QList<int>>("milliseconds");
    QTest::addColumn<int>("lanes");
    QTest::addColumn<int>("ideal");

    QTest::newRow("nothing") << QList<int>{} << 3 << 0;
    QTest::newRow("one lane") << QList<int>{5, 3, 2} << 1 << 10;
    QTest::newRow("a lane for each") << QList<int>{5, 3, 2} << 3 << 5;
    QTest::newRow("more lanes than jobs") << QList<int>{5, 3, 2} << 100 << 5;
    QTest::newRow("two lanes") << QList<int>{5, 3, 2} << 2 << 5;
    QTest::newRow("the long one last") << QList<int>{1, 1, 1, 1, 10} << 2 << 12;
    QTest::newRow("the long one first") << QList<int>{10, 1, 1, 1, 1} << 2 << 10;
    // R. L. Graham's example of a list that is not the best one: 2·m − 1 against m.
    QTest::newRow("a bad order") << QList<int>{1, 1, 1, 1, 1, 1, 3} << 3 << 5;
}

void TestRunSummary::schedulesIdeally()
{
    QFETCH(const QList<int>, milliseconds);
    QFETCH(const int, lanes);
    QFETCH(const int, ideal);

    QList<Moment> times;
    for (const int time : milliseconds)
        times.append(std::chrono::milliseconds(time));
    QCOMPARE(idealWallClock(times, lanes), Moment(std::chrono::milliseconds(ideal)));
}

void TestRunSummary::schedulesAsTimeItselfWould()
{
    QRandomGenerator random(12);
    for (int round = 0; round < 500; ++round) {
        QList<int> lengths;
        for (int left = random.bounded(30); left > 0; --left)
            lengths.append(random.bounded(20));
        const int lanes = random.bounded(1, 8);
        QList<Moment> times;
        for (const int length : std::as_const(lengths))
            times.append(std::chrono::milliseconds(length));

        const Moment ideal = idealWallClock(times, lanes);

        QCOMPARE(ideal, idealByStepping(lengths, lanes));
        const Moment sum = std::accumulate(times.begin(), times.end(), Moment::zero());
        QVERIFY(ideal * lanes >= sum);
        QVERIFY(ideal <= sum);
    }
}

void TestRunSummary::survivesAnyNumberOfLanes()
{
    // A journal from elsewhere may say anything.
    const QList<Moment> times{3ms, 2ms};

    QCOMPARE(idealWallClock(times, 0), Moment(5ms));
    QCOMPARE(idealWallClock(times, -1), Moment(5ms));
    QCOMPARE(idealWallClock(times, std::numeric_limits<int>::max()), Moment(3ms));
    QCOMPARE(timeLeft(runOf(0, {ended(0ms, 3ms, 3ms), waiting(), waiting()}), 3ms), Moment(6ms));
    QCOMPARE(timeLeft(runOf(std::numeric_limits<int>::max(), {ended(0ms, 3ms, 3ms), waiting()}), 3ms),
             Moment(3ms));
}

void TestRunSummary::isNeverSlowerThanTheRunItself()
{
    // A scheduler that gives each lane on, in order, but takes its time.
    QRandomGenerator random(13);
    for (int round = 0; round < 500; ++round) {
        const int lanes = random.bounded(1, 6);
        QList<Moment> free(lanes, Moment::zero());
        QList<JobRecord> jobs;
        Moment end = {};
        for (int left = random.bounded(1, 30); left > 0; --left) {
            Moment &lane = *std::min_element(free.begin(), free.end());
            const Moment begin = lane + std::chrono::milliseconds(random.bounded(5));
            lane = begin + std::chrono::milliseconds(random.bounded(1, 50));
            const Moment safe = lane + std::chrono::milliseconds(random.bounded(5));
            jobs.append(ended(begin, lane, safe));
            end = std::max(end, safe);
        }
        const RunSummary summary = summarize(runOf(lanes, jobs, end));
        QVERIFY(summary.ideal <= summary.wallClock);
        QVERIFY(*summary.efficiency <= 1.0);
        QVERIFY(*summary.speedUp <= lanes);
    }
}

void TestRunSummary::takesTheNearestRank_data()
{
    QTest::addColumn<QList<int>>("values");
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("expected");

    const QList<int> five{50, 15, 40, 20, 35}; // Sorted: 15, 20, 35, 40, 50.
    QTest::newRow("5 %") << five << 0.05 << 15;
    QTest::newRow("30 %") << five << 0.3 << 20;
    QTest::newRow("40 %") << five << 0.4 << 20;
    QTest::newRow("50 %") << five << 0.5 << 35;
    QTest::newRow("100 %") << five << 1.0 << 50;
    QTest::newRow("one value") << QList<int>{7} << 0.95 << 7;
    QTest::newRow("an even number") << QList<int>{4, 1, 3, 2} << 0.5 << 2;
    QList<int> hundred(100);
    std::iota(hundred.rbegin(), hundred.rend(), 1);
    QTest::newRow("p95 of a hundred") << hundred << 0.95 << 95;
    QTest::newRow("p95 of twenty") << hundred.last(20) << 0.95 << 19;
}

void TestRunSummary::takesTheNearestRank()
{
    QFETCH(const QList<int>, values);
    QFETCH(const double, share);
    QFETCH(const int, expected);

    QList<Moment> moments;
    for (const int value : values)
        moments.append(std::chrono::milliseconds(value));
    QCOMPARE(percentile(moments, share), Moment(std::chrono::milliseconds(expected)));
    QVERIFY(!percentile({}, share));
}

void TestRunSummary::foreseesTheTimeLeft_data()
{
    QTest::addColumn<int>("atOnce");
    QTest::addColumn<QList<JobRecord>>("jobs");
    QTest::addColumn<std::optional<Moment>>("left"); // At 1000 ms; the median of those that ended is 400 ms.

    using Left = std::optional<Moment>;
    const JobRecord done = ended(0ms, 400ms, 400ms);
    QTest::newRow("nothing has ended") << 2 << QList<JobRecord>{sent(0ms), waiting()} << Left();
    QTest::newRow("everything has ended") << 2 << QList<JobRecord>{done, done} << Left(0ms);
    QTest::newRow("one is under way") << 2 << QList<JobRecord>{done, sent(900ms)} << Left(300ms);
    QTest::newRow("one takes longer than most") << 2 << QList<JobRecord>{done, sent(500ms)} << Left(0ms);
    QTest::newRow("one waits") << 1 << QList<JobRecord>{done, sent(900ms), waiting()} << Left(700ms);
    QTest::newRow("one waits for a slow one")
        << 1 << QList<JobRecord>{done, sent(100ms), waiting()} << Left(400ms);
    QTest::newRow("many wait") << 2 << QList<JobRecord>{done,      sent(900ms), sent(800ms),
                                                        waiting(), waiting(),   waiting()}
                               << Left(1000ms);
    QTest::newRow("a lane is free") << 3 << QList<JobRecord>{done, sent(900ms), waiting()} << Left(400ms);
    QTest::newRow("one is being saved")
        << 1 << QList<JobRecord>{done, sent(600ms), sent(900ms)} << Left(300ms);
}

void TestRunSummary::foreseesTheTimeLeft()
{
    QFETCH(const int, atOnce);
    QFETCH(const QList<JobRecord>, jobs);
    QFETCH(const std::optional<Moment>, left);

    QCOMPARE(timeLeft(runOf(atOnce, jobs), 1000ms), left);
}

void TestRunSummary::survivesRecordsThatSayTooLittle()
{
    const JobRecord sentWithoutATime{.state = JobState::Sent};
    const RunRecord run = runOf(1, {ended(0ms, 400ms, 400ms), sentWithoutATime});

    QCOMPARE(timeLeft(run, 1000ms), Moment(400ms));
    QCOMPARE(summarize(run).sumOfRequests, Moment(400ms));
}

void TestRunSummary::plansRuns_data()
{
    QTest::addColumn<PressMode>("mode");
    QTest::addColumn<QList<Mode>>("modes");
    QTest::addColumn<QList<int>>("lanes");

    QTest::newRow("sequential") << PressMode::Sequential << QList<Mode>{Mode::Sequential} << QList<int>{1};
    QTest::newRow("parallel") << PressMode::Parallel << QList<Mode>{Mode::Parallel} << QList<int>{8};
    QTest::newRow("both") << PressMode::Both << QList<Mode>{Mode::Sequential, Mode::Parallel}
                          << QList<int>{1, 8};
}

void TestRunSummary::plansRuns()
{
    QFETCH(const PressMode, mode);
    QFETCH(const QList<Mode>, modes);
    QFETCH(const QList<int>, lanes);
    const ImageOptions options{.model = u"painter"_s, .size = QSize(256, 256), .quality = u"low"_s};

    const QList<RunPlan> runs = planRuns({u"a"_s, u"b"_s}, 3, options, mode, 8, false);

    QCOMPARE(runs.size(), modes.size());
    QSet<quint64> ids;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const RunPlan &run = runs.at(i);
        QCOMPARE(run.id, RunId(int(i) + 1));
        QCOMPARE(run.mode, modes.at(i));
        QCOMPARE(run.atOnce, lanes.at(i));
        QCOMPARE(run.options, options);
        QVERIFY(!run.continues);
        QCOMPARE(run.jobs.size(), 6);
        for (qsizetype place = 0; place < run.jobs.size(); ++place) {
            const Job &job = run.jobs.at(place);
            QCOMPARE(job.index, int(place) + 1);
            QCOMPARE(job.prompt, place < 3 ? u"a"_s : u"b"_s);
            QCOMPARE(job.options, options);
            QVERIFY(!job.seed);
            QVERIFY(quint64(job.id) > 0);
            ids.insert(quint64(job.id));
        }
    }
    QCOMPARE(ids.size(), runs.size() * 6);
}

void TestRunSummary::plansTheSamePicturesBothWays()
{
    const QList<RunPlan> runs = planRuns({u"a"_s, u"b"_s}, 2, {}, PressMode::Both, 4, true);

    for (const RunPlan &run : runs) {
        QList<std::optional<qint64>> seeds;
        for (const Job &job : run.jobs)
            seeds.append(job.seed);
        QCOMPARE(seeds, (QList<std::optional<qint64>>{0, 1, 0, 1}));
    }
}

void TestRunSummary::namesModesAndStates()
{
    // These words stand in journals and reports: a contract.
    QCOMPARE(keyword(Mode::Sequential), u"sequential"_s);
    QCOMPARE(keyword(Mode::Parallel), u"parallel"_s);

    const QList<std::pair<JobState, QString>> states{
        {JobState::Waiting, u"waiting"_s}, {JobState::Sent, u"sent"_s},
        {JobState::Saved, u"saved"_s},     {JobState::Refused, u"refused"_s},
        {JobState::Failed, u"failed"_s},   {JobState::Expired, u"expired"_s},
        {JobState::Unknown, u"unknown"_s}, {JobState::Cancelled, u"cancelled"_s}};
    QCOMPARE(QMetaEnum::fromType<JobState>().keyCount(), states.size());
    for (const auto &[state, word] : states) {
        QCOMPARE(keyword(state), word);
        QCOMPARE(isEndState(state), state != JobState::Waiting && state != JobState::Sent);
        QCOMPARE(endStates().count(state), isEndState(state) ? 1 : 0);
    }
}

void TestRunSummary::countsStates()
{
    const QHash<JobState, int> counts = countStates(
        {waiting(), sent(0ms), ended(0ms, 1ms, 1ms), ended(0ms, 1ms, 1ms, JobState::Refused), waiting()});

    QCOMPARE(counts,
             (QHash<JobState, int>{
                 {JobState::Waiting, 2}, {JobState::Sent, 1}, {JobState::Saved, 1}, {JobState::Refused, 1}}));
}

void TestRunSummary::comparesOnlyRunsThatDidTheSameWork()
{
    JobRecord begun{.state = JobState::Saved};
    begun.timeline.beginAttempt(0s);
    begun.timeline.end(2s);
    RunRecord run{.plan = {.mode = Mode::Parallel, .atOnce = 2}, .ended = Moment(2s), .jobs = {begun, begun}};
    QVERIFY(isWhole(run));
    QVERIFY(!summarize(run, Moment(4s)).isSpeedUpEstimated);

    JobRecord cancelled{.state = JobState::Cancelled};
    cancelled.timeline.end(1s);
    run.jobs.append(cancelled);
    QVERIFY(!isWhole(run));
    QVERIFY(summarize(run, Moment(60s)).isSpeedUpEstimated);
    QCOMPARE(*summarize(run, Moment(60s)).speedUp, 2.0);
}

QTEST_GUILESS_MAIN(TestRunSummary)
#include "tst_runsummary.moc"
