#include "generation/serviceprobe.h"
#include "generation/transport.h"
#include "services/servicecatalog.h"
#include "support/faultserver.h"
#include "workspace/engine.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ContactSheet::FaultScript)

namespace {

const QByteArray CanaryKey = "sk-canary-7f3a91c2d4e5f60718293a4b";

ServiceAccount accountAt(const QUrl &url, const QString &service = u"openai"_s)
{
    return {.service = service, .serviceName = u"Test service"_s, .baseUrl = url, .key = Secret(CanaryKey)};
}

/// A probe and all that it reports.
struct Bench
{
    explicit Bench(const TimeLimits &limits = ServiceProbe::Limits)
        : probe(&transport, limits)
        , ended(&probe, &ServiceProbe::ended)
    {}

    /// How the test of \a account ends.
    [[nodiscard]] ProbeOutcome outcomeOf(const ServiceAccount &account)
    {
        ended.clear();
        probe.start(ProbeId(1), account);
        // Never from inside start().
        if (!ended.isEmpty() || !QTest::qWaitFor([this] { return !ended.isEmpty(); }, 10'000))
            return Error{.message = u"nothing was heard in time"_s};
        return ended.at(0).at(1).value<ProbeOutcome>();
    }

    Transport transport;
    ServiceProbe probe;
    QSignalSpy ended;
};

QString sentence(const ProbeOutcome &outcome, const QString &service, const QString &model = {})
{
    if (const auto *error = std::get_if<Error>(&outcome))
        return error->message;
    return sentenceFor(std::get<ProbeResult>(outcome), *findService(service), model);
}

const QByteArray ThreeModels =
    R"({"object":"list","data":[{"id":"gpt-image-1-mini"},{"id":"gpt-image-2"},{"id":"gpt-5"}]})";

} // namespace

class TestServiceProbe : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksForTheModelsWithTheKey();
    void saysWhatTheAnswerMeans_data();
    void saysWhatTheAnswerMeans();
    void saysThatNothingListens();
    void saysThatTheHostIsUnknown();
    void waitsNoLongerThanItsLimits();
    void takesNoKeyToAnotherHost();
    void readsNoLargerAnswerThanAList();
    void needsNoRequestForPractice();
    void knowsNoOtherServices();
    void dropsTheTestBefore();
    void saysNothingOfWhatWasCancelled();
    void worksInTheEngine();
};

void TestServiceProbe::asksForTheModelsWithTheKey()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, ThreeModels));
    Bench bench;

    const ProbeOutcome outcome = bench.outcomeOf(accountAt(server.url(u"/v1"_s)));

    QCOMPARE(std::get<ProbeResult>(outcome).models, (QStringList{u"gpt-image-1-mini"_s, u"gpt-image-2"_s}));
    const HttpRequest request = server.requests().constFirst().http;
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.path(), "/v1/models");
    QCOMPARE(request.header("authorization"), "Bearer " + CanaryKey);
    QVERIFY(request.body.isEmpty());
    QCOMPARE(server.requestCount(), 1);
}

