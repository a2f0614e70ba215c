#include "runs/timeline.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Phase AllPhases[] = {Phase::Queued, Phase::Server, Phase::Download, Phase::Finish, Phase::Backoff};

Moment sumOfPhases(const Timeline &timeline)
{
    Moment sum = {};
    for (const Phase phase : AllPhases)
        sum += timeline.total(phase).value_or(Moment::zero());
    return sum;
}

/// Whether the spans of \a timeline follow each other from the start of the run to the job's end.
bool hasNoGap(const Timeline &timeline)
{
    Moment at = {};
    for (const PhaseSpan &span : timeline.spans()) {
        if (span.begin != at || span.end < span.begin)
            return false;
        at = span.end;
    }
    return timeline.endMoment() == at;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void measuresThePhasesOfAPicture();
    void givesTheLaneBackAtTheLastByte();
    void keepsTheMarksOfEveryAttempt();
    void addsUpAttempts();
    void countsBackoffOutsideTheLane();
    void knowsAJobThatNeverBegan();
    void leavesOutPhasesThatNeverBegan();
    void takesTheFirstByteOnce();
    void countsAMomentBeforeTheLastAsTheLast();
    void addsUpWhateverHappens();
};

void TestTimeline::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTimeline::measuresThePhasesOfAPicture()
{
    Timeline timeline;
    QVERIFY(!timeline.hasBegun());
    timeline.beginAttempt(100ms);
    timeline.markSent(130ms);
    timeline.firstByte(700ms);
    timeline.lastByte(750ms);
    timeline.end(790ms); // Sequential: the lane is held until the file is safe.

    QCOMPARE(timeline.total(Phase::Queued), Moment(100ms));
    QCOMPARE(timeline.total(Phase::Server), Moment(600ms));
    QCOMPARE(timeline.total(Phase::Download), Moment(50ms));
    QCOMPARE(timeline.total(Phase::Finish), Moment(40ms));
    QVERIFY(!timeline.total(Phase::Backoff));
    QCOMPARE(timeline.laneTime(), Moment(690ms));
    QCOMPARE(timeline.beginMoment(), Moment(100ms));
    QCOMPARE(timeline.sentMoment(), Moment(130ms));
    QCOMPARE(timeline.endMoment(), Moment(790ms));
    QCOMPARE(timeline.attempts(), 1);
    QCOMPARE(timeline.spans().constFirst(), (PhaseSpan{.phase = Phase::Queued, .end = 100ms}));
    QCOMPARE(timeline.spans().constLast(),
             (PhaseSpan{.phase = Phase::Finish, .begin = 750ms, .end = 790ms, .attempt = 1}));
}

void TestTimeline::givesTheLaneBackAtTheLastByte()
{
    Timeline timeline;
    timeline.beginAttempt(100ms);
    timeline.firstByte(700ms);
    timeline.lastByte(750ms);
    timeline.releaseLane(750ms);
    timeline.end(790ms);

    QCOMPARE(timeline.laneTime(), Moment(650ms));
    QCOMPARE(timeline.total(Phase::Finish), Moment(40ms));
    QVERIFY(hasNoGap(timeline));
}

void TestTimeline::keepsTheMarksOfEveryAttempt()
{
    Timeline timeline;
    timeline.beginAttempt(100ms, 3);
    timeline.markConnecting(110ms);
    timeline.markSent(130ms);
    timeline.beginBackoff(200ms);
    timeline.beginAttempt(500ms, 2); // On a connection that was kept.
    timeline.markSent(501ms);
    timeline.firstByte(900ms);
    timeline.releaseLane(900ms);

    QCOMPARE(timeline.marks(1),
             (AttemptMarks{.lane = 3, .begin = 100ms, .connecting = 110ms, .sent = 130ms, .laneEnd = 200ms}));
    QCOMPARE(timeline.marks(2),
             (AttemptMarks{.lane = 2, .begin = 500ms, .connecting = {}, .sent = 501ms, .laneEnd = 900ms}));
}

void TestTimeline::addsUpAttempts()
{
    Timeline timeline;
    timeline.beginAttempt(0ms);
    timeline.markSent(5ms);
    timeline.beginBackoff(200ms);
    timeline.beginAttempt(500ms);
    QVERIFY(!timeline.sentMoment());
    QCOMPARE(timeline.beginMoment(), Moment(500ms));
    timeline.firstByte(900ms);
    timeline.beginBackoff(950ms);
    timeline.beginAttempt(1000ms);
    timeline.markSent(1001ms);
    timeline.firstByte(1100ms);
    timeline.lastByte(1200ms);
    timeline.end(1210ms);

    QCOMPARE(timeline.attempts(), 3);
    QCOMPARE(timeline.total(Phase::Queued), Moment(0ms));
    QCOMPARE(timeline.total(Phase::Server), Moment(200ms + 400ms + 100ms));
    QCOMPARE(timeline.total(Phase::Download), Moment(50ms + 100ms));
    QCOMPARE(timeline.total(Phase::Finish), Moment(10ms));
    QCOMPARE(timeline.total(Phase::Backoff), Moment(300ms + 50ms));
    QCOMPARE(timeline.laneTime(), Moment(200ms + 450ms + 210ms));
    QCOMPARE(timeline.sentMoment(), Moment(1001ms));
    QCOMPARE(sumOfPhases(timeline), Moment(1210ms));
    QCOMPARE(timeline.spans().at(1).attempt, 1);
    QCOMPARE(timeline.spans().at(3).attempt, 2);
}

