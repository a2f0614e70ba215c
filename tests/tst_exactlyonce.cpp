#include "support/certificates.h"
#include "support/faultedpress.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Fault::Ending;

namespace {

using Encryption = std::optional<QSslConfiguration>;

/// How the server is reached, and whether the order that is lost is the first on its connection.
struct Way
{
    const char *name;
    bool isEncrypted;
    bool isFresh;
};

/// \a script with whose end the connection is closed in order.
FaultScript andClose(FaultScript script)
{
    script.append({.kind = FaultStep::Kind::Finish});
    return script;
}

} // namespace

/// One job is one order on the wire, however its answer is lost: the promise that money depends on.
class TestExactlyOnce : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { trustCertificates({u"trusted"_s, u"elsewhere"_s, u"expired"_s}); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ordersOnceAndOnceMoreWhenAsked_data();
    void ordersOnceAndOnceMoreWhenAsked();
    void ordersOnceOnAConnectionThatWasClosedBefore_data();
    void ordersOnceOnAConnectionThatWasClosedBefore();
    void ordersOnceEachWhenManyAreLostAtOnce_data();
    void ordersOnceEachWhenManyAreLostAtOnce();
    void ordersNothingOfAServerThatIsNotToBeTrusted_data();
    void ordersNothingOfAServerThatIsNotToBeTrusted();
};

void TestExactlyOnce::ordersOnceAndOnceMoreWhenAsked_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<bool>("isFresh");
    QTest::addColumn<FaultScript>("fault");

    for (const Way &way : {Way{"http, fresh", false, true}, Way{"http, kept", false, false},
                           Way{"https, fresh", true, true}, Way{"https, kept", true, false}}) {
        const auto row = [&way](const char *fault, const FaultScript &script) {
            QTest::addRow("%s: %s", way.name, fault) << way.isEncrypted << way.isFresh << script;
        };
        row("closed", Fault::noAnswer(Ending::Finish));
        row("reset", Fault::noAnswer(Ending::Reset));
        row("half a head", Fault::halfAHead());
        row("half a head, reset", Fault::halfAHead(Ending::Reset));
        row("garbage", Fault::garbage());
        row("garbage, reset", Fault::garbage(Ending::Reset));
        row("closed after some work", Fault::after(150ms, Fault::noAnswer(Ending::Finish)));
        row("reset after some work", Fault::after(150ms, Fault::noAnswer(Ending::Reset)));
        row("a head alone", Fault::cutAnswer("0123456789", 0, Ending::Finish));
        row("half a body", Fault::cutAnswer("0123456789", 5, Ending::Reset));
    }
}

void TestExactlyOnce::ordersOnceAndOnceMoreWhenAsked()
{
    QFETCH(const bool, isEncrypted);
    QFETCH(const bool, isFresh);
    QFETCH(const FaultScript, fault);
    FaultedPress press({fault}, isEncrypted ? Encryption(serverWithCertificate(u"trusted"_s)) : Encryption());

    QVERIFY(press.run(isFresh ? QStringList{u"faulty"_s} : QStringList{u"sound"_s, u"faulty"_s}));

    const QList<JobState> lost =
        isFresh ? QList{JobState::Unknown} : QList{JobState::Saved, JobState::Unknown};
    const int before = isFresh ? 0 : 1;
    QCOMPARE(press.counters(), (PressCounters{.orders = before + 1, .pictures = before, .states = lost}));
    QCOMPARE(press.bench.server.connectionCount(), 1);
    QCOMPARE(press.error().kind, Error::Kind::UnknownOutcome);
    QCOMPARE(press.error().charge, Error::Charge::Perhaps);
    QCOMPARE(press.bench.journal(u"sending"_s).size(), before + 1);

    QVERIFY(press.retry());
    QCOMPARE(press.counters(),
             (PressCounters{.orders = before + 2, .pictures = before + 1, .states = {JobState::Saved}}));
    QCOMPARE(press.faultyOrders(), 2);
}

