#include "timing/timingmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(const QStringList &prompts)
{
    RunRecord run{.plan = planRuns(prompts, 1, {}, PressMode::Parallel, 2, false).first()};
    for (const Job &job : run.plan.jobs)
        run.jobs.append({.job = job});
    return run;
}

/// \a record made in one go: queued for \a begin, then 4 s, 1 s and 0.5 s.
JobRecord saved(JobRecord record, Moment begin)
{
    record.state = JobState::Saved;
    record.timeline.beginAttempt(begin);
    record.timeline.firstByte(begin + 4s);
    record.timeline.lastByte(begin + 5s);
    record.timeline.releaseLane(begin + 5s);
    record.timeline.end(begin + 5500ms);
    return record;
}

QVariant shown(const TimingModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role);
}

} // namespace

class TestTimingModel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsARowForEachPictureInTheOrderOfThePlan();
    void showsThePhasesOfAPictureAsItEnds();
    void sortsNumbersAsNumbers();
    void growsTheLastPhaseOfWhatIsUnderWay();
    void leavesOutPhasesThatTookNoTime();
    void marksAttemptsThatCameToNothing();
    void describesAPictureInWords();
    void ignoresWhatItDoesNotShow();
    void takesTheRunAsItEnded();
    void knowsHowFarTheRunHasCome();
};

void TestTimingModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTimingModel::showsARowForEachPictureInTheOrderOfThePlan()
{
    TimingModel model;
    const QAbstractItemModelTester tester(&model);
    const RunRecord run = runOf({u"lab"_s, u"city"_s, u"sunset"_s});
    model.setRun(run);

    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.columnCount(), int(TimingModel::ColumnCount));
    QCOMPARE(shown(model, 1, TimingModel::IndexColumn), 2);
    QCOMPARE(shown(model, 1, TimingModel::PromptColumn), u"city"_s);
    QCOMPARE(shown(model, 1, TimingModel::RunColumn), u"Parallel, 2 at once"_s);
    QCOMPARE(shown(model, 1, TimingModel::StateColumn), u"waiting"_s);
    QCOMPARE(shown(model, 1, TimingModel::ServerColumn), u"–"_s);
    QCOMPARE(shown(model, 2, 0, TimingModel::JobIdRole).value<JobId>(), run.jobs.at(2).job.id);
    QCOMPARE(model.rowOf(run.jobs.at(2).job.id), 2);
    for (int column = 0; column < TimingModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());

    model.takeAtOnce(run.plan.id, {.atOnce = 8});
    QCOMPARE(shown(model, 1, TimingModel::RunColumn), u"Parallel, 8 at once"_s);

    model.setRun(runOf({u"another \n one"_s}));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(shown(model, 0, TimingModel::PromptColumn), u"another one"_s);
}

void TestTimingModel::showsThePhasesOfAPictureAsItEnds()
{
    TimingModel model;
    const QAbstractItemModelTester tester(&model);
    const RunRecord run = runOf({u"lab"_s, u"city"_s});
    model.setRun(run);
    QSignalSpy changes(&model, &TimingModel::dataChanged);

    model.updateJob(run.plan.id, saved(run.jobs.at(1), 2s));

    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex(), model.index(1, 0));
    QCOMPARE(changes.first().at(1).toModelIndex(), model.index(1, TimingModel::ColumnCount - 1));
    QCOMPARE(shown(model, 1, TimingModel::StateColumn), u"saved"_s);
    QCOMPARE(shown(model, 1, TimingModel::QueuedColumn), u"2.0 s"_s);
    QCOMPARE(shown(model, 1, TimingModel::ServerColumn), u"4.0 s"_s);
    QCOMPARE(shown(model, 1, TimingModel::DownloadColumn), u"1.0 s"_s);
    QCOMPARE(shown(model, 1, TimingModel::FinishColumn), u"0.50 s"_s);
    QCOMPARE(shown(model, 1, TimingModel::BackoffColumn), u"–"_s);
    QCOMPARE(shown(model, 1, TimingModel::TotalColumn), u"7.5 s"_s);
    QCOMPARE(shown(model, 1, 0, TimingModel::StateRole).value<JobState>(), JobState::Saved);
}

void TestTimingModel::sortsNumbersAsNumbers()
{
    TimingModel model;
    const RunRecord run = runOf({u"lab"_s, u"city"_s});
    model.setRun(run);
    model.updateJob(run.plan.id, saved(run.jobs.at(0), 2s));

    QCOMPARE(shown(model, 0, TimingModel::IndexColumn, TimingModel::SortRole), 1);
    QCOMPARE(shown(model, 0, TimingModel::TotalColumn, TimingModel::SortRole), 7500.0);
    QCOMPARE(shown(model, 1, TimingModel::TotalColumn, TimingModel::SortRole), -1.0);
}

