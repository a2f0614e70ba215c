#include "timing/losttimewords.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A job that held lane \a lane from \a begin to \a end.
JobRecord saved(Moment begin, Moment end, int lane = 1)
{
    JobRecord record{.state = JobState::Saved};
    record.timeline.beginAttempt(begin, lane);
    record.timeline.markSent(begin);
    record.timeline.lastByte(end);
    record.timeline.releaseLane(end);
    record.timeline.end(end);
    return record;
}

RunRecord runOf(int atOnce, const QList<JobRecord> &jobs, std::optional<Moment> end)
{
    return {.plan = {.mode = atOnce == 1 ? Mode::Sequential : Mode::Parallel, .atOnce = atOnce},
            .ended = end,
            .jobs = jobs,
            .atOnceChanges = {{.atOnce = atOnce}}};
}

QStringList sentences(const LostTime &lost, Mode mode = Mode::Parallel)
{
    QStringList lines;
    for (const TimeShare &share : describe(lost, mode)) {
        const QString line =
            share.share.isEmpty() ? share.sentence : QString(share.share % u' ' % share.sentence);
        lines.append(QString(line).replace(QChar::Nbsp, u' '));
    }
    return lines;
}

} // namespace

class TestLostTimeWords : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tellsWhatToChangeInSentences();
    void tellsTheLongEndInWords_data();
    void tellsTheLongEndInWords();
    void asksForNoMoreAtOnceOfAServiceThatWantsFewer();
    void tellsOfNothingThatIsTooLittle();
    void tellsARunThatItsDiskWasFull();
    void tellsASequentialRunThatItWaitedForTheDisk();
};

void TestLostTimeWords::tellsWhatToChangeInSentences()
{
    // One place. 429 after 1 s, a pause until 3 s, a failure at 4 s that is waited out until 5 s, a
    // connection until 6 s, a picture at 8 s, safe at 10 s.
    JobRecord record{.state = JobState::Saved};
    record.timeline.beginAttempt(0s);
    record.timeline.beginBackoff(1s);
    record.timeline.beginAttempt(3s);
    record.timeline.beginBackoff(4s);
    record.timeline.beginAttempt(5s);
    record.timeline.markConnecting(5s);
    record.timeline.markSent(6s);
    record.timeline.lastByte(8s);
    record.timeline.end(10s);
    record.failures = {{.attempt = 1, .kind = Error::Kind::RateLimit, .status = 429},
                       {.attempt = 2, .kind = Error::Kind::Network}};
    RunRecord run = runOf(1, {record}, 10s);
    run.plan.mode = Mode::Parallel;
    run.pauses = {{.begin = 1s, .end = 3s}};

    const LostTime lost = findLostTime(run, {});
    QCOMPARE(
        sentences(lost),
        (QStringList{u"20 % Pictures were being made and received."_s,
                     u"20 % The service asked for fewer requests (429), which kept places idle for 2.0 s. "
                     "Send fewer at once."_s,
                     u"20 % 2 requests came to nothing after 2.0 s in all and were made again. If that "
                     "goes on, send fewer at once or look after the connection."_s,
                     u"20 % Pictures on their way to the disk kept places from the next request, 2.0 s in "
                     "all. A faster disk, or fewer at once, shortens that."_s,
                     u"10 % Waiting after failures kept places idle for 1.0 s. If it goes on, look after "
                     "the connection or choose another service."_s}));
}

void TestLostTimeWords::tellsTheLongEndInWords_data()
{
    QTest::addColumn<QList<JobRecord>>("jobs");
    QTest::addColumn<QString>("sentence");

    const QString advice = u" Put long prompts first, or send more at once."_s;
    const auto jobs = [](int longOnes, int places) {
        QList<JobRecord> records;
        for (int i = 0; i < places; ++i)
            records.append(saved(0s, 2s));
        for (int i = 0; i < places; ++i)
            records.append(saved(2s, i < longOnes ? 6s : 3s));
        return records;
    };
    QTest::newRow("one and one") << jobs(1, 2) << u"The last request kept 1 place idle for 3.0 s." % advice;
    QTest::newRow("one and many") << jobs(1, 4) << u"The last request kept 3 places idle for 3.0 s." % advice;
    QTest::newRow("many and one") << jobs(3, 4)
                                  << u"3 requests at the end kept 1 place idle for 3.0 s." % advice;
    QTest::newRow("many and many") << jobs(2, 8)
                                   << u"2 requests at the end kept 6 places idle for 3.0 s." % advice;
    QTest::newRow("all at once")
        << QList<JobRecord>{saved(0s, 3s), saved(0s, 6s)}
        << u"All requests were under way at once, and the longest kept the places of the others idle for up "
           "to 3.0 s. Only a quicker service would end the run sooner."_s;
}

