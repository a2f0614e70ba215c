#include "timing/runcomparison.h"
#include "timing/runfigures.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A run of \a lengths, each with its lane from the start of the run, that ended with the longest of them.
RunRecord endedRun(int atOnce, const QList<Moment> &lengths)
{
    QStringList prompts;
    for (int i = 0; i < lengths.size(); ++i)
        prompts.append(u"prompt %1"_s.arg(i));
    const PressMode mode = atOnce == 1 ? PressMode::Sequential : PressMode::Parallel;
    RunRecord run{.plan = planRuns(prompts, 1, {}, mode, atOnce, false).first()};
    Moment begin = {};
    for (int i = 0; i < lengths.size(); ++i) {
        JobRecord record{.job = run.plan.jobs.at(i), .state = JobState::Saved};
        record.timeline.beginAttempt(begin);
        record.timeline.lastByte(begin + lengths.at(i));
        record.timeline.end(begin + lengths.at(i));
        run.ended = std::max(run.ended.value_or(Moment::zero()), begin + lengths.at(i));
        if (atOnce == 1)
            begin += lengths.at(i);
        run.jobs.append(record);
    }
    return run;
}

/// A parallel run of four, two at once, at 6 s: one saved after 4 s, one under way since the start, one since
/// 4 s, one waiting.
RunRecord goingOn()
{
    RunRecord run = endedRun(2, {4s, 4s, 4s, 4s});
    run.ended.reset();
    for (int i = 1; i < 4; ++i)
        run.jobs[i] = {.job = run.plan.jobs.at(i)};
    run.jobs[1].state = JobState::Sent;
    run.jobs[1].timeline.beginAttempt(0s);
    run.jobs[2].state = JobState::Sent;
    run.jobs[2].timeline.beginAttempt(4s);
    return run;
}

QStringList namesOf(const QList<Figure> &figures)
{
    QStringList names;
    for (const Figure &figure : figures)
        names.append(figure.name);
    return names;
}

QStringList valuesOf(const QList<Figure> &figures)
{
    QStringList values;
    for (const Figure &figure : figures)
        values.append(figure.value);
    return values;
}

} // namespace

class TestRunComparison : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsTheFiguresOfARunThatHasEnded();
    void comparesWithAMeasuredSequentialRun();
    void showsTheFiguresOfARunThatGoesOn();
    void showsDashesBeforeAnythingIsKnown();

    void callsASequentialRunTheMeasureOfOthers();
    void callsTheIdealOfARunWhoseNumberChangedSo();
    void saysWhatGoingParallelGained();
    void saysNothingOfAGainThatNobodyMeasured();
    void setsRunsOfTheSamePlanOnOneScaleNewestOnTop();
    void leavesOutRunsOfOtherPlans();
    void saysWhichRunLostPictures();
    void letsARunThatGoesOnGrow();
    void findsTheNewestSequentialRunThatWentThrough();
};

void TestRunComparison::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestRunComparison::showsTheFiguresOfARunThatHasEnded()
{
    const RunRecord run = endedRun(8, {6800ms, 5100ms, 9900ms, 6200ms});

    const RunFigures figures = measure(run, 99s);

    QVERIFY(figures.isOver);
    QCOMPARE(figures.ideal, Moment(9900ms));
    QCOMPARE(figures.timeLeft, std::nullopt);
    const QList<Figure> shown = displayFigures(figures, run.plan);
    QCOMPARE(namesOf(shown),
             (QStringList{u"Wall clock"_s, u"Sum of requests"_s, u"Speed-up, estimated"_s, u"Efficiency"_s,
                          u"Ideal for 8"_s, u"Median · p95"_s}));
    QCOMPARE(valuesOf(shown),
             (QStringList{u"9.9 s"_s, u"28.0 s"_s, u"2.83 ×"_s, u"100 %"_s, u"9.9 s"_s, u"6.2 s · 9.9 s"_s}));
}

void TestRunComparison::comparesWithAMeasuredSequentialRun()
{
    const RunRecord run = endedRun(2, {4s, 5s});
    const QList<Figure> shown = displayFigures(measure(run, 0s, 10s), run.plan);
    QCOMPARE(shown.at(2).name, u"Speed-up"_s);
    QCOMPARE(shown.at(2).value, u"2.00 ×"_s);
}

