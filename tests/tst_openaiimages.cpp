#include "core/base64.h"
#include "core/pictureformat.h"
#include "services/openaiimages.h"
#include "support/recordedanswer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray CanaryKey = "sk-canary-7f3a91c2d4e5f60718293a4b";

ServiceAccount sampleAccount(const QString &baseUrl = u"https://api.example/v1"_s)
{
    return {.serviceName = u"Test service"_s, .baseUrl = QUrl(baseUrl), .key = Secret(CanaryKey)};
}

Job sampleJob()
{
    return {.id = JobId(1),
            .prompt = u"robot dog, \"quoted\" \U0001F415\n"_s,
            .options = {.model = u"painter"_s, .size = QSize(1024, 768), .quality = u"low"_s},
            .seed = 7};
}

/// A service in the dialect that most compatible servers speak.
OpenAiImages sampleService()
{
    return OpenAiImages({.responseFormat = u"b64_json"_s});
}

QJsonObject bodyOf(const ServiceRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

ServiceOutcome read(const ServiceAnswer &answer, Asked asked = Asked::Order,
                    const ServiceAccount &account = sampleAccount())
{
    return sampleService().read(sampleJob(), account, asked, answer);
}

/// What a service at \a baseUrl means by the recorded answer \a name.
ServiceOutcome readRecorded(const QString &name, const QString &baseUrl = u"https://api.example/v1"_s)
{
    const ServiceAnswer answer = recordedAnswer(name, QUrl(baseUrl + u"/images/generations"_s));
    return read(answer, Asked::Order, sampleAccount(baseUrl));
}

ServiceAnswer answerOf(const QByteArray &body, int status = 200)
{
    return {.status = status, .body = body, .url = QUrl(u"https://api.example/v1/images/generations"_s)};
}

/// The bytes of a picture that an answer with \a body holds, as the saver finds them.
QByteArray pictureIn(const PictureSource &source, const QByteArray &body)
{
    QByteArray base64;
    if (const auto *embedded = std::get_if<EmbeddedPicture>(&source))
        base64 = unescapedJsonString(body.sliced(embedded->span.begin, embedded->span.length));
    else if (const auto *encoded = std::get_if<EncodedPicture>(&source))
        base64 = encoded->base64;
    return decodeBase64(base64).value_or(QByteArray());
}

} // namespace

class TestOpenAiImages : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void ordersOnePicture();
    void speaksTheDialectOfTheModel_data();
    void speaksTheDialectOfTheModel();
    void leavesOutWhatIsNotChosen();
    void sendsItsKeyToOneOriginOnly();
    void fetchesWithoutAKey();

    void findsPicturesInAnswers_data();
    void findsPicturesInAnswers();
    void findsLinksInAnswers_data();
    void findsLinksInAnswers();
    void findsAllPicturesThatWereSent();
    void keepsRevisedPromptsShort();
    void keepsOfWhatIsSaidWhatCanBeSeen();
    void boundsThePicturesOfAnAnswer();
    void explainsRefusalsWithinASuccess();
    void findsNoPictureInDamagedAnswers_data();
    void findsNoPictureInDamagedAnswers();
    void savesTheOthersOfADamagedAnswer();
    void saysWhatCameInPlaceOfJson_data();
    void saysWhatCameInPlaceOfJson();
    void refusesLinksThatItMustNotFollow();
    void takesABodyForAPicture();
    void reportsFailures_data();
    void reportsFailures();
    void repeatsNoKeyOfASuccess();
};

void TestOpenAiImages::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestOpenAiImages::ordersOnePicture()
{
    const ServiceRequest request = sampleService().order(sampleJob(), sampleAccount());

    QCOMPARE(request.asked, Asked::Order);
    QCOMPARE(request.url, QUrl(u"https://api.example/v1/images/generations"_s));
    QVERIFY(request.headers.contains(Header("Content-Type", "application/json")));
    QCOMPARE(bodyOf(request),
             (QJsonObject{{u"prompt"_s, u"robot dog, \"quoted\" \U0001F415\n"_s},
                          {u"n"_s, 1},
                          {u"model"_s, u"painter"_s},
                          {u"size"_s, u"1024x768"_s},
                          {u"quality"_s, u"low"_s},
                          {u"response_format"_s, u"b64_json"_s}}));
}

