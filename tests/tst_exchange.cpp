#include "support/faultserver.h"
#include "support/sending.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Reason = TransportFailure::Reason;

Q_DECLARE_METATYPE(ContactSheet::TransportFailure::Reason)

class TestExchange : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void handsOverStatusHeadersAndBody();
    void saysWhenItConnects();
    void takesAnErrorStatusForAnAnswer();
    void keepsTheBeginningOfALongError_data();
    void keepsTheBeginningOfALongError();
    void findsAnswersThatAreCutOff_data();
    void findsAnswersThatAreCutOff();
    void refusesADamagedAnswer_data();
    void refusesADamagedAnswer();
    void endsAHeadBeyondAllBounds_data();
    void endsAHeadBeyondAllBounds();
    void takesALengthThatIsSaidTwice();
    void takesAHeadOfManyHeaders();
    void refusesAnswersThatAreCompressed();
    void refusesAnswersThatAnnounceTooMuch();
    void endsWhenATimeLimitRunsOut_data();
    void endsWhenATimeLimitRunsOut();
    void hasPatienceWithAStreamOfEvents();
    void dropsTheConnectionWhenAnExchangeIsDeleted();
};

void TestExchange::handsOverStatusHeadersAndBody()
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

void TestExchange::saysWhenItConnects()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "{}"));
    Transport transport;

    Sending first(transport, orderTo(server.url()));
    QVERIFY(first.waitForEnd());
    QCOMPARE(first.connecting.size(), 1);
    QVERIFY(first.connecting.at(0).at(0).value<Clock::time_point>()
            <= first.sent.at(0).at(0).value<Clock::time_point>());

    Sending second(transport, orderTo(server.url()));
    QVERIFY(second.waitForEnd());
    QCOMPARE(second.connecting.size(), 0);
}

void TestExchange::takesAnErrorStatusForAnAnswer()
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

void TestExchange::keepsTheBeginningOfALongError_data()
{
    QTest::addColumn<FaultScript>("fault");

    const QByteArray page(200'000, 'x');
    QTest::newRow("with a length") << Fault::answer(500, page);
    QTest::newRow("without an end") << Fault::flood(writeHead(500, {}), page);
    QTest::newRow("longer than it says") << Fault::raw(writeHead(500, {{"Content-Length", "100000"}}) + page);
    QTest::newRow("announced beyond all bounds")
        << Fault::flood(writeHead(500, {{"Content-Length", "999999999999"}}), page);
}

void TestExchange::keepsTheBeginningOfALongError()
{
    QFETCH(const FaultScript, fault);
    FaultServer server;
    server.answerAlways(fault);
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 1);
    QCOMPARE(sending.answer().status, 500);
    QCOMPARE(sending.answer().body, QByteArray(Exchange::LargestErrorBody, 'x'));
    if (fault.last().kind == FaultStep::Kind::Flood)
        QTRY_COMPARE(server.openConnectionCount(), 0);
}

void TestExchange::findsAnswersThatAreCutOff_data()
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

void TestExchange::findsAnswersThatAreCutOff()
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

void TestExchange::refusesADamagedAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Reason>("reason");

    const auto length = [](const QByteArray &value) {
        return QByteArray(writeHead(200, {{"Content-Length", value}}) + "{}");
    };
    QTest::newRow("a negative length") << length("-2") << Reason::Damaged;
    QTest::newRow("a length in words") << length("two") << Reason::Damaged;
    QTest::newRow("a length with a sign") << length("+2") << Reason::Damaged;
    QTest::newRow("a length beyond all numbers") << length(QByteArray(40, '9')) << Reason::Damaged;
    QTest::newRow("two lengths") << length("2, 3") << Reason::Damaged;
    QTest::newRow("two lengths in two fields")
        << QByteArray(writeHead(200, {{"Content-Length", "2"}, {"Content-Length", "3"}}) + "{}")
        << Reason::Damaged;
    QTest::newRow("early hints alone") << writeHead(103, {{"Link", "</style.css>"}}) << Reason::Damaged;
    QTest::newRow("another protocol")
        << writeHead(101, {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}}) << Reason::Damaged;
}

void TestExchange::refusesADamagedAnswer()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const Reason, reason);
    FaultServer server;
    server.answerAlways(Fault::raw(answer));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 0);
    QCOMPARE(sending.failure().reason, reason);
    QVERIFY(sending.failure().mayHaveArrived);
    QVERIFY(!sending.failure().detail.isEmpty());
    QCOMPARE(server.requestCount(), 1);
}

void TestExchange::endsAHeadBeyondAllBounds_data()
{
    QTest::addColumn<QByteArray>("headers");

    QByteArray many;
    for (int i = 0; i <= Exchange::MostHeaders; ++i)
        many += "X-" + QByteArray::number(i) + ": a\r\n";
    QTest::newRow("many") << many;
    QTest::newRow("a long one") << QByteArray("X-Long: " + QByteArray(Exchange::LargestHead, 'x') + "\r\n");
    QTest::newRow("many, again and again") << many.repeated(400); // Qt takes seconds to read ten times that.
}

