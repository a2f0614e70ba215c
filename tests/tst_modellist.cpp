#include "services/openaiimages.h"
#include "support/recordedanswer.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray CanaryKey = "sk-canary-7f3a91c2d4e5f60718293a4b";

ServiceAccount sampleAccount()
{
    return {.serviceName = u"Test service"_s,
            .baseUrl = QUrl(u"https://api.example/v1"_s),
            .key = Secret(CanaryKey)};
}

OpenAiImages sampleService()
{
    return OpenAiImages({.responseFormat = u"b64_json"_s});
}

ServiceAnswer answerOf(const QByteArray &body)
{
    return {.status = 200, .body = body, .url = QUrl(u"https://api.example/v1/models"_s)};
}

} // namespace

/// The lists of models by which accounts are tested.
class TestModelList : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksForTheModelsWithItsKey();
    void readsListsOfModels_data();
    void readsListsOfModels();
    void offersOpenAisImageModelsAlone();
};

void TestModelList::asksForTheModelsWithItsKey()
{
    const ServiceRequest request = sampleService().probe(sampleAccount());
    QCOMPARE(request.asked, Asked::Probe);
    QCOMPARE(request.url, QUrl(u"https://api.example/v1/models"_s));
    QVERIFY(request.body.isEmpty());
    QCOMPARE(request.authorization,
             (Authorization{.key = Secret(CanaryKey), .origin = QUrl(u"https://api.example/v1"_s)}));
    ServiceAccount keyless = sampleAccount();
    keyless.key = {};
    QVERIFY(!sampleService().probe(keyless).authorization);
}

void TestModelList::readsListsOfModels_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("models");

    const QStringList two{u"a"_s, u"b"_s};
    QTest::newRow("OpenAI") << QByteArray(R"({"object":"list","data":[{"id":"a"},{"id":"b"},{"id":"a"}]})")
                            << two;
    QTest::newRow("bare array") << QByteArray(R"([{"id":"a","type":"image"},{"id":"b"}])") << two;
    QTest::newRow("by name") << QByteArray(R"({"models":[{"name":"a"},"b"]})") << two;
    QTest::newRow("by what they make") << QByteArray(
        R"({"data":[{"id":"a","output_modalities":["image"]},{"id":"x","output_modalities":["text"]},)"
        R"({"id":"b"}]})") << two;
    QTest::newRow("no names") << QByteArray(R"({"data":[{"id":""},{"id":7},null,{"id":"a\nb"},{"id":")"
                                            + QByteArray(201, 'x') + R"("},{"id":")" + CanaryKey + R"("}]})")
                              << QStringList();
}

void TestModelList::readsListsOfModels()
{
    QFETCH(const QByteArray, body);
    const ProbeOutcome outcome = sampleService().readProbe(sampleAccount(), answerOf(body));
    QVERIFY(std::holds_alternative<ProbeResult>(outcome));
    QTEST(std::get<ProbeResult>(outcome).models, "models");
}

void TestModelList::offersOpenAisImageModelsAlone()
{
    const ServiceAnswer answer =
        answerOf(R"({"data":[{"id":"gpt-5"},{"id":"gpt-image-2"},{"id":"gpt-image-1"},{"id":"dall-e-3"}]})");
    const ProbeOutcome outcome = OpenAiImages({.isOpenAi = true}).readProbe(sampleAccount(), answer);
    QCOMPARE(std::get<ProbeResult>(outcome).models, QStringList{u"gpt-image-2"_s});

    ServiceAccount keyless = sampleAccount();
    keyless.key = {};
    const ProbeOutcome refused =
        sampleService().readProbe(keyless, recordedAnswer(u"openai_401_invalid_key"_s));
    QCOMPARE(std::get<Error>(refused).kind, Error::Kind::Key);
    QVERIFY(std::get<Error>(refused).message.contains(u"asks for a key"));
}

QTEST_GUILESS_MAIN(TestModelList)
#include "tst_modellist.moc"
