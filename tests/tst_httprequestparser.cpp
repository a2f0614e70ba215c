#include "practice/httprequestparser.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

using Incomplete = HttpRequestParser::Incomplete;
using Refusal = HttpRequestParser::Refusal;

constexpr HttpLimits SmallLimits{.head = 200, .body = 10};

} // namespace

class TestHttpRequestParser : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsARequestThatComesByteByByte();
    void readsRequestsThatWereSentAhead();
    void saysOnceThatTheClientWaitsForAContinue();
    void refusesWhatCouldBeReadInTwoWays_data();
    void refusesWhatCouldBeReadInTwoWays();
    void tellsWhetherTheConnectionStays_data();
    void tellsWhetherTheConnectionStays();
    void findsThePathOfATarget_data();
    void findsThePathOfATarget();
};

void TestHttpRequestParser::readsARequestThatComesByteByByte()
{
    HttpRequestParser parser;
    const QByteArray bytes = "\r\nPOST /v1/images?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length:  5 \r\n"
                             "X-Empty:\r\n\r\nhello"_ba;
    for (int round = 0; round < 2; ++round) {
        for (const char byte : bytes.chopped(1)) {
            parser.append(QByteArray(1, byte));
            QVERIFY(std::holds_alternative<Incomplete>(parser.next()));
        }
        parser.append(bytes.last(1));
        const auto outcome = parser.next();
        QVERIFY(std::holds_alternative<HttpRequest>(outcome));

        const auto &request = std::get<HttpRequest>(outcome);
        QCOMPARE(request.method, "POST"_ba);
        QCOMPARE(request.target, "/v1/images?x=1"_ba);
        QCOMPARE(request.header("content-LENGTH"), "5"_ba);
        QCOMPARE(request.headers.last(), (HttpHeader{.name = "X-Empty"_ba, .value = {}}));
        QCOMPARE(request.body, "hello"_ba);
    }
}

void TestHttpRequestParser::readsRequestsThatWereSentAhead()
{
    HttpRequestParser parser;
    // In two parts, so that the search for the end of the second head must begin anew.
    parser.append("POST /1 HTTP/1.1\r\nHost: a\r\nX-Long: 0123456789 0123456789 0123456789\r\n"_ba);
    QVERIFY(std::holds_alternative<Incomplete>(parser.next()));
    parser.append("Content-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\nHost: a\r\n\r\nG"_ba);
    auto outcome = parser.next();
    QCOMPARE(std::get<HttpRequest>(outcome).body, "ab"_ba);
    outcome = parser.next();
    QCOMPARE(std::get<HttpRequest>(outcome).target, "/2"_ba);
    QVERIFY(std::get<HttpRequest>(outcome).body.isEmpty());
    QVERIFY(std::holds_alternative<Incomplete>(parser.next()));
}

void TestHttpRequestParser::saysOnceThatTheClientWaitsForAContinue()
{
    HttpRequestParser parser;
    parser.append("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"_ba);
    QVERIFY(std::get<Incomplete>(parser.next()).wantsContinue);
    parser.append("a"_ba);
    QVERIFY(!std::get<Incomplete>(parser.next()).wantsContinue);
    parser.append("b"_ba);
    QVERIFY(std::holds_alternative<HttpRequest>(parser.next()));
}

void TestHttpRequestParser::refusesWhatCouldBeReadInTwoWays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");

    QTest::newRow("no request line") << "hello\r\n\r\n"_ba << 400;
    QTest::newRow("two spaces") << "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"_ba << 400;
    QTest::newRow("control character in the target") << "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n"_ba << 400;
    QTest::newRow("method that is no token") << "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"_ba << 400;
    QTest::newRow("no version") << "GET /\r\nHost: a\r\n\r\n"_ba << 400;
    QTest::newRow("another version") << "GET / HTTP/2.0\r\nHost: a\r\n\r\n"_ba << 505;
    QTest::newRow("bare line feeds") << "GET / HTTP/1.1\nHost: a\n\n"_ba << 400;
    QTest::newRow("bare carriage return") << "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n"_ba << 400;
    QTest::newRow("space before the colon") << "GET / HTTP/1.1\r\nHost : a\r\n\r\n"_ba << 400;
    QTest::newRow("continued line") << "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"_ba << 400;
    QTest::newRow("no colon") << "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"_ba << 400;
    QTest::newRow("zero byte in a value") << QByteArray("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30) << 400;
    QTest::newRow("no host") << "GET / HTTP/1.1\r\n\r\n"_ba << 400;
    QTest::newRow("two hosts") << "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"_ba << 400;
    QTest::newRow("two lengths")
        << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"_ba << 400;
    QTest::newRow("negative length") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"_ba << 400;
    QTest::newRow("length with a plus")
        << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na"_ba << 400;
    QTest::newRow("empty length") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"_ba << 400;
    QTest::newRow("length and chunks") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                                          "Transfer-Encoding: chunked\r\n\r\n"_ba
                                       << 400;
    QTest::newRow("chunked body") << "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
                                  << 411;
    QTest::newRow("body over the limit")
        << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"_ba << 413;
    QTest::newRow("length beyond all numbers")
        << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"_ba << 413;
    QTest::newRow("head over the limit") << "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(200, 'x') << 431;
}

void TestHttpRequestParser::refusesWhatCouldBeReadInTwoWays()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);

    HttpRequestParser parser(SmallLimits);
    parser.append(bytes);
    const auto outcome = parser.next();
    QVERIFY(std::holds_alternative<Refusal>(outcome));
    QCOMPARE(std::get<Refusal>(outcome).status, status);
    QVERIFY(!std::get<Refusal>(outcome).reason.isEmpty());
}

void TestHttpRequestParser::tellsWhetherTheConnectionStays_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("stays");

    QTest::newRow("1.1") << "GET / HTTP/1.1\r\nHost: a\r\n\r\n"_ba << true;
    QTest::newRow("1.1 with close") << "GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n"_ba
                                    << false;
    QTest::newRow("1.0") << "GET / HTTP/1.0\r\n\r\n"_ba << false;
    QTest::newRow("1.0 with keep-alive") << "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"_ba << true;
}

void TestHttpRequestParser::tellsWhetherTheConnectionStays()
{
    QFETCH(const QByteArray, head);
    QFETCH(const bool, stays);

    HttpRequestParser parser;
    parser.append(head);
    const auto outcome = parser.next();
    QVERIFY(std::holds_alternative<HttpRequest>(outcome));
    QCOMPARE(std::get<HttpRequest>(outcome).wantsKeepAlive(), stays);
}

void TestHttpRequestParser::findsThePathOfATarget_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");

    QTest::newRow("path") << "/v1/models"_ba
                          << "/v1/models"_ba;
    QTest::newRow("query") << "/v1/models?limit=1"_ba
                           << "/v1/models"_ba;
    QTest::newRow("absolute form") << "http://127.0.0.1:80/v1/a%20b?c"_ba
                                   << "/v1/a%20b"_ba;
    QTest::newRow("asterisk") << "*"_ba
                              << "*"_ba;
}

void TestHttpRequestParser::findsThePathOfATarget()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, path);
    QCOMPARE((HttpRequest{.target = target}).path(), path);
}

QTEST_GUILESS_MAIN(TestHttpRequestParser)
#include "tst_httprequestparser.moc"
