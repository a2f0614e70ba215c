#include "services/answererror.h"
#include "services/serviceaccount.h"
#include "services/servicewords.h"
#include "support/recordedanswer.h"

#include <QMetaEnum>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = Error::Kind;
using Charge = Error::Charge;

ServiceAccount sampleAccount(Charging charging = Charging::Paid)
{
    return {.serviceName = u"Test service"_s,
            .baseUrl = QUrl(u"https://api.example/v1"_s),
            .key = Secret("sk-canary-7f3a91c2d4e5f60718293a4b"),
            .charging = charging};
}

/// An answer of \a status with \a body and one header.
ServiceAnswer answerOf(int status, const QByteArray &body, const Header &header = {})
{
    return {.status = status, .headers = {header}, .body = body};
}

const QByteArray OwnError = R"({"error":{"message":"busy"}})";

} // namespace

class TestAnswerError : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void judgesOrders_data();
    void judgesOrders();
    void knowsNoUnknownOutcomeOfFreeOrders();
    void judgesEveryStatus();
    void saysWhatToDo();
    void keepsTheDetails_data();
    void keepsTheDetails();
    void knowsWhatMayBeSentAgain_data();
    void knowsWhatMayBeSentAgain();
    void takesPatienceForASignThatNothingWasBegun();
    void judgesDownloads_data();
    void judgesDownloads();
    void namesTheRequest();
    void repeatsNoKey_data();
    void repeatsNoKey();

    void readsWords_data();
    void readsWords();
    void makesOnePlainLineOfWords_data();
    void makesOnePlainLineOfWords();
    void staysQuickOnHostileBodies_data();
    void staysQuickOnHostileBodies();
};

