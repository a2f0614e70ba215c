#include "timing/runhistory.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The runs of one press on \a prompts, before they begin.
QList<RunRecord> runsOf(const QStringList &prompts, PressMode mode)
{
    QList<RunRecord> runs;
    for (const RunPlan &plan : planRuns(prompts, 1, {}, mode, 2, false)) {
        RunRecord run{.plan = plan};
        for (const Job &job : plan.jobs)
            run.jobs.append({.job = job});
        runs.append(run);
    }
    return runs;
}

JobRecord saved(JobRecord record, Moment begin, Moment end)
{
    record.state = JobState::Saved;
    record.timeline.beginAttempt(begin);
    record.timeline.lastByte(end);
    record.timeline.end(end);
    return record;
}

/// \a run with all its pictures, each made in \a length at once.
RunRecord ended(RunRecord run, Moment length)
{
    for (JobRecord &record : run.jobs)
        record = saved(record, 0s, length);
    run.ended = length;
    return run;
}

/// \a run as it ends where it was stopped before anything of it had begun.
RunRecord cancelled(RunRecord run)
{
    for (JobRecord &record : run.jobs)
        record.state = JobState::Cancelled;
    run.ended = Moment::zero();
    return run;
}

QStringList namesOf(const QList<ComparisonBar> &bars)
{
    QStringList names;
    for (const ComparisonBar &bar : bars)
        names.append(bar.name);
    return names;
}

} // namespace

class TestRunHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsARunFromItsStart();
    void showsBothRunsOfBothTheSequentialOneFirst();
    void tellsTheTimeSinceTheNewestRunBegan();
    void givesTheFiguresOfTheNewestRun();
    void showsARunThatContinuesAnotherAlone();
    void leavesOutASecondRunThatNeverBegan();
    void keepsThePressesApart();
    void comparesWithRunsOfEarlierPresses();
    void forgetsTheOldestRunsButNoneOnShow();
    void takesTheNumberAtOnceThatIsInForce();
    void findsTheSamePictureInTheOtherRun();
};

void TestRunHistory::showsARunFromItsStart()
{
    RunHistory history;
    const QAbstractItemModelTester tester(history.model(0));
    QSignalSpy shown(&history, &RunHistory::shownRunsChanged);
    QSignalSpy running(&history, &RunHistory::runningChanged);
    const RunRecord run = runsOf({u"lab"_s, u"city"_s}, PressMode::Parallel).first();

    history.beginPress(u"practice"_s);
    QCOMPARE(history.shownCount(), 0);
    QVERIFY(history.comparison(0s).isEmpty());
    history.takeRunStarted(run);
    QCOMPARE(history.shownCount(), 1);
    QVERIFY(history.isRunning());
    QCOMPARE(shown, (QList<QVariantList>{{false}}));

    history.takeJob(run.plan.id, saved(run.jobs.at(1), 0s, 3s));
    QCOMPARE(history.model(0)->record(1).state, JobState::Saved);

    const RunRecord end = ended(run, 4s);
    history.takeRunEnded(end);
    QVERIFY(!history.isRunning());
    QCOMPARE(history.newestRun(), end);
    QCOMPARE(running, (QList<QVariantList>{{true}, {false}}));
    QCOMPARE(shown.size(), 1);
    QCOMPARE(history.endedRuns().size(), 1);
}

void TestRunHistory::showsBothRunsOfBothTheSequentialOneFirst()
{
    RunHistory history;
    const QList<RunRecord> runs = runsOf({u"lab"_s, u"city"_s}, PressMode::Both);
    history.beginPress(u"practice"_s);
    history.takeRunStarted(runs.at(0));
    history.takeRunEnded(ended(runs.at(0), 8s));
    QSignalSpy shown(&history, &RunHistory::shownRunsChanged);

    history.takeRunStarted(runs.at(1));

    QCOMPARE(history.shownCount(), 2);
    QCOMPARE(shown, (QList<QVariantList>{{true}}));
    QCOMPARE(history.model(0)->run().plan.mode, Mode::Sequential);
    QCOMPARE(history.model(0)->run().ended, Moment(8s));
    QCOMPARE(history.model(1)->run(), runs.at(1));
    history.takeJob(runs.at(1).plan.id, saved(runs.at(1).jobs.at(0), 0s, 3s));
    QCOMPARE(history.model(1)->record(0).state, JobState::Saved);
}

