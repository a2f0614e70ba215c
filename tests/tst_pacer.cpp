#include "generation/pacer.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Reason = ServicePause::Reason;
using When = std::optional<Clock::time_point>;

constexpr Clock::time_point Start = Clock::time_point(1h);
constexpr double AlmostAll = 0.999;

const Error Lost{.kind = Error::Kind::Network, .again = Error::Again::Repeatedly};
const Error OwnFault{.kind = Error::Kind::Service, .status = 500, .again = Error::Again::Once};

Error tooMany(std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return {.kind = Error::Kind::RateLimit,
            .status = 429,
            .retryAfter = retryAfter,
            .again = Error::Again::Repeatedly};
}

JobRecord attempted(int attempts)
{
    JobRecord record;
    for (int i = 0; i < attempts; ++i)
        record.timeline.beginAttempt({});
    return record;
}

Pacer pacer(bool canAskPerson = true, const RetryRules &rules = {})
{
    Pacer pacer;
    pacer.beginPress(rules, {}, {}, canAskPerson);
    pacer.setAtOnce(AtOnceControl::fixed(8));
    return pacer;
}

} // namespace

class TestPacer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void waitsLongerEachTime();
    void makesAtMostThreeTries();
    void triesAFaultOfTheServiceAgainOnce();
    void triesNothingAgainThatMayHaveBeenMade();
    void leavesAServiceAloneWhosePicturesCannotBeDownloaded();
    void waitsAsLongAsTheServiceAsks();
    void makesAllOrdersWaitForOne();
    void stopsForAKeyUntilAPersonSaysSo();
    void leavesAServiceAloneThatKeepsFailing();
    void goesOnOnceAProbeSucceeds();
    void givesUpWhereNobodyCanBeAsked();
    void ordersNoMoreWhereOrdersAreLost();
    void spendsNothingOnAPaceThatIsNamed();
    void waitsForHoursOnlyWhereSomebodySeesIt();
    void keepsTheOrdersOfTheLastMinute();
};

void TestPacer::waitsLongerEachTime()
{
    const RetryRules rules;
    QCOMPARE(waitBeforeRetry(Lost, 1, AlmostAll, rules), 499ms);
    QCOMPARE(waitBeforeRetry(Lost, 2, AlmostAll, rules), 999ms);
    QCOMPARE(waitBeforeRetry(OwnFault, 1, AlmostAll, rules), 999ms);
    QCOMPARE(waitBeforeRetry(OwnFault, 30, AlmostAll, rules), 59'940ms);
    QCOMPARE(waitBeforeRetry(OwnFault, 2000, 0.5, rules), 30s);
    QCOMPARE(waitBeforeRetry(OwnFault, 1, 0, rules), 0ms);
}

void TestPacer::makesAtMostThreeTries()
{
    QVERIFY(mayTryAgain(attempted(1), Lost));
    QVERIFY(mayTryAgain(attempted(2), Lost));
    QVERIFY(!mayTryAgain(attempted(3), Lost));
    JobRecord asked = attempted(3);
    asked.mostAttempts = 6;
    QVERIFY(mayTryAgain(asked, Lost));
}

void TestPacer::triesAFaultOfTheServiceAgainOnce()
{
    JobRecord record = attempted(2);
    QVERIFY(mayTryAgain(record, OwnFault));
    record.failures = {{.attempt = 1, .kind = Error::Kind::RateLimit}};
    QVERIFY(mayTryAgain(record, OwnFault));
    record.failures = {{.attempt = 1, .kind = Error::Kind::Service}};
    QVERIFY(!mayTryAgain(record, OwnFault));
}

void TestPacer::triesNothingAgainThatMayHaveBeenMade()
{
    Pacer p = pacer();
    for (const auto kind : {Error::Kind::UnknownOutcome, Error::Kind::UnreadableAnswer, Error::Kind::Refused,
                            Error::Kind::BadRequest, Error::Kind::Disk, Error::Kind::Cancelled}) {
        QCOMPARE(p.noteFailure(attempted(1), {.kind = kind}, Start, Start, 0).tryAgain, When());
        QCOMPARE(p.nextOrder(Start), When(Start));
    }
}

void TestPacer::leavesAServiceAloneWhosePicturesCannotBeDownloaded()
{
    Pacer p = pacer();
    const Error open{.kind = Error::Kind::Network, .charge = Error::Charge::Yes};
    const int most = RetryRules().mostLosses;
    for (int i = 0; i < most; ++i) {
        QVERIFY(!p.pause());
        static_cast<void>(p.noteFailure(attempted(1), open, Start, Start, 0));
    }
    QVERIFY(p.pause());
}

void TestPacer::waitsAsLongAsTheServiceAsks()
{
    Pacer p = pacer();
    const Pacer::Verdict verdict = p.noteFailure(attempted(1), tooMany(2s), Start, Start, AlmostAll);
    QCOMPARE(verdict.tryAgain, When(Start + 2s));
    QCOMPARE(verdict.atOnce, std::optional(AtOnceReason::RateLimit));
    QCOMPARE(p.atOnce().current(), 4);
}

void TestPacer::makesAllOrdersWaitForOne()
{
    Pacer p = pacer();
    static_cast<void>(p.noteFailure(attempted(1), tooMany(2s), Start, Start, 0));
    static_cast<void>(
        p.noteFailure(attempted(1), tooMany(1s), Start, Start + 100ms, 0)); // Sooner: no matter.
    QCOMPARE(p.nextOrder(Start + 1s), When(Start + 2s));
    QCOMPARE(p.pause()->reason, Reason::RateLimit);
    QVERIFY(!p.endPause(Start + 1s));
    QCOMPARE(p.endPause(Start + 2s)->begin, Start);
    QCOMPARE(p.nextOrder(Start + 2s), When(Start + 2s));
}

void TestPacer::stopsForAKeyUntilAPersonSaysSo()
{
    Pacer p = pacer();
    static_cast<void>(
        p.noteFailure(attempted(1), {.kind = Error::Kind::Key, .status = 401}, Start, Start, 0));
    static_cast<void>(p.noteFailure(attempted(1), tooMany(2s), Start, Start + 1s, 0));
    QVERIFY(p.waitsForPerson());
    QCOMPARE(p.pause()->reason, Reason::Key);
    QCOMPARE(p.nextOrder(Start + 100h), When());
    QVERIFY(p.resume());
    QCOMPARE(p.nextOrder(Start + 100h), When(Start + 100h));
}

void TestPacer::leavesAServiceAloneThatKeepsFailing()
{
    Pacer p = pacer();
    for (int i = 0; i < 20; ++i)
        QVERIFY(p.noteFailure(attempted(1), Lost, Start, Start, 0).tryAgain);
    QCOMPARE(p.nextOrder(Start), When(Start));
    QVERIFY(p.noteFailure(attempted(1), Lost, Start, Start, 0).tryAgain);
    QCOMPARE(p.pause()->reason, Reason::Trouble);
    QCOMPARE(p.nextOrder(Start), When(Start + 30s));

    // Then one order goes ahead alone, and each that fails makes the next wait longer.
    Clock::time_point now = Start + 30s;
    for (const auto wait : {60s, 120s, 300s, 300s}) {
        QVERIFY(p.endPause(now));
        p.noteOrder(now);
        QCOMPARE(p.nextOrder(now), When());
        static_cast<void>(p.noteFailure(attempted(3), Lost, now, now, 0));
        QCOMPARE(p.nextOrder(now), When(now + wait));
        now += wait;
    }
}

void TestPacer::goesOnOnceAProbeSucceeds()
{
    Pacer p = pacer();
    for (int i = 0; i < 21; ++i)
        static_cast<void>(p.noteFailure(attempted(1), Lost, Start, Start, 0));
    QVERIFY(p.endPause(Start + 30s));
    p.noteOrder(Start + 30s);
    static_cast<void>(p.noteSuccess(Start + 30s, Start + 31s, true));
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(p.nextOrder(Start + 31s), When(Start + 31s));
        p.noteOrder(Start + 31s);
    }
    // One failure more does not end it all again.
    static_cast<void>(p.noteFailure(attempted(1), Lost, Start, Start + 32s, 0));
    QVERIFY(!p.pause());
}

