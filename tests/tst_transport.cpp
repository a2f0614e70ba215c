#include "generation/transport.h"
#include "support/faultserver.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Reason = TransportFailure::Reason;

/// One request to a server, with everything that is heard of it.
struct Sending
{
    Sending(Transport &transport, const ServiceRequest &request, const TimeLimits &limits = {})
        : exchange(transport.send(request, limits))
        , sent(exchange.get(), &Exchange::requestSent)
        , began(exchange.get(), &Exchange::answerBegan)
        , answered(exchange.get(), &Exchange::answered)
        , failed(exchange.get(), &Exchange::failed)
    {}

    [[nodiscard]] bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return answered.size() + failed.size() > 0; }, 10'000);
    }
    [[nodiscard]] ServiceAnswer answer() const { return answered.at(0).at(0).value<ServiceAnswer>(); }
    [[nodiscard]] TransportFailure failure() const { return failed.at(0).at(0).value<TransportFailure>(); }

    std::unique_ptr<Exchange> exchange;
    QSignalSpy sent;
    QSignalSpy began;
    QSignalSpy answered;
    QSignalSpy failed;
};

ServiceRequest orderTo(const QUrl &url)
{
    return {
        .asked = Asked::Order, .url = url, .headers = {{"Content-Type", "application/json"}}, .body = "{}"};
}

ServiceRequest fetchFrom(const QUrl &url)
{
    return {.asked = Asked::Fetch, .url = url};
}

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void ordersOnceWhateverTheServerDoes_data();
    void ordersOnceWhateverTheServerDoes();
    void ordersOnceOnAConnectionThatTheServerHasClosed();
    void knowsThatNothingLeftWhereNothingListens();
    void hasAsManyRequestsOnTheWireAsAreSent();
    void keepsManagersAndConnectionsForLaterRequests();
    void handsOverStatusHeadersAndBody();
    void takesAnErrorStatusForAnAnswer();
    void followsNoRedirect_data();
    void followsNoRedirect();
    void sendsTheKeyToItsOwnOriginAlone();
    void introducesItself();
    void findsAnswersThatAreCutOff_data();
    void findsAnswersThatAreCutOff();
    void refusesAnswersThatAreCompressed();
    void refusesAnswersThatAnnounceTooMuch();
    void endsWhenATimeLimitRunsOut_data();
    void endsWhenATimeLimitRunsOut();
    void dropsTheConnectionWhenAnExchangeIsDeleted();
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

void TestTransport::handsOverStatusHeadersAndBody()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "the body", {{"x-request-id", "req_1"}}));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answer().status, 200);
    QCOMPARE(sending.answer().body, "the body");
    QCOMPARE(sending.answer().requestId(), u"req_1"_s);
    QCOMPARE(sending.sent.size(), 1);
    QCOMPARE(sending.began.size(), 1);
    const ReceivedRequest request = server.requests().constFirst();
    QCOMPARE(request.http.method, "POST");
    QCOMPARE(request.http.body, "{}");
}

void TestTransport::takesAnErrorStatusForAnAnswer()
{
    for (const int status : {400, 401, 403, 404, 407, 409, 410, 429, 500, 501, 502, 503, 529}) {
        FaultServer server;
        server.answerAlways(Fault::answer(status, R"({"error":{"message":"no"}})"));
        Transport transport;

        Sending sending(transport, orderTo(server.url()));
        QVERIFY(sending.waitForEnd());

        QCOMPARE(sending.answered.size(), 1);
        QCOMPARE(sending.answer().status, status);
        QCOMPARE(sending.answer().body, R"({"error":{"message":"no"}})");
        QCOMPARE(server.requestCount(), 1);
    }
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

void TestTransport::findsAnswersThatAreCutOff_data()
{
    QTest::addColumn<FaultScript>("fault");
    const QByteArray body(5000, 'x');
    for (const Fault::Ending ending : {Fault::Ending::Finish, Fault::Ending::Reset}) {
        const char *name = ending == Fault::Ending::Finish ? "closed" : "reset";
        for (const qsizetype sent : {0, 1, 2500, 4999})
            QTest::addRow("%s after %d bytes", name, int(sent)) << Fault::cutAnswer(body, sent, ending);
        QTest::addRow("chunks, %s", name) << Fault::cutChunks({body}, ending);
    }
}

void TestTransport::findsAnswersThatAreCutOff()
{
    QFETCH(const FaultScript, fault);
    FaultServer server;
    server.answerAlways(fault);
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 0);
    QVERIFY(sending.failure().mayHaveArrived);
    QCOMPARE(server.requestCount(), 1);
}

void TestTransport::refusesAnswersThatAreCompressed()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "squeezed", {{"Content-Encoding", "gzip"}}));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failed.size(), 1);
}

void TestTransport::refusesAnswersThatAnnounceTooMuch()
{
    FaultServer server;
    server.answerAlways(Fault::answerWithLength(Exchange::LargestJson + 1, "{", Fault::Ending::Finish));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failure().reason, Reason::TooLarge);
}

void TestTransport::endsWhenATimeLimitRunsOut_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<TimeLimits>("limits");

    QTest::newRow("no answer") << Fault::hang() << TimeLimits{.firstByte = 150ms};
    QTest::newRow("a silence in the answer") << FaultScript{
        {.kind = FaultStep::Kind::Send, .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"},
        {.kind = FaultStep::Kind::Hang}} << TimeLimits{.idle = 150ms};
    QTest::newRow("an answer in drops")
        << Fault::drip(QByteArray(10'000, 'x'), 1, 20ms) << TimeLimits{.idle = 5s, .total = 300ms};
}

void TestTransport::endsWhenATimeLimitRunsOut()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const TimeLimits, limits);
    FaultServer server;
    server.answerAlways(fault);
    QSignalSpy clientLeft(&server, &FaultServer::clientLeft);
    Transport transport;

    Sending sending(transport, orderTo(server.url()), limits);
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failure().reason, Reason::NoAnswer);
    QVERIFY(sending.failure().mayHaveArrived);
    QTRY_COMPARE(clientLeft.size(), 1);
    QCOMPARE(server.requestCount(), 1);
}

void TestTransport::dropsTheConnectionWhenAnExchangeIsDeleted()
{
    FaultServer server;
    server.answerAlways(Fault::hang());
    QSignalSpy clientLeft(&server, &FaultServer::clientLeft);
    Transport transport;
    auto sending = std::make_unique<Sending>(transport, orderTo(server.url()));
    QTRY_COMPARE(server.requestCount(), 1);

    sending.reset();

    QTRY_COMPARE(clientLeft.size(), 1);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