void TestServiceProbe::saysWhatTheAnswerMeans_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<bool>("isReached");
    QTest::addColumn<QString>("sentence");

    const QString openAi = u"openai"_s;
    const QString other = u"compatible"_s;
    QTest::newRow("models")
        << openAi << Fault::answer(200, ThreeModels) << true
        << u"OpenAI accepted the key. It lists 2 image models; gpt-image-1-mini is among them."_s;
    QTest::newRow("other models")
        << other << Fault::answer(200, R"([{"id":"flux"}])") << true
        << u"The server answers. It lists 1 model; gpt-image-1-mini is not among them."_s;
    QTest::newRow("no model") << other << Fault::answer(200, R"({"data":[]})") << true
                              << u"The server answers. It lists no model for images."_s;
    QTest::newRow("no list") << other << Fault::answer(404) << true
                             << u"The server answers, but lists no models (404). Pictures may still work."_s;
    QTest::newRow("no such method")
        << other << Fault::answer(405, "no") << true
        << u"The server answers, but lists no models (405). Pictures may still work."_s;
    QTest::newRow("another object") << other << Fault::answer(200, R"({"status":"fine"})") << true
                                    << u"The server answers, but lists no models. Pictures may still work."_s;
    QTest::newRow("wrong key")
        << openAi
        << Fault::answer(401,
                         R"({"error":{"message":"Incorrect API key provided: )" + CanaryKey
                             + R"(","code":"invalid_api_key"}})")
        << false << u"Test service did not accept the key. Check the key and what it is allowed to do."_s;
    QTest::newRow("not allowed")
        << openAi << Fault::answer(403, R"({"error":{"message":"Missing scopes"}})") << false
        << u"Test service did not accept the key. Check the key and what it is allowed to do."_s;
    QTest::newRow("too many")
        << openAi << Fault::answer(429, R"({"error":{"code":"rate_limit_exceeded"}})") << false
        << u"Test service asks for fewer requests. Wait a moment, or send fewer at once."_s;
    QTest::newRow("a gateway") << openAi << Fault::answer(502, "<html>bad gateway</html>") << false
                               << u"Test service had a problem of its own. Try again in a while."_s;
    QTest::newRow("a page")
        << other << Fault::answer(200, "<html>Welcome</html>") << false
        << u"What answers there is no image service. Check the address of Test service."_s;
    QTest::newRow("cut off") << other << Fault::cutAnswer(ThreeModels, 20, Fault::Ending::Finish) << false
                             << u"The connection to 127.0.0.1 broke. Check the connection and try again."_s;
    QTest::newRow("broken") << other << Fault::noAnswer(Fault::Ending::Reset) << false
                            << u"The connection to 127.0.0.1 broke. Check the connection and try again."_s;
}

void TestServiceProbe::saysWhatTheAnswerMeans()
{
    QFETCH(const QString, service);
    QFETCH(const FaultScript, answer);
    QFETCH(const bool, isReached);
    FaultServer server;
    server.answerAlways(answer);
    Bench bench;

    const ProbeOutcome outcome = bench.outcomeOf(accountAt(server.url(u"/v1"_s), service));

    QTEST(sentence(outcome, service, u"gpt-image-1-mini"_s), "sentence");
    QCOMPARE(std::holds_alternative<ProbeResult>(outcome), isReached);
    if (const auto *error = std::get_if<Error>(&outcome)) {
        QString shown;
        QDebug(&shown) << *error;
        QVERIFY2(!shown.contains(u"canary-7f3a"), qPrintable(shown));
        QCOMPARE(error->charge, Error::Charge::No);
        QVERIFY(error->kind != Error::Kind::UnknownOutcome);
    }
}

void TestServiceProbe::saysThatNothingListens()
{
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    Bench bench;

    const ProbeOutcome outcome =
        bench.outcomeOf(accountAt(QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()))));

    QCOMPARE(std::get<Error>(outcome).kind, Error::Kind::Network);
    QVERIFY(std::get<Error>(outcome).message.startsWith(u"127.0.0.1 cannot be reached: nothing answers"));
}

void TestServiceProbe::saysThatTheHostIsUnknown()
{
    Bench bench;
    const ProbeOutcome outcome = bench.outcomeOf(accountAt(QUrl(u"https://images.invalid/v1"_s))); // RFC 6761
    QCOMPARE(
        std::get<Error>(outcome).message,
        u"The host images.invalid was not found. Check the address of the service and the connection."_s);
}

void TestServiceProbe::waitsNoLongerThanItsLimits()
{
    FaultServer server;
    server.answerAlways(Fault::hang());
    Bench bench({.firstByte = 50ms, .total = 5s});

    const ProbeOutcome outcome = bench.outcomeOf(accountAt(server.url(u"/v1"_s)));

    QCOMPARE(std::get<Error>(outcome).message,
             u"127.0.0.1 gave no answer in time. Check the address of the service and try again."_s);
    QVERIFY(ServiceProbe::Limits.total <= 10s);
}