void TestExactlyOnce::ordersOnceOnAConnectionThatWasClosedBefore_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("http") << false;
    QTest::newRow("https") << true;
}

void TestExactlyOnce::ordersOnceOnAConnectionThatWasClosedBefore()
{
    QFETCH(const bool, isEncrypted);
    const FaultScript picture = andClose(Fault::answer(200, answerWithPicture(pictureBytes())));
    FaultedPress press({picture, picture, picture, picture, Fault::noAnswer(Ending::Finish)},
                       isEncrypted ? Encryption(serverWithCertificate(u"trusted"_s)) : Encryption());

    QVERIFY(press.run(QStringList(6, u"faulty"_s)));

    // An order that was written before it was seen that the connection is closed never arrives; nobody can
    // know that it did not, and it is not sent again. The fifth that arrives gets no answer.
    const PressCounters counters = press.counters();
    QVERIFY(counters.orders <= 6);
    QCOMPARE(counters.pictures, counters.orders - (counters.orders >= 5 ? 1 : 0));
    QCOMPARE(counters.states.count(JobState::Saved), counters.pictures);
    QCOMPARE(counters.states.count(JobState::Unknown), 6 - counters.pictures);
}

void TestExactlyOnce::ordersOnceEachWhenManyAreLostAtOnce_data()
{
    ordersOnceOnAConnectionThatWasClosedBefore_data();
}

void TestExactlyOnce::ordersOnceEachWhenManyAreLostAtOnce()
{
    QFETCH(const bool, isEncrypted);
    constexpr int Count = 20;
    GeneratorBench bench(std::make_unique<Transport>(),
                         isEncrypted ? Encryption(serverWithCertificate(u"trusted"_s)) : Encryption());
    bench.server.answerWith([](const ReceivedRequest &request) {
        const auto ending = request.number % 2 == 0 ? Ending::Finish : Ending::Reset;
        return promptOf(request).endsWith(u'7') ? Fault::answer(200, answerWithPicture(pictureBytes()))
                                                : Fault::after(50ms, Fault::noAnswer(ending));
    });
    bench.start(promptsUpTo(Count), PressMode::Parallel, Count);
    QVERIFY(bench.waitForEnd());
    QTest::qWait(100);

    QHash<QString, int> orders;
    for (const ReceivedRequest &request : bench.server.requests())
        ++orders[promptOf(request)];
    QCOMPARE(orders.size(), Count);
    QCOMPARE(bench.server.requestCount(), Count);
    for (const JobRecord &record : bench.run().jobs)
        QCOMPARE(record.state, record.job.prompt.endsWith(u'7') ? JobState::Saved : JobState::Unknown);
    QCOMPARE(bench.files().size(), 2);
}

void TestExactlyOnce::ordersNothingOfAServerThatIsNotToBeTrusted_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::newRow("signed by itself") << u"untrusted"_s;
    QTest::newRow("another host's") << u"elsewhere"_s;
    QTest::newRow("expired") << u"expired"_s;
}

void TestExactlyOnce::ordersNothingOfAServerThatIsNotToBeTrusted()
{
    QFETCH(const QString, certificate);
    for (const Charging charging : {Charging::Paid, Charging::Free}) {
        FaultedPress press({}, serverWithCertificate(certificate));
        press.bench.press.account.charging = charging;

        QVERIFY(press.run({u"faulty"_s}));

        QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
        QCOMPARE(press.faulty().timeline.attempts(), 1); // It would be the same certificate again.
        QCOMPARE(press.error().kind, Error::Kind::Network);
        QCOMPARE(press.error().charge, Error::Charge::No);
        QVERIFY2(press.error().message.startsWith(u"No secure connection to 127.0.0.1"),
                 qPrintable(press.error().message));
        QVERIFY(!press.error().detail.isEmpty());
        QCOMPARE(press.bench.server.requests().size(), 0); // And with no request, no key has left.
    }
}

QTEST_GUILESS_MAIN(TestExactlyOnce)
#include "tst_exactlyonce.moc"