void TestLostTimeWords::tellsTheLongEndInWords()
{
    QFETCH(const QList<JobRecord>, jobs);
    QFETCH(const QString, sentence);

    const int atOnce = jobs.size() == 2 ? 2 : int(jobs.size()) / 2;
    const QStringList told = sentences(findLostTime(runOf(atOnce, jobs, 6s), {}));
    QCOMPARE(told.size(), 2);
    QVERIFY2(told.at(1).endsWith(u" % "_s % sentence), qPrintable(told.at(1)));
}

void TestLostTimeWords::asksForNoMoreAtOnceOfAServiceThatWantsFewer()
{
    RunRecord run = runOf(2, {saved(0s, 1s), saved(0s, 1s), saved(3s, 4s), saved(3s, 4s), saved(4s, 9s)}, 9s);
    run.pauses = {{.reason = ServicePause::Reason::RateLimit, .begin = 1s, .end = 3s}};
    const QStringList told = sentences(findLostTime(run, {}));
    QVERIFY(told.contains(u"28 % The last request kept 1 place idle for 5.0 s. Put long prompts first."_s));
    QVERIFY(told.filter(u"Send fewer at once."_s).size() == 1);
}

void TestLostTimeWords::tellsOfNothingThatIsTooLittle()
{
    const QString made = u"Pictures were being made and received."_s;
    // 0.9 % of ten seconds, then one hundredth of them.
    QCOMPARE(sentences(findLostTime(runOf(1, {saved(0s, 5s), saved(5090ms, 10s)}, 10s), {})),
             (QStringList{u"99 % "_s % made, u"No time to speak of was lost."_s}));
    QCOMPARE(sentences(findLostTime(runOf(1, {saved(0s, 5s), saved(5100ms, 10s)}, 10s), {})).size(), 2);
    QVERIFY(sentences(findLostTime(runOf(1, {saved(0s, 5s), saved(5100ms, 10s)}, 10s), {}))
                .last()
                .startsWith(u"1 % Places stayed idle for 0.10 s although requests waited."));
    // A tenth, but forty milliseconds only.
    QCOMPARE(sentences(findLostTime(runOf(1, {saved(0ms, 200ms), saved(240ms, 400ms)}, 400ms), {})),
             (QStringList{u"90 % "_s % made, u"No time to speak of was lost."_s}));
    QCOMPARE(sentences(findLostTime(runOf(1, {saved(0s, 5s), JobRecord{}}, {}), 5s)),
             (QStringList{u"100 % "_s % made, u"No time to speak of has been lost so far."_s}));
    QVERIFY(sentences(findLostTime(runOf(1, {}, Moment(0s)), {})).isEmpty());
}

void TestLostTimeWords::tellsARunThatItsDiskWasFull()
{
    JobRecord record{.state = JobState::Saved};
    record.timeline.beginAttempt(0s);
    record.timeline.lastByte(4s);
    record.timeline.end(8s);
    RunRecord run = runOf(2, {record, saved(0s, 8s)}, 8s); // No place was idle for it.
    run.pauses = {{.reason = ServicePause::Reason::Storage, .begin = 4s, .end = 8s}};
    QVERIFY(
        sentences(findLostTime(run, {}))
            .contains(u"25 % Pictures that were here waited for room on the disk, 4.0 s in all. Make room "
                      "there before the next run, or choose another folder."_s));
}

void TestLostTimeWords::tellsASequentialRunThatItWaitedForTheDisk()
{
    JobRecord record{.state = JobState::Saved};
    record.timeline.beginAttempt(0s);
    record.timeline.lastByte(9s);
    record.timeline.end(10s);
    QCOMPARE(sentences(findLostTime(runOf(1, {record}, 10s), {}), Mode::Sequential).last(),
             u"10 % Each request waited until the picture before it was safe on disk, 1.0 s in all. Parallel "
             "does not wait for that."_s);
}

QTEST_APPLESS_MAIN(TestLostTimeWords)
#include "tst_losttimewords.moc"
