#include "timing/placetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(int count)
{
    RunRecord run;
    for (int i = 1; i <= count; ++i)
        run.jobs.append({.job = {.id = JobId(quint64(i)), .index = i}});
    return run;
}

PlaceBar barOf(int row, int attempt, Moment begin, std::optional<Moment> end, bool hasFailed)
{
    return {.row = row, .attempt = attempt, .begin = begin, .end = end, .hasFailed = hasFailed};
}

} // namespace

class TestPlaceTable : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void putsEachTryIntoItsPlace();
    void takesWhatIsNewOfAPicture();
    void keepsTheOrderOfTimeWhateverIsReportedFirst();
    void findsWhatStandsAtAMoment();
    void bearsPlacesThatCannotBe();
};

void TestPlaceTable::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPlaceTable::putsEachTryIntoItsPlace()
{
    RunRecord run = runOf(2);
    JobRecord &first = run.jobs[0];
    first.timeline.beginAttempt(0s, 2);
    first.timeline.beginBackoff(1s);
    first.timeline.beginAttempt(3s, 1);
    first.timeline.releaseLane(5s);
    first.timeline.end(6s);
    first.state = JobState::Saved;
    run.jobs[1].timeline.beginAttempt(1s, 2);
    run.jobs[1].state = JobState::Sent;

    PlaceTable table;
    table.reset(run);
    QCOMPARE(table.count(), 2);
    QCOMPARE(table.bars(1), (QList{barOf(0, 2, 3s, 5s, false)}));
    QCOMPARE(table.bars(2), (QList{barOf(0, 1, 0s, 1s, true), barOf(1, 1, 1s, {}, false)}));
    QCOMPARE(table.positionOf(0, first, 2), (BarPosition{.place = 1, .bar = 0}));
    QCOMPARE(table.positionOf(1, run.jobs.at(1), 1), (BarPosition{.place = 2, .bar = 1}));
    QCOMPARE(table.positionOf(0, first, 3), std::nullopt);
}

void TestPlaceTable::takesWhatIsNewOfAPicture()
{
    RunRecord run = runOf(1);
    JobRecord &record = run.jobs[0];
    PlaceTable table;
    table.reset(run);
    QCOMPARE(table.count(), 0);

    record.state = JobState::Sent;
    record.timeline.beginAttempt(1s, 1);
    table.take(0, record);
    QCOMPARE(table.bars(1), (QList{barOf(0, 1, 1s, {}, false)}));
    record.timeline.beginBackoff(2s);
    record.state = JobState::Waiting;
    table.take(0, record);
    table.take(0, record);
    QCOMPARE(table.bars(1), (QList{barOf(0, 1, 1s, 2s, true)}));
}

void TestPlaceTable::keepsTheOrderOfTimeWhateverIsReportedFirst()
{
    RunRecord run = runOf(3);
    PlaceTable table;
    table.reset(run);
    for (const int row : {1, 2, 0}) {
        run.jobs[row].timeline.beginAttempt(std::chrono::seconds(row), 1);
        run.jobs[row].timeline.end(std::chrono::seconds(row + 1));
        table.take(row, run.jobs.at(row));
    }
    QList<int> rows;
    for (const PlaceBar &bar : table.bars(1))
        rows.append(bar.row);
    QCOMPARE(rows, (QList{0, 1, 2}));
    QCOMPARE(table.positionOf(2, run.jobs.at(2), 1), (BarPosition{.place = 1, .bar = 2}));
}

void TestPlaceTable::findsWhatStandsAtAMoment()
{
    RunRecord run = runOf(2);
    run.jobs[0].timeline.beginAttempt(1s, 1);
    run.jobs[0].timeline.end(2s);
    run.jobs[1].timeline.beginAttempt(6s, 1);
    PlaceTable table;
    table.reset(run);

    QCOMPARE(table.lastBegun(1, 0s), -1);
    QCOMPARE(table.lastBegun(1, 1s), 0);
    QCOMPARE(table.lastBegun(1, 5s), 0);
    QCOMPARE(table.lastBegun(1, 60s), 1);
    const auto nearest = [&table](Moment moment) { return table.nearest(1, moment)->bar; };
    QCOMPARE(nearest(0s), 0);
    QCOMPARE(nearest(3s), 0);
    QCOMPARE(nearest(5s), 1);
    QCOMPARE(nearest(60s), 1);
}

void TestPlaceTable::bearsPlacesThatCannotBe()
{
    RunRecord run = runOf(2);
    run.jobs[0].timeline.beginAttempt(0s, 0);
    run.jobs[1].timeline.beginAttempt(0s, 2'000'000'000);
    PlaceTable table;
    table.reset(run);
    QCOMPARE(table.count(), MostAtOnce);
    QCOMPARE(table.positionOf(0, run.jobs.at(0), 1), (BarPosition{.place = 1, .bar = 0}));
    QVERIFY(table.positionOf(1, run.jobs.at(1), 1).has_value());
    QCOMPARE(table.nearest(2, 0s), std::nullopt);
}

QTEST_GUILESS_MAIN(TestPlaceTable)
#include "tst_placetable.moc"
