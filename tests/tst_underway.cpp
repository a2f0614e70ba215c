#include "timing/underway.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(int count)
{
    RunRecord run{.plan = {.atOnce = 3}};
    for (int i = 1; i <= count; ++i)
        run.jobs.append({.job = {.id = JobId(quint64(i)), .index = i}});
    return run;
}

/// Gives \a record a place from \a begin to \a end, and lets it be tried again.
void tryFrom(JobRecord &record, Moment begin, Moment end)
{
    record.timeline.beginAttempt(begin);
    record.timeline.beginBackoff(end);
}

} // namespace

class TestUnderWay : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void countsEachTryWhileItHasItsPlace();
    void countsWhatIsUnderWayOnward();
    void makesNoStepWhereAPlaceChangesHands();
    void countsNothingWhereNothingBegan();
    void isRightForALongRun();
    void knowsHowManyWereAllowed();
};

void TestUnderWay::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestUnderWay::countsEachTryWhileItHasItsPlace()
{
    RunRecord run = runOf(2);
    tryFrom(run.jobs[0], 1s, 3s);
    tryFrom(run.jobs[0], 6s, 7s);
    run.jobs[1].timeline.beginAttempt(2s);
    run.jobs[1].timeline.releaseLane(4s);
    run.jobs[1].timeline.end(9s); // Saving takes no place.

    const QList<CountStep> steps = underWaySteps(run);
    QCOMPARE(steps, (QList<CountStep>{{1s, 1}, {2s, 2}, {3s, 1}, {4s, 0}, {6s, 1}, {7s, 0}}));
    QCOMPARE(largestCount(steps), 2);
    QCOMPARE(countAt(steps, 0s), 0);
    QCOMPARE(countAt(steps, 2s), 2);
    QCOMPARE(countAt(steps, 3500ms), 1);
    QCOMPARE(countAt(steps, 60s), 0);
}

void TestUnderWay::countsWhatIsUnderWayOnward()
{
    RunRecord run = runOf(2);
    run.jobs[0].timeline.beginAttempt(0s);
    run.jobs[1].timeline.beginAttempt(1s);
    const QList<CountStep> steps = underWaySteps(run);
    QCOMPARE(steps, (QList<CountStep>{{0s, 1}, {1s, 2}}));
    QCOMPARE(countAt(steps, 60s), 2);
}

void TestUnderWay::makesNoStepWhereAPlaceChangesHands()
{
    RunRecord run = runOf(3);
    tryFrom(run.jobs[0], 0s, 2s);
    tryFrom(run.jobs[1], 2s, 4s);
    tryFrom(run.jobs[2], 4s, 4s); // It came to nothing in no time.
    QCOMPARE(underWaySteps(run), (QList<CountStep>{{0s, 1}, {4s, 0}}));
}

void TestUnderWay::countsNothingWhereNothingBegan()
{
    QVERIFY(underWaySteps(runOf(3)).isEmpty());
    QCOMPARE(largestCount({}), 0);
    QCOMPARE(countAt({}, 1s), 0);
}

void TestUnderWay::isRightForALongRun()
{
    constexpr int Jobs = 10'000;
    constexpr int AtOnce = 8;
    RunRecord run = runOf(Jobs);
    for (int i = 0; i < Jobs; ++i) {
        const Moment begin = std::chrono::milliseconds(100 * (i / AtOnce) + i % AtOnce);
        tryFrom(run.jobs[i], begin, begin + 90ms);
    }
    const QList<CountStep> steps = underWaySteps(run);
    QCOMPARE(largestCount(steps), AtOnce);
    QCOMPARE(steps.size(), 2 * Jobs);
    QCOMPARE(steps.last().count, 0);
    for (qsizetype i = 1; i < steps.size(); ++i)
        QVERIFY(steps.at(i).at > steps.at(i - 1).at && steps.at(i).count != steps.at(i - 1).count);
}

void TestUnderWay::knowsHowManyWereAllowed()
{
    RunRecord run = runOf(1);
    QCOMPARE(allowedSteps(run), (QList<CountStep>{{0s, 3}}));

    run.atOnceChanges = {{.at = 10ms, .atOnce = 4},
                         {.at = 2s, .atOnce = 6, .reason = AtOnceReason::Growing},
                         {.at = 5s, .atOnce = 3, .reason = AtOnceReason::RateLimit}};
    QCOMPARE(allowedSteps(run), (QList<CountStep>{{0s, 4}, {2s, 6}, {5s, 3}}));
    QCOMPARE(countAt(allowedSteps(run), 3s), 6);
}

QTEST_GUILESS_MAIN(TestUnderWay)
#include "tst_underway.moc"
