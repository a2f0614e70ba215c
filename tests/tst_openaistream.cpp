#include "core/pictureformat.h"
#include "generation/picturesaving.h"
#include "services/openaiimages.h"
#include "support/recordedanswer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

ServiceAccount sampleAccount(Charging charging = Charging::Paid)
{
    return {.serviceName = u"Test service"_s,
            .baseUrl = QUrl(u"https://api.example/v1"_s),
            .key = Secret("sk-canary-7f3a91c2d4e5f60718293a4b"),
            .charging = charging};
}

Job sampleJob(int previews = 2)
{
    return {
        .id = JobId(1), .prompt = u"robot dog"_s, .options = {.model = u"painter"_s}, .previews = previews};
}

OpenAiImages sampleService()
{
    return OpenAiImages({.responseFormat = u"url"_s});
}

ServiceAnswer headOf(const QByteArray &contentType = "text/event-stream")
{
    return {.status = 200,
            .headers = {{"Content-Type", contentType}, {"x-request-id", "req_1"}},
            .url = QUrl(u"https://api.example/v1/images/generations"_s)};
}

/// What a reader makes of a whole answer.
struct Reading
{
    QList<StreamedPreview> previews = {};
    bool hadPictureBegun = false; ///< Before the end.
    bool wasComplete = false;
    StreamEnd end = {};

    [[nodiscard]] const Error *error() const { return std::get_if<Error>(&end.outcome); }
    [[nodiscard]] const Pictures *pictures() const { return std::get_if<Pictures>(&end.outcome); }
};

Reading read(const ServiceAnswer &answer, const QList<qsizetype> &cuts = {},
             const ServiceAccount &account = sampleAccount())
{
    ServiceAnswer head = answer;
    head.body.clear();
    const std::unique_ptr<StreamReader> reader = sampleService().stream(sampleJob(), account, head);
    Reading reading;
    qsizetype at = 0;
    for (const qsizetype cut : cuts + QList<qsizetype>{answer.body.size()}) {
        reader->feed(answer.body.sliced(at, cut - at));
        at = cut;
        if (const std::optional<StreamedPreview> preview = reader->takePreview())
            reading.previews.append(*preview);
    }
    reading.hadPictureBegun = reader->hasPictureBegun();
    reading.wasComplete = reader->isComplete();
    reading.end = reader->end();
    return reading;
}

Reading readText(const QByteArray &body, const QByteArray &contentType = "text/event-stream",
                 const ServiceAccount &account = sampleAccount())
{
    ServiceAnswer answer = headOf(contentType);
    answer.body = body;
    return read(answer, {}, account);
}

QSize sizeOf(const PictureSource &source, const QByteArray &text)
{
    const std::optional<PictureInfo> info =
        inspectPicture(decodedPicture(source, text).value_or(QByteArray()));
    return info ? info->size : QSize();
}

} // namespace

class TestOpenAiStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksForAStreamOnlyWherePreviewsAreWanted();
    void readsPreviewsAndAtLastThePicture();
    void readsTheSameWhereverPiecesEnd();
    void showsTheNewestPreviewAlone();
    void knowsWhenThePictureBegins();
    void readsWhatServersSendInstead_data();
    void readsWhatServersSendInstead();
    void tellsErrorsWithinAStreamApart_data();
    void tellsErrorsWithinAStreamApart();
    void takesNoPreviewForThePicture();
    void savesAPictureThatLacksOnlyItsEmptyLine();
    void keepsWhatItDoesNotUnderstand();
    void readsNoMoreEventsThanAPictureCanHave();
    void saysThatAServiceKnowsNoPreviews_data();
    void saysThatAServiceKnowsNoPreviews();
};

void TestOpenAiStream::asksForAStreamOnlyWherePreviewsAreWanted()
{
    const ServiceRequest plain = sampleService().order(sampleJob(0), sampleAccount());
    QVERIFY(!plain.isStreamed);
    const QJsonObject plainBody = QJsonDocument::fromJson(plain.body).object();
    QVERIFY(!plainBody.contains(u"stream"_s) && !plainBody.contains(u"partial_images"_s));

    const ServiceRequest streamed = sampleService().order(sampleJob(2), sampleAccount());
    QVERIFY(streamed.isStreamed);
    QJsonObject body = QJsonDocument::fromJson(streamed.body).object();
    QCOMPARE(body.take(u"stream"_s), QJsonValue(true));
    QCOMPARE(body.take(u"partial_images"_s), QJsonValue(2));
    QCOMPARE(body.take(u"response_format"_s), QJsonValue(u"b64_json"_s));
    QJsonObject rest = plainBody;
    rest.remove(u"response_format"_s);
    QCOMPARE(body, rest);
}

