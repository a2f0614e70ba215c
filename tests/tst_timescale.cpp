#include "timing/timescale.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimeScale : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void mapsMomentsToPositionsAndBack_data();
    void mapsMomentsToPositionsAndBack();
    void keepsTheMomentUnderThePointerWhenZoomed();
    void staysWithinTheRun();
    void neverShowsLessThanItsShortestStretch();
    void setsTicksAtRoundMoments_data();
    void setsTicksAtRoundMoments();
    void survivesHavingNoWidth();
};

void TestTimeScale::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTimeScale::mapsMomentsToPositionsAndBack_data()
{
    QTest::addColumn<TimeScale>("scale");
    QTest::addColumn<Moment>("moment");
    QTest::addColumn<double>("position");

    QTest::newRow("start") << TimeScale(0s, 10s, 500) << Moment(0s) << 0.0;
    QTest::newRow("middle") << TimeScale(0s, 10s, 500) << Moment(5s) << 250.0;
    QTest::newRow("end") << TimeScale(0s, 10s, 500) << Moment(10s) << 500.0;
    QTest::newRow("a later stretch") << TimeScale(4s, 8s, 400) << Moment(5s) << 100.0;
    QTest::newRow("outside") << TimeScale(4s, 8s, 400) << Moment(2s) << -200.0;
}

void TestTimeScale::mapsMomentsToPositionsAndBack()
{
    QFETCH(const TimeScale, scale);
    QFETCH(const Moment, moment);
    QFETCH(const double, position);

    QCOMPARE(scale.position(moment), position);
    QCOMPARE(scale.moment(position), moment);
}

void TestTimeScale::keepsTheMomentUnderThePointerWhenZoomed()
{
    const TimeScale scale(0s, 10s, 500);
    const Moment pointed = scale.moment(200);

    for (const double factor : {1.25, 2.0, 10.0}) {
        const TimeScale zoomed = scale.zoomed(factor, 200, 10s);
        QVERIFY(std::abs(zoomed.position(pointed) - 200) < 0.01);
        QVERIFY(zoomed.stretch() < scale.stretch());
    }
}

void TestTimeScale::staysWithinTheRun()
{
    const TimeScale scale(2s, 4s, 500);

    QCOMPARE(scale.panned(-10'000, 10s), TimeScale(0s, 2s, 500));
    QCOMPARE(scale.panned(10'000, 10s), TimeScale(8s, 10s, 500));
    QCOMPARE(scale.zoomed(0.001, 100, 10s), TimeScale(0s, 10s, 500));
}

void TestTimeScale::neverShowsLessThanItsShortestStretch()
{
    TimeScale scale(0s, 1s, 500);
    for (int i = 0; i < 100; ++i)
        scale = scale.zoomed(2, 250, 1s);
    QCOMPARE(scale.stretch(), TimeScale::ShortestStretch);
    QCOMPARE(TimeScale(5s, 5s, 500).stretch(), TimeScale::ShortestStretch);
}

void TestTimeScale::setsTicksAtRoundMoments_data()
{
    QTest::addColumn<Moment>("stretch");
    QTest::addColumn<double>("most");
    QTest::addColumn<Moment>("step");

    QTest::newRow("one") << Moment(10s) << 10.0 << Moment(1s);
    QTest::newRow("two") << Moment(10s) << 9.0 << Moment(2s);
    QTest::newRow("five") << Moment(10s) << 4.0 << Moment(5s);
    QTest::newRow("ten") << Moment(10s) << 1.5 << Moment(10s);
    QTest::newRow("milliseconds") << Moment(30ms) << 6.0 << Moment(5ms);
    QTest::newRow("no room") << Moment(10s) << 0.0 << Moment(10s);
}

void TestTimeScale::setsTicksAtRoundMoments()
{
    QFETCH(const Moment, stretch);
    QFETCH(const double, most);
    QTEST(tickStep(stretch, most), "step");

    const TimeScale scale(1500ms, 11'500ms, 1000);
    const QList<Moment> ticks = scale.ticks(100);
    QCOMPARE(ticks.first(), Moment(2s));
    QCOMPARE(ticks.last(), Moment(11s));
    QCOMPARE(ticks.size(), 10);
}

void TestTimeScale::survivesHavingNoWidth()
{
    const TimeScale scale(1s, 2s, 0);
    QCOMPARE(scale.position(1500ms), 0.0);
    QCOMPARE(scale.moment(10), Moment(1s));
    QVERIFY(scale.ticks(50).isEmpty());
}

QTEST_GUILESS_MAIN(TestTimeScale)
#include "tst_timescale.moc"