void TestOpenAiImages::speaksTheDialectOfTheModel_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("isOldDialect");

    QTest::newRow("no model") << QString() << true;
    QTest::newRow("another model") << u"flux-1"_s << true;
    QTest::newRow("the old one") << u"dall-e-3"_s << true;
    QTest::newRow("newest") << u"gpt-image-2.6-sunburst"_s << false;
    QTest::newRow("small") << u"gpt-image-1-mini"_s << false;
    QTest::newRow("alias") << u"chatgpt-image-latest"_s << false;
}

void TestOpenAiImages::speaksTheDialectOfTheModel()
{
    QFETCH(const QString, model);
    QFETCH(const bool, isOldDialect);
    Job job = sampleJob();
    job.options.model = model;

    for (const QString &format : {u"b64_json"_s, u"url"_s}) {
        const OpenAiImages service({.responseFormat = format, .takesSeed = true});
        const QJsonObject body = bodyOf(service.order(job, sampleAccount()));
        QCOMPARE(body.value(u"response_format"_s).toString(), isOldDialect ? format : QString());
        QCOMPARE(body.value(u"seed"_s).toInteger(), 7);
    }
    QVERIFY(
        !bodyOf(OpenAiImages({.isOpenAi = true}).order(job, sampleAccount())).contains(u"response_format"_s));
}

void TestOpenAiImages::leavesOutWhatIsNotChosen()
{
    const QJsonObject body =
        bodyOf(OpenAiImages({.takesSeed = true}).order(Job{.prompt = u"a"_s}, sampleAccount()));

    QCOMPARE(body, (QJsonObject{{u"prompt"_s, u"a"_s}, {u"n"_s, 1}}));
}

void TestOpenAiImages::sendsItsKeyToOneOriginOnly()
{
    const ServiceRequest request = sampleService().order(sampleJob(), sampleAccount());
    QVERIFY(request.authorization);
    QCOMPARE(request.authorization->key, Secret(CanaryKey));
    QCOMPARE(request.authorization->origin, QUrl(u"https://api.example/v1"_s));
    QVERIFY(!request.body.contains(CanaryKey));
    QVERIFY(!request.url.toString().contains(QString::fromUtf8(CanaryKey)));
    for (const Header &header : request.headers)
        QVERIFY(!header.second.contains(CanaryKey));

    ServiceAccount account = sampleAccount();
    account.key = {};
    QVERIFY(!sampleService().order(sampleJob(), account).authorization);
}

void TestOpenAiImages::fetchesWithoutAKey()
{
    const QUrl url(u"https://cdn.example/1.png?sig=a%2Bb"_s);
    const ServiceRequest request = fetchRequest(url);

    QCOMPARE(request.asked, Asked::Fetch);
    QCOMPARE(request.url, url);
    QVERIFY(!request.authorization);
    QVERIFY(request.body.isEmpty());
}

void TestOpenAiImages::findsPicturesInAnswers_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("isEmbedded");

    QTest::newRow("openai_200_base64") << QSize(20, 20) << true;
    QTest::newRow("localai_200_base64") << QSize(2, 2) << false;
    QTest::newRow("php_200_escaped") << QSize(20, 20) << true;
    QTest::newRow("compatible_200_data_url") << QSize(20, 20) << false;
    QTest::newRow("compatible_200_data_prefix") << QSize(20, 20) << true;
    QTest::newRow("vllm_200_two") << QSize(20, 20) << true;
    QTest::newRow("xai_200_one_of_two_blocked") << QSize(20, 20) << true;
}

void TestOpenAiImages::findsPicturesInAnswers()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, isEmbedded);
    const ServiceAnswer answer = recordedAnswer(QString::fromLatin1(QTest::currentDataTag()));

    const ServiceOutcome outcome = read(answer);

    const auto *pictures = std::get_if<Pictures>(&outcome);
    QVERIFY(pictures);
    const PictureSource &first = pictures->sources.constFirst();
    QCOMPARE(std::holds_alternative<EmbeddedPicture>(first), isEmbedded);
    const std::optional<PictureInfo> info = inspectPicture(pictureIn(first, answer.body));
    QVERIFY(info);
    QCOMPARE(info->size, size);
}