void TestOpenAiStream::readsPreviewsAndAtLastThePicture()
{
    const ServiceAnswer answer = recordedAnswer(u"openai_200_stream"_s);
    QList<qsizetype> afterEvents;
    for (qsizetype at = answer.body.indexOf("\n\n"); at >= 0; at = answer.body.indexOf("\n\n", at + 2))
        afterEvents.append(at + 2);
    const Reading reading = read(answer, afterEvents);

    QCOMPARE(reading.previews.size(), 2);
    for (const StreamedPreview &preview : reading.previews)
        QCOMPARE(sizeOf(preview.source, preview.text), QSize(24, 24));
    QVERIFY(reading.wasComplete);
    QVERIFY(reading.pictures());
    QCOMPARE(reading.pictures()->sources.size(), 1);
    QVERIFY(std::holds_alternative<EmbeddedPicture>(reading.pictures()->sources.constFirst()));
    QCOMPARE(sizeOf(reading.pictures()->sources.constFirst(), reading.end.text), QSize(32, 32));
    QCOMPARE(reading.pictures()->usage[u"output_tokens"_s], QJsonValue(472));
}

void TestOpenAiStream::readsTheSameWhereverPiecesEnd()
{
    const ServiceAnswer answer = recordedAnswer(u"openai_200_stream"_s);
    const StreamEnd whole = read(answer).end;
    for (qsizetype cut = 0; cut <= answer.body.size(); ++cut) {
        const Reading reading = read(answer, {cut});
        QCOMPARE(reading.end.text, whole.text);
        QCOMPARE(std::get<Pictures>(reading.end.outcome), std::get<Pictures>(whole.outcome));
    }
}

void TestOpenAiStream::showsTheNewestPreviewAlone()
{
    const ServiceAnswer answer = recordedAnswer(u"openai_200_stream"_s);
    const qsizetype afterFirst = answer.body.indexOf("\n\n") + 2;
    const qsizetype afterSecond = answer.body.indexOf("\n\n", afterFirst) + 2;
    const Reading reading = read(answer, {afterSecond});
    QCOMPARE(reading.previews.size(), 1);
    QVERIFY(reading.previews.constFirst().text.contains("\"partial_image_index\":1"));
    QVERIFY(read(answer).previews.isEmpty()); // The picture itself is here.
}

void TestOpenAiStream::knowsWhenThePictureBegins()
{
    const ServiceAnswer answer = recordedAnswer(u"openai_200_stream"_s);
    const auto reader = sampleService().stream(sampleJob(), sampleAccount(), headOf());
    const qsizetype name = answer.body.indexOf("event: image_generation.completed\n");
    reader->feed(answer.body.first(name));
    QVERIFY(!reader->hasPictureBegun());
    reader->feed(answer.body.sliced(name, 34));
    QVERIFY(reader->hasPictureBegun());
    QVERIFY(!reader->isComplete());

    // Without a name, its data tell.
    const auto unnamed = sampleService().stream(sampleJob(), sampleAccount(), headOf());
    unnamed->feed("data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"aa");
    QVERIFY(!unnamed->hasPictureBegun());
    unnamed->feed("aa\"}\n\ndata: {\"type\":\"image_generation.completed\",\"b64");
    QVERIFY(unnamed->hasPictureBegun());

    const auto plain = sampleService().stream(sampleJob(), sampleAccount(), headOf("application/json"));
    plain->feed("\n");
    QVERIFY(!plain->hasPictureBegun());
    plain->feed("{\"data\":");
    QVERIFY(plain->hasPictureBegun());
}

void TestOpenAiStream::readsWhatServersSendInstead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    const QByteArray json = recordedAnswer(u"openai_200_base64"_s).body;
    const QByteArray stream = recordedAnswer(u"openai_200_stream"_s).body;
    const QByteArray event = recordedAnswer(u"compatible_200_stream_one_event"_s).body;
    QTest::newRow("JSON") << json << "application/json"_ba;
    QTest::newRow("JSON that calls itself a stream") << json << "text/event-stream"_ba;
    QTest::newRow("JSON that is called nothing") << json << ""_ba;
    QTest::newRow("JSON after white space") << "\r\n " + json << "text/event-stream"_ba;
    QTest::newRow("a stream that calls itself JSON") << stream << "application/json"_ba;
    QTest::newRow("a stream that is called text") << ": ping\n\n" + stream << "text/plain"_ba;
    QTest::newRow("a stream after a byte order mark") << "\xEF\xBB\xBF" + stream << "text/plain"_ba;
    QTest::newRow("JSON after a byte order mark") << "\xEF\xBB\xBF" + json << "text/event-stream"_ba;
    QTest::newRow("one event that is a plain answer") << event << "text/event-stream"_ba;
    QTest::newRow("no previews at all") << stream.sliced(stream.indexOf("event: image_generation.completed"))
                                        << "text/event-stream; charset=utf-8"_ba;
}