void TestAnswerError::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestAnswerError::judgesOrders_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("detail"); // What the detail must hold.

    const auto row = [](const char *file, Kind kind, const QString &detail = {}) {
        QTest::newRow(file) << kind << detail;
    };
    row("openai_401_invalid_key", Kind::Key, u"Incorrect API key provided: •••. You can"_s);
    row("openai_401_masked_key", Kind::Key, u"Incorrect API key provided: •••"_s);
    row("openai_403_region", Kind::Key, u"Country, region, or territory not supported"_s);
    row("compatible_400_invalid_key", Kind::Key, u"API key not valid."_s);
    row("openai_400_unknown_parameter", Kind::BadRequest,
        u"Unknown parameter: 'response_format'. (unknown_parameter) (response_format)"_s);
    row("openai_404_model", Kind::BadRequest, u"'gpt-image-9' does not exist"_s);
    row("openai_404_empty", Kind::BadRequest);
    row("gateway_405", Kind::BadRequest, u"405 Not Allowed"_s);
    row("gateway_413", Kind::BadRequest, u"413 Request Entity Too Large"_s);
    row("vllm_400_text", Kind::BadRequest, u"Expected WIDTHxHEIGHT."_s);
    row("vllm_422_list", Kind::BadRequest,
        u"body.n: Input should be less than or equal to 10; body.images.0: Field required"_s);
    row("sdcpp_400_string", Kind::BadRequest, u"prompt required"_s);
    row("xai_400_code_and_text", Kind::BadRequest,
        u"Argument not supported: size (Client specified an invalid argument)"_s);
    row("array_400", Kind::BadRequest, u"API key expired. (400)"_s);
    row("compatible_400_errors_by_field", Kind::BadRequest, u"prompt: is too long"_s);
    row("gateway_301", Kind::BadRequest, u"→ https://new.example/v1/images/generations"_s);
    row("gateway_307", Kind::BadRequest, u"→ /v2/images/generations"_s);
    row("openai_400_moderation_blocked", Kind::Refused, u"(moderation_blocked)"_s);
    row("openai_400_content_policy", Kind::Refused, u"(content_policy_violation)"_s);
    row("xai_400_refused", Kind::Refused, u"rejected by content moderation."_s);
    row("openai_400_billing_hard_limit", Kind::Quota, u"Billing hard limit"_s);
    row("gateway_402_text", Kind::Quota, u"Payment Required"_s);
    row("openai_429_insufficient_quota", Kind::Quota, u"(insufficient_quota)"_s);
    row("openai_429_quota_by_type", Kind::Quota, u"You have no credit."_s);
    row("openai_429_project_limit", Kind::Quota, u"(project_spend_limit_exceeded)"_s);
    row("openai_429_rate_limit", Kind::RateLimit, u"Rate limit reached"_s);
    row("openai_429_slow_down", Kind::RateLimit, u"Slow down."_s);
    row("openai_429_no_pace", Kind::RateLimit);
    row("sdcpp_429_queue", Kind::RateLimit, u"job queue is full"_s);
    // Refused or failed by the service itself: nothing was charged (reliability, class B).
    row("gateway_408", Kind::Service);
    row("openai_409_locked", Kind::Service, u"The resource is locked."_s);
    row("openai_500_server_error", Kind::Service, u"The server had an error"_s);
    row("openai_503_overloaded", Kind::Service, u"(server_is_overloaded)"_s);
    row("openai_529_overloaded", Kind::Service, u"Overloaded"_s);
    row("vllm_503_text", Kind::Service, u"The engine is not initialized."_s);
    row("sdcpp_500_string_and_message", Kind::Service, u"server_error: generate_image returned no results"_s);
    row("localai_503_loading", Kind::Service, u"(model_loading)"_s);
    row("localai_500_number_code", Kind::Service, u"could not load model (500)"_s);
    row("compatible_500_errors", Kind::Service, u"the GPU fell off the bus; try again"_s);
    row("gateway_503_html_retry_after", Kind::Service);
    row("gateway_503_html_retry_date", Kind::Service);
    // Something in between answered: the picture may have been made (class C).
    row("gateway_500_html", Kind::UnknownOutcome, u"500 Internal Server Error"_s);
    row("gateway_500_empty", Kind::UnknownOutcome);
    row("localai_500_opaque", Kind::UnknownOutcome);
    row("gateway_502_html", Kind::UnknownOutcome, u"502 Bad Gateway"_s);
    row("gateway_502_json", Kind::UnknownOutcome, u"bad gateway"_s);
    row("gateway_503_html", Kind::UnknownOutcome);
    row("gateway_504_html", Kind::UnknownOutcome);
    row("gateway_504_amazon", Kind::UnknownOutcome, u"Endpoint request timed out"_s);
    row("cloudflare_520", Kind::UnknownOutcome, u"error code: 520"_s);
    row("cloudflare_524", Kind::UnknownOutcome);
    // "Made", and then an error in its place.
    row("compatible_200_error_refused", Kind::Refused, u"Blocked by our filters."_s);
    row("compatible_200_error_quota", Kind::Quota, u"No credit."_s);
    row("compatible_200_error_key", Kind::Key, u"Wrong key: •••"_s);
    row("compatible_200_error_unknown", Kind::UnreadableAnswer, u"CUDA out of memory"_s);
    row("compatible_200_error_string", Kind::UnreadableAnswer, u"CUDA out of memory"_s);
}

void TestAnswerError::judgesOrders()
{
    QFETCH(const Kind, kind);
    QFETCH(const QString, detail);
    const ServiceAnswer answer = recordedAnswer(QString::fromLatin1(QTest::currentDataTag()));

    const Error error = errorFromAnswer(answer, Asked::Order, sampleAccount());

    QCOMPARE(error.kind, kind);
    QCOMPARE(error.status, answer.status);
    QCOMPARE(error.charge,
             kind == Kind::UnknownOutcome         ? Charge::Perhaps
                 : kind == Kind::UnreadableAnswer ? Charge::Yes
                                                  : Charge::No);
    QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
    QVERIFY2(error.message.startsWith(u"Test service "_s) || error.message.contains(u" Test service"_s),
             qPrintable(error.message));
    QVERIFY(!error.message.contains(u'<') && !error.message.contains(u'%'));
}