void TestOpenAiImages::findsLinksInAnswers_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("revisedPrompt");

    QTest::newRow("dalle_200_url")
        << u"https://api.example/v1"_s
        << u"https://blob.example/private/img-1.png?st=2026-11-22T21%3A00%3A00Z&sig=a%2Bb%2Fc%3D"_s
        << u"A robot dog, bathed in light"_s;
    QTest::newRow("sglang_200_relative_url")
        << u"http://127.0.0.1:30000/v1"_s << u"http://127.0.0.1:30000/v1/images/img_1/content"_s
        << u"a stone bridge"_s;
    QTest::newRow("localai_200_url") << u"http://127.0.0.1:8080/v1"_s
                                     << u"http://127.0.0.1:8080/generated-images/b64%2012.png"_s << QString();
}

void TestOpenAiImages::findsLinksInAnswers()
{
    QFETCH(const QString, baseUrl);
    QFETCH(const QString, url);
    QFETCH(const QString, revisedPrompt);

    const ServiceOutcome outcome = readRecorded(QString::fromLatin1(QTest::currentDataTag()), baseUrl);

    const auto *pictures = std::get_if<Pictures>(&outcome);
    QVERIFY(pictures);
    QCOMPARE(pictures->sources.size(), 1);
    const auto *link = std::get_if<LinkedPicture>(&pictures->sources.constFirst());
    QVERIFY(link);
    // To the last character: a signature that is written differently is another one.
    QCOMPARE(link->url.toString(QUrl::FullyEncoded), url);
    QCOMPARE(pictures->revisedPrompt, revisedPrompt);
}

void TestOpenAiImages::findsAllPicturesThatWereSent()
{
    const ServiceAnswer answer = recordedAnswer(u"vllm_200_two"_s);
    const ServiceOutcome outcome = read(answer);
    const auto *pictures = std::get_if<Pictures>(&outcome);

    QVERIFY(pictures);
    QCOMPARE(pictures->sources.size(), 2);
    QCOMPARE(inspectPicture(pictureIn(pictures->sources.at(1), answer.body))->size, QSize(2, 2));
    QCOMPARE(pictures->revisedPrompt, QString());
}

