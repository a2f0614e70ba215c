#include "practice/painting/dice.h"

#include <QList>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestDice : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void throwsTheSameInEveryRun();
    void throwsOtherwiseForAnotherPromptOrNumber();
    void staysWithinItsBounds();
    void takesTurnsFromNumberToNumber();
};

namespace {

QList<int> throwsOf(Dice dice)
{
    QList<int> row;
    for (int i = 0; i < 4; ++i)
        row.append(dice.below(1'000'000));
    return row;
}

} // namespace

void TestDice::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestDice::throwsTheSameInEveryRun()
{
    // Computed once, with another program: a seed that changes from run to run cannot meet them.
    QCOMPARE(throwsOf(Dice(u"robot dog in a lab", 1)), (QList<int>{784168, 91320, 887537, 410288}));
}

void TestDice::throwsOtherwiseForAnotherPromptOrNumber()
{
    const QList<int> row = throwsOf(Dice(u"robot dog in a lab", 1));

    QVERIFY(throwsOf(Dice(u"robot dog in a lab", 2)) != row);
    QVERIFY(throwsOf(Dice(u"Robot dog in a lab", 1)) != row);
    QVERIFY(throwsOf(Dice(u"", 1)) != row);
}

void TestDice::staysWithinItsBounds()
{
    Dice dice(u"bounds", 0);
    bool sawEverySide[6] = {};
    for (int i = 0; i < 1000; ++i) {
        const double part = dice.between(-2, 3);
        QVERIFY(part >= -2 && part < 3);
        const int side = dice.below(6);
        QVERIFY(side >= 0 && side < 6);
        sawEverySide[side] = true;
    }
    for (const bool seen : sawEverySide)
        QVERIFY(seen);
}

void TestDice::takesTurnsFromNumberToNumber()
{
    for (quint64 number = 0; number < 20; ++number) {
        const int turn = Dice(u"a cat", number).turn(4);
        QVERIFY(turn >= 0 && turn < 4);
        QCOMPARE(Dice(u"a cat", number + 1).turn(4), (turn + 1) % 4);
    }
}

QTEST_GUILESS_MAIN(TestDice)

#include "tst_dice.moc"