void TestOpenAiStream::readsWhatServersSendInstead()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, contentType);
    for (qsizetype cut = 0; cut < std::min<qsizetype>(body.size(), 40); ++cut) {
        ServiceAnswer answer = headOf(contentType);
        answer.body = body;
        const Reading reading = read(answer, {cut});
        QVERIFY(reading.pictures());
        QVERIFY(sizeOf(reading.pictures()->sources.constFirst(), reading.end.text).isValid());
        QVERIFY(reading.hadPictureBegun);
    }
}

void TestOpenAiStream::tellsErrorsWithinAStreamApart_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<Error::Charge>("charge");
    const auto error = [](const QByteArray &fields) -> QByteArray {
        return "event: error\ndata: {\"error\":{" + fields + "}}\n\n";
    };
    using Kind = Error::Kind;
    using Charge = Error::Charge;
    QTest::newRow("refused") << recordedAnswer(u"openai_200_stream_moderation"_s).body << Kind::Refused
                             << Charge::No;
    QTest::newRow("own fault") << recordedAnswer(u"openai_200_stream_server_error"_s).body << Kind::Service
                               << Charge::No;
    QTest::newRow("too many") << error(R"("message":"slow","code":"rate_limit_exceeded")") << Kind::RateLimit
                              << Charge::No;
    QTest::newRow("no credit") << error(R"("message":"no","code":"insufficient_quota")") << Kind::Quota
                               << Charge::No;
    QTest::newRow("not understood") << error(R"("message":"no","type":"invalid_request_error")")
                                    << Kind::BadRequest << Charge::No;
    QTest::newRow("the error by itself")
        << "event: error\ndata: {\"type\":\"server_error\",\"message\":\"no\"}\n\n"_ba << Kind::Service
        << Charge::No;
    QTest::newRow("no name") << "data: {\"error\":\"CUDA out of memory\"}\n\n"_ba << Kind::Service
                             << Charge::No;
    QTest::newRow("no words") << "event: error\ndata: 7\n\n"_ba << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("made and damaged") << "event: image_generation.completed\ndata: {\"b64_json\":\n\n"_ba
                                      << Kind::UnreadableAnswer << Charge::Yes;
    QTest::newRow("made and empty") << "event: image_generation.completed\ndata: {\"b64_json\":null}\n\n"_ba
                                    << Kind::UnreadableAnswer << Charge::Yes;
    QTest::newRow("nothing more") << recordedAnswer(u"openai_200_stream_no_picture"_s).body
                                  << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("nothing but its end") << "data: [DONE]\n\n"_ba << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("nothing") << ""_ba << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("only signs of life")
        << ": ping\n\n: ping\n\n"_ba << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("garbage") << recordedAnswer(u"compatible_200_stream_garbage"_s).body
                             << Kind::UnreadableAnswer << Charge::Yes;
}

void TestOpenAiStream::tellsErrorsWithinAStreamApart()
{
    QFETCH(const QByteArray, body);
    const Reading reading = readText(body);
    QVERIFY(reading.error());
    QTEST(reading.error()->kind, "kind");
    QTEST(reading.error()->charge, "charge");
    QCOMPARE(reading.error()->status, 200);
    QCOMPARE(reading.error()->requestId, u"req_1"_s);
    QVERIFY(!reading.error()->message.isEmpty());

    // Where nothing is charged, nothing is unknown.
    const Reading free = readText(body, "text/event-stream", sampleAccount(Charging::Free));
    QVERIFY(free.error()->kind != Error::Kind::UnknownOutcome);
}