void TestAnswerError::knowsNoUnknownOutcomeOfFreeOrders()
{
    const Error error =
        errorFromAnswer(recordedAnswer(u"gateway_502_html"_s), Asked::Order, sampleAccount(Charging::Free));

    QCOMPARE(error.kind, Kind::Service);
    QCOMPARE(error.charge, Charge::No);
}

void TestAnswerError::judgesEveryStatus()
{
    for (int status = 300; status < 600; ++status) {
        const Error withWords = errorFromAnswer(answerOf(status, OwnError), Asked::Order, sampleAccount());
        const Error without = errorFromAnswer(answerOf(status, {}), Asked::Order, sampleAccount());
        const bool isGateway = status == 502 || status == 504 || (status >= 520 && status <= 524);
        // What is never sent again by itself, and what was certainly not charged.
        QCOMPARE(without.kind == Kind::UnknownOutcome, status >= 500);
        QCOMPARE(withWords.kind == Kind::UnknownOutcome, isGateway);
        QCOMPARE(withWords.kind == Kind::Service,
                 (status >= 500 && !isGateway) || status == 408 || status == 409 || status == 425);
        QVERIFY(!withWords.message.isEmpty());
    }
    // Answers that no server should give are not taken for failures that cost nothing.
    for (const int status : {0, 100, 101, 199})
        QCOMPARE(errorFromAnswer(answerOf(status, {}), Asked::Order, sampleAccount()).kind,
                 Kind::UnknownOutcome);
}

void TestAnswerError::saysWhatToDo()
{
    const auto message = [](int status, const QByteArray &body = OwnError) {
        return errorFromAnswer(answerOf(status, body), Asked::Order, sampleAccount()).message;
    };

    QVERIFY(message(401).contains(u"Check the key"_s));
    QVERIFY(message(402).contains(u"Add credit"_s));
    QVERIFY(message(404).contains(u"model or address"_s));
    QVERIFY(message(405).contains(u"model or address"_s));
    QVERIFY(message(413).contains(u"Shorten"_s));
    QVERIFY(message(429).contains(u"fewer at once"_s));
    QVERIFY(message(307).contains(u"Check the address"_s));
    QVERIFY(message(502).contains(u"not sent again"_s));
    QVERIFY(message(500).contains(u"Try again"_s));
    QVERIFY(message(400, R"({"error":{"code":"moderation_blocked"}})").contains(u"Change the prompt"_s));
}

void TestAnswerError::keepsTheDetails_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("detail");

    QTest::newRow("an address") << QByteArray("https://new.example/v1") << u"busy → https://new.example/v1"_s;
    QTest::newRow("secrets in it") << QByteArray("https://me:hunter2@new.example/v1?key=hunter2#a")
                                   << u"busy → https://new.example/v1#a"_s;
    QTest::newRow("the key in it") << QByteArray("https://new.example/sk-canary-7f3a91c2d4e5f60718293a4b")
                                   << u"busy → https://new.example/•••"_s;
    QTest::newRow("nothing") << QByteArray() << u"busy"_s;
}

void TestAnswerError::keepsTheDetails()
{
    QFETCH(const QByteArray, location);
    QFETCH(const QString, detail);
    const ServiceAnswer answer = answerOf(302, OwnError, {"location", location});

    QCOMPARE(errorFromAnswer(answer, Asked::Order, sampleAccount()).detail, detail);
}

