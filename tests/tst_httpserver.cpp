#include "practice/httpserver.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A client that sends what it is told, byte for byte, and keeps what comes back.
class RawClient final : public QObject
{
public:
    explicit RawClient(quint16 port)
    {
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] { received += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    void get(const QByteArray &target) { send("GET " + target + " HTTP/1.1\r\nHost: here\r\n\r\n"); }
    void leave() { m_socket.abort(); }
    [[nodiscard]] bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    QByteArray received;

private:
    QTcpSocket m_socket;
};

/// A server that keeps every exchange until the test answers it.
struct Bench
{
    QList<HttpExchangePointer> exchanges = {};
    std::unique_ptr<HttpServer> server = std::make_unique<HttpServer>(
        [this](const HttpExchangePointer &exchange) { exchanges.append(exchange); });
    quint16 port = server->listen(0).value();
};

HttpResponse text(const QByteArray &body)
{
    return {.status = 200, .headers = {{.name = "Content-Type"_ba, .value = "text/plain"_ba}}, .body = body};
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answersWithLengthAndDate();
    void answersAHeadWithoutItsBody();
    void answersLaterAndKeepsTheConnection();
    void answersInTheOrderOfTheRequests();
    void answersManyRequestsSentAhead();
    void sendsPiecesAsChunks();
    void sendsPiecesToHttp10UntilTheEnd();
    void closesWhenAskedTo();
    void refusesNonsenseAndCloses();
    void readsWhatARefusedClientStillSends();
    void saysContinueToAClientThatWaits();
    void saysThatTheClientLeft();
    void ignoresAnswersToClientsThatLeft();
    void ignoresAnswersAfterItsOwnEnd();
    void answersForAHandlerThatForgot();
    void breaksOffPiecesThatEndEarly();
    void answersManyAtOnce_data();
    void answersManyAtOnce();
    void saysThatAPortIsTaken();
};

void TestHttpServer::answersWithLengthAndDate()
{
    Bench bench;
    RawClient client(bench.port);
    client.get("/here?now"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    QCOMPARE(bench.exchanges[0]->request().target, "/here?now"_ba);
    QVERIFY(bench.exchanges[0]->isOpen());
    bench.exchanges[0]->answer(text("hello"_ba));
    QVERIFY(!bench.exchanges[0]->isOpen());

    QTRY_VERIFY(client.received.endsWith("\r\n\r\nhello"));
    static const QRegularExpression Expected(
        u"\\AHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
        "Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"
        "Connection: keep-alive\r\n\r\nhello\\z"_s);
    QVERIFY(Expected.match(QString::fromLatin1(client.received)).hasMatch());
}

void TestHttpServer::answersAHeadWithoutItsBody()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("HEAD / HTTP/1.1\r\nHost: here\r\n\r\n"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    bench.exchanges[0]->answer(text("hello"_ba));
    client.get("/"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 2);
    bench.exchanges[1]->answer(text("bye"_ba));

    QTRY_VERIFY(client.received.endsWith("\r\n\r\nbye"));
    QVERIFY(client.received.contains("Content-Length: 5"));
    QVERIFY(!client.received.contains("hello"));
}

void TestHttpServer::answersLaterAndKeepsTheConnection()
{
    Bench bench;
    RawClient client(bench.port);
    for (int i = 0; i < 3; ++i) {
        client.get("/"_ba);
        QTRY_COMPARE(bench.exchanges.size(), i + 1);
        QTimer::singleShot(20ms, bench.server.get(), [exchange = bench.exchanges[i], i] {
            exchange->answer(text("answer " + QByteArray::number(i)));
        });
        const QByteArray expected = "answer " + QByteArray::number(i);
        QTRY_VERIFY(client.received.endsWith(expected));
    }
    QVERIFY(client.isConnected());
}

void TestHttpServer::answersInTheOrderOfTheRequests()
{
    Bench bench;
    RawClient client(bench.port);
    client.send(
        "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    QTest::qWait(20); // The second must stay unread for as long as the first is open.
    QCOMPARE(bench.exchanges.size(), 1);
    QVERIFY(client.received.isEmpty());

    bench.exchanges[0]->answer(text("first"_ba));
    QTRY_COMPARE(bench.exchanges.size(), 2);
    QCOMPARE(bench.exchanges[1]->request().target, "/2"_ba);
    bench.exchanges[1]->answer(text("second"_ba));
    QTRY_VERIFY(client.received.endsWith("second"));
    QVERIFY(client.received.indexOf("first") < client.received.indexOf("second"));
}

void TestHttpServer::answersManyRequestsSentAhead()
{
    HttpServer server([](const HttpExchangePointer &exchange) { exchange->answer(text("ok."_ba)); });
    RawClient client(server.listen(0).value());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"_ba.repeated(60'000));
    QTRY_COMPARE_WITH_TIMEOUT(client.received.count("ok."), 60'000, 60'000);
}

void TestHttpServer::sendsPiecesAsChunks()
{
    Bench bench;
    RawClient client(bench.port);
    client.get("/"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    bench.exchanges[0]->beginPieces(text("one"_ba));
    QTRY_VERIFY(client.received.endsWith("\r\n\r\n3\r\none\r\n"));
    bench.exchanges[0]->sendPiece({}); // Would be the end if it were sent.
    bench.exchanges[0]->sendPiece("sixteen letters."_ba);
    QTRY_VERIFY(client.received.endsWith("\r\n\r\n3\r\none\r\n10\r\nsixteen letters.\r\n"));
    bench.exchanges[0]->endPieces();
    QTRY_VERIFY(client.received.endsWith("\r\n0\r\n\r\n"));
    QVERIFY(client.received.contains("Transfer-Encoding: chunked\r\n"));
    QVERIFY(!client.received.contains("Content-Length"));
    QVERIFY(client.isConnected());
}

void TestHttpServer::sendsPiecesToHttp10UntilTheEnd()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    bench.exchanges[0]->beginPieces(text("one "_ba));
    bench.exchanges[0]->sendPiece("two"_ba);
    bench.exchanges[0]->endPieces();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.endsWith("\r\n\r\none two"));
    QVERIFY(client.received.contains("Connection: close\r\n"));
}

void TestHttpServer::closesWhenAskedTo()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    // More than the system takes at once: nothing may be lost when the connection closes.
    bench.exchanges[0]->answer(text(QByteArray(20'000'000, 'x')));
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 30'000);
    QCOMPARE(client.received.count('x'), 20'000'000 + 1); // One in "text/plain".
    QVERIFY(client.received.contains("Connection: close\r\n"));
}

void TestHttpServer::refusesNonsenseAndCloses()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("nonsense\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"_ba);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.startsWith("HTTP/1.1 400 Bad Request\r\n"));
    QCOMPARE(client.received.count("HTTP/1.1"), 1);
    QVERIFY(bench.exchanges.isEmpty());
}