void TestServiceProbe::takesNoKeyToAnotherHost()
{
    FaultServer elsewhere;
    FaultServer server;
    server.answerAlways(Fault::redirect(302, elsewhere.url(u"/v1/models"_s)));
    Bench bench;

    const ProbeOutcome outcome = bench.outcomeOf(accountAt(server.url(u"/v1"_s)));

    QVERIFY(std::get<Error>(outcome).message.contains(u"points to another address, which is not followed"));
    QCOMPARE(elsewhere.connectionCount(), 0);
    QCOMPARE(server.requestCount(), 1);
}

void TestServiceProbe::readsNoLargerAnswerThanAList()
{
    FaultServer server;
    server.answerAlways(Fault::answer(200, QByteArray(qsizetype(Exchange::LargestList) + 1, ' ')));
    Bench bench;

    const ProbeOutcome outcome = bench.outcomeOf(accountAt(server.url(u"/v1"_s)));

    QVERIFY(std::get<Error>(outcome).message.contains(u"larger than any list of models"));
}

void TestServiceProbe::needsNoRequestForPractice()
{
    Bench bench;
    const ProbeOutcome outcome = bench.outcomeOf({.service = u"practice"_s});
    QCOMPARE(sentence(outcome, u"practice"_s),
             u"The practice service runs within this program and needs no key."_s);
}

void TestServiceProbe::knowsNoOtherServices()
{
    Bench bench;
    const ProbeOutcome outcome = bench.outcomeOf({.service = u"<b>none</b>"_s});
    QCOMPARE(std::get<Error>(outcome).kind, Error::Kind::BadRequest);
}

void TestServiceProbe::dropsTheTestBefore()
{
    FaultServer silent;
    silent.answerAlways(Fault::hang());
    FaultServer server;
    server.answerAlways(Fault::answer(200, ThreeModels));
    Bench bench;

    bench.probe.start(ProbeId(1), accountAt(silent.url(u"/v1"_s)));
    QTRY_COMPARE(silent.requestCount(), 1);
    QSignalSpy left(&silent, &FaultServer::clientLeft);
    bench.probe.start(ProbeId(2), {.service = u"practice"_s});
    bench.probe.start(ProbeId(3), accountAt(server.url(u"/v1"_s)));

    QTRY_COMPARE(bench.ended.size(), 1);
    QCOMPARE(bench.ended.at(0).at(0).value<ProbeId>(), ProbeId(3));
    QTRY_COMPARE(left.size(), 1);
    QCOMPARE(bench.ended.size(), 1);
}

void TestServiceProbe::saysNothingOfWhatWasCancelled()
{
    FaultServer server;
    server.answerAlways(Fault::hang());
    Bench bench;
    QSignalSpy left(&server, &FaultServer::clientLeft);

    bench.probe.start(ProbeId(1), accountAt(server.url(u"/v1"_s)));
    QTRY_COMPARE(server.requestCount(), 1);
    bench.probe.cancel();
    QTRY_COMPARE(left.size(), 1);
    bench.probe.start(ProbeId(2), {.service = u"practice"_s});
    bench.probe.cancel();
    QTest::qWait(50);
    QVERIFY(bench.ended.isEmpty());
}

void TestServiceProbe::worksInTheEngine()
{
    FaultServer server;
    server.answerInTurn({Fault::answer(200, ThreeModels), Fault::hang(), Fault::hang()});
    Engine engine;
    QSignalSpy probed(&engine, &Engine::probed);

    engine.probe(accountAt(server.url(u"/v1"_s)));
    QTRY_COMPARE(probed.size(), 1);
    QCOMPARE(std::get<ProbeResult>(probed.at(0).at(0).value<ProbeOutcome>()).models.size(), 2);

    QSignalSpy left(&server, &FaultServer::clientLeft);
    engine.probe(accountAt(server.url(u"/v1"_s)));
    QTRY_COMPARE(server.requestCount(), 2);
    engine.cancelProbe();
    QTRY_COMPARE(left.size(), 1);
    QCOMPARE(probed.size(), 1);
    engine.probe(accountAt(server.url(u"/v1"_s)));
    QTRY_COMPARE(server.requestCount(), 3); // The engine goes while a test is under way.
}

QTEST_GUILESS_MAIN(TestServiceProbe)
#include "tst_serviceprobe.moc"