void TestRunComparison::showsTheFiguresOfARunThatGoesOn()
{
    const RunRecord run = goingOn();

    // A measured sequential run of the whole plan is no measure for a part of the work.
    const RunFigures figures = measure(run, 6s, 16s);

    QVERIFY(!figures.isOver);
    QCOMPARE(figures.summary.wallClock, Moment(6s));
    QCOMPARE(figures.summary.sumOfRequests, Moment(4s + 6s + 2s));
    QVERIFY(figures.summary.isSpeedUpEstimated);
    QCOMPARE(figures.summary.speedUp, 2.0);
    QCOMPARE(figures.ideal, Moment(8s));
    // The one that is late ends now, the last one takes its lane: 4 s.
    QCOMPARE(figures.timeLeft, Moment(4s));
    const QList<Figure> shown = displayFigures(figures, run.plan);
    QCOMPARE(namesOf(shown),
             (QStringList{u"So far"_s, u"Sum of requests"_s, u"Speed-up, estimated"_s, u"Time left"_s,
                          u"Ideal for 2, estimated"_s, u"Median · p95"_s}));
    QCOMPARE(valuesOf(shown),
             (QStringList{u"6.0 s"_s, u"12.0 s"_s, u"2.00 ×"_s, u"4.0 s"_s, u"8.0 s"_s, u"–"_s}));
}

void TestRunComparison::showsDashesBeforeAnythingIsKnown()
{
    RunRecord run = endedRun(2, {4s, 4s});
    run.ended.reset();
    for (JobRecord &record : run.jobs)
        record = {.job = record.job};

    QCOMPARE(valuesOf(displayFigures(measure(run, 0s), run.plan)),
             (QStringList{u"0.00 s"_s, u"–"_s, u"–"_s, u"–"_s, u"–"_s, u"–"_s}));
}

void TestRunComparison::callsASequentialRunTheMeasureOfOthers()
{
    const RunRecord run = endedRun(1, {4s, 6s});
    const Figure speedUp = displayFigures(measure(run, 0s), run.plan).at(2);
    QCOMPARE(speedUp.name, u"Speed-up"_s);
    QCOMPARE(speedUp.value, u"–"_s);
    QVERIFY(speedUp.explanation.contains(u"in parallel"));
}

void TestRunComparison::callsTheIdealOfARunWhoseNumberChangedSo()
{
    RunRecord run = endedRun(2, {4s, 5s, 6s});
    run.atOnceChanges = {{.atOnce = 1}, {.at = 1s, .atOnce = 2}};
    const QList<Figure> shown = displayFigures(measure(run, 0s), run.plan);
    QCOMPARE(shown.at(4).name, u"Ideal"_s);
    // The second begins with the second place, at 1 s, and the third after the first.
    QCOMPARE(shown.at(4).value, u"10.0 s"_s);
    run.ended.reset();
    QCOMPARE(displayFigures(measure(run, 6s), run.plan).at(4).name, u"Ideal, estimated"_s);
}

void TestRunComparison::saysWhatGoingParallelGained()
{
    const MeasuredRun sequential{.service = u"practice"_s, .run = endedRun(1, {4s, 6s})};
    const MeasuredRun four{.service = u"practice"_s, .run = endedRun(4, {3s, 3700ms})};
    const MeasuredRun slow{.service = u"practice"_s, .run = endedRun(2, {9s, 9900ms})};
    MeasuredRun other = four;
    other.service = u"openai"_s;

    QCOMPARE(gainSentence({slow, four, sequential, other}, 2),
             u"Parallel, 4 at once, was 2.7\u00A0× faster than one after another."_s);
    // A parallel run has its speed-up among its figures.
    QVERIFY(gainSentence({slow, sequential, four}, 2).isEmpty());
    QCOMPARE(gainSentence({four, slow, sequential}, 2),
             u"Parallel, 2 at once, was not faster than one after another."_s);
}

void TestRunComparison::saysNothingOfAGainThatNobodyMeasured()
{
    const MeasuredRun sequential{.run = endedRun(1, {4s, 6s})};
    const MeasuredRun parallel{.run = endedRun(4, {4s, 6s})};
    QVERIFY(gainSentence({sequential, sequential}, 1).isEmpty());
    MeasuredRun going = parallel;
    going.run.ended.reset();
    MeasuredRun stopped = parallel;
    stopped.run.jobs[1].state = JobState::Cancelled;
    MeasuredRun notBegun = parallel;
    notBegun.run.jobs[1].timeline = {};
    for (const MeasuredRun &run : {going, stopped, notBegun}) {
        QVERIFY(gainSentence({run, sequential}, 1).isEmpty());
    }
    MeasuredRun cut = sequential;
    cut.run.jobs[1].state = JobState::Cancelled;
    QVERIFY(!gainSentence({parallel, sequential}, 1).isEmpty());
    QVERIFY(gainSentence({parallel, cut}, 1).isEmpty());
}

