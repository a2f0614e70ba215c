#include "services/rateheaders.h"
#include "services/retryafter.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Pause = std::optional<std::chrono::milliseconds>;

QDateTime utc(int year, int month, int day, int hour, int minute, int second)
{
    return {QDate(year, month, day), QTime(hour, minute, second), QTimeZone::utc()};
}

const QDateTime Now = utc(2026, 10, 21, 7, 20, 0);

} // namespace

/// What services say of when and how much they may be asked.
class TestRetryAfter : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsWhenToTryAgain_data();
    void readsWhenToTryAgain();
    void readsDates_data();
    void readsDates();
    void readsDurations_data();
    void readsDurations();
    void readsTheLimitsOfAService();
    void saysNothingWhereNothingIsUnderstood();
};

void TestRetryAfter::readsWhenToTryAgain_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<Pause>("pause");

    const Header date{"Date", "Wed, 21 Oct 2026 07:27:30 GMT"};
    QTest::newRow("none") << Headers{} << Pause();
    QTest::newRow("seconds") << Headers{{"Retry-After", "2"}} << Pause(2s);
    QTest::newRow("parts of seconds") << Headers{{"retry-after", "0.5"}} << Pause(500ms);
    QTest::newRow("milliseconds first")
        << Headers{{"retry-after", "2"}, {"retry-after-ms", "1500.2"}} << Pause(1501ms);
    QTest::newRow("seconds where the milliseconds are none")
        << Headers{{"retry-after-ms", "x"}, {"retry-after", "2"}} << Pause(2s);
    QTest::newRow("at once") << Headers{{"retry-after", "0"}} << Pause(0ms);
    QTest::newRow("a day") << Headers{{"retry-after", "86400"}} << Pause(24h);
    QTest::newRow("a date") << Headers{date, {"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}} << Pause(30s);
    QTest::newRow("a date of old") << Headers{date, {"retry-after", "Wednesday, 21-Oct-26 07:28:00 GMT"}}
                                   << Pause(30s);
    QTest::newRow("a date of C") << Headers{date, {"retry-after", "Wed Oct 21 07:28:00 2026"}} << Pause(30s);
    QTest::newRow("a date that is past")
        << Headers{date, {"retry-after", "Wed, 21 Oct 2026 07:00:00 GMT"}} << Pause(0s);
    QTest::newRow("a date by the clock here")
        << Headers{{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}} << Pause(8min);
    QTest::newRow("a word") << Headers{{"retry-after", "soon"}} << Pause();
    QTest::newRow("less than nothing") << Headers{{"retry-after", "-1"}} << Pause(0ms);
    QTest::newRow("decades") << Headers{{"retry-after", "1e9"}} << Pause(LongestWait);
    QTest::newRow("no number") << Headers{{"retry-after", "nan"}} << Pause();
    QTest::newRow("no end") << Headers{{"retry-after", "inf"}} << Pause();
}

void TestRetryAfter::readsWhenToTryAgain()
{
    QFETCH(const Headers, headers);
    QTEST(retryAfter({.status = 429, .headers = headers}, Now), "pause");
}

void TestRetryAfter::readsDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("date");

    const QDateTime old = utc(1994, 11, 6, 8, 49, 37);
    QTest::newRow("today's form") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << old;
    QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << old;
    QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << old;
    QTest::newRow("asctime, two digits")
        << QByteArray("Wed Nov 16 08:49:37 1994") << utc(1994, 11, 16, 8, 49, 37);
    QTest::newRow("RFC 850, this century")
        << QByteArray("Friday, 01-Jan-38 00:00:00 GMT") << utc(2038, 1, 1, 0, 0, 0);
    QTest::newRow("the wrong day") << QByteArray("Mon, 06 Nov 1994 08:49:37 GMT") << old;
    QTest::newRow("after 2038") << QByteArray("Sat, 06 Nov 2100 08:49:37 GMT") << utc(2100, 11, 6, 8, 49, 37);
    QTest::newRow("no day of a month") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT") << QDateTime();
    QTest::newRow("a number") << QByteArray("12") << QDateTime();
    QTest::newRow("nothing") << QByteArray() << QDateTime();
    QTest::newRow("bytes") << QByteArray("\xff\x00, 06 Nov", 10) << QDateTime();
}

void TestRetryAfter::readsDates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QDateTime, date);
    QCOMPARE(httpDate(text, Now).isValid(), date.isValid());
    if (date.isValid())
        QCOMPARE(httpDate(text, Now), date);
}

void TestRetryAfter::readsDurations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Pause>("duration");

    QTest::newRow("milliseconds") << QByteArray("12ms") << Pause(12ms);
    QTest::newRow("seconds") << QByteArray("1s") << Pause(1s);
    QTest::newRow("parts") << QByteArray("8.64s") << Pause(8640ms);
    QTest::newRow("minutes") << QByteArray("6m0s") << Pause(6min);
    QTest::newRow("hours") << QByteArray("1h2m3.5s") << Pause(1h + 2min + 3500ms);
    QTest::newRow("more than a day") << QByteArray("99999h") << Pause();
    QTest::newRow("no unit") << QByteArray("12") << Pause();
    QTest::newRow("nothing") << QByteArray() << Pause();
    QTest::newRow("a word") << QByteArray("soon") << Pause();
}

void TestRetryAfter::readsDurations()
{
    QFETCH(const QByteArray, text);
    QTEST(readDuration(text), "duration");
}

void TestRetryAfter::readsTheLimitsOfAService()
{
    const ServiceAnswer answer{.status = 200,
                               .headers = {{"X-RateLimit-Limit-Requests", "60"},
                                           {"x-ratelimit-remaining-requests", "0"},
                                           {"x-ratelimit-reset-requests", "1m30s"}}};
    QCOMPARE(readRateHeaders(answer),
             std::optional(RateHeaders{.requestsPerMinute = 60, .remaining = 0, .reset = 90s}));
}

void TestRetryAfter::saysNothingWhereNothingIsUnderstood()
{
    QVERIFY(!readRateHeaders({.status = 200}));
    QVERIFY(!readRateHeaders({.status = 200,
                              .headers = {{"x-ratelimit-limit-requests", "0"},
                                          {"x-ratelimit-remaining-requests", "-1"},
                                          {"x-ratelimit-reset-requests", "tomorrow"}}}));
    QVERIFY(!readRateHeaders({.status = 200, .headers = {{"x-ratelimit-limit-requests", "1e99"}}}));
}

QTEST_GUILESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