void TestExchange::endsAHeadBeyondAllBounds()
{
    QFETCH(const QByteArray, headers);
    for (const bool closes : {true, false}) {
        FaultServer server;
        const QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + headers + "\r\n{}";
        server.answerAlways(Fault::raw(answer)
                            + (closes ? Fault::noAnswer(Fault::Ending::Finish) : Fault::hang()));
        Transport transport;

        Sending sending(transport, orderTo(server.url()), {.idle = 100ms});
        QVERIFY(sending.waitForEnd());

        // Some builds of Qt drop such a head, or such a connection, by themselves. Where there is a body, it
        // alone says what it is worth.
        if (sending.answered.isEmpty())
            QVERIFY(sending.failure().mayHaveArrived);
        else
            QCOMPARE(sending.answer(), (ServiceAnswer{.status = 200, .body = "{}", .url = server.url()}));
        QCOMPARE(server.requestCount(), 1);
    }
}

void TestExchange::takesALengthThatIsSaidTwice()
{
    FaultServer server;
    server.answerAlways(
        Fault::raw(writeHead(200, {{"Content-Length", "2"}, {"Content-Length", "2"}}) + "{}"));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 1);
    QCOMPARE(sending.answer().body, "{}");
}

void TestExchange::takesAHeadOfManyHeaders()
{
    FaultServer server;
    HttpHeaders headers;
    for (int i = 1; i < Exchange::MostHeaders; ++i)
        headers.append({"X-" + QByteArray::number(i), QByteArray(2000, 'a')});
    server.answerAlways(Fault::answer(200, "{}", headers));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 1);
    QCOMPARE(sending.answer().headers.size(), Exchange::MostHeaders);
}

void TestExchange::refusesAnswersThatAreCompressed()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, "squeezed", {{"Content-Encoding", "gzip"}}));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failed.size(), 1);
}

void TestExchange::refusesAnswersThatAnnounceTooMuch()
{
    FaultServer server;
    server.answerAlways(Fault::answerWithLength(Exchange::LargestJson + 1, "{", Fault::Ending::Finish));
    Transport transport;

    Sending sending(transport, orderTo(server.url()));
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failure().reason, Reason::TooLarge);
}

void TestExchange::endsWhenATimeLimitRunsOut_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<TimeLimits>("limits");
    QTest::addColumn<Reason>("reason");

    QTest::newRow("no answer") << Fault::hang() << TimeLimits{.firstByte = 150ms} << Reason::NoAnswer;
    QTest::newRow("a head and no more")
        << Fault::stall(10) << TimeLimits{.firstByte = 150ms} << Reason::NoAnswer;
    QTest::newRow("a head in drops") << Fault::drip({}, 1, 20ms) << TimeLimits{.firstByte = 150ms}
                                     << Reason::NoAnswer;
    QTest::newRow("a silence in the answer")
        << Fault::stall(10, "abc") << TimeLimits{.idle = 150ms} << Reason::NoAnswer;
    QTest::newRow("an answer in drops")
        << Fault::drip(QByteArray(10'000, 'x'), 1, 5ms) << TimeLimits{.rate = 500ms} << Reason::TooSlow;
    QTest::newRow("an error in drops") << Fault::raw("HTTP/1.1 500 Broken\r\nContent-Length: 9999\r\n\r\n")
            + Fault::drip(QByteArray(10'000, 'x'), 1, 5ms)
                                       << TimeLimits{.rate = 500ms} << Reason::TooSlow;
    QTest::newRow("an answer in steps") << Fault::flood(writeHead(200, {}), QByteArray(1000, 'x'))
                                        << TimeLimits{.total = 200ms} << Reason::NoAnswer;
    FaultScript beginnings;
    for (int i = 0; i < 500; ++i)
        beginnings += Fault::after(2ms, Fault::raw("HTTP/1.1 100 Continue\r\n\r\n"));
    QTest::newRow("nothing but beginnings")
        << beginnings << TimeLimits{.firstByte = 200ms} << Reason::NoAnswer;
}

void TestExchange::endsWhenATimeLimitRunsOut()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const TimeLimits, limits);
    QFETCH(const Reason, reason);
    FaultServer server;
    server.answerAlways(fault);
    QSignalSpy clientLeft(&server, &FaultServer::clientLeft);
    Transport transport;

    Sending sending(transport, orderTo(server.url()), limits);
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.failure().reason, reason);
    QVERIFY(sending.failure().mayHaveArrived);
    QTRY_COMPARE(clientLeft.size(), 1);
    QCOMPARE(server.requestCount(), 1);
}

void TestExchange::hasPatienceWithAStreamOfEvents()
{
    FaultServer server;
    FaultScript script =
        Fault::raw(writeHead(200, {{"Content-Type", "text/event-stream"}}) + ": waiting\n\n");
    for (int i = 0; i < 5; ++i)
        script += Fault::after(100ms, Fault::raw(": waiting\n\n"));
    script.append({.kind = FaultStep::Kind::Finish});
    server.answerAlways(script);
    Transport transport;

    ServiceRequest order = orderTo(server.url());
    order.isStreamed = true;
    Sending sending(transport, order, {.idle = 50ms, .rate = 150ms});
    QByteArray events;
    connect(sending.exchange.get(), &Exchange::pieceArrived, this,
            [&events](const QByteArray &piece) { events += piece; });
    QVERIFY(sending.waitForEnd());

    QCOMPARE(sending.answered.size(), 1);
    QCOMPARE(events, QByteArray(": waiting\n\n").repeated(6));
}

void TestExchange::dropsTheConnectionWhenAnExchangeIsDeleted()
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

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
