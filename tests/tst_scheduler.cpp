#include "generation/scheduler.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

Scheduler schedulerWith(int lanes, int jobs)
{
    Scheduler scheduler(lanes);
    for (int i = 1; i <= jobs; ++i)
        scheduler.add(JobId(i));
    return scheduler;
}

QList<JobId> allLanesOf(Scheduler &scheduler)
{
    QList<JobId> given;
    while (const std::optional<GivenLane> lane = scheduler.giveLane())
        given.append(lane->job);
    return given;
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void givesLanesInTheOrderOfTheJobs();
    void givesAFreeLaneToTheNext();
    void freesALaneOnce();
    void takesJobsOutThatWait();
    void givesMoreLanesAtOnce();
    void takesLanesAwayAsTheyAreFreed();
    void putsAJobThatIsAddedAgainAtTheEnd();
    void putsAJobFirstThatIsToBeTriedAgain();
    void putsFirstWhatOrdersNothing();
    void givesTheLowestOfTheFreeLanes();
};

void TestScheduler::givesLanesInTheOrderOfTheJobs()
{
    Scheduler scheduler = schedulerWith(3, 5);
    QCOMPARE(allLanesOf(scheduler), (QList<JobId>{JobId(1), JobId(2), JobId(3)}));
    QCOMPARE(scheduler.underWayCount(), 3);
    QCOMPARE(scheduler.waitingCount(), 2);
}

void TestScheduler::givesAFreeLaneToTheNext()
{
    Scheduler scheduler = schedulerWith(2, 4);
    QCOMPARE(allLanesOf(scheduler).size(), 2);
    scheduler.releaseLane(JobId(2));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(3)});
}

void TestScheduler::freesALaneOnce()
{
    Scheduler scheduler = schedulerWith(1, 3);
    QCOMPARE(allLanesOf(scheduler).size(), 1);
    scheduler.releaseLane(JobId(1));
    scheduler.releaseLane(JobId(1));
    scheduler.releaseLane(JobId(3)); // It waits, and holds none.
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(2)});
}

void TestScheduler::takesJobsOutThatWait()
{
    Scheduler scheduler = schedulerWith(1, 4);
    QCOMPARE(allLanesOf(scheduler).size(), 1);
    QVERIFY(scheduler.remove(JobId(3)));
    QVERIFY(!scheduler.remove(JobId(3)));
    QVERIFY(!scheduler.remove(JobId(1))); // It is under way.
    QCOMPARE(scheduler.removeWaiting(), (QList<JobId>{JobId(2), JobId(4)}));
    QCOMPARE(scheduler.waitingCount(), 0);
    QCOMPARE(scheduler.underWayCount(), 1);
}

void TestScheduler::givesMoreLanesAtOnce()
{
    Scheduler scheduler = schedulerWith(1, 4);
    QCOMPARE(allLanesOf(scheduler).size(), 1);
    scheduler.setLanes(3);
    QCOMPARE(allLanesOf(scheduler), (QList<JobId>{JobId(2), JobId(3)}));
}

void TestScheduler::takesLanesAwayAsTheyAreFreed()
{
    Scheduler scheduler = schedulerWith(3, 6);
    QCOMPARE(allLanesOf(scheduler).size(), 3);
    scheduler.setLanes(1);
    scheduler.releaseLane(JobId(1));
    scheduler.releaseLane(JobId(2));
    QVERIFY(allLanesOf(scheduler).isEmpty());
    scheduler.releaseLane(JobId(3));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(4)});
}

void TestScheduler::putsAJobThatIsAddedAgainAtTheEnd()
{
    Scheduler scheduler = schedulerWith(1, 2);
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(1)});
    scheduler.releaseLane(JobId(1));
    scheduler.add(JobId(1));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(2)});
    scheduler.releaseLane(JobId(2));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(1)});
}

void TestScheduler::putsAJobFirstThatIsToBeTriedAgain()
{
    Scheduler scheduler = schedulerWith(1, 3);
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(1)});
    scheduler.releaseLane(JobId(1));
    scheduler.addFirst(JobId(1));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(1)});
}

void TestScheduler::putsFirstWhatOrdersNothing()
{
    Scheduler scheduler = schedulerWith(1, 2);
    scheduler.addFinishing(JobId(3));
    scheduler.addFinishing(JobId(4));
    scheduler.addFirst(JobId(5));
    QVERIFY(scheduler.isFinishingNext());
    QCOMPARE(scheduler.waitingCount(), 5);
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(3)});
    QVERIFY(scheduler.remove(JobId(4)));
    QVERIFY(!scheduler.isFinishingNext());
    scheduler.releaseLane(JobId(3));
    QCOMPARE(allLanesOf(scheduler), QList<JobId>{JobId(5)});
    scheduler.addFinishing(JobId(6));
    QCOMPARE(scheduler.removeWaiting(), (QList<JobId>{JobId(6), JobId(1), JobId(2)}));
    QCOMPARE(scheduler.waitingCount(), 0);
    QVERIFY(!scheduler.isFinishingNext());
}

void TestScheduler::givesTheLowestOfTheFreeLanes()
{
    Scheduler scheduler = schedulerWith(3, 6);
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(1), .lane = 1}));
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(2), .lane = 2}));
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(3), .lane = 3}));
    scheduler.releaseLane(JobId(3));
    scheduler.releaseLane(JobId(1));
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(4), .lane = 1}));
    scheduler.setLanes(2);
    scheduler.releaseLane(JobId(2));
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(5), .lane = 2}));
    scheduler.setLanes(4);
    QCOMPARE(scheduler.giveLane(), (GivenLane{.job = JobId(6), .lane = 3}));
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
