#include "generation/ratebudget.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Clock::time_point Start = Clock::time_point(1h);

} // namespace

class TestRateBudget : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void holdsNothingBackWithoutALimit();
    void letsNoMoreLeaveInAnyMinute();
    void takesTheLeastOfTheLimits();
    void waitsForTheReset();
};

void TestRateBudget::holdsNothingBackWithoutALimit()
{
    RateBudget budget;
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(budget.nextOrder(Start), Start);
        budget.noteOrder(Start);
    }
}

void TestRateBudget::letsNoMoreLeaveInAnyMinute()
{
    RateBudget budget;
    budget.setLimits({.requestsPerMinute = 5});
    QList<Clock::time_point> orders;
    Clock::time_point now = Start;
    for (int i = 0; i < 200; ++i) {
        now = budget.nextOrder(now + (i % 7) * 1s);
        budget.noteOrder(now);
        orders.append(now);
    }
    for (qsizetype i = 5; i < orders.size(); ++i)
        QVERIFY(orders.at(i) - orders.at(i - 5) >= 60s);
    QVERIFY(orders.last() - orders.first() <= 40 * 60s); // Five a minute are used.
}

void TestRateBudget::takesTheLeastOfTheLimits()
{
    RateBudget budget;
    budget.setLimits({.requestsPerMinute = 3, .imagesPerMinute = 2});
    budget.noteOrder(Start);
    QCOMPARE(budget.nextOrder(Start), Start);
    budget.noteOrder(Start);
    QCOMPARE(budget.nextOrder(Start), Start + 60s);
    budget.learn({.requestsPerMinute = 1});
    budget.noteOrder(Start + 60s);
    QCOMPARE(budget.nextOrder(Start + 61s), Start + 120s);
}

void TestRateBudget::waitsForTheReset()
{
    RateBudget budget;
    budget.holdUntil(Start + 5s);
    budget.holdUntil(Start + 3s);
    QCOMPARE(budget.nextOrder(Start), Start + 5s);
    QCOMPARE(budget.nextOrder(Start + 6s), Start + 6s);
}

QTEST_GUILESS_MAIN(TestRateBudget)
#include "tst_ratebudget.moc"
