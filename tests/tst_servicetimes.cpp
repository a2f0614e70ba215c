#include "core/clock.h"
#include "practice/servicetimes.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestServiceTimes : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void areTheSameOnEveryComputer_data();
    void areTheSameOnEveryComputer();
    void areLogNormal();
    void areScaledByTheSpeed();
    void makeTheSampleListWorthDoingAtOnce_data();
    void makeTheSampleListWorthDoingAtOnce();
    void knowTheirSpeedsByTheirWords();
};

void TestServiceTimes::areTheSameOnEveryComputer_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<quint64>("number");
    QTest::addColumn<int>("milliseconds");

    // Computed apart from the program, by the formulas that the code names.
    QTest::newRow("sample, first") << u"robot dog in a lab"_s << quint64(0) << 3324;
    QTest::newRow("sample, copy") << u"robot dog in a lab"_s << quint64(1) << 3693;
    QTest::newRow("empty") << QString() << quint64(0) << 3618;
    QTest::newRow("beyond ASCII") << u"Füchse 🦊"_s << quint64(7) << 5708;
}

void TestServiceTimes::areTheSameOnEveryComputer()
{
    QFETCH(const QString, prompt);
    QFETCH(const quint64, number);
    QFETCH(const int, milliseconds);
    QCOMPARE(serviceTime(PracticeSpeed::Lifelike, prompt, number).count(), milliseconds);
}

void TestServiceTimes::areLogNormal()
{
    constexpr int Count = 20'000;
    std::vector<double> logarithms;
    for (int i = 0; i < Count; ++i)
        logarithms.push_back(
            std::log(toSeconds(serviceTime(PracticeSpeed::Lifelike, u"a prompt"_s, quint64(i)))));
    const double mean = std::accumulate(logarithms.begin(), logarithms.end(), 0.) / Count;
    const double variance =
        std::accumulate(logarithms.begin(), logarithms.end(), 0.,
                        [&](double sum, double value) { return sum + (value - mean) * (value - mean); })
        / Count;
    const auto withinOneSigma = std::count_if(logarithms.begin(), logarithms.end(), [](double value) {
        return std::abs(value - std::log(4.)) < 0.35;
    });

    // Within four standard errors of what was promised; the numbers are always the same.
    QVERIFY2(std::abs(mean - std::log(4.)) < 4 * 0.35 / std::sqrt(Count), qPrintable(QString::number(mean)));
    QVERIFY2(std::abs(std::sqrt(variance) - 0.35) < 4 * 0.35 / std::sqrt(2. * Count),
             qPrintable(QString::number(std::sqrt(variance))));
    QVERIFY(std::abs(double(withinOneSigma) / Count - 0.6827) < 0.014); // As the normal distribution has it.
}

void TestServiceTimes::areScaledByTheSpeed()
{
    const auto lifelike = serviceTime(PracticeSpeed::Lifelike, u"a fox"_s, 0);
    const auto quick = serviceTime(PracticeSpeed::Quick, u"a fox"_s, 0);
    QVERIFY(std::chrono::abs(lifelike - 10 * quick) <= 5ms); // Each is rounded.
    QCOMPARE(serviceTime(PracticeSpeed::Trouble, u"a fox"_s, 0), quick);
    QCOMPARE(serviceTime(PracticeSpeed::Instant, u"a fox"_s, 0), 0ms);
}

void TestServiceTimes::makeTheSampleListWorthDoingAtOnce_data()
{
    QTest::addColumn<PracticeSpeed>("speed");
    QTest::addColumn<quint64>("number");
    for (const PracticeSpeed speed : {PracticeSpeed::Quick, PracticeSpeed::Lifelike}) {
        for (quint64 number = 0; number < 4; ++number)
            QTest::addRow("%s, copy %llu", qPrintable(keyword(speed)), number) << speed << number;
    }
}

void TestServiceTimes::makeTheSampleListWorthDoingAtOnce()
{
    QFETCH(const PracticeSpeed, speed);
    QFETCH(const quint64, number);
    auto sum = 0ms;
    auto longest = 0ms;
    for (const QString &prompt :
         {u"robot dog in a lab"_s, u"robot dog exploring the city"_s, u"robot dog watching the sunset"_s}) {
        const auto time = serviceTime(speed, prompt, number);
        sum += time;
        longest = std::max(longest, time);
    }
    const double speedUp = toSeconds(sum) / toSeconds(longest);
    QVERIFY2(speedUp >= 2.7, qPrintable(QString::number(speedUp)));
}

void TestServiceTimes::knowTheirSpeedsByTheirWords()
{
    QStringList words;
    for (const PracticeSpeed speed : practiceSpeeds()) {
        words.append(keyword(speed));
        QCOMPARE(practiceSpeedFromKeyword(keyword(speed)), speed);
    }
    QCOMPARE(words, (QStringList{u"instant"_s, u"quick"_s, u"lifelike"_s, u"trouble"_s}));
    QVERIFY(!practiceSpeedFromKeyword(u"Quick"));
    QVERIFY(!practiceSpeedFromKeyword(u""));
}

QTEST_GUILESS_MAIN(TestServiceTimes)
#include "tst_servicetimes.moc"
