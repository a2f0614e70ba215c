#include "support/faultserver.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a client saw on one connection, read without an event loop: the server has a thread of its own.
struct Seen
{
    QByteArray bytes = {};
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
};

constexpr int LongEnough = 10'000;

void request(QTcpSocket &socket, const FaultServer &server, const QByteArray &target = "/"_ba,
             const QByteArray &body = {})
{
    if (socket.state() == QAbstractSocket::UnconnectedState)
        socket.connectToHost(QHostAddress::LocalHost, server.port());
    QVERIFY(socket.waitForConnected(LongEnough));
    socket.write("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(socket.waitForBytesWritten(LongEnough));
}

/// Reads until the end, or until what came ends with \a last.
Seen read(QTcpSocket &socket, const QByteArray &last = "\0never\0"_ba)
{
    QByteArray bytes = socket.readAll();
    while (!bytes.endsWith(last) && socket.waitForReadyRead(LongEnough))
        bytes += socket.readAll();
    bytes += socket.readAll();
    return {.bytes = bytes, .error = socket.error()};
}

/// The error that the system reports for \a socket once something happens to it; 0 for none.
int errorOfNextRead(const QTcpSocket &socket)
{
    pollfd waiting{.fd = int(socket.socketDescriptor()), .events = POLLIN, .revents = 0};
    char byte = 0;
    return ::poll(&waiting, 1, LongEnough) == 1 && ::recv(waiting.fd, &byte, 1, MSG_PEEK) < 0 ? errno : 0;
}

constexpr auto Finished = QAbstractSocket::RemoteHostClosedError;

} // namespace

class TestFaultServer : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answersInTurnAndOneTooManyWith500();
    void recordsWhatItReceived();
    void recordsThatAClientLeft();
    void endsAsScripted_data();
    void endsAsScripted();
    void resetsWhereAResetIsScripted();
    void dripsAWholeAnswer();
    void waitsBeforeItAnswers();
    void asksAHandler();
};

void TestFaultServer::answersInTurnAndOneTooManyWith500()
{
    FaultServer server;
    server.answerInTurn(
        {Fault::answer(200, "one"_ba), Fault::redirect(307, QUrl(u"http://127.0.0.1:9/x"_s))});
    QTcpSocket socket;
    request(socket, server);
    QCOMPARE(read(socket, "one"_ba).bytes, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"_ba);
    request(socket, server);
    QCOMPARE(
        read(socket, "\r\n\r\n"_ba).bytes,
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/x\r\nContent-Length: 0\r\n\r\n"_ba);
    request(socket, server);
    QVERIFY(read(socket, "request.\n"_ba).bytes.startsWith("HTTP/1.1 500 "));
    QCOMPARE(server.connectionCount(), 1);
}

void TestFaultServer::recordsWhatItReceived()
{
    FaultServer server;
    const QSignalSpy received(&server, &FaultServer::requestReceived);
    server.answerAlways(Fault::answer(200, "ok"_ba));
    QTcpSocket first;
    QTcpSocket second;
    request(first, server, "/1"_ba, "body"_ba);
    read(first, "ok"_ba);
    request(second, server, "/2"_ba);
    read(second, "ok"_ba);

    const QList<ReceivedRequest> requests = server.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].number, 1);
    QCOMPARE(requests[0].connection, 1);
    QCOMPARE(requests[0].http.method, "POST"_ba);
    QCOMPARE(requests[0].http.target, "/1"_ba);
    QCOMPARE(requests[0].http.header("content-length"), "4"_ba);
    QCOMPARE(requests[0].http.body, "body"_ba);
    QVERIFY(!requests[0].clientLeft);
    QCOMPARE(requests[1].number, 2);
    QCOMPARE(requests[1].connection, 2);
    QTRY_COMPARE(received.size(), 2);
}

void TestFaultServer::recordsThatAClientLeft()
{
    FaultServer server;
    const QSignalSpy left(&server, &FaultServer::clientLeft);
    server.answerAlways(Fault::hang());
    QTcpSocket socket;
    request(socket, server);
    QTRY_COMPARE(server.requestCount(), 1);
    QVERIFY(!server.requests()[0].clientLeft);
    socket.abort();
    QTRY_COMPARE(left.size(), 1);
    QVERIFY(server.requests()[0].clientLeft);
}

void TestFaultServer::endsAsScripted_data()
{
    QTest::addColumn<FaultScript>("script");
    QTest::addColumn<QByteArray>("bytes");

    using Fault::Ending;
    QTest::newRow("cut") << Fault::cutAnswer("0123456789"_ba, 4, Ending::Finish)
                         << "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123"_ba;
    QTest::newRow("too short a length") << Fault::answerWithLength(2, "0123"_ba, Ending::Finish)
                                        << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n0123"_ba;
    QTest::newRow("no answer") << Fault::noAnswer(Ending::Finish) << QByteArray();
    QTest::newRow("half a head") << Fault::halfAHead() << "HTTP/1.1 200 OK\r\nContent-Ty"_ba;
    QTest::newRow("garbage") << Fault::garbage() << "\x16\x03\x01 this is no answer\r\n\r\n"_ba;
    QTest::newRow("cut chunks") << Fault::cutChunks({"one"_ba, "eleven bits"_ba}, Ending::Finish)
                                << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                   "3\r\none\r\nb\r\neleven bits\r\n"_ba;
}

void TestFaultServer::endsAsScripted()
{
    QFETCH(const FaultScript, script);
    QFETCH(const QByteArray, bytes);

    FaultServer server;
    server.answerInTurn({script});
    QTcpSocket socket;
    request(socket, server);
    const Seen seen = read(socket);
    QCOMPARE(seen.bytes, bytes);
    QCOMPARE(seen.error, Finished);
    QVERIFY(!server.requests()[0].clientLeft);
}

void TestFaultServer::resetsWhereAResetIsScripted()
{
    FaultServer server;
    server.answerInTurn({Fault::noAnswer(Fault::Ending::Reset)});
    QTcpSocket socket;
    request(socket, server);
    // Qt calls both ends "remote host closed": only the system tells them apart.
    QCOMPARE(errorOfNextRead(socket), ECONNRESET);
}

void TestFaultServer::dripsAWholeAnswer()
{
    FaultServer server;
    server.answerInTurn({Fault::drip("0123456789"_ba, 3, 1ms)});
    QTcpSocket socket;
    request(socket, server);
    QCOMPARE(read(socket, "789"_ba).bytes, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"_ba);
}

void TestFaultServer::waitsBeforeItAnswers()
{
    FaultServer server;
    server.answerInTurn({Fault::after(50ms, Fault::answer(200, "late"_ba))});
    QTcpSocket socket;
    request(socket, server);
    QVERIFY(read(socket, "late"_ba).bytes.endsWith("late"));
}

void TestFaultServer::asksAHandler()
{
    FaultServer server;
    QThread *handledIn = nullptr;
    server.answerWith([&](const ReceivedRequest &received) {
        handledIn = QThread::currentThread();
        return Fault::answer(200, "for " + received.http.target);
    });
    QTcpSocket socket;
    request(socket, server, "/you"_ba);
    QVERIFY(read(socket, "/you"_ba).bytes.endsWith("for /you"));
    QVERIFY(handledIn && handledIn != QThread::currentThread());
}

QTEST_GUILESS_MAIN(TestFaultServer)
#include "tst_faultserver.moc"
