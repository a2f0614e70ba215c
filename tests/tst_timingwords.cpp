#include "timing/timingwords.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimingWords : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void tellsEachTryOfAPicture();
    void tellsWhenTheNextTryMayBegin();
    void tellsConnectingAsAPartOfTheServersTime();
    void namesEachChangeOfTheNumberAtOnce();
    void namesEachPause();
    void tellsThePaceInOrderOfTime();
};

void TestTimingWords::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTimingWords::tellsEachTryOfAPicture()
{
    JobRecord record{.job = {.index = 3, .prompt = u"lab"_s}, .state = JobState::Saved};
    record.timeline.beginAttempt(1s, 4);
    record.timeline.beginBackoff(2s);
    record.timeline.beginAttempt(5s, 2);
    record.timeline.firstByte(7s);
    record.timeline.lastByte(8s);
    record.timeline.end(8s);
    record.failures = {{.attempt = 1, .kind = Error::Kind::Service, .status = 503}};

    QCOMPARE(describePicture(record, 60s),
             u"3  lab\nsaved after 8.0 s\nqueued: 1.0 s\nTry 1 of 3, at place 4: the service failed (503)\n"
             "server: 1.0 s\nwaiting to retry: 3.0 s\nTry 2 of 3, at place 2\nserver: 2.0 s\n"
             "download: 1.0 s"_s);
    QCOMPARE(describeTry(record, 2), u"Try 2 of 3, at place 2"_s);
    record.mostAttempts = 4; // A person asked for one more.
    QCOMPARE(describeTry(record, 2), u"Try 2 of 4, at place 2"_s);
}

void TestTimingWords::tellsWhenTheNextTryMayBegin()
{
    JobRecord record{.job = {.prompt = u"lab"_s}};
    record.timeline.beginAttempt(0s, 1);
    record.timeline.beginBackoff(2s);
    record.nextAttempt = 5s;
    QVERIFY(describePicture(record, 3s).contains(u"\nwaiting to retry in 2.0 s\n"_s));
    QVERIFY(describePicture(record, 6s).contains(u"\nwaiting\n"_s));
}

void TestTimingWords::tellsConnectingAsAPartOfTheServersTime()
{
    JobRecord record{.job = {.prompt = u"lab"_s}, .state = JobState::Sent};
    record.timeline.beginAttempt(0s, 1);
    record.timeline.markConnecting(0s);
    record.timeline.markSent(500ms);
    QCOMPARE(describePicture(record, 4s),
             u"1  lab\nsent\nAt place 1\nserver: 4.0 s\nconnecting: 0.50 s of that"_s);
}

void TestTimingWords::namesEachChangeOfTheNumberAtOnce()
{
    QCOMPARE(describeChange(4, {.at = 3200ms, .atOnce = 6, .reason = AtOnceReason::Growing}),
             u"4 → 6: answers took no longer (at 3.2 s)"_s);
    QCOMPARE(describeChange(6, {.at = 9s, .atOnce = 3, .reason = AtOnceReason::RateLimit}),
             u"6 → 3: the service asked for fewer requests (at 9.0 s)"_s);
}

void TestTimingWords::namesEachPause()
{
    ServicePause pause{.reason = ServicePause::Reason::RateLimit, .begin = 3s, .until = 5s};
    QCOMPARE(describePause(pause, 4s), u"The service asked to wait 2.0 s (at 3.0 s)"_s);
    pause = {.reason = ServicePause::Reason::Key, .begin = 3s};
    QCOMPARE(describePause(pause, 10s),
             u"The service did not accept the key: nothing was sent for 7.0 s (at 3.0 s)"_s);
    pause.end = 4s;
    QVERIFY(describePause(pause, 10s).contains(u"for 1.0 s"_s));
}

void TestTimingWords::tellsThePaceInOrderOfTime()
{
    const RunRecord run{
        .atOnceChanges = {{.at = 0s, .atOnce = 4},
                          {.at = 2s, .atOnce = 6, .reason = AtOnceReason::Growing},
                          {.at = 5s, .atOnce = 3, .reason = AtOnceReason::RateLimit}},
        .pauses = {{.begin = 4s, .until = 5s, .end = 5s}, {.begin = 8s, .until = 9s, .end = 9s}}};
    const QStringList all = describePace(run, 0s, 60s, 60s);
    QCOMPARE(all.size(), 4);
    QVERIFY(all.at(0).startsWith(u"4 → 6:"_s));
    QVERIFY(all.at(1).startsWith(u"The service asked to wait 1.0 s"_s));
    QVERIFY(all.at(2).startsWith(u"6 → 3:"_s));
    QVERIFY(all.at(3).contains(u"(at 8.0 s)"_s));
    QCOMPARE(describePace(run, 4500ms, 6s, 60s), all.mid(1, 2));
    QVERIFY(describePace(run, 6s, 7s, 60s).isEmpty());
}

QTEST_GUILESS_MAIN(TestTimingWords)
#include "tst_timingwords.moc"