void TestAnswerError::knowsWhatMayBeSentAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Header>("header");
    QTest::addColumn<Error::Again>("again");

    using Again = Error::Again;
    const QByteArray html = "<html>";
    const Header none;
    const Header patience{"Retry-After", "1"};
    QTest::newRow("too many") << 429 << OwnError << none << Again::Repeatedly;
    QTest::newRow("too many, without a word") << 429 << QByteArray() << none << Again::Repeatedly;
    QTest::newRow("no credit") << 429 << QByteArray(R"({"error":{"code":"insufficient_quota"}})") << none
                               << Again::Never;
    QTest::newRow("took too long") << 408 << OwnError << none << Again::Repeatedly;
    QTest::newRow("too early") << 425 << OwnError << none << Again::Repeatedly;
    QTest::newRow("busy") << 503 << OwnError << none << Again::Repeatedly;
    QTest::newRow("busy, by a gateway that says when") << 503 << html << patience << Again::Repeatedly;
    QTest::newRow("busy, by a gateway") << 503 << html << none << Again::Never;
    QTest::newRow("overloaded") << 529 << OwnError << none << Again::Repeatedly;
    QTest::newRow("locked") << 409 << OwnError << none << Again::Once;
    QTest::newRow("its own fault") << 500 << OwnError << none << Again::Once;
    QTest::newRow("a gateway's fault") << 500 << html << none << Again::Never;
    QTest::newRow("lost by a gateway") << 502 << OwnError << patience << Again::Never;
    QTest::newRow("wrong") << 400 << OwnError << Header{"x-should-retry", "true"} << Again::Never;
    QTest::newRow("wrong key") << 401 << OwnError << none << Again::Never;
    QTest::newRow("made") << 200 << OwnError << none << Again::Never;
    QTest::newRow("its word: do") << 500 << OwnError << Header{"X-Should-Retry", "true"} << Again::Repeatedly;
    QTest::newRow("its word: do not") << 429 << OwnError << Header{"x-should-retry", "false"} << Again::Never;
}

void TestAnswerError::knowsWhatMayBeSentAgain()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Header, header);

    const ServiceAnswer answer = answerOf(status, body, header);
    QTEST(errorFromAnswer(answer, Asked::Order, sampleAccount()).again, "again");
    QCOMPARE(errorFromAnswer(answer, Asked::Fetch, sampleAccount()).again, Error::Again::Never);
}

void TestAnswerError::takesPatienceForASignThatNothingWasBegun()
{
    for (const Headers &headers :
         {Headers{}, Headers{{"Retry-After", "soon"}}, Headers{{"retry-after-ms", "5"}}}) {
        ServiceAnswer answer = answerOf(503, "<html>");
        answer.headers = headers;
        QCOMPARE(errorFromAnswer(answer, Asked::Order, sampleAccount()).kind == Kind::Service,
                 !headers.isEmpty());
    }
}

void TestAnswerError::judgesDownloads_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isGone");

    QTest::newRow("expired") << u"blob_403_expired"_s << true;
    QTest::newRow("not found") << u"openai_404_empty"_s << true;
    QTest::newRow("overloaded") << u"openai_503_overloaded"_s << false;
    QTest::newRow("a gateway") << u"gateway_502_html"_s << false;
    QTest::newRow("too many") << u"openai_429_insufficient_quota"_s << false;
    QTest::newRow("moved") << u"gateway_301"_s << false;
}

void TestAnswerError::judgesDownloads()
{
    QFETCH(const QString, file);
    QFETCH(const bool, isGone);
    const ServiceAnswer answer = recordedAnswer(file);

    const Error error = errorFromAnswer(answer, Asked::Fetch, sampleAccount());

    QCOMPARE(error.kind, Kind::UnreadableAnswer);
    QCOMPARE(error.charge, Charge::Yes);
    QCOMPARE(error.status, answer.status);
    QCOMPARE(error.message.contains(u"no longer valid"_s), isGone);
    QVERIFY(error.message.contains(u"charged"_s));
}

void TestAnswerError::namesTheRequest()
{
    const auto idOf = [](const QByteArray &value) {
        return errorFromAnswer(answerOf(500, OwnError, {"X-Request-Id", value}), Asked::Order,
                               sampleAccount())
            .requestId;
    };

    QCOMPARE(idOf("req_0a1b2c"), u"req_0a1b2c"_s);
    QCOMPARE(idOf({}), QString());
    QCOMPARE(idOf("a\tb \x80<c>"), u"ab<c>"_s);
    QCOMPARE(idOf(QByteArray(1000, 'x')).size(), 128);
}

