#include "practice/practiceservice.h"
#include "services/eventstream.h"

#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int status = 0;
    QByteArray body = {};
    QByteArray contentType = {};
    QByteArray requestId = {};

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// The service as the program starts it, and a client with Qt's own means.
class Bench
{
public:
    explicit Bench(PracticeSpeed speed = PracticeSpeed::Instant)
        : m_service({.speed = speed})
        , m_baseUrl(m_service.start().value())
    {}

    /// The answer to an order of a picture of \a prompt with \a more fields.
    Answer make(const QString &prompt, const QJsonObject &more)
    {
        QJsonObject fields{{u"prompt"_s, prompt}, {u"size"_s, u"256x320"_s}};
        for (auto field = more.begin(); field != more.end(); ++field)
            fields.insert(field.key(), *field);
        QNetworkRequest request(QUrl(m_baseUrl.toString() + u"/images/generations"_s));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(m_network.post(request, QJsonDocument(fields).toJson()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!finished.wait(30'000))
            return {};
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .body = reply->readAll(),
                .contentType = reply->rawHeader("Content-Type"),
                .requestId = reply->rawHeader("x-request-id")};
    }

private:
    PracticeService m_service;
    QUrl m_baseUrl;
    QNetworkAccessManager m_network;
};

} // namespace

class TestPracticeStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void streamsPreviewsAndThenThePicture();
    void refusesAStreamLikeAnyOtherAnswer();
};

void TestPracticeStream::streamsPreviewsAndThenThePicture()
{
    Bench bench;
    const QByteArray plain = bench.make(u"a fox"_s, {{u"response_format"_s, u"b64_json"_s}})
                                 .json()[u"data"][0][u"b64_json"]
                                 .toString()
                                 .toLatin1();
    const Answer answer = bench.make(u"a fox"_s, {{u"stream"_s, true}, {u"partial_images"_s, 2}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.contentType, "text/event-stream; charset=utf-8"_ba);
    QVERIFY(answer.requestId.startsWith("req_"));

    const QList<StreamEvent> events = EventStream().feed(answer.body);
    QCOMPARE(events.size(), 3);
    QList<QImage> pictures;
    for (const StreamEvent &event : events) {
        const QJsonObject data = QJsonDocument::fromJson(event.data).object();
        QCOMPARE(data[u"type"].toString().toLatin1(), event.name);
        QCOMPARE(data[u"size"].toString(), u"256x320"_s);
        QCOMPARE(data[u"output_format"].toString(), u"png"_s);
        const bool isPreview = event.name == "image_generation.partial_image";
        QCOMPARE(isPreview, pictures.size() < 2);
        QCOMPARE(data[u"partial_image_index"].toInt(-1), isPreview ? int(pictures.size()) : -1);
        QCOMPARE(data.contains(u"usage"_s), !isPreview);
        const QByteArray bytes = QByteArray::fromBase64(data[u"b64_json"].toString().toLatin1());
        if (!isPreview)
            QCOMPARE(bytes.toBase64(), plain); // The same picture, however it is asked for.
        const QImage picture = QImage::fromData(bytes, "PNG");
        QCOMPARE(picture.size(), isPreview ? QSize(204, 256) : QSize(256, 320));
        pictures.append(picture.scaled(256, 320));
    }
    QCOMPARE(events.constLast().name, "image_generation.completed"_ba);

    // Each is nearer to the picture than the one before it.
    const auto difference = [&pictures](int preview) {
        qint64 sum = 0;
        for (int y = 0; y < 320; y += 7) {
            for (int x = 0; x < 256; x += 7)
                sum += std::abs(qGray(pictures.at(preview).pixel(x, y)) - qGray(pictures.at(2).pixel(x, y)));
        }
        return sum;
    };
    QVERIFY(difference(0) > difference(1));
    QVERIFY(difference(1) > 0);
}

void TestPracticeStream::refusesAStreamLikeAnyOtherAnswer()
{
    Bench bench;
    const Answer wrong = bench.make(u"a fox"_s, {{u"stream"_s, true}, {u"n"_s, 2}});
    QCOMPARE(wrong.status, 400);
    QCOMPARE(wrong.contentType, "application/json"_ba);
    QCOMPARE(wrong.json()[u"error"][u"param"].toString(), u"n"_s);

    Bench trouble(PracticeSpeed::Trouble);
    const QJsonObject streamed{{u"stream"_s, true}, {u"partial_images"_s, 1}};
    QCOMPARE(trouble.make(u"one"_s, streamed).status, 200);
    QCOMPARE(trouble.make(u"two"_s, streamed).status, 429);
}

QTEST_GUILESS_MAIN(TestPracticeStream)
#include "tst_practicestream.moc"
