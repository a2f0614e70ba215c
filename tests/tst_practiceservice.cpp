#include "practice/httpserver.h"
#include "practice/practiceapi.h"
#include "practice/practiceservice.h"
#include "practice/servicetimes.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Answer
{
    int status = 0;
    QByteArray body = {};
    QByteArray contentType = {};
    QByteArray requestId = {};
    QByteArray processingTime = {};
    QByteArray retryAfter = {};
    QByteArray allow = {};

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonObject error() const { return json()[u"error"].toObject(); }
    [[nodiscard]] QJsonObject datum(int index = 0) const
    {
        return json()[u"data"].toArray()[index].toObject();
    }
    [[nodiscard]] QByteArray base64(int index = 0) const
    {
        return QByteArray::fromBase64(datum(index)[u"b64_json"].toString().toLatin1());
    }
    [[nodiscard]] QUrl url(int index = 0) const { return QUrl(datum(index)[u"url"].toString()); }
};

/// A client with Qt's own means.
class Client
{
public:
    explicit Client(const QUrl &baseUrl)
        : m_baseUrl(baseUrl.toString())
    {}

    Answer get(const QUrl &url) { return answerOf(m_network.get(QNetworkRequest(url))); }
    Answer get(const QString &path) { return get(QUrl(m_baseUrl + path)); }

    Answer head(const QString &path)
    {
        return answerOf(m_network.head(QNetworkRequest(QUrl(m_baseUrl + path))));
    }

    Answer send(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(m_baseUrl + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return answerOf(m_network.sendCustomRequest(request, method, body));
    }

    Answer make(const QJsonObject &request)
    {
        return send("POST"_ba, u"/images/generations"_s, QJsonDocument(request).toJson());
    }

private:
    static Answer answerOf(QNetworkReply *reply)
    {
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(30'000))
            return {};
        reply->deleteLater();
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .body = reply->readAll(),
                .contentType = reply->rawHeader("Content-Type"),
                .requestId = reply->rawHeader("x-request-id"),
                .processingTime = reply->rawHeader("openai-processing-ms"),
                .retryAfter = reply->rawHeader("Retry-After"),
                .allow = reply->rawHeader("Allow")};
    }

    QNetworkAccessManager m_network;
    QString m_baseUrl;
};

/// The service as the program starts it, and a client.
struct Bench
{
    explicit Bench(PracticeSpeed speed = PracticeSpeed::Instant)
        : service({.speed = speed})
    {}

    PracticeService service;
    QUrl baseUrl = service.start().value();
    Client client{baseUrl};
};

QJsonObject small(const QString &prompt, const QJsonObject &more = {})
{
    QJsonObject request{
        {u"model"_s, u"practice-painter"_s}, {u"prompt"_s, prompt}, {u"size"_s, u"256x320"_s}};
    for (auto field = more.begin(); field != more.end(); ++field)
        request.insert(field.key(), field.value());
    return request;
}

QByteArray rawRequest(const QString &prompt)
{
    const QByteArray body = QJsonDocument(small(prompt)).toJson();
    return "POST /v1/images/generations HTTP/1.1\r\nHost: a\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class TestPracticeService : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answersWithLinks();
    void answersWithBase64();
    void makesEveryFormat_data();
    void makesEveryFormat();
    void saysWhatWasUsed();
    void makesTheSamePictureAgain();
    void makesCopiesThatDiffer();
    void listsItsModel();
    void answersErrorsInTheShapeOfOpenAi();
    void refusesUrlsAndMethodsItDoesNotKnow_data();
    void refusesUrlsAndMethodsItDoesNotKnow();
    void keepsLinksForAnHour();
    void paintsAgainWhatALinkPointsTo();
    void servesManyAtTheSameTime();
    void survivesClientsThatLeave();
    void stopsWithPicturesUnderWay();
    void meetsTroubleByItsRule();
    void saysThatItsPortIsTaken();
};

void TestPracticeService::answersWithLinks()
{
    Bench bench;
    const Answer answer = bench.client.make(small(u"a fox"_s, {{u"n"_s, 2}}));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.contentType, "application/json"_ba);
    QVERIFY(answer.requestId.startsWith("req_"));
    QCOMPARE(answer.requestId.size(), 36);
    bool isNumber = false;
    QVERIFY(answer.processingTime.toInt(&isNumber) >= 0 && isNumber);
    QCOMPARE(answer.json()[u"data"].toArray().size(), 2);
    QVERIFY(answer.url(0) != answer.url(1));