void TestRunHistory::tellsTheTimeSinceTheNewestRunBegan()
{
    Clock::time_point time(100s);
    RunHistory history(nullptr, [&time] { return time; });
    const QList<RunRecord> runs = runsOf({u"lab"_s}, PressMode::Both);
    QCOMPARE(history.now(), Moment(0s));

    history.takeRunStarted(runs.at(0));
    time += 3s;
    QCOMPARE(history.now(), Moment(3s));
    history.takeRunEnded(ended(runs.at(0), 3s));
    history.takeRunStarted(runs.at(1));
    time += 1s;
    QCOMPARE(history.now(), Moment(1s));
    QCOMPARE(history.beginOf(runs.at(0).plan.id), Clock::time_point(100s));
    QCOMPARE(history.beginOf(runs.at(1).plan.id), Clock::time_point(103s));
    QCOMPARE(history.beginOf(RunId(9)), std::nullopt);
}

void TestRunHistory::givesTheFiguresOfTheNewestRun()
{
    RunHistory history;
    const QList<RunRecord> runs = runsOf({u"lab"_s, u"city"_s}, PressMode::Both);
    history.takeRunStarted(runs.at(0));
    history.takeRunEnded(ended(runs.at(0), 8s));
    history.takeRunStarted(runs.at(1));
    QVERIFY(!history.figures(2s).isOver);
    QVERIFY(history.figures(2s).summary.isSpeedUpEstimated);
    const QList<ComparisonBar> growing = history.comparison(2s);
    QCOMPARE(growing.first().time, u"2.0 s so far"_s);
    QCOMPARE(growing.first().share, 0.25);

    history.takeRunEnded(ended(runs.at(1), 4s));

    const RunFigures figures = history.figures(0s);
    QVERIFY(figures.isOver);
    QVERIFY(!figures.summary.isSpeedUpEstimated);
    QCOMPARE(figures.summary.speedUp, 2.0);
    const QList<ComparisonBar> bars = history.comparison(0s);
    QCOMPARE(namesOf(bars), (QStringList{u"Parallel, 2 at once"_s, u"Sequential"_s}));
    QVERIFY(bars.first().isShown);
    QCOMPARE(bars.first().share, 0.5);
    QCOMPARE(bars.first().time, u"4.0 s"_s);
}

void TestRunHistory::showsARunThatContinuesAnotherAlone()
{
    RunHistory history;
    const QList<RunRecord> runs = runsOf({u"lab"_s, u"city"_s}, PressMode::Both);
    for (const RunRecord &run : runs) {
        history.takeRunStarted(run);
        history.takeRunEnded(ended(run, 4s));
    }
    RunRecord again{.plan = runs.at(1).plan};
    again.plan.id = RunId(3);
    again.plan.continues = RunId(2);
    again.plan.jobs = {again.plan.jobs.at(1)};
    again.plan.jobs[0].id = JobId(5);
    again.jobs = {{.job = again.plan.jobs.at(0)}};

    history.takeRunStarted(again);

    QCOMPARE(history.shownCount(), 1);
    QCOMPARE(history.model(0)->run(), again);
    QCOMPARE(history.model(1)->rowCount(), 0);
    QCOMPARE(history.comparison(0s).size(), 1);
    history.takeRunEnded(ended(again, 1s));
    QCOMPARE(history.endedRuns().size(), 3);
    QCOMPARE(history.endedRuns().at(1).run.jobs.size(), 2);
}

void TestRunHistory::leavesOutASecondRunThatNeverBegan()
{
    RunHistory history;
    const QList<RunRecord> runs = runsOf({u"lab"_s, u"city"_s}, PressMode::Both);
    history.takeRunStarted(runs.at(0));
    RunRecord stopped = ended(runs.at(0), 4s);
    stopped.jobs[1] = {.job = stopped.jobs.at(1).job, .state = JobState::Cancelled};
    history.takeRunEnded(stopped);
    history.takeRunStarted(runs.at(1));
    history.takeRunEnded(cancelled(runs.at(1)));

    QCOMPARE(history.shownCount(), 1);
    QCOMPARE(history.newestRun(), stopped);
    QCOMPARE(namesOf(history.comparison(0s)), QStringList{u"Sequential"_s});
    QVERIFY(history.comparison(0s).first().isShown);
}