void TestOpenAiStream::takesNoPreviewForThePicture()
{
    // However the stream ends, what only a preview brought is no picture.
    const QByteArray stream = recordedAnswer(u"openai_200_stream"_s).body;
    const qsizetype end = stream.lastIndexOf('}');
    for (qsizetype cut = 0; cut <= end; ++cut) {
        const Reading reading = readText(stream.first(cut));
        QVERIFY(reading.error());
        QVERIFY(!reading.wasComplete);
        QCOMPARE(reading.error()->again, Error::Again::Never);
        QCOMPARE(reading.error()->kind, Error::Kind::UnknownOutcome);
    }
}

void TestOpenAiStream::savesAPictureThatLacksOnlyItsEmptyLine()
{
    const QByteArray stream = recordedAnswer(u"openai_200_stream"_s).body;
    const Reading reading = readText(stream.first(stream.lastIndexOf('}') + 1));
    QVERIFY(!reading.wasComplete);
    QVERIFY(reading.pictures());
    QCOMPARE(sizeOf(reading.pictures()->sources.constFirst(), reading.end.text), QSize(32, 32));
}

void TestOpenAiStream::keepsWhatItDoesNotUnderstand()
{
    QCOMPARE(readText("upstream worker restarted\n").end.text, "upstream worker restarted\n"_ba);
    QCOMPARE(readText("<html>sorry</html>").end.text, "<html>sorry</html>"_ba);
    QCOMPARE(readText("data: what is this\n\n").end.text, "data: what is this\n\n"_ba);
    // Bounded, and nothing is kept of what is understood.
    QCOMPARE(readText("data: " + QByteArray(500'000, 'x') + "\n\n").end.text.size(), 64 * 1024);
    QCOMPARE(readText(recordedAnswer(u"openai_200_stream_no_picture"_s).body).end.text, ""_ba);
}

void TestOpenAiStream::readsNoMoreEventsThanAPictureCanHave()
{
    const QByteArray event = "data: {\"type\":\"ping\"}\n\n";
    const QByteArray picture = recordedAnswer(u"openai_200_stream"_s).body;
    QVERIFY(readText(event.repeated(9'000) + picture).pictures());
    const Reading endless = readText(event.repeated(10'100) + picture);
    QVERIFY(endless.wasComplete);
    QCOMPARE(endless.error()->kind, Error::Kind::UnreadableAnswer);
}

void TestOpenAiStream::saysThatAServiceKnowsNoPreviews_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isAboutPreviews");
    const auto error = [](const QByteArray &message, const QByteArray &parameter) -> QByteArray {
        return R"({"error":{"message":")" + message + R"(","code":"unknown_parameter","param":)" + parameter
            + "}}";
    };
    QTest::newRow("stream") << 400 << error("Unknown parameter: 'stream'.", "\"stream\"") << true;
    QTest::newRow("partial images") << 400 << error("Unknown", "\"partial_images\"") << true;
    QTest::newRow("in words") << 400 << error("partial_images is not supported", "null") << true;
    QTest::newRow("FastAPI") << 422 << R"({"detail":[{"loc":["body","stream"],"msg":"extra fields"}]})"_ba
                             << true;
    QTest::newRow("another field") << 400 << error("Unknown parameter: 'size', in this stream", "\"size\"")
                                   << false;
    QTest::newRow("a model that streams") << 404 << error("no upstream model", "null") << false;
    QTest::newRow("overloaded") << 503 << error("stream capacity", "null") << false;
}

void TestOpenAiStream::saysThatAServiceKnowsNoPreviews()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isAboutPreviews);
    ServiceAnswer answer = headOf("application/json");
    answer.status = status;
    answer.body = body;
    const auto messageFor = [&](int previews) {
        return std::get<Error>(
                   sampleService().read(sampleJob(previews), sampleAccount(), Asked::Order, answer))
            .message;
    };
    QCOMPARE(messageFor(2).contains(u"Show Previews"), isAboutPreviews);
    QVERIFY(!messageFor(0).contains(u"Show Previews"));
}

QTEST_GUILESS_MAIN(TestOpenAiStream)
#include "tst_openaistream.moc"