void TestTimingModel::growsTheLastPhaseOfWhatIsUnderWay()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s, u"city"_s});
    run.jobs[0].state = JobState::Sent;
    run.jobs[0].timeline.beginAttempt(1s);
    model.setRun(run);

    const QList<PhaseSpan> underWay{{.phase = Phase::Queued, .begin = 0s, .end = 1s, .attempt = 0},
                                    {.phase = Phase::Server, .begin = 1s, .end = 3s, .attempt = 1}};
    QCOMPARE(model.spansAt(0, 3s), underWay);
    const QList<PhaseSpan> waiting{{.phase = Phase::Queued, .begin = 0s, .end = 3s, .attempt = 0}};
    QCOMPARE(model.spansAt(1, 3s), waiting);

    model.updateJob(run.plan.id, saved(runOf({u"lab"_s}).jobs.first(), 1s));
    QCOMPARE(model.spansAt(0, 60s).last().end, Moment(6500ms));
}

void TestTimingModel::leavesOutPhasesThatTookNoTime()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s});
    model.setRun(run);
    QVERIFY(model.spansAt(0, 0s).isEmpty());

    run.jobs[0].timeline.beginAttempt(0s);
    model.setRun(run);
    QCOMPARE(model.spansAt(0, 1s).size(), 1);
    QCOMPARE(model.spansAt(0, 1s).first().phase, Phase::Server);
}

void TestTimingModel::marksAttemptsThatCameToNothing()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s});
    JobRecord &record = run.jobs[0];
    record.timeline.beginAttempt(1s);
    record.timeline.beginBackoff(2s);
    record.timeline.beginAttempt(4s);
    record.state = JobState::Sent;
    model.setRun(run);

    QList<bool> failed;
    QList<Phase> phases;
    for (const PhaseSpan &span : model.spansAt(0, 5s)) {
        phases.append(span.phase);
        failed.append(model.hasFailed(0, span));
    }
    QCOMPARE(phases, (QList{Phase::Queued, Phase::Server, Phase::Backoff, Phase::Server}));
    QCOMPARE(failed, (QList{false, true, false, false}));

    record.timeline.end(6s);
    record.state = JobState::Failed;
    model.setRun(run);
    QVERIFY(model.hasFailed(0, model.spansAt(0, 6s).last()));
}

void TestTimingModel::describesAPictureInWords()
{
    TimingModel model;
    RunRecord run = runOf({u"a <b>lab</b>"_s});
    JobRecord &record = run.jobs[0];
    record.timeline.beginAttempt(0s);
    record.timeline.end(2s);
    record.state = JobState::Refused;
    record.error = Error{.kind = Error::Kind::Refused, .message = u"The service will not draw this."_s};
    model.setRun(run);

    QCOMPARE(model.description(0, 2s),
             u"1  a <b>lab</b>\nrefused after 2.0 s\nserver: 2.0 s (attempt 1, came to nothing)\n"
             "The service will not draw this."_s);
}

void TestTimingModel::ignoresWhatItDoesNotShow()
{
    TimingModel model;
    const RunRecord run = runOf({u"lab"_s});
    model.setRun(run);
    QSignalSpy changes(&model, &TimingModel::dataChanged);

    JobRecord stranger = saved(run.jobs.first(), 0s);
    model.updateJob(RunId(7), stranger);
    stranger.job.id = JobId(99);
    model.updateJob(run.plan.id, stranger);
    model.endRun({.plan = {.id = RunId(7)}});

    QVERIFY(changes.isEmpty());
    QCOMPARE(model.run(), run);
    QCOMPARE(model.rowOf(JobId(99)), std::nullopt);
}

void TestTimingModel::takesTheRunAsItEnded()
{
    TimingModel model;
    const QAbstractItemModelTester tester(&model);
    RunRecord run = runOf({u"lab"_s, u"city"_s});
    model.setRun(run);
    QSignalSpy changes(&model, &TimingModel::dataChanged);

    run.jobs[0] = saved(run.jobs[0], 0s);
    run.ended = 5500ms;
    model.endRun(run);

    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.run(), run);
    // Nothing grows after the end, whatever the clock says.
    QCOMPARE(model.spansAt(1, 60s).last().end, Moment(5500ms));
}

void TestTimingModel::knowsHowFarTheRunHasCome()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s, u"city"_s, u"sunset"_s});
    model.setRun(run);
    QCOMPARE(model.lastBegunRow(), std::nullopt);

    model.updateJob(run.plan.id, saved(run.jobs.at(1), 0s));
    QCOMPARE(model.lastBegunRow(), 1);
    model.updateJob(run.plan.id, saved(run.jobs.at(0), 0s));
    QCOMPARE(model.lastBegunRow(), 1);
}

QTEST_GUILESS_MAIN(TestTimingModel)
#include "tst_timingmodel.moc"
