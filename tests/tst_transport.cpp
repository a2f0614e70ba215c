#include "support/certificates.h"
#include "support/faultserver.h"
#include "support/sending.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Reason = TransportFailure::Reason;

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { trustCertificates({u"trusted"_s}); }
    void init();

    void ordersOnceWhateverTheServerDoes_data();
    void ordersOnceWhateverTheServerDoes();
    void ordersOnceOnAConnectionThatTheServerHasClosed();
    void knowsThatNothingLeftWhereNothingListens();
    void hasAsManyRequestsOnTheWireAsAreSent();
    void keepsManagersAndConnectionsForLaterRequests();
    void warmsConnectionsForTheFirstOrders_data();
    void warmsConnectionsForTheFirstOrders();
    void leavesWithTheServiceWhatCannotBePutAwayYet_data();
    void leavesWithTheServiceWhatCannotBePutAwayYet();
    void warmsNoMoreThanNeeded();
    void warmsNothingBesideRequestsUnderWay();
    void warmsInSilenceWhereNobodyListens();
    void followsNoRedirect_data();
    void followsNoRedirect();
    void sendsTheKeyToItsOwnOriginAlone();
    void introducesItself();
    void speaksHttp11EvenWhereHttp2IsOffered();
};

void TestTransport::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTransport::ordersOnceWhateverTheServerDoes_data()
{
    QTest::addColumn<FaultScript>("fault");

    QTest::newRow("closes") << Fault::noAnswer(Fault::Ending::Finish);
    QTest::newRow("resets") << Fault::noAnswer(Fault::Ending::Reset);
    QTest::newRow("half a head") << Fault::halfAHead();
    QTest::newRow("half a head, reset") << Fault::halfAHead(Fault::Ending::Reset);
    QTest::newRow("garbage") << Fault::garbage();
    QTest::newRow("closes after some work") << Fault::after(300ms, Fault::noAnswer(Fault::Ending::Finish));
    QTest::newRow("resets after some work") << Fault::after(300ms, Fault::noAnswer(Fault::Ending::Reset));
}

void TestTransport::ordersOnceWhateverTheServerDoes()
{
    QFETCH(const FaultScript, fault);
    FaultServer server;
    server.answerAlways(fault);
    Transport transport;

    Sending sending(transport, orderTo(server.url(u"/v1/images/generations"_s)));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failed.size(), 1);
    QVERIFY(sending.failure().mayHaveArrived);
    // A second order would arrive at once, as Qt sends it from the same event: give it a moment to show.
    QTest::qWait(100);
    QCOMPARE(server.requestCount(), 1);
}

void TestTransport::ordersOnceOnAConnectionThatTheServerHasClosed()
{
    FaultServer server;
    FaultScript answerThenClose = Fault::answer(200, "{}");
    answerThenClose.append({.kind = FaultStep::Kind::Finish});
    server.answerAlways(answerThenClose);
    Transport transport;

    for (int number = 1; number <= 5; ++number) {
        Sending sending(transport, orderTo(server.url()));
        QVERIFY(sending.waitForEnd());
        QCOMPARE(sending.answered.size(), 1);
        QCOMPARE(server.requestCount(), number);
    }
}

void TestTransport::knowsThatNothingLeftWhereNothingListens()
{
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    const QUrl url(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()));
    Transport transport;

    Sending sending(transport, orderTo(url));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failure().reason, Reason::Refused);
    QVERIFY(!sending.failure().mayHaveArrived);
    QVERIFY(sending.sent.isEmpty());
}

void TestTransport::hasAsManyRequestsOnTheWireAsAreSent()
{
    constexpr int AtOnce = 100;
    FaultServer server;
    server.answerAlways(Fault::hang());
    Transport transport;
    std::vector<std::unique_ptr<Sending>> sendings;
    for (int i = 0; i < AtOnce; ++i)
        sendings.push_back(std::make_unique<Sending>(transport, orderTo(server.url())));

    QTRY_COMPARE(server.requestCount(), AtOnce);
    QCOMPARE(server.connectionCount(), AtOnce);
    QCOMPARE(transport.managerCount(server.url()),
             (AtOnce + Transport::RequestsPerManager - 1) / Transport::RequestsPerManager);
}