    static const QRegularExpression Path(u"\\A/pictures/[0-9a-f]{32}\\.png\\z"_s);
    QVERIFY(Path.match(answer.url().path()).hasMatch());
    QCOMPARE(answer.url().port(), bench.baseUrl.port());
    const Answer picture = bench.client.get(answer.url());
    QCOMPARE(picture.status, 200);
    QCOMPARE(picture.contentType, "image/png"_ba);
    QCOMPARE(QImage::fromData(picture.body, "PNG").size(), QSize(256, 320));
    QVERIFY(picture.requestId.startsWith("req_"));
    QVERIFY(picture.requestId != answer.requestId);
    QVERIFY(bench.client.get(answer.url(1)).body != picture.body);
}

void TestPracticeService::answersWithBase64()
{
    Bench bench;
    const Answer answer = bench.client.make(small(u"a fox"_s, {{u"response_format"_s, u"b64_json"_s}}));
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.datum().contains(u"url"_s));
    QCOMPARE(QImage::fromData(answer.base64(), "PNG").size(), QSize(256, 320));
}

void TestPracticeService::makesEveryFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("PNG") << u"png"_s << "\x89PNG\r\n\x1a\n"_ba;
    QTest::newRow("JPEG") << u"jpeg"_s << "\xff\xd8\xff"_ba;
    QTest::newRow("WebP") << u"webp"_s << "RIFF"_ba;
}

void TestPracticeService::makesEveryFormat()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, begin);
    if (!canWrite(*pictureFormatFromKeyword(format)))
        QSKIP("Qt has no plugin for this format here.");

    Bench bench;
    const Answer answer = bench.client.make(small(u"a fox"_s, {{u"output_format"_s, format}}));
    QCOMPARE(answer.json()[u"output_format"].toString(), format);
    QVERIFY(answer.url().path().endsWith(u'.' + format));
    const Answer picture = bench.client.get(answer.url());
    QCOMPARE(picture.contentType, "image/" + format.toLatin1());
    QVERIFY(picture.body.startsWith(begin));
    QCOMPARE(QImage::fromData(picture.body).size(), QSize(256, 320));
}

void TestPracticeService::saysWhatWasUsed()
{
    Bench bench;
    const auto before = QDateTime::currentSecsSinceEpoch();
    const QJsonObject answer =
        bench.client.make({{u"prompt"_s, u"a fox"_s}, {u"quality"_s, u"low"_s}}).json();
    QVERIFY(answer[u"created"].toInteger() >= before);
    QCOMPARE(answer[u"size"].toString(), u"1024x1024"_s);
    QCOMPARE(answer[u"quality"].toString(), u"low"_s);
    QCOMPARE(answer[u"background"].toString(), u"opaque"_s);
    QVERIFY(!answer.contains(u"usage"_s)); // Nothing is counted, since nothing is charged.
}

void TestPracticeService::makesTheSamePictureAgain()
{
    const QJsonObject request = small(u"a fox"_s, {{u"seed"_s, 3}, {u"response_format"_s, u"b64_json"_s}});
    Bench first;
    const QByteArray picture = first.client.make(request).base64();
    QVERIFY(!picture.isEmpty());
    QCOMPARE(first.client.make(request).base64(), picture);
    Bench second; // Without what the first one kept.
    QCOMPARE(second.client.make(request).base64(), picture);
}

void TestPracticeService::makesCopiesThatDiffer()
{
    Bench bench;
    const Answer both =
        bench.client.make(small(u"a fox"_s, {{u"n"_s, 2}, {u"response_format"_s, u"b64_json"_s}}));
    QVERIFY(both.base64(0) != both.base64(1));
    const Answer second =
        bench.client.make(small(u"a fox"_s, {{u"seed"_s, 1}, {u"response_format"_s, u"b64_json"_s}}));
    QCOMPARE(second.base64(), both.base64(1));
}

void TestPracticeService::listsItsModel()
{
    Bench bench;
    const QJsonObject list = bench.client.get(u"/models"_s).json();
    QCOMPARE(list[u"object"].toString(), u"list"_s);
    QCOMPARE(list[u"data"].toArray().size(), 1);
    const QJsonObject model = list[u"data"].toArray()[0].toObject();
    QCOMPARE(model[u"id"].toString(), u"practice-painter"_s);
    QCOMPARE(model[u"object"].toString(), u"model"_s);
    QCOMPARE(bench.client.get(u"/models/practice-painter"_s).json(), model);
    QCOMPARE(bench.client.head(u"/models"_s).status, 200);
}