void TestAnswerError::repeatsNoKey_data()
{
    QTest::addColumn<QByteArray>("body");

    const QByteArray key = "sk-canary-7f3a91c2d4e5f60718293a4b";
    QTest::newRow("in the message") << QByteArray(R"({"error":{"message":"bad key )" + key + R"("}})");
    QTest::newRow("in the code") << QByteArray(R"({"error":{"message":"bad","code":")" + key + R"("}})");
    QTest::newRow("in the parameter")
        << QByteArray(R"({"error":{"message":"bad","param":")" + key + R"("}})");
    QTest::newRow("in plain text") << QByteArray("bad key " + key);
    QTest::newRow("in a list") << QByteArray(R"({"detail":[{"loc":[")" + key + R"("],"msg":")" + key
                                             + R"("}]})");
    QTest::newRow("in a header") << QByteArray("Authorization: Bearer " + key);
    QTest::newRow("escaped") << QByteArray(
        R"({"error":{"message":"\u0073k-canary-7f3a91c2d4e5f60718293a4b"}})");
    QTest::newRow("with invisible characters in it") << QByteArray("sk-canary-7f3a91c2\xE2\x80\x8B"
                                                                   "d4e5f60718293a4b");
    QTest::newRow("at the cut") << QByteArray(QByteArray(280, 'x') + ' ' + key);
}

void TestAnswerError::repeatsNoKey()
{
    QFETCH(const QByteArray, body);
    const Header id{"x-request-id", "sk-canary-7f3a91c2d4e5f60718293a4b"};

    for (const Asked asked : {Asked::Order, Asked::Fetch}) {
        for (const int status : {200, 302, 400, 401, 429, 500, 502}) {
            const Error error = errorFromAnswer(answerOf(status, body, id), asked, sampleAccount());
            QString shown;
            QDebug(&shown) << error << error.requestId;
            QVERIFY2(!shown.contains(u"canary-7f3a"_s), qPrintable(shown));
        }
    }
}

void TestAnswerError::readsWords_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ServiceWords>("words");

    using W = ServiceWords;
    QTest::newRow("OpenAI's object")
        << QByteArray(R"({"error":{"message":"m","type":"t","param":"p","code":"c"}})")
        << W{.message = u"m"_s, .code = u"c"_s, .type = u"t"_s, .parameter = u"p"_s, .isObject = true};
    QTest::newRow("nulls") << QByteArray(R"({"error":{"message":"m","type":null,"param":null,"code":null}})")
                           << W{.message = u"m"_s, .isObject = true};
    QTest::newRow("a code that is a number") << QByteArray(R"({"error":{"message":"m","code":500}})")
                                             << W{.message = u"m"_s, .code = u"500"_s, .isObject = true};
    QTest::newRow("an empty object") << QByteArray(R"({"error":{}})") << W{.isObject = true};
    QTest::newRow("values of wrong types")
        << QByteArray(R"({"error":{"message":[1],"type":{},"param":true,"code":[]}})") << W{.isObject = true};
    QTest::newRow("a string") << QByteArray(R"({"error":"m"})") << W{.message = u"m"_s, .isObject = true};
    QTest::newRow("a string and a message")
        << QByteArray(R"({"error":"e","message":"m"})") << W{.message = u"e: m"_s, .isObject = true};
    QTest::newRow("a string and a code") << QByteArray(R"({"error":"e","code":"c"})")
                                         << W{.message = u"e"_s, .code = u"c"_s, .isObject = true};
    QTest::newRow("a message") << QByteArray(R"({"message":"m"})") << W{.message = u"m"_s, .isObject = true};
    QTest::newRow("a detail") << QByteArray(R"({"detail":"d"})") << W{.message = u"d"_s, .isObject = true};
    QTest::newRow("a list of details")
        << QByteArray(R"({"detail":[{"loc":["body",0],"msg":"m"},{"msg":"n"},"o"]})")
        << W{.message = u"body.0: m; n; o"_s, .isObject = true};
    QTest::newRow("an empty list") << QByteArray(R"({"detail":[]})") << W{.message = u"{\"detail\":[]}"_s};
    QTest::newRow("a list of errors")
        << QByteArray(R"({"errors":["a","b"]})") << W{.message = u"a; b"_s, .isObject = true};
    QTest::newRow("errors by field") << QByteArray(R"({"errors":{"n":"too many"}})")
                                     << W{.message = u"n: too many"_s, .isObject = true};
    QTest::newRow("an array around it")
        << QByteArray(R"([{"error":{"message":"m"}}])") << W{.message = u"m"_s, .isObject = true};
    QTest::newRow("an empty array") << QByteArray("[]") << W{.message = u"[]"_s};
    QTest::newRow("null") << QByteArray(R"({"error":null})") << W{.message = u"{\"error\":null}"_s};
    QTest::newRow("another object") << QByteArray(R"({"status":"bad"})")
                                    << W{.message = u"{\"status\":\"bad\"}"_s};
    QTest::newRow("plain text") << QByteArray("error code: 524") << W{.message = u"error code: 524"_s};
    QTest::newRow("nothing") << QByteArray() << W{};
}