void TestTransport::keepsManagersAndConnectionsForLaterRequests()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "{}"));
    Transport transport;

    for (int i = 0; i < 20; ++i) {
        Sending sending(transport, orderTo(server.url()));
        QVERIFY(sending.waitForEnd());
    }

    QCOMPARE(server.requestCount(), 20);
    QCOMPARE(server.connectionCount(), 1);
    QCOMPARE(transport.managerCount(server.url()), 1);
}

void TestTransport::warmsConnectionsForTheFirstOrders_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<int>("count");
    for (const int count : {1, 4, 8}) {
        QTest::addRow("%d over http", count) << false << count;
        QTest::addRow("%d over https", count) << true << count;
    }
}

void TestTransport::warmsConnectionsForTheFirstOrders()
{
    QFETCH(const bool, isEncrypted);
    QFETCH(const int, count);
    const auto server = isEncrypted ? std::make_unique<FaultServer>(serverWithCertificate(u"trusted"_s))
                                    : std::make_unique<FaultServer>();
    server->answerAlways(Fault::after(50ms, Fault::answer(200, "{}")));
    Transport transport;

    transport.warm(server->url(u"/v1"_s), count);
    // Where the machine is busy, Qt finds the first of them open before it turns to the last: then it is
    // fewer.
    static_cast<void>(QTest::qWaitFor([&] { return server->connectionCount() == count; }, 1000));
    QTest::qWait(100); // A handshake goes on for a while after that.
    const int warmed = server->connectionCount();
    QVERIFY(warmed >= 1 && warmed <= count);
    QCOMPARE(server->requestCount(), 0);

    std::vector<std::unique_ptr<Sending>> sendings;
    for (int i = 0; i < count; ++i)
        sendings.push_back(std::make_unique<Sending>(transport, orderTo(server->url())));
    for (const auto &sending : sendings) {
        QVERIFY(sending->waitForEnd());
        QCOMPARE(sending->answered.size(), 1);
    }
    QCOMPARE(server->requestCount(), count);
    if (warmed < count)
        return;
    QCOMPARE(server->connectionCount(), count);
    for (const auto &sending : sendings)
        QCOMPARE(sending->connecting.size(), 0);
}

void TestTransport::leavesWithTheServiceWhatCannotBePutAwayYet_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("http") << false;
    QTest::newRow("https") << true;
}

void TestTransport::leavesWithTheServiceWhatCannotBePutAwayYet()
{
    QFETCH(const bool, isEncrypted);
    const auto server = isEncrypted ? std::make_unique<FaultServer>(serverWithCertificate(u"trusted"_s))
                                    : std::make_unique<FaultServer>();
    // More at the same time than is read at the same time, and each more than Qt may hold.
    const QByteArray body(int(Intake::MostHeld / 6), 'x');
    server->answerAlways(Fault::after(50ms, Fault::answer(200, body)));
    FaultServer silent;
    silent.answerAlways(Fault::hang());
    Transport transport;

    transport.setReceiving(false);
    std::vector<std::unique_ptr<Sending>> sendings;
    for (int i = 0; i < 12; ++i)
        sendings.push_back(std::make_unique<Sending>(transport, orderTo(server->url()),
                                                     TimeLimits{.idle = 100ms, .rate = 100ms}));
    for (const auto &sending : sendings)
        QTRY_COMPARE(sending->began.size(), 1);
    // Longer than all time limits of the others, which stand still.
    Sending clock(transport, orderTo(silent.url()), {.firstByte = 400ms});
    QVERIFY(clock.waitForEnd());
    for (const auto &sending : sendings)
        QCOMPARE(sending->answered.size() + sending->failed.size(), 0);

    transport.setReceiving(true);
    for (const auto &sending : sendings) {
        QVERIFY(sending->waitForEnd());
        QCOMPARE(sending->answered.size(), 1);
        QVERIFY(sending->answer().body == body);
    }
}

void TestTransport::warmsNoMoreThanNeeded()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "{}"));
    Transport transport;
    // On a busy machine the first is open before Qt comes to the second, which it then takes for needless.
    for (int i = 0; i < 3; ++i) {
        transport.warm(server.url(), 2);
        QTRY_VERIFY(server.connectionCount() > 0);
    }
    Sending sending(transport, orderTo(server.url())); // Comes after what was asked for before it.
    QVERIFY(sending.waitForEnd());
    QVERIFY2(server.connectionCount() <= 2, qPrintable(QString::number(server.connectionCount())));
}

