#include "practice/imagesrequest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

ApiError errorOf(const QByteArray &body)
{
    const auto outcome = readImagesRequest(body);
    return std::holds_alternative<ApiError>(outcome) ? std::get<ApiError>(outcome) : ApiError{.status = 200};
}

ImagesRequest requestOf(const QByteArray &body)
{
    const auto outcome = readImagesRequest(body);
    if (const auto *error = std::get_if<ApiError>(&outcome))
        qWarning().noquote() << error->message;
    return std::holds_alternative<ImagesRequest>(outcome) ? std::get<ImagesRequest>(outcome)
                                                          : ImagesRequest{};
}

QByteArray promptOnly(const QString &prompt)
{
    return QJsonDocument(QJsonObject{{u"prompt"_s, prompt}}).toJson();
}

} // namespace

class TestImagesRequest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void takesAPromptAndChoosesTheRest();
    void takesEveryField();
    void takesNullForAbsent();
    void takesAPromptOf32000Characters();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void numbersItsPicturesFromTheSeedOn();
    void streamsPreviewsThatGrowFiner();
};

void TestImagesRequest::takesAPromptAndChoosesTheRest()
{
    const ImagesRequest request = requestOf(R"({"prompt":"a fox"})"_ba);
    QCOMPARE(request.prompt, u"a fox"_s);
    QCOMPARE(request.count, 1);
    QCOMPARE(request.firstNumber, 0);
    QCOMPARE(request.size, QSize(1024, 1024));
    QCOMPARE(request.quality, u"auto"_s);
    QVERIFY(request.wantsLinks);
    QCOMPARE(request.format, PictureFormat::Png);
}

void TestImagesRequest::takesEveryField()
{
    const ImagesRequest request = requestOf(
        R"({"model":"practice-painter","prompt":"Füchse","n":10,"size":"256x1536","quality":"high","seed":9007199254740000,
                "response_format":"b64_json","output_format":"jpeg","output_compression":40,"background":"opaque",
                "moderation":"low","user":"me","safety_identifier":"me"})"_ba);
    QCOMPARE(request.prompt, u"Füchse"_s);
    QCOMPARE(request.count, 10);
    QCOMPARE(request.firstNumber, 9007199254740000U);
    QCOMPARE(request.size, QSize(256, 1536));
    QCOMPARE(request.quality, u"high"_s);
    QVERIFY(!request.wantsLinks);
    QCOMPARE(request.format, PictureFormat::Jpeg);
    QCOMPARE(request.compression, 40);
}

void TestImagesRequest::takesNullForAbsent()
{
    const ImagesRequest request =
        requestOf(R"({"prompt":"a fox","n":null,"size":null,"quality":null,"user":null})"_ba);
    QCOMPARE(request.count, 1);
    QCOMPARE(request.size, QSize(1024, 1024));
}

