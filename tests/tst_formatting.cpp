#include "core/error.h"
#include "core/formatting.h"

#include <QLocale>
#include <QMetaEnum>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFormatting : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsDurations_data();
    void showsDurations();
    void showsFactors_data();
    void showsFactors();
    void showsPercentages_data();
    void showsPercentages();
    void writesNumbersAsTheUserDoes();
    void namesEveryKindOfError();
};

void TestFormatting::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    QLocale::setDefault(QLocale::c());
}

void TestFormatting::cleanup()
{
    QLocale::setDefault(QLocale::c());
}

void TestFormatting::showsDurations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << qint64(0) << u"0.00 s"_s;
    QTest::newRow("part of a second") << qint64(420) << u"0.42 s"_s;
    QTest::newRow("nearly a second") << qint64(994) << u"0.99 s"_s;
    QTest::newRow("rounded to a second") << qint64(996) << u"1.0 s"_s;
    QTest::newRow("a second") << qint64(1000) << u"1.0 s"_s;
    QTest::newRow("seconds") << qint64(6840) << u"6.8 s"_s;
    QTest::newRow("nearly a minute") << qint64(59'940) << u"59.9 s"_s;
    QTest::newRow("rounded to a minute") << qint64(59'960) << u"60 s"_s;
    QTest::newRow("more than a minute") << qint64(75'300) << u"75 s"_s;
    QTest::newRow("nearly ten minutes") << qint64(599'400) << u"599 s"_s;
    QTest::newRow("rounded to ten minutes") << qint64(599'600) << u"10:00"_s;
    QTest::newRow("ten minutes") << qint64(600'000) << u"10:00"_s;
    QTest::newRow("minutes") << qint64(725'400) << u"12:05"_s;
    QTest::newRow("rounded to a whole minute") << qint64(719'700) << u"12:00"_s;
    QTest::newRow("hours") << qint64(7'384'000) << u"123:04"_s;
}

void TestFormatting::showsDurations()
{
    QFETCH(const qint64, milliseconds);
    QFETCH(const QString, text);

    QCOMPARE(formatDuration(std::chrono::milliseconds(milliseconds)), text);
}

void TestFormatting::showsFactors_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<QString>("text");

    QTest::newRow("one") << 1.0 << u"1.00 ×"_s;
    QTest::newRow("a few") << 2.746 << u"2.75 ×"_s;
    QTest::newRow("many") << 31.26 << u"31.3 ×"_s;
}

void TestFormatting::showsFactors()
{
    QFETCH(const double, factor);
    QFETCH(const QString, text);

    QCOMPARE(formatFactor(factor), text);
}

void TestFormatting::showsPercentages_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << 0.0 << u"0 %"_s;
    QTest::newRow("most") << 0.984 << u"98 %"_s;
    QTest::newRow("all") << 1.0 << u"100 %"_s;
}

void TestFormatting::showsPercentages()
{
    QFETCH(const double, share);
    QFETCH(const QString, text);

    QCOMPARE(formatPercent(share), text);
}

void TestFormatting::writesNumbersAsTheUserDoes()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));

    QCOMPARE(formatDuration(420ms), u"0,42 s"_s);
    QCOMPARE(formatFactor(2.7), u"2,70 ×"_s);
}

void TestFormatting::namesEveryKindOfError()
{
    // These words stand in journals and reports: a contract.
    const QHash<Error::Kind, QString> expected{{Error::Kind::Network, u"network"_s},
                                               {Error::Kind::Key, u"key"_s},
                                               {Error::Kind::Quota, u"quota"_s},
                                               {Error::Kind::RateLimit, u"rate_limit"_s},
                                               {Error::Kind::Refused, u"refused"_s},
                                               {Error::Kind::BadRequest, u"bad_request"_s},
                                               {Error::Kind::Service, u"service"_s},
                                               {Error::Kind::UnreadableAnswer, u"unreadable_answer"_s},
                                               {Error::Kind::Disk, u"disk"_s},
                                               {Error::Kind::Cancelled, u"cancelled"_s},
                                               {Error::Kind::UnknownOutcome, u"unknown_outcome"_s}};
    const auto kinds = QMetaEnum::fromType<Error::Kind>();
    QCOMPARE(kinds.keyCount(), expected.size());
    for (auto kind = expected.begin(); kind != expected.end(); ++kind)
        QCOMPARE(keyword(kind.key()), kind.value());
}

QTEST_GUILESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
