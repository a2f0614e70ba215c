#include "workspace/pressprogress.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A press of two prompts, the first of which makes two pictures.
Press pressOf(PressMode mode)
{
    return {.runs = planRuns({u"a red fox"_s, u"a blue fox"_s, u"a wolf"_s}, 1, {}, mode, 4, false),
            .promptPlaces = {0, 0, 1}};
}

RunRecord begun(const RunPlan &plan)
{
    RunRecord run{.plan = plan};
    for (const Job &job : plan.jobs)
        run.jobs.append({.job = job});
    return run;
}

JobRecord inState(JobRecord record, JobState state)
{
    record.state = state;
    if (state != JobState::Waiting && !record.timeline.hasBegun())
        record.timeline.beginAttempt(1ms);
    if (isEndState(state) && state != JobState::Saved)
        record.error = Error{.kind = Error::Kind::Service, .message = u"It did not work."_s};
    return record;
}

} // namespace

class TestPressProgress : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void countsEveryPictureOfEveryRunFromTheStart();
    void followsEachPictureThroughItsStates();
    void saysHowThePicturesOfEachPromptAreDoing();
    void countsAPictureThatIsTriedAgainOnce();
    void ignoresWhatBelongsToNoPicture();
};

void TestPressProgress::countsEveryPictureOfEveryRunFromTheStart()
{
    const PressProgress progress(pressOf(PressMode::Both));
    QCOMPARE(progress.counts(), (PressCounts{.pictures = 6, .waiting = 6}));
    QCOMPARE(progress.promptProgress(0).pictures, 4);
    QCOMPARE(progress.promptProgress(1).pictures, 2);
}

void TestPressProgress::followsEachPictureThroughItsStates()
{
    const Press press = pressOf(PressMode::Parallel);
    PressProgress progress(press);
    const RunRecord run = begun(press.runs.first());
    progress.beginRun(run);
    const auto take = [&](int job, JobState state) {
        progress.take(run.plan.id, inState(run.jobs.at(job), state));
    };
    take(0, JobState::Sent);
    QCOMPARE(progress.counts(), (PressCounts{.pictures = 3, .waiting = 2, .underWay = 1}));
    take(0, JobState::Saved);
    take(1, JobState::Unknown);
    take(2, JobState::Refused);
    QCOMPARE(progress.counts(), (PressCounts{.pictures = 3, .saved = 1, .withoutPicture = 1, .unknown = 1}));
    take(2, JobState::Failed);
    take(1, JobState::Cancelled);
    QCOMPARE(progress.counts(),
             (PressCounts{.pictures = 3, .saved = 1, .withoutPicture = 1, .cancelled = 1}));

    JobRecord again = inState(run.jobs.at(2), JobState::Sent);
    again.state = JobState::Waiting;
    progress.take(run.plan.id, again);
    QCOMPARE(progress.counts().waitingToRetry, 1);
    QCOMPARE(progress.counts().waiting, 1);
}

void TestPressProgress::saysHowThePicturesOfEachPromptAreDoing()
{
    const Press press = pressOf(PressMode::Parallel);
    PressProgress progress(press);
    const RunRecord run = begun(press.runs.first());
    QCOMPARE(progress.take(run.plan.id, inState(run.jobs.at(0), JobState::Saved)), 0);
    QCOMPARE(progress.take(run.plan.id, inState(run.jobs.at(1), JobState::Sent)), 0);
    QCOMPARE(progress.take(run.plan.id, inState(run.jobs.at(2), JobState::Failed)), 1);
    QCOMPARE(progress.promptProgress(0), (PromptProgress{.pictures = 2, .underWay = 1, .saved = 1}));
    QCOMPARE(progress.promptProgress(1),
             (PromptProgress{.pictures = 1, .failed = 1, .message = u"It did not work."_s}));
}

void TestPressProgress::countsAPictureThatIsTriedAgainOnce()
{
    const Press press = pressOf(PressMode::Parallel);
    PressProgress progress(press);
    const RunRecord run = begun(press.runs.first());
    for (const JobRecord &record : run.jobs)
        progress.take(run.plan.id, inState(record, JobState::Failed));

    RunPlan plan = press.runs.first();
    plan.id = RunId(2);
    plan.continues = RunId(1);
    plan.jobs = {plan.jobs.at(2)};
    plan.jobs[0].id = JobId(9);
    RunRecord again = begun(plan);
    progress.beginRun(again);
    QCOMPARE(progress.counts(), (PressCounts{.pictures = 3, .waiting = 1, .withoutPicture = 2}));
    progress.take(RunId(2), inState(again.jobs.first(), JobState::Saved));
    QCOMPARE(progress.counts(), (PressCounts{.pictures = 3, .saved = 1, .withoutPicture = 2}));
    QCOMPARE(progress.promptProgress(1), (PromptProgress{.pictures = 1, .saved = 1}));

    // A run may continue one that continued another.
    plan.id = RunId(3);
    plan.continues = RunId(2);
    progress.beginRun(begun(plan));
    QCOMPARE(progress.counts().waiting, 1);
}

void TestPressProgress::ignoresWhatBelongsToNoPicture()
{
    PressProgress progress(pressOf(PressMode::Parallel));
    QCOMPARE(progress.take(RunId(7), {.job = {.id = JobId(1), .index = 1}, .state = JobState::Saved}), -1);
    QCOMPARE(progress.take(RunId(1), {.job = {.id = JobId(9), .index = 99}, .state = JobState::Saved}), -1);
    QCOMPARE(progress.counts().saved, 0);
}

QTEST_GUILESS_MAIN(TestPressProgress)

#include "tst_pressprogress.moc"