void TestHttpServer::readsWhatARefusedClientStillSends()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n"_ba);
    client.send(QByteArray(20'000'000, 'x'));
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 60'000);
    QVERIFY(client.received.startsWith("HTTP/1.1 413 "));
}

void TestHttpServer::saysContinueToAClientThatWaits()
{
    Bench bench;
    RawClient client(bench.port);
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"_ba);
    QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    client.send("ab"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    QCOMPARE(bench.exchanges[0]->request().body, "ab"_ba);
}

void TestHttpServer::saysThatTheClientLeft()
{
    Bench bench;
    auto client = std::make_unique<RawClient>(bench.port);
    client->get("/"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    const QSignalSpy left(bench.exchanges[0].get(), &HttpExchange::clientLeft);
    client->leave();
    QTRY_COMPARE(left.size(), 1);
    QVERIFY(!bench.exchanges[0]->isOpen());
}

void TestHttpServer::ignoresAnswersToClientsThatLeft()
{
    Bench bench;
    RawClient first(bench.port);
    RawClient second(bench.port);
    RawClient third(bench.port);
    first.get("/1"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    second.get("/2"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 2);
    third.get("/3"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 3);
    bench.exchanges[2]->beginPieces(text("piece"_ba));

    // Answering from the signal itself, when the connection is about to go, must be harmless too.
    connect(bench.exchanges[0].get(), &HttpExchange::clientLeft, this,
            [&] { bench.exchanges[0]->answer(text("too late"_ba)); });
    first.leave();
    second.leave();
    third.leave();
    QTRY_VERIFY(!bench.exchanges[0]->isOpen() && !bench.exchanges[1]->isOpen()
                && !bench.exchanges[2]->isOpen());
    bench.exchanges[1]->answer(text("too late"_ba));
    bench.exchanges[2]->sendPiece("too late"_ba);
    bench.exchanges[2]->endPieces();

    RawClient next(bench.port);
    next.get("/4"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 4);
    bench.exchanges[3]->answer(text("in time"_ba));
    QTRY_VERIFY(next.received.endsWith("in time"));
}

void TestHttpServer::ignoresAnswersAfterItsOwnEnd()
{
    Bench bench;
    RawClient client(bench.port);
    client.get("/"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    bench.server.reset();
    QVERIFY(!bench.exchanges[0]->isOpen());
    bench.exchanges[0]->answer(text("too late"_ba));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.isEmpty());
}

void TestHttpServer::answersForAHandlerThatForgot()
{
    HttpServer server([](const HttpExchangePointer &) {});
    RawClient client(server.listen(0).value());
    client.get("/"_ba);
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 500 "));
    client.received.clear();
    client.get("/"_ba);
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 500 "));
}

void TestHttpServer::breaksOffPiecesThatEndEarly()
{
    Bench bench;
    RawClient client(bench.port);
    client.get("/"_ba);
    QTRY_COMPARE(bench.exchanges.size(), 1);
    bench.exchanges[0]->beginPieces(text("one"_ba));
    QTRY_VERIFY(client.received.endsWith("one\r\n"));
    bench.exchanges.clear();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(!client.received.endsWith("0\r\n\r\n"));
}

void TestHttpServer::answersManyAtOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("32") << 32;
    QTest::newRow("100") << 100;
    QTest::newRow("250") << 250;
}

void TestHttpServer::answersManyAtOnce()
{
    QFETCH(const int, count);
    Bench bench;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(bench.port));
        clients.back()->get('/' + QByteArray::number(i));
    }
    QElapsedTimer clock;
    clock.start();
    // All are under way before the first is answered: only then do they overlap.
    QTRY_COMPARE(bench.exchanges.size(), count);
    const auto arrived = clock.elapsed();
    for (const auto &exchange : bench.exchanges) {
        QTimer::singleShot(200ms, bench.server.get(),
                           [exchange] { exchange->answer(text("you are " + exchange->request().target)); });
    }
    for (int i = 0; i < count; ++i) {
        const QByteArray expected = "you are /" + QByteArray::number(i);
        QTRY_VERIFY(clients[size_t(i)]->received.endsWith(expected));
    }
    qInfo("%d requests arrived after %lld ms; answers of 200 ms were there after %lld ms", count,
          qlonglong(arrived), qlonglong(clock.elapsed() - arrived));
}

void TestHttpServer::saysThatAPortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    HttpServer server([](const HttpExchangePointer &) {});
    const auto port = server.listen(other.serverPort());
    QVERIFY(!port);
    QCOMPARE(port.error().kind, Error::Kind::Network);
    QVERIFY(port.error().message.contains(u"Port %1 of this computer is in use"_s.arg(other.serverPort())));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
