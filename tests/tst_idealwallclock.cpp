#include "runs/runsummary.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

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

RunRecord runOf(int atOnce, const QList<JobRecord> &jobs, std::optional<Moment> end = {})
{
    return {.plan = {.mode = atOnce == 1 ? Mode::Sequential : Mode::Parallel, .atOnce = atOnce},
            .ended = end,
            .jobs = jobs};
}

/// The wall clock of list scheduling, found by stepping through time instead of by lanes.
template<typename Lanes>
Moment idealByStepping(QList<int> lengths, Lanes lanesAt)
{
    int now = 0;
    QList<int> busyUntil;
    int last = 0;
    while (!lengths.isEmpty()) {
        busyUntil.removeIf([now](int until) { return until <= now; });
        while (busyUntil.size() < lanesAt(now) && !lengths.isEmpty()) {
            busyUntil.append(now + lengths.takeFirst());
            last = std::max(last, busyUntil.constLast());
            busyUntil.removeIf([now](int until) { return until <= now; });
        }
        ++now;
    }
    return std::chrono::milliseconds(last);
}

} // namespace

/// The ideal of runs whose number at once changed, or in which jobs were tried again.
class TestIdealWallClock : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void schedulesIdeallyWhileTheNumberAtOnceChanges();
    void measuresARunByTheNumbersThatItHad();
    void countsEachAttemptForItself();
    void takesTheMedianForWhatHasNotEnded();
};

void TestIdealWallClock::schedulesIdeallyWhileTheNumberAtOnceChanges()
{
    QRandomGenerator random(14);
    for (int round = 0; round < 500; ++round) {
        QList<int> lengths;
        for (int left = random.bounded(30); left > 0; --left)
            lengths.append(random.bounded(20));
        QList<Moment> times;
        for (const int length : std::as_const(lengths))
            times.append(std::chrono::milliseconds(length));
        QList<AtOnceChange> changes{{.atOnce = random.bounded(1, 8)}};
        for (int left = random.bounded(5), at = 0; left > 0; --left) {
            at += random.bounded(30);
            changes.append({.at = std::chrono::milliseconds(at), .atOnce = random.bounded(1, 8)});
        }
        const auto lanesAt = [&changes](int now) {
            const auto later =
                std::find_if(changes.begin(), changes.end(), [now](const AtOnceChange &change) {
                    return change.at > std::chrono::milliseconds(now);
                });
            return std::prev(later)->atOnce;
        };
        QCOMPARE(idealWallClock(times, changes), idealByStepping(lengths, lanesAt));
        QCOMPARE(idealWallClock(times, changes.first(1)), idealWallClock(times, changes.first().atOnce));
    }
}

void TestIdealWallClock::measuresARunByTheNumbersThatItHad()
{
    // Four at once until the service had enough of it: one alone from 1 s on.
    RunRecord run = runOf(1,
                          {ended(0ms, 1000ms, 1000ms), ended(0ms, 1000ms, 1000ms), ended(0ms, 1000ms, 1000ms),
                           ended(0ms, 2000ms, 2000ms), ended(2000ms, 3000ms, 3000ms)},
                          3000ms);
    run.plan.mode = Mode::Parallel;
    run.atOnceChanges = {{.atOnce = 4}, {.at = 1000ms, .atOnce = 1, .reason = AtOnceReason::RateLimit}};
    QCOMPARE(summarize(run).ideal, Moment(3000ms));
    QCOMPARE(summarize(run).efficiency, 1.0);
}

void TestIdealWallClock::countsEachAttemptForItself()
{
    // An attempt is no part of the next one: its lane was free for others meanwhile.
    JobRecord twice;
    twice.timeline.beginAttempt(0ms);
    twice.timeline.beginBackoff(1000ms);
    twice.timeline.beginAttempt(2000ms);
    twice.timeline.end(3000ms);
    twice.state = JobState::Saved;
    const RunRecord run = runOf(
        2, {twice, ended(0ms, 1000ms, 1000ms), ended(1000ms, 2000ms, 2000ms), ended(1000ms, 3000ms, 3000ms)},
        3000ms);
    QCOMPARE(summarize(run).ideal, Moment(3000ms));
    QCOMPARE(summarize(run).sumOfRequests, Moment(6000ms));
}

void TestIdealWallClock::takesTheMedianForWhatHasNotEnded()
{
    JobRecord underWay{.state = JobState::Sent};
    underWay.timeline.beginAttempt(500ms);
    RunRecord run = runOf(1, {{}, ended(0ms, 400ms, 410ms), underWay});
    QCOMPARE(idealWallClock(run), Moment(400ms));
    QCOMPARE(idealWallClock(run, Moment(300ms)), Moment(1000ms));
    run.atOnceChanges = {{.atOnce = 1}, {.at = 200ms, .atOnce = 2}};
    QCOMPARE(idealWallClock(run, Moment(300ms)), Moment(700ms));
}

QTEST_APPLESS_MAIN(TestIdealWallClock)
#include "tst_idealwallclock.moc"