void TestTransport::warmsNothingBesideRequestsUnderWay()
{
    FaultServer server;
    server.answerAlways(Fault::hang());
    Transport transport;
    const Sending waiting(transport, orderTo(server.url()));
    QTRY_COMPARE(server.requestCount(), 1);
    transport.warm(server.url(), 4);
    const Sending next(transport, orderTo(server.url()));
    QTRY_COMPARE(server.requestCount(), 2);
    QCOMPARE(server.connectionCount(), 2);
}

void TestTransport::warmsInSilenceWhereNobodyListens()
{
    QTcpSocket reserved;
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    FaultServer distrusted(serverWithCertificate(u"untrusted"_s));
    Transport transport;

    transport.warm(QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort())), 2);
    transport.warm(distrusted.url(), 1);
    QTRY_COMPARE(distrusted.connectionCount(), 1);
    QTRY_COMPARE(distrusted.openConnectionCount(), 0);

    Sending sending(transport, orderTo(distrusted.url())); // What is wrong is said to who orders.
    QVERIFY(sending.waitForEnd());
    QCOMPARE(sending.failure().reason, Reason::NotSecure);
    QCOMPARE(distrusted.requestCount(), 0);
}

void TestTransport::followsNoRedirect_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isOrder");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("order, %d", status) << status << true;
        QTest::addRow("download, %d", status) << status << false;
    }
}

void TestTransport::followsNoRedirect()
{
    QFETCH(const int, status);
    QFETCH(const bool, isOrder);
    FaultServer elsewhere;
    FaultServer server;
    server.answerAlways(Fault::redirect(status, elsewhere.url(u"/stolen"_s)));
    Transport transport;
    ServiceRequest request = isOrder ? orderTo(server.url()) : fetchFrom(server.url());
    request.authorization = Authorization{.key = Secret("sk-canary-1234567890"), .origin = server.url()};

    Sending sending(transport, request);
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answer().status, status);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(elsewhere.requestCount(), 0);
}

void TestTransport::sendsTheKeyToItsOwnOriginAlone()
{
    FaultServer own;
    FaultServer other;
    own.answerAlways(Fault::answer(200, "{}"));
    other.answerAlways(Fault::answer(200, "{}"));
    Transport transport;
    for (const FaultServer *server : {&own, &other}) {
        ServiceRequest request = orderTo(server->url(u"/v1/images/generations"_s));
        request.authorization =
            Authorization{.key = Secret("sk-canary-1234567890"), .origin = own.url(u"/v1"_s)};
        Sending sending(transport, request);
        QVERIFY(sending.waitForEnd());
    }

    QCOMPARE(own.requests().constFirst().http.header("authorization"), "Bearer sk-canary-1234567890");
    for (const auto &[name, value] : other.requests().constFirst().http.headers)
        QVERIFY2(!value.contains("canary"), name.constData());
}

void TestTransport::speaksHttp11EvenWhereHttp2IsOffered()
{
    QSslConfiguration encryption = serverWithCertificate(u"trusted"_s);
    encryption.setAllowedNextProtocols({"h2", "http/1.1"});
    FaultServer encrypted(encryption);
    FaultServer plain;
    Transport transport;
    for (FaultServer *server : {&encrypted, &plain}) {
        server->answerAlways(Fault::answer(200, "{}"));
        transport.warm(server->url(), 1);
        Sending sending(transport, orderTo(server->url()));
        QVERIFY(sending.waitForEnd());
        QCOMPARE(sending.answered.size(), 1); // The server knows HTTP/1.1 alone.
        QVERIFY(server->requests().constFirst().http.header("upgrade").isEmpty());
        QVERIFY(server->requests().constFirst().http.header("http2-settings").isEmpty());
    }
}

void TestTransport::introducesItself()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "{}"));
    Transport transport;

    Sending sending(transport, fetchFrom(server.url()));
    QVERIFY(sending.waitForEnd());

    const HttpRequest request = server.requests().constFirst().http;
    QVERIFY(request.header("user-agent").startsWith("ContactSheet/"));
    QCOMPARE(request.header("accept-encoding"), "identity");
    QVERIFY(request.header("cookie").isEmpty());
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