void TestPacer::givesUpWhereNobodyCanBeAsked()
{
    Pacer p = pacer(false);
    for (int i = 0; i < 21; ++i)
        static_cast<void>(p.noteFailure(attempted(1), Lost, Start, Start, 0));
    QVERIFY(!p.waitsForPerson()); // It looks once more.
    QVERIFY(p.endPause(Start + 30s));
    p.noteOrder(Start + 30s);
    static_cast<void>(p.noteFailure(attempted(2), Lost, Start, Start + 31s, 0));
    QVERIFY(p.waitsForPerson());
}

void TestPacer::ordersNoMoreWhereOrdersAreLost()
{
    const Error lost{.kind = Error::Kind::UnknownOutcome, .charge = Error::Charge::Perhaps};
    const auto lose = [&lost](Pacer &p, Clock::time_point now) {
        QCOMPARE(p.noteFailure(attempted(1), lost, now, now, 0).tryAgain, When());
    };
    Pacer p = pacer();
    for (int i = 0; i < 9; ++i)
        lose(p, Start);
    static_cast<void>(p.noteSuccess(Start, Start, true)); // It did work in between.
    for (int i = 0; i < 9; ++i)
        lose(p, Start);
    QVERIFY(!p.pause());
    lose(p, Start);
    QCOMPARE(p.pause()->reason, Reason::Trouble);
    QVERIFY(p.endPause(Start + 30s));
    p.noteOrder(Start + 30s);
    lose(p, Start + 31s); // One order more, and not as many as there are places.
    QCOMPARE(p.nextOrder(Start + 31s), When(Start + 91s));
}

void TestPacer::spendsNothingOnAPaceThatIsNamed()
{
    Pacer p = pacer();
    for (int i = 0; i < 100; ++i)
        QVERIFY(p.noteFailure(attempted(1), tooMany(1s), Start, Start, 0).tryAgain);
    QCOMPARE(p.pause()->reason, Reason::RateLimit);
}

void TestPacer::waitsForHoursOnlyWhereSomebodySeesIt()
{
    Pacer seen = pacer();
    static_cast<void>(seen.noteFailure(attempted(1), tooMany(2h), Start, Start, 0));
    QCOMPARE(seen.nextOrder(Start), When(Start + 2h));
    Pacer unseen = pacer(false);
    static_cast<void>(unseen.noteFailure(attempted(1), tooMany(2h), Start, Start, 0));
    QVERIFY(unseen.waitsForPerson());
}

void TestPacer::keepsTheOrdersOfTheLastMinute()
{
    Pacer p;
    p.beginPress({}, {.requestsPerMinute = 2}, {}, true);
    p.noteOrder(Start);
    p.noteOrder(Start);
    p.beginPress({}, {.requestsPerMinute = 2}, {}, true);
    QCOMPARE(p.nextOrder(Start + 1s), When(Start + 60s));
}

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