void TestImagesRequest::takesAPromptOf32000Characters()
{
    // Characters outside the basic plane take two units each in a QString and count as one.
    const QString fox = u"🦊"_s;
    QCOMPARE(requestOf(promptOnly(fox.repeated(32'000))).prompt.size(), 64'000);
    QCOMPARE(errorOf(promptOnly(fox.repeated(32'001))).code, u"string_above_max_length"_s);
}

void TestImagesRequest::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("param");
    QTest::addColumn<QString>("code");

    QTest::newRow("no JSON") << "{"_ba << 400 << QString() << QString();
    QTest::newRow("nothing") << QByteArray() << 400 << QString() << QString();
    QTest::newRow("an array") << "[]"_ba << 400 << QString() << QString();
    QTest::newRow("no UTF-8") << "{\"prompt\":\"\xff\"}"_ba << 400 << QString() << QString();

    const auto row = [](const char *name, const QByteArray &fields, const QString &param, const QString &code,
                        int status = 400) {
        QTest::newRow(name) << QByteArray("{\"prompt\":\"a fox\"," + fields + '}') << status << param << code;
    };
    QTest::newRow("no prompt") << "{}"_ba << 400 << u"prompt"_s << u"missing_required_parameter"_s;
    QTest::newRow("null prompt") << R"({"prompt":null})"_ba << 400 << u"prompt"_s
                                 << u"missing_required_parameter"_s;
    QTest::newRow("empty prompt") << R"({"prompt":""})"_ba << 400 << u"prompt"_s << u"empty_string"_s;
    QTest::newRow("list as prompt") << R"({"prompt":["a"]})"_ba << 400 << u"prompt"_s << u"invalid_type"_s;
    row("OpenAI's model", R"("model":"gpt-image-2")", u"model"_s, u"model_not_found"_s, 404);
    row("model of another type", R"("model":1)", u"model"_s, u"invalid_type"_s);
    row("no picture", R"("n":0)", u"n"_s, u"integer_below_min_value"_s);
    row("eleven pictures", R"("n":11)", u"n"_s, u"integer_above_max_value"_s);
    row("half a picture", R"("n":1.5)", u"n"_s, u"invalid_type"_s);
    row("number in words", R"("n":"1")", u"n"_s, u"invalid_type"_s);
    row("negative seed", R"("seed":-1)", u"seed"_s, u"integer_below_min_value"_s);
    row("seed that doubles skip", R"("seed":9007199254740992)", u"seed"_s, u"integer_above_max_value"_s);
    row("small side", R"("size":"255x512")", u"size"_s, u"invalid_value"_s);
    row("large side", R"("size":"512x1537")", u"size"_s, u"invalid_value"_s);
    row("size in words", R"("size":"large")", u"size"_s, u"invalid_value"_s);
    row("size with more behind", R"("size":"512x512 ")", u"size"_s, u"invalid_value"_s);
    row("quality", R"("quality":"best")", u"quality"_s, u"invalid_value"_s);
    row("response format", R"("response_format":"file")", u"response_format"_s, u"invalid_value"_s);
    row("output format", R"("output_format":"gif")", u"output_format"_s, u"invalid_value"_s);
    row("compression out of range", R"("output_format":"jpeg","output_compression":101)",
        u"output_compression"_s, u"integer_above_max_value"_s);
    row("compressed PNG", R"("output_compression":50)", u"output_compression"_s, u"invalid_value"_s);
    row("transparency", R"("background":"transparent")", u"background"_s, u"invalid_value"_s);
    row("moderation", R"("moderation":"off")", u"moderation"_s, u"invalid_value"_s);
    row("user of another type", R"("user":{})", u"user"_s, u"invalid_type"_s);
    row("stream in words", R"("stream":"true")", u"stream"_s, u"invalid_type"_s);
    row("previews without a stream", R"("partial_images":1)", u"partial_images"_s, u"invalid_value"_s);
    row("four previews", R"("stream":true,"partial_images":4)", u"partial_images"_s,
        u"integer_above_max_value"_s);
    row("a stream of links", R"("stream":true,"response_format":"url")", u"response_format"_s,
        u"invalid_value"_s);
    row("a stream of two", R"("stream":true,"n":2)", u"n"_s, u"invalid_value"_s);
    row("unknown field", R"("steps":30)", u"steps"_s, u"unknown_parameter"_s);
}

void TestImagesRequest::refusesWhatIsWrong()
{
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    QFETCH(const QString, param);
    QFETCH(const QString, code);

    const ApiError error = errorOf(body);
    QCOMPARE(error.status, status);
    QCOMPARE(error.type, u"invalid_request_error"_s);
    QCOMPARE(error.param, param);
    QCOMPARE(error.code, code);
    QVERIFY(!error.message.isEmpty());
}

void TestImagesRequest::numbersItsPicturesFromTheSeedOn()
{
    const ImagesRequest request = requestOf(R"({"prompt":"a fox","n":3,"seed":5,"size":"512x256"})"_ba);
    const PictureRecipe last = request.recipe(2);
    QCOMPARE(last.prompt, u"a fox"_s);
    QCOMPARE(last.number, 7);
    QCOMPARE(last.size, QSize(512, 256));
}

void TestImagesRequest::streamsPreviewsThatGrowFiner()
{
    const ImagesRequest request =
        requestOf(R"({"prompt":"a fox","stream":true,"partial_images":2,"seed":5})"_ba);
    QVERIFY(request.isStreamed);
    QVERIFY(!request.wantsLinks);
    const QList<PictureRecipe> recipes = request.streamedRecipes();
    QCOMPARE(recipes.size(), 3);
    QCOMPARE(recipes.at(0).coarseness, 2);
    QCOMPARE(recipes.at(1).coarseness, 1);
    QCOMPARE(recipes.at(2), request.recipe(0));
    QCOMPARE(requestOf(R"({"prompt":"a fox","stream":true})"_ba).streamedRecipes().size(), 1);
}

QTEST_GUILESS_MAIN(TestImagesRequest)
#include "tst_imagesrequest.moc"