void TestOpenAiImages::keepsRevisedPromptsShort()
{
    const QByteArray text(1'000'000, 'x');
    const ServiceOutcome outcome =
        read(answerOf(R"({"data":[{"url":"https://cdn.example/1.png","revised_prompt":")" + text + "\"}]}"));
    const auto *pictures = std::get_if<Pictures>(&outcome);

    QVERIFY(pictures);
    QCOMPARE(pictures->revisedPrompt.size(), 32'000);
}

void TestOpenAiImages::keepsOfWhatIsSaidWhatCanBeSeen()
{
    const ServiceOutcome outcome = read(answerOf(
        R"({"data":[{"url":"https://cdn.example/1.png","revised_prompt":"a\n\u202Efo\u0007x\u200D\u0085"}],)"
        R"("usage":{"total_tokens":7,"<b>":8,"words":"x",)"
        R"("details":{"image_tokens":5,"sk-canary-7f3a91c2d4e5f60718293a4b":6}}})"));
    const auto *pictures = std::get_if<Pictures>(&outcome);

    QVERIFY(pictures);
    QCOMPARE(pictures->revisedPrompt, u"a\nfox\u200D"_s);
    QCOMPARE(pictures->usage,
             (QJsonObject{{u"total_tokens"_s, 7}, {u"details"_s, QJsonObject{{u"image_tokens"_s, 5}}}}));
}

void TestOpenAiImages::boundsThePicturesOfAnAnswer()
{
    // Each of them would be fetched and saved; no service makes that many at once.
    const QByteArray link = R"({"url":"https://cdn.example/1.png"})";
    const ServiceOutcome outcome =
        read(answerOf("{\"data\":[" + QByteArray(link + ',').repeated(5000) + link + "]}"));
    const auto *pictures = std::get_if<Pictures>(&outcome);

    QVERIFY(pictures);
    QCOMPARE(pictures->sources.size(), 100);
}

void TestOpenAiImages::explainsRefusalsWithinASuccess()
{
    for (const QString &name : {u"xai_200_blocked"_s, u"compatible_200_error_refused"_s}) {
        const ServiceOutcome outcome = readRecorded(name);
        const auto *error = std::get_if<Error>(&outcome);
        QVERIFY(error);
        QCOMPARE(error->kind, Error::Kind::Refused);
        QCOMPARE(error->charge, Error::Charge::No);
        QCOMPARE(error->status, 200);
        QVERIFY(error->message.contains(u"Change the prompt"_s));
    }
    const ServiceOutcome quota = readRecorded(u"compatible_200_error_quota"_s);
    QCOMPARE(std::get<Error>(quota).kind, Error::Kind::Quota);
}

void TestOpenAiImages::findsNoPictureInDamagedAnswers_data()
{
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("no data") << QByteArray(R"({"created":1})");
    QTest::newRow("data null") << QByteArray(R"({"data":null})");
    QTest::newRow("data an object") << QByteArray(R"({"data":{"url":"https://cdn.example/1.png"}})");
    QTest::newRow("data a string") << QByteArray(R"({"data":"https://cdn.example/1.png"})");
    QTest::newRow("data a number") << QByteArray(R"({"data":1})");
    QTest::newRow("data empty") << QByteArray(R"({"created":1,"data":[]})");
    QTest::newRow("an element null") << QByteArray(R"({"data":[null]})");
    QTest::newRow("an element a string") << QByteArray(R"({"data":["iVBORw0KGgo="]})");
    QTest::newRow("an element an array") << QByteArray(R"({"data":[[]]})");
    QTest::newRow("an element empty") << QByteArray(R"({"data":[{}]})");
    QTest::newRow("base64 a number") << QByteArray(R"({"data":[{"b64_json":5}]})");
    QTest::newRow("base64 null") << QByteArray(R"({"data":[{"b64_json":null,"url":null}]})");
    QTest::newRow("base64 empty") << QByteArray(R"({"data":[{"b64_json":""}]})");
    QTest::newRow("base64 an array") << QByteArray(R"({"data":[{"b64_json":["a"]}]})");
    QTest::newRow("url an object") << QByteArray(
        R"({"data":[{"url":{"href":"https://cdn.example/1.png"}}]})");
    QTest::newRow("url empty") << QByteArray(R"({"data":[{"url":""}]})");
    QTest::newRow("an array") << QByteArray(R"([{"url":"https://cdn.example/1.png"}])");
    QTest::newRow("an empty object") << QByteArray("{}");
    QTest::newRow("an unknown error") << QByteArray(R"({"error":{"message":"CUDA out of memory"}})");
}

void TestOpenAiImages::findsNoPictureInDamagedAnswers()
{
    QFETCH(const QByteArray, body);

    const ServiceOutcome outcome = read(answerOf(body));

    const auto *error = std::get_if<Error>(&outcome);
    QVERIFY(error);
    QCOMPARE(error->kind, Error::Kind::UnreadableAnswer);
    QCOMPARE(error->charge, Error::Charge::Yes);
    QCOMPARE(error->status, 200);
    QVERIFY(error->message.contains(u"without a picture"_s));
}

void TestOpenAiImages::savesTheOthersOfADamagedAnswer()
{
    const ServiceOutcome outcome =
        read(answerOf(R"({"data":[null,{"url":"file:///etc/passwd"},{"b64_json":7},)"
                      R"({"url":"https://cdn.example/1.png","revised_prompt":5},{"b64_json":"AAAA"}]})"));
    const auto *pictures = std::get_if<Pictures>(&outcome);

    QVERIFY(pictures);
    QCOMPARE(pictures->sources,
             (QList<PictureSource>{LinkedPicture{.url = QUrl(u"https://cdn.example/1.png"_s)},
                                   EncodedPicture{.base64 = "AAAA"}}));
    QCOMPARE(pictures->revisedPrompt, QString());
}

void TestOpenAiImages::saysWhatCameInPlaceOfJson_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("detail");

    QTest::newRow("portal_200_html") << u"not valid JSON"_s << u"Please sign in to the network."_s;
    QTest::newRow("compatible_200_cut") << u"not valid JSON"_s << u"offset"_s;
    QTest::newRow("compatible_200_empty") << u"empty answer"_s << QString();
    QTest::newRow("compatible_204") << u"empty answer"_s << QString();
}

void TestOpenAiImages::saysWhatCameInPlaceOfJson()
{
    QFETCH(const QString, message);
    QFETCH(const QString, detail);

    const ServiceOutcome outcome = readRecorded(QString::fromLatin1(QTest::currentDataTag()));

    const auto *error = std::get_if<Error>(&outcome);
    QVERIFY(error);
    QCOMPARE(error->kind, Error::Kind::UnreadableAnswer);
    QCOMPARE(error->charge, Error::Charge::Yes);
    QVERIFY2(error->message.contains(message), qPrintable(error->message));
    QVERIFY2(error->detail.contains(detail), qPrintable(error->detail));
    QVERIFY(error->detail.size() < 500);
}

void TestOpenAiImages::refusesLinksThatItMustNotFollow()
{
    for (const QByteArray &link :
         {QByteArray("file:///etc/passwd"), QByteArray("javascript:alert(1)"),
          QByteArray("ftp://a.example/1"), QByteArray("https://a:b@evil.example/1"),
          QByteArray("http://cdn.example/1.png"), QByteArray("https://127.0.0.1/1.png"),
          QByteArray("https://" + QByteArray(20'000, 'x'))}) {
        const ServiceOutcome outcome = read(answerOf("{\"data\":[{\"url\":\"" + link + "\"}]}"));
        const auto *error = std::get_if<Error>(&outcome);
        QVERIFY2(error, link.left(100).constData());
        QCOMPARE(error->kind, Error::Kind::UnreadableAnswer);
        QCOMPARE(error->charge, Error::Charge::Yes);
        QCOMPARE(error->status, 200);
    }
}

void TestOpenAiImages::takesABodyForAPicture()
{
    const ServiceOutcome outcome = read(answerOf("\x89PNG"), Asked::Fetch);
    QCOMPARE(std::get<Pictures>(outcome).sources, QList<PictureSource>{WholeBody{}});

    const ServiceOutcome empty = read(answerOf({}), Asked::Fetch);
    QCOMPARE(std::get<Error>(empty).kind, Error::Kind::UnreadableAnswer);
}

void TestOpenAiImages::reportsFailures_data()
{
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<Error::Kind>("kind");

    QTest::newRow("openai_401_invalid_key") << Asked::Order << Error::Kind::Key;
    QTest::newRow("openai_400_moderation_blocked") << Asked::Order << Error::Kind::Refused;
    QTest::newRow("gateway_504_html") << Asked::Order << Error::Kind::UnknownOutcome;
    QTest::newRow("blob_403_expired") << Asked::Fetch << Error::Kind::UnreadableAnswer;
    QTest::newRow("gateway_307") << Asked::Order << Error::Kind::BadRequest;
}

void TestOpenAiImages::reportsFailures()
{
    QFETCH(const Asked, asked);
    QFETCH(const Error::Kind, kind);

    const ServiceOutcome outcome = read(recordedAnswer(QString::fromLatin1(QTest::currentDataTag())), asked);

    QVERIFY(std::holds_alternative<Error>(outcome));
    QCOMPARE(std::get<Error>(outcome).kind, kind);
}

void TestOpenAiImages::repeatsNoKeyOfASuccess()
{
    const QList<QByteArray> bodies{"not JSON: " + CanaryKey, R"({"error":{"message":")" + CanaryKey + "\"}}",
                                   R"({"x":")" + CanaryKey + "\"}",
                                   R"({"data":[{"url":"https://)" + CanaryKey + R"(@evil.example/"}]})",
                                   R"({"data":[{"url":"ftp://evil.example/)" + CanaryKey + R"("}]})"};
    for (const QByteArray &body : bodies) {
        ServiceAnswer answer = answerOf(body);
        answer.headers = {{"x-request-id", CanaryKey}};
        const ServiceOutcome outcome = read(answer);
        const auto *error = std::get_if<Error>(&outcome);
        QVERIFY(error);
        QString shown;
        QDebug(&shown) << *error << error->requestId;
        QVERIFY2(!shown.contains(u"canary-7f3a"_s), qPrintable(shown));
    }
}

QTEST_GUILESS_MAIN(TestOpenAiImages)
#include "tst_openaiimages.moc"