void TestRunComparison::setsRunsOfTheSamePlanOnOneScaleNewestOnTop()
{
    const QList<MeasuredRun> runs{{.service = u"practice"_s, .run = endedRun(1, {4s, 6s})},
                                  {.service = u"practice"_s, .run = endedRun(8, {4s, 5s})}};

    const QList<ComparisonBar> bars = compareRuns(runs, 1, 0s);

    const QList<ComparisonBar> expected{
        {.name = u"Parallel, 8 at once"_s, .time = u"5.0 s"_s, .length = 5s, .share = 0.5, .isShown = true},
        {.name = u"Sequential"_s, .time = u"10.0 s"_s, .length = 10s, .share = 1.0}};
    QCOMPARE(bars, expected);
}

void TestRunComparison::leavesOutRunsOfOtherPlans()
{
    const MeasuredRun shown{.service = u"practice"_s, .run = endedRun(8, {4s, 5s})};
    MeasuredRun otherService = shown;
    otherService.service = u"openai"_s;
    MeasuredRun otherOptions = shown;
    otherOptions.run.plan.jobs[0].options.quality = u"high"_s;
    MeasuredRun otherOrder = shown;
    otherOrder.run.plan.jobs.swapItemsAt(0, 1);
    const MeasuredRun more{.service = u"practice"_s, .run = endedRun(8, {4s, 5s, 6s})};

    for (const MeasuredRun &other : {otherService, otherOptions, otherOrder, more})
        QVERIFY(!isSamePlan(shown, other));
    const QList<ComparisonBar> bars =
        compareRuns({otherService, shown, otherOptions, otherOrder, more}, 1, 0s);
    QCOMPARE(bars.size(), 1);
    QCOMPARE(bars.first().share, 1.0);
}

void TestRunComparison::saysWhichRunLostPictures()
{
    MeasuredRun run{.run = endedRun(8, {4s, 5s})};
    run.run.jobs[1].state = JobState::Refused;
    QCOMPARE(compareRuns({run}, 0, 0s).first().note, u"1 of 2 without a picture"_s);
}

void TestRunComparison::letsARunThatGoesOnGrow()
{
    const MeasuredRun run{.run = goingOn()};
    const MeasuredRun before{.run = endedRun(1, {4s, 4s, 4s, 4s})};

    const QList<ComparisonBar> bars = compareRuns({before, run}, 1, 4s);

    QCOMPARE(bars.first().time, u"4.0 s so far"_s);
    QCOMPARE(bars.first().share, 0.25);
    QVERIFY(bars.first().note.isEmpty());
    QCOMPARE(compareRuns({before, run}, 1, 32s).last().share, 0.5);
}

void TestRunComparison::findsTheNewestSequentialRunThatWentThrough()
{
    const MeasuredRun parallel{.run = endedRun(8, {4s, 5s})};
    const MeasuredRun older{.run = endedRun(1, {4s, 6s})};
    const MeasuredRun newer{.run = endedRun(1, {4s, 5s})};
    MeasuredRun stopped = newer;
    stopped.run.jobs[1].state = JobState::Cancelled;
    MeasuredRun unfinished = newer;
    unfinished.run.ended.reset();
    MeasuredRun refusedUnsent = newer;
    refusedUnsent.run.jobs[1] = {.job = newer.run.plan.jobs.at(1), .state = JobState::Failed};

    QCOMPARE(sequentialWallClock(parallel, {older, newer, stopped, unfinished, refusedUnsent, parallel}),
             Moment(9s));
    QCOMPARE(sequentialWallClock(parallel, {stopped, unfinished, parallel}), std::nullopt);
    QCOMPARE(sequentialWallClock(parallel, {{.service = u"other"_s, .run = newer.run}}), std::nullopt);
    QCOMPARE(sequentialWallClock(parallel.run, {older.run, newer.run, stopped.run}), Moment(9s));
}

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_runcomparison.moc"