void TestTimeline::countsBackoffOutsideTheLane()
{
    Timeline timeline;
    timeline.beginAttempt(0ms);
    timeline.beginBackoff(100ms);
    timeline.end(5000ms); // Stopped while it waited.

    QCOMPARE(timeline.laneTime(), Moment(100ms));
    QCOMPARE(timeline.total(Phase::Backoff), Moment(4900ms));
}

void TestTimeline::knowsAJobThatNeverBegan()
{
    Timeline timeline;
    timeline.end(300ms);

    QVERIFY(!timeline.hasBegun());
    QVERIFY(!timeline.beginMoment());
    QVERIFY(!timeline.sentMoment());
    QCOMPARE(timeline.total(Phase::Queued), Moment(300ms));
    QVERIFY(!timeline.total(Phase::Server));
    QCOMPARE(timeline.laneTime(), Moment(0ms));
    QCOMPARE(timeline.endMoment(), Moment(300ms));
}

void TestTimeline::leavesOutPhasesThatNeverBegan()
{
    Timeline timeline;
    timeline.beginAttempt(10ms);
    timeline.lastByte(20ms); // An answer whose first byte was not seen apart.
    timeline.end(30ms);

    QVERIFY(!timeline.total(Phase::Download));
    QCOMPARE(timeline.total(Phase::Server), Moment(10ms));
    QCOMPARE(timeline.total(Phase::Finish), Moment(10ms));
}

void TestTimeline::takesTheFirstByteOnce()
{
    Timeline timeline;
    timeline.beginAttempt(0ms);
    timeline.firstByte(10ms); // Of the answer that names the picture.
    timeline.firstByte(50ms); // Of the picture.
    timeline.lastByte(60ms);
    timeline.lastByte(80ms);
    timeline.end(90ms);

    QCOMPARE(timeline.total(Phase::Server), Moment(10ms));
    QCOMPARE(timeline.total(Phase::Download), Moment(50ms));
    QCOMPARE(timeline.total(Phase::Finish), Moment(30ms));
}

void TestTimeline::countsAMomentBeforeTheLastAsTheLast()
{
    Timeline timeline;
    timeline.beginAttempt(100ms);
    timeline.markSent(50ms);
    timeline.firstByte(90ms);
    timeline.lastByte(200ms);
    timeline.end(150ms);

    QCOMPARE(timeline.sentMoment(), Moment(100ms));
    QCOMPARE(timeline.total(Phase::Server), Moment(0ms));
    QCOMPARE(timeline.total(Phase::Download), Moment(100ms));
    QCOMPARE(timeline.endMoment(), Moment(200ms));
    QCOMPARE(timeline.laneTime(), Moment(100ms)); // As long as the phases in the lane.
    QVERIFY(hasNoGap(timeline));
}

void TestTimeline::addsUpWhateverHappens()
{
    QRandomGenerator random(11);
    for (int round = 0; round < 2000; ++round) {
        Timeline timeline;
        qint64 now = 0;
        // Mostly forward, now and then back a little, as marks from two clocks' readings may come.
        const auto tick = [&] { return Moment(now += random.bounded(-3, 50)); };
        const int attempts = random.bounded(4);
        for (int attempt = 0; attempt < attempts; ++attempt) {
            timeline.beginAttempt(tick());
            timeline.markSent(tick());
            if (random.bounded(2) == 0)
                timeline.firstByte(tick());
            if (attempt + 1 < attempts) {
                timeline.beginBackoff(tick());
            } else if (random.bounded(2) == 0) {
                timeline.lastByte(tick());
                if (random.bounded(2) == 0)
                    timeline.releaseLane(Moment(now));
            }
        }
        timeline.end(tick());

        QVERIFY(hasNoGap(timeline));
        QCOMPARE(sumOfPhases(timeline), *timeline.endMoment());
        const Moment outside = timeline.total(Phase::Queued).value_or(Moment::zero())
            + timeline.total(Phase::Backoff).value_or(Moment::zero());
        QVERIFY(timeline.laneTime() >= Moment::zero());
        QVERIFY(timeline.laneTime() <= *timeline.endMoment() - outside);
        QVERIFY(*timeline.endMoment() - outside - timeline.laneTime()
                <= timeline.total(Phase::Finish).value_or(Moment::zero()));
        QCOMPARE(timeline.attempts(), attempts);
    }
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
