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
    void tellsTriesPlacesAndConnecting();
    void tellsConnectingApartFromWaiting();
    void keepsEachTryByItsPlace();
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

    model.takeAtOnce(run.plan.id, {.atOnce = 8, .reason = AtOnceReason::Chosen});
    QCOMPARE(shown(model, 1, TimingModel::RunColumn), u"Parallel, 8 at once"_s);
    model.takeAtOnce(run.plan.id, {.atOnce = 4, .reason = AtOnceReason::RateLimit});
    QCOMPARE(shown(model, 1, TimingModel::RunColumn), u"Parallel, 8 at once"_s); // That is what was chosen.
    model.takeAtOnce(run.plan.id, {.atOnce = 4, .reason = AtOnceReason::Chosen, .isAutomatic = true});
    model.takeAtOnce(run.plan.id, {.atOnce = 5, .reason = AtOnceReason::Growing, .isAutomatic = true});
    QCOMPARE(shown(model, 1, TimingModel::RunColumn), u"Parallel, auto (5)"_s);

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

void TestTimingModel::tellsTriesPlacesAndConnecting()
{
    TimingModel model;
    const QAbstractItemModelTester tester(&model);
    RunRecord run = runOf({u"lab"_s, u"city"_s});
    Timeline &timeline = run.jobs[0].timeline;
    timeline.beginAttempt(0s, 5);
    timeline.markConnecting(0s);
    timeline.beginBackoff(1s); // It came no further.
    timeline.beginAttempt(2s, 12);
    timeline.markConnecting(2s);
    timeline.markSent(2500ms);
    model.setRun(run);

    QCOMPARE(shown(model, 0, TimingModel::TriesColumn), 2);
    QCOMPARE(shown(model, 0, TimingModel::PlaceColumn), u"5, 12"_s);
    QCOMPARE(shown(model, 0, TimingModel::PlaceColumn, TimingModel::SortRole), 12);
    QCOMPARE(shown(model, 0, TimingModel::ConnectingColumn), u"1.0 s"_s);
    QCOMPARE(shown(model, 1, TimingModel::TriesColumn), 0);
    QCOMPARE(shown(model, 1, TimingModel::PlaceColumn), u"–"_s);
    QCOMPARE(shown(model, 1, TimingModel::ConnectingColumn), u"–"_s);

    timeline.firstByte(6s);
    model.setRun(run);
    QCOMPARE(shown(model, 0, TimingModel::ConnectingColumn), u"1.5 s"_s);
    QCOMPARE(shown(model, 0, TimingModel::ConnectingColumn, TimingModel::SortRole), 1500.0);
    QCOMPARE(shown(model, 0, TimingModel::ServerColumn), u"5.0 s"_s);
    QVERIFY(!model.headerData(TimingModel::ConnectingColumn, Qt::Horizontal, Qt::ToolTipRole)
                 .toString()
                 .isEmpty());
}

void TestTimingModel::tellsConnectingApartFromWaiting()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s});
    Timeline &timeline = run.jobs[0].timeline;
    run.jobs[0].state = JobState::Sent;
    timeline.beginAttempt(0s);
    timeline.markConnecting(1s);
    const auto parts = [&](Moment now) {
        model.setRun(run);
        QList<std::pair<BarPart, Moment>> ends;
        for (const BarPiece &piece : model.piecesAt(0, now))
            ends.append({piece.part, piece.end});
        return ends;
    };
    using Parts = QList<std::pair<BarPart, Moment>>;
    QCOMPARE(parts(2s), (Parts{{BarPart::Server, 1s}, {BarPart::Connecting, 2s}}));
    timeline.markSent(3s);
    QCOMPARE(parts(5s), (Parts{{BarPart::Server, 1s}, {BarPart::Connecting, 3s}, {BarPart::Server, 5s}}));
}

void TestTimingModel::keepsEachTryByItsPlace()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s, u"city"_s});
    model.setRun(run);
    QCOMPARE(model.places().count(), 0);
    QSignalSpy pacing(&model, &TimingModel::pacingChanged);

    JobRecord record = run.jobs.at(1);
    record.state = JobState::Sent;
    record.timeline.beginAttempt(1s, 2);
    model.updateJob(run.plan.id, record);
    QCOMPARE(model.places().bars(2), (QList{PlaceBar{.row = 1, .attempt = 1, .begin = 1s}}));
    model.takePause(run.plan.id, {.begin = 1s});
    model.takeAtOnce(run.plan.id, {.at = 2s, .atOnce = 5});
    QCOMPARE(pacing.size(), 2);

    // Of its place a try keeps only what it did there: saving goes on without it.
    run.jobs[1] = saved(run.jobs.at(1), 0s);
    run.ended = 5500ms;
    model.endRun(run);
    QCOMPARE(model.places().bars(1), (QList{PlaceBar{.row = 1, .attempt = 1, .begin = 0s, .end = 5s}}));
    QCOMPARE(model.places().count(), 1);
    QCOMPARE(barPiecesAtPlace(model.record(1), 1, 9s).last().part, BarPart::Download);
}

void TestTimingModel::growsTheLastPhaseOfWhatIsUnderWay()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s, u"city"_s});
    run.jobs[0].state = JobState::Sent;
    run.jobs[0].timeline.beginAttempt(1s);
    model.setRun(run);

    const QList<BarPiece> underWay{{.part = BarPart::Queued, .begin = 0s, .end = 1s, .attempt = 0},
                                   {.part = BarPart::Server, .begin = 1s, .end = 3s, .attempt = 1}};
    QCOMPARE(model.piecesAt(0, 3s), underWay);
    const QList<BarPiece> waiting{{.part = BarPart::Queued, .begin = 0s, .end = 3s, .attempt = 0}};
    QCOMPARE(model.piecesAt(1, 3s), waiting);

    model.updateJob(run.plan.id, saved(runOf({u"lab"_s}).jobs.first(), 1s));
    QCOMPARE(model.piecesAt(0, 60s).last().end, Moment(6500ms));
}

void TestTimingModel::leavesOutPhasesThatTookNoTime()
{
    TimingModel model;
    RunRecord run = runOf({u"lab"_s});
    model.setRun(run);
    QVERIFY(model.piecesAt(0, 0s).isEmpty());

    run.jobs[0].timeline.beginAttempt(0s);
    model.setRun(run);
    QCOMPARE(model.piecesAt(0, 1s).size(), 1);
    QCOMPARE(model.piecesAt(0, 1s).first().part, BarPart::Server);
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

    const auto piece = [](BarPart part, Moment begin, Moment end, int attempt, bool hasFailed) {
        return BarPiece{.part = part, .begin = begin, .end = end, .attempt = attempt, .hasFailed = hasFailed};
    };
    QCOMPARE(model.piecesAt(0, 5s),
             (QList{piece(BarPart::Queued, 0s, 1s, 0, false), piece(BarPart::Server, 1s, 2s, 1, true),
                    piece(BarPart::Backoff, 2s, 4s, 1, false), piece(BarPart::Server, 4s, 5s, 2, false)}));

    record.timeline.end(6s);
    record.state = JobState::Failed;
    model.setRun(run);
    QVERIFY(model.piecesAt(0, 6s).last().hasFailed);
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
             u"1  a <b>lab</b>\nrefused after 2.0 s\nTry 1 of 3, at place 1: refused\nserver: 2.0 s\n"
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
    QCOMPARE(model.piecesAt(1, 60s).last().end, Moment(5500ms));
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
