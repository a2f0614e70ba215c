#include "runs/runsummary.h"
#include "timing/whatif.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(int atOnce, const QList<std::chrono::milliseconds> &lengths)
{
    RunRecord run{.plan = {.atOnce = atOnce}, .ended = Moment(60s)};
    for (const std::chrono::milliseconds length : lengths) {
        JobRecord record{.state = JobState::Saved};
        record.timeline.beginAttempt(1s);
        record.timeline.lastByte(1s + length);
        record.timeline.releaseLane(1s + length);
        record.timeline.end(5s + length);
        run.jobs.append(record);
    }
    return run;
}

QList<WhatIfRow> rowsOf(std::initializer_list<std::pair<int, Moment>> rows)
{
    QList<WhatIfRow> list;
    for (const auto &[atOnce, wallClock] : rows)
        list.append({.atOnce = atOnce, .wallClock = wallClock});
    return list;
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void replaysTheMeasuredRequests();
    void hasARowForTheRunsOwnNumber();
    void findsTheLeastNumberThatIsEnough();
    void foreseesNothingFromOneRequest();
    void saysFromWhereOnMoreDoesNotHelp_data();
    void saysFromWhereOnMoreDoesNotHelp();
};

void TestWhatIf::replaysTheMeasuredRequests()
{
    const WhatIf whatIf = replay(runOf(4, {4s, 3s, 2s, 3s, 6s}));
    QCOMPARE(whatIf.rows, rowsOf({{1, 18s}, {2, 11s}, {4, 8s}, {8, 6s}, {16, 6s}, {32, 6s}}));
    QCOMPARE(whatIf.longest, Moment(6s));
    QCOMPARE(whatIf.enough, 5);
    // The finish phase held no place, so that it is no part of what is replayed.
    QCOMPARE(whatIf.rows.first().wallClock, summarize(runOf(4, {4s, 3s, 2s, 3s, 6s})).sumOfRequests);
}

void TestWhatIf::hasARowForTheRunsOwnNumber()
{
    const WhatIf whatIf = replay(runOf(3, {4s, 3s, 2s, 3s}));
    QCOMPARE(whatIf.rows.size(), 7);
    QCOMPARE(whatIf.rows.at(2), (WhatIfRow{.atOnce = 3, .wallClock = 5s}));
    const QList<ComparisonBar> bars = barsOf(whatIf, 3);
    for (const ComparisonBar &bar : bars)
        QCOMPARE(bar.isShown, bar.name == u"3 at once");
    QCOMPARE(bars.at(2).time, u"5.0 s"_s);
    QCOMPARE(bars.at(0).share, 1.0);
    QCOMPARE(bars.at(2).share, 5.0 / 12.0);

    QCOMPARE(replay(runOf(100, {4s, 3s})).rows.last().atOnce, 100);
}

void TestWhatIf::findsTheLeastNumberThatIsEnough()
{
    QRandomGenerator random(31);
    for (int round = 0; round < 200; ++round) {
        QList<std::chrono::milliseconds> lengths;
        for (int left = random.bounded(2, 60); left > 0; --left)
            lengths.append(std::chrono::milliseconds(random.bounded(1, 50)));
        const RunRecord run = runOf(4, lengths);
        const WhatIf whatIf = replay(run);

        int least = 0;
        Moment ideal = {};
        do {
            ideal = idealWallClock(endedLaneTimes(run), ++least);
        } while (toMilliseconds(ideal) > toMilliseconds(whatIf.longest) * 1.05);
        QCOMPARE(whatIf.enough, least);
        for (qsizetype i = 1; i < whatIf.rows.size(); ++i)
            QVERIFY(whatIf.rows.at(i).wallClock <= whatIf.rows.at(i - 1).wallClock);
    }
}

void TestWhatIf::foreseesNothingFromOneRequest()
{
    QVERIFY(replay(runOf(4, {4s})).rows.isEmpty());
    QVERIFY(conclusion(replay(runOf(4, {}))).isEmpty());
    RunRecord run = runOf(4, {4s, 4s});
    run.jobs[1].state = JobState::Sent;
    QVERIFY(replay(run).rows.isEmpty());
}

void TestWhatIf::saysFromWhereOnMoreDoesNotHelp_data()
{
    QTest::addColumn<RunRecord>("run");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("some") << runOf(2, {1s, 1s, 2s})
                          << u"More than 3 at once would not help: the longest request alone takes 2.0 s."_s;
    QTest::newRow("none") << runOf(2, {100s, 1s, 2s})
                          << u"More at once would not help: the longest request alone takes 100 s."_s;
    QTest::newRow("all") << runOf(2, QList<std::chrono::milliseconds>(300, 1s))
                         << u"More at once would help up to 100, the most there can be."_s;
}

void TestWhatIf::saysFromWhereOnMoreDoesNotHelp()
{
    QFETCH(const RunRecord, run);
    QFETCH(const QString, sentence);
    QCOMPARE(conclusion(replay(run)).replace(QChar::Nbsp, u' '), sentence);
}

QTEST_APPLESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