void TestAnswerError::readsWords()
{
    QFETCH(const QByteArray, body);
    QFETCH(const ServiceWords, words);

    const ServiceWords read = readServiceWords(body);
    QCOMPARE(read.message, words.message);
    QCOMPARE(read.code, words.code);
    QCOMPARE(read.type, words.type);
    QCOMPARE(read.parameter, words.parameter);
    QCOMPARE(read.isObject, words.isObject);
}

void TestAnswerError::makesOnePlainLineOfWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("line");

    QTest::newRow("lines") << QByteArray(" a\r\n\tb\n") << u"a b"_s;
    QTest::newRow("control characters") << QByteArray("a\x1B[31mb\0c\x7F", 9) << u"a [31mb c"_s;
    QTest::newRow("direction marks") << QByteArray("a\xE2\x80\xAE"
                                                   "b\xE2\x81\xA6"
                                                   "c")
                                     << u"abc"_s;
    QTest::newRow("a line separator") << QByteArray("a\xE2\x80\xA8"
                                                    "b")
                                      << u"a b"_s;
    QTest::newRow("no UTF-8") << QByteArray("a\xFF"
                                            "b")
                              << u"a\uFFFDb"_s;
    QTest::newRow("long text") << QByteArray(1000, 'x') << QString(QString(300, u'x') + u'…');
    QTest::newRow("an emoji at the cut")
        << QByteArray(QByteArray(299, 'x') + "\xF0\x9F\x90\x95\xF0\x9F\x90\x95")
        << QString(QString(299, u'x') + u'…');
}

void TestAnswerError::makesOnePlainLineOfWords()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, line);

    QCOMPARE(readServiceWords(text).message, line);
}

void TestAnswerError::staysQuickOnHostileBodies_data()
{
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("a megabyte") << QByteArray(1'000'000, 'x');
    QTest::newRow("white space") << QByteArray(1'000'000, ' ');
    QTest::newRow("nesting") << QByteArray(60'000, '[');
    QTest::newRow("a long list") << QByteArray(R"({"detail":[)" + QByteArray(R"({"msg":"x"},)").repeated(4000)
                                               + "0]}");
    QTest::newRow("a large object") << QByteArray(R"({"error":{"message":")" + QByteArray(100'000, 'x')
                                                  + "\"}}");
    QTest::newRow("many keys") << QByteArray("Bearer ").repeated(10'000);
}

void TestAnswerError::staysQuickOnHostileBodies()
{
    QFETCH(const QByteArray, body);

    const Error error = errorFromAnswer(answerOf(500, body), Asked::Order, sampleAccount());
    QVERIFY(error.detail.size() < 1000);
}

QTEST_GUILESS_MAIN(TestAnswerError)
#include "tst_answererror.moc"