void TestPracticeService::answersErrorsInTheShapeOfOpenAi()
{
    Bench bench;
    const Answer answer = bench.client.make({{u"prompt"_s, u"a fox"_s}, {u"n"_s, 11}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.contentType, "application/json"_ba);
    QVERIFY(answer.requestId.startsWith("req_"));
    QCOMPARE(answer.json().keys(), QStringList(u"error"_s));
    QCOMPARE(answer.error().keys(), (QStringList{u"code"_s, u"message"_s, u"param"_s, u"type"_s}));
    QCOMPARE(answer.error()[u"code"].toString(), u"integer_above_max_value"_s);
    QCOMPARE(answer.error()[u"param"].toString(), u"n"_s);
    QCOMPARE(answer.error()[u"type"].toString(), u"invalid_request_error"_s);

    const Answer nonsense = bench.client.send("POST"_ba, u"/images/generations"_s, "nonsense"_ba);
    QCOMPARE(nonsense.status, 400);
    QVERIFY(nonsense.error()[u"code"].isNull());
    QVERIFY(nonsense.error()[u"param"].isNull());
}

void TestPracticeService::refusesUrlsAndMethodsItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("unknown URL") << "GET"_ba << u"/fine_tuning"_s << 404 << u"unknown_url"_s << QByteArray();
    QTest::newRow("unknown URL to post to")
        << "POST"_ba << u"/images/edits"_s << 404 << u"unknown_url"_s << QByteArray();
    QTest::newRow("unknown model") << "GET"_ba << u"/models/gpt-image-2"_s << 404 << u"unknown_url"_s
                                   << QByteArray();
    QTest::newRow("GET of generations")
        << "GET"_ba << u"/images/generations"_s << 405 << u"method_not_allowed"_s << "POST"_ba;
    QTest::newRow("DELETE of models")
        << "DELETE"_ba << u"/models"_s << 405 << u"method_not_allowed"_s << "GET, HEAD"_ba;
    QTest::newRow("no such picture") << "GET"_ba << u"/../pictures/0123.png"_s << 404 << u"not_found"_s
                                     << QByteArray();
}

void TestPracticeService::refusesUrlsAndMethodsItDoesNotKnow()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    QFETCH(const QByteArray, allow);

    Bench bench;
    const Answer answer = bench.client.send(method, path);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.error()[u"code"].toString(), code);
    QCOMPARE(answer.allow, allow);
}

void TestPracticeService::keepsLinksForAnHour()
{
    QThreadPool pool;
    auto now = Clock::time_point(1000h);
    PracticeApi api(PracticeSpeed::Instant, &pool, [&] { return now; });
    HttpServer server([&](const HttpExchangePointer &exchange) { api.handle(exchange); });
    const QByteArray origin = "http://127.0.0.1:" + QByteArray::number(server.listen(0).value());
    api.setOrigin(origin);
    Client client(QUrl(QString::fromLatin1(origin) + u"/v1"));

    const QUrl first = client.make(small(u"a fox"_s)).url();
    now += 59min + 59s;
    const QUrl second = client.make(small(u"a fox"_s)).url();
    QCOMPARE(client.get(first).status, 200);
    now += 1s;
    const Answer expired = client.get(first);
    QCOMPARE(expired.status, 404);
    QCOMPARE(expired.error()[u"code"].toString(), u"not_found"_s);
    QCOMPARE(client.get(second).status, 200);
    // Making another drops what has expired, and nothing else.
    QVERIFY(client.make(small(u"a fox"_s)).url().isValid());
    QCOMPARE(client.get(second).status, 200);
}

void TestPracticeService::paintsAgainWhatALinkPointsTo()
{
    QThreadPool pool;
    PictureWorkshop workshop(&pool);
    PictureWorkshop other(&pool);
    const PictureRecipe recipe{.prompt = u"a fox"_s, .number = 1, .size = QSize(256, 256)};
    QList<QByteArray> made;
    workshop.make({recipe}, [&](const QList<QByteArray> &pictures) { made += pictures; });
    QVERIFY(made.isEmpty()); // Never from inside the call.
    QTRY_COMPARE(made.size(), 1);
    workshop.make({recipe}, [&](const QList<QByteArray> &pictures) { made += pictures; });
    QCOMPARE(made.size(), 1);
    QTRY_COMPARE(made.size(), 2);
    other.make({recipe}, [&](const QList<QByteArray> &pictures) { made += pictures; });
    QTRY_COMPARE(made.size(), 3);
    QVERIFY(!made[0].isEmpty());
    QVERIFY(made[1].isSharedWith(made[0])); // Kept.
    QCOMPARE(made[2], made[0]);             // Painted anew.
}