void TestRunHistory::keepsThePressesApart()
{
    RunHistory history;
    const RunRecord first = runsOf({u"lab"_s, u"city"_s}, PressMode::Parallel).first();
    history.beginPress(u"practice"_s);
    history.takeRunStarted(first);
    history.takeRunEnded(ended(first, 4s));
    // What is on show stays until there is something to show in its place.
    history.beginPress(u"practice"_s);
    QCOMPARE(history.newestRun(), ended(first, 4s));

    // The ids of runs and pictures are those of the first press again.
    const RunRecord second = runsOf({u"sunset"_s, u"sea"_s}, PressMode::Parallel).first();
    QCOMPARE(second.plan.id, first.plan.id);
    history.takeRunStarted(second);
    QCOMPARE(history.shownCount(), 1);
    QCOMPARE(history.newestRun(), second);
    QCOMPARE(history.comparison(0s).size(), 1);
    history.takeJob(second.plan.id, saved(second.jobs.at(0), 0s, 1s));
    QCOMPARE(history.endedRuns().at(0).run, ended(first, 4s));
    history.takeRunEnded(ended(second, 1s));
    QCOMPARE(history.endedRuns().size(), 2);
}

void TestRunHistory::comparesWithRunsOfEarlierPresses()
{
    RunHistory history;
    const RunRecord sequential = runsOf({u"lab"_s, u"city"_s}, PressMode::Sequential).first();
    const RunRecord parallel = runsOf({u"lab"_s, u"city"_s}, PressMode::Parallel).first();
    history.beginPress(u"practice"_s);
    history.takeRunStarted(sequential);
    history.takeRunEnded(ended(sequential, 8s));
    history.beginPress(u"practice"_s);
    history.takeRunStarted(parallel);
    history.takeRunEnded(ended(parallel, 2s));
    QCOMPARE(history.figures(0s).summary.speedUp, 4.0);
    QCOMPARE(history.comparison(0s).size(), 2);

    history.beginPress(u"openai"_s);
    history.takeRunStarted(parallel);
    history.takeRunEnded(ended(parallel, 2s));
    QVERIFY(history.figures(0s).summary.isSpeedUpEstimated);
    QCOMPARE(history.comparison(0s).size(), 1);
}

void TestRunHistory::forgetsTheOldestRunsButNoneOnShow()
{
    RunHistory history;
    const RunRecord run = runsOf({u"lab"_s}, PressMode::Parallel).first();
    for (int press = 0; press < RunHistory::MostRuns + 3; ++press) {
        history.beginPress(u"practice"_s);
        history.takeRunStarted(run);
        history.takeRunEnded(ended(run, std::chrono::seconds(press + 1)));
    }
    QCOMPARE(history.endedRuns().size(), RunHistory::MostRuns);
    QCOMPARE(history.endedRuns().first().run.ended, Moment(4s));
    QCOMPARE(history.comparison(0s).size(), RunHistory::MostRuns);

    RunRecord huge = run;
    huge.jobs.resize(RunHistory::MostPictures);
    history.beginPress(u"practice"_s);
    history.takeRunStarted(run);
    history.takeRunEnded(ended(huge, 1s));
    QCOMPARE(history.endedRuns().size(), 1);
    RunRecord again = run;
    again.plan.id = RunId(2);
    again.plan.continues = RunId(1);
    history.takeRunStarted(again);
    history.takeRunEnded(ended(again, 1s));
    QCOMPARE(history.endedRuns().size(), 2);
}

void TestRunHistory::takesTheNumberAtOnceThatIsInForce()
{
    RunHistory history;
    const RunRecord run = runsOf({u"a"_s, u"b"_s, u"c"_s, u"d"_s}, PressMode::Parallel).first();
    history.takeRunStarted(run);
    history.takeJob(run.plan.id, saved(run.jobs.at(0), 0s, 4s));
    QCOMPARE(history.figures(4s).ideal, Moment(8s));

    history.takeAtOnce(run.plan.id, {.atOnce = 4, .reason = AtOnceReason::Chosen});

    QCOMPARE(history.figures(4s).ideal, Moment(4s));
    QCOMPARE(history.newestRun().plan.atOnce, 4);
    QCOMPARE(namesOf(history.comparison(4s)), QStringList{u"Parallel, 4 at once"_s});
}

void TestRunHistory::findsTheSamePictureInTheOtherRun()
{
    RunHistory history;
    const QList<RunRecord> runs = runsOf({u"lab"_s, u"city"_s}, PressMode::Both);
    history.takeRunStarted(runs.at(0));
    QCOMPARE(history.withCounterparts({JobId(2)}), QList{JobId(2)});
    history.takeRunEnded(ended(runs.at(0), 4s));
    history.takeRunStarted(runs.at(1));

    QCOMPARE(history.withCounterparts({JobId(2)}), (QList{JobId(2), JobId(4)}));
    QCOMPARE(history.withCounterparts({JobId(3)}), (QList{JobId(3), JobId(1)}));
    QCOMPARE(history.withCounterparts({JobId(99)}), QList{JobId(99)});
}

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_runhistory.moc"