void TestPracticeService::servesManyAtTheSameTime()
{
    constexpr int Count = 32;
    QStringList prompts;
    for (int i = 0; i < Count; ++i)
        prompts.append(u"prompt %1"_s.arg(i));
    const auto time = [](const QString &prompt) { return serviceTime(PracticeSpeed::Quick, prompt, 0); };
    std::sort(prompts.begin(), prompts.end(),
              [&](const QString &left, const QString &right) { return time(left) > time(right); });

    // The one that takes longest is sent first. Were they made one after another, it would be answered first;
    // were any of them held back, something would be answered before all had been sent.
    Bench bench(PracticeSpeed::Quick);
    QStringList answered;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (const QString &prompt : prompts) {
        auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
        connect(socket.get(), &QTcpSocket::readyRead, this, [&answered, prompt] {
            if (!answered.contains(prompt))
                answered.append(prompt);
        });
        socket->connectToHost(QHostAddress::LocalHost, quint16(bench.baseUrl.port()));
        socket->write(rawRequest(prompt));
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), Count, 30'000);
    for (const auto &socket : sockets)
        QVERIFY(socket->peek(12) == "HTTP/1.1 200");
    QCOMPARE(answered.last(), prompts.first());
    QVERIFY(prompts.indexOf(answered.first()) > Count / 2);
}

void TestPracticeService::survivesClientsThatLeave()
{
    Bench bench(PracticeSpeed::Quick);
    for (int round = 0; round < 20; ++round) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(bench.baseUrl.port()));
        socket.write(rawRequest(u"a fox"_s));
        QVERIFY(socket.waitForBytesWritten());
        socket.abort();
    }
    QCOMPARE(bench.client.make(small(u"a fox"_s)).status, 200); // Answered after all of them would have been.
}

void TestPracticeService::stopsWithPicturesUnderWay()
{
    auto bench = std::make_unique<Bench>(PracticeSpeed::Lifelike);
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 20; ++i) {
        auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
        socket->connectToHost(QHostAddress::LocalHost, quint16(bench->baseUrl.port()));
        socket->write(rawRequest(u"prompt %1"_s.arg(i)));
        QVERIFY(socket->waitForBytesWritten());
    }
    bench.reset();
    for (const auto &socket : sockets)
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
}

void TestPracticeService::meetsTroubleByItsRule()
{
    Bench bench(PracticeSpeed::Trouble);
    QList<int> statuses;
    Answer limited;
    Answer failed;
    Answer refused;
    for (int i = 1; i <= 6; ++i) {
        const Answer answer = bench.client.make(small(u"prompt %1"_s.arg(i)));
        statuses.append(answer.status);
        if (answer.status == 429)
            limited = answer;
        else if (answer.status == 500)
            failed = answer;
        else if (answer.status == 400)
            refused = answer;
    }
    QCOMPARE(statuses, (QList<int>{200, 429, 200, 500, 200, 400}));
    QCOMPARE(limited.retryAfter, "1"_ba);
    QCOMPARE(limited.error()[u"code"].toString(), u"rate_limit_exceeded"_s);
    QCOMPARE(failed.error()[u"type"].toString(), u"server_error"_s);
    QVERIFY(failed.retryAfter.isEmpty());
    QCOMPARE(refused.error()[u"type"].toString(), u"image_generation_user_error"_s);
    QCOMPARE(refused.error()[u"code"].toString(), u"moderation_blocked"_s);

    QCOMPARE(bench.client.make(small(u"prompt 2"_s)).status, 200);
    QCOMPARE(bench.client.make(small(u"prompt 4"_s)).status, 200);
    QCOMPARE(bench.client.make(small(u"prompt 6"_s)).status, 400);
}

void TestPracticeService::saysThatItsPortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    PracticeService service({.speed = PracticeSpeed::Instant, .port = other.serverPort()});
    const auto refused = service.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Network);
    QVERIFY(!refused.error().message.isEmpty());

    other.close();
    const auto url = service.start();
    QVERIFY(url);
    QCOMPARE(Client(url.value()).get(u"/models"_s).status, 200);
}

QTEST_GUILESS_MAIN(TestPracticeService)
#include "tst_practiceservice.moc"
