#include "support/faultedpress.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

using Kind = Error::Kind;

namespace {

QByteArray errorBody(const QByteArray &code, const QByteArray &message = "no")
{
    return R"({"error":{"message":")" + message + R"(","code":")" + code + R"("}})";
}

/// An element of `data` with the picture of \a size.
QByteArray element(const QSize &size = {16, 12})
{
    return R"({"b64_json":")" + pictureBytes(size).toBase64() + "\"}";
}

QByteArray dataOf(const QByteArray &elements)
{
    return "{\"created\":1,\"data\":" + elements + '}';
}

const QByteArray Page = "<!DOCTYPE html><html><body><h1>Bad <img src='x'> gateway</h1></body></html>";

} // namespace

/// What answers do to a press: POSTs at the server, pictures in the folder and states, every time. Answers
/// after which an order may be sent again by itself are in tst_faultmatrixretries.
class TestFaultMatrixAnswers : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsNoPictureInAnAnswerThatIsNone_data();
    void findsNoPictureInAnAnswerThatIsNone();
    void savesEveryPictureThatAnAnswerHolds_data();
    void savesEveryPictureThatAnAnswerHolds();
    void takesAServiceAtItsWord_data();
    void takesAServiceAtItsWord();
    void knowsNothingOfAnOrderThatAGatewayLost_data();
    void knowsNothingOfAnOrderThatAGatewayLost();
    void followsAnOrderWithinItsOriginAlone_data();
    void followsAnOrderWithinItsOriginAlone();
    void followsNoOrderInCircles();
    void carriesNothingToAnotherHost_data();
    void carriesNothingToAnotherHost();
};

void TestFaultMatrixAnswers::findsNoPictureInAnAnswerThatIsNone_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<bool>("isKept");
    QTest::addColumn<Charging>("charging");

    const auto row = [](const char *name, const QByteArray &body, Charging charging = Charging::Paid) {
        QTest::newRow(name) << Fault::answer(200, body) << !body.isEmpty() << charging;
    };
    row("nothing", {});
    QTest::newRow("no content") << Fault::raw(writeHead(204, {{"X-A", "b"}})) << false << Charging::Paid;
    row("nothing, free", {}, Charging::Free);
    row("a page", Page);
    row("a page, free", Page, Charging::Free);
    row("text", "error code: 524");
    row("JSON that is cut", dataOf('[' + element() + ']').chopped(1));
    row("JSON and more", dataOf('[' + element() + ']') + "{}");
    row("JSON of another encoding", "\xFF\xFE{\0}\0"_ba);
    row("nested beyond all bounds", dataOf(QByteArray("[").repeated(1025) + QByteArray("]").repeated(1025)));
    row("null", "null");
    row("a number", "17");
    row("data missing", "{\"created\":1}");
    row("data null", dataOf("null"));
    row("data an object", dataOf("{}"));
    row("data a string", dataOf("\"https://127.0.0.1/1.png\""));
    row("data a number", dataOf("1"));
    row("data empty", dataOf("[]"));
    row("elements null", dataOf("[null,null]"));
    row("an element a string", dataOf("[\"iVBORw0KGgo=\"]"));
    row("an element empty", dataOf("[{}]"));
    row("base64 a number", dataOf("[{\"b64_json\":1}]"));
    row("base64 empty", dataOf("[{\"b64_json\":\"\"}]"));
    row("a URL that is an object", dataOf("[{\"url\":{\"href\":\"/1.png\"}}]"));
    row("created a string, and no picture", "{\"created\":\"now\",\"data\":[]}");
    row("an error of no known code", errorBody("out_of_memory", "CUDA out of memory"));
}

void TestFaultMatrixAnswers::findsNoPictureInAnAnswerThatIsNone()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const bool, isKept);
    QFETCH(const Charging, charging);
    FaultedPress press({answer});
    press.bench.press.account.charging = charging;

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 1, .states = {JobState::Expired, JobState::Saved}}));
    QCOMPARE(press.error().kind, Kind::UnreadableAnswer);
    QCOMPARE(press.error().charge, charging == Charging::Paid ? Error::Charge::Yes : Error::Charge::No);
    QCOMPARE(press.error().message.contains(u"is kept in"), isKept);
    QTRY_COMPARE(QDir(press.bench.press.folder + u"/incoming"_s).entryList(QDir::Files).size(),
                 isKept ? 1 : 0);
}

void TestFaultMatrixAnswers::savesEveryPictureThatAnAnswerHolds_data()
{
    QTest::addColumn<QByteArray>("elements");
    QTest::addColumn<int>("pictures");

    const QByteArray damaged = R"({"b64_json":"iVBORw0KGgo*"})";
    QTest::newRow("one") << QByteArray('[' + element() + ']') << 1;
    QTest::newRow("one more") << QByteArray('[' + element() + ',' + element({8, 8}) + ']') << 2;
    QTest::newRow("the same twice") << QByteArray('[' + element() + ',' + element() + ']') << 2;
    QTest::newRow("between others") << QByteArray("[null," + element() + ",{\"b64_json\":7},\"a\"]") << 1;
    QTest::newRow("beside a damaged one") << QByteArray('[' + damaged + ',' + element() + ']') << 1;
    QTest::newRow("beside a link to a file")
        << QByteArray("[{\"url\":\"file:///etc/passwd\"}," + element() + ']') << 1;
    QTest::newRow("beside a link that is gone")
        << QByteArray("[{\"url\":\"/gone.png\"}," + element() + ']') << 1;
}

void TestFaultMatrixAnswers::savesEveryPictureThatAnAnswerHolds()
{
    QFETCH(const QByteArray, elements);
    QFETCH(const int, pictures);
    FaultedPress press({Fault::answer(200, dataOf(elements))});

    QVERIFY(press.run());

    const int downloads = elements.contains("gone") ? 1 : 0;
    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2,
                            .downloads = downloads,
                            .pictures = pictures + 1,
                            .states = {JobState::Saved, JobState::Saved}}));
    QCOMPARE(press.faulty().extraPictures.size(), pictures - 1);
}

void TestFaultMatrixAnswers::takesAServiceAtItsWord_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<JobState>("state");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Charging>("charging");

    const auto row = [](const char *name, int status, const QByteArray &body, JobState state, Kind kind,
                        Charging charging = Charging::Paid) {
        QTest::newRow(name) << Fault::answer(status, body) << state << kind << charging;
    };
    row("moderation", 400, errorBody("moderation_blocked"), JobState::Refused, Kind::Refused);
    row("moderation, free", 400, errorBody("moderation_blocked"), JobState::Refused, Kind::Refused,
        Charging::Free);
    row("a wrong key, free", 401, errorBody("invalid_api_key"), JobState::Failed, Kind::Key, Charging::Free);
    row("a wrong address, free", 404, Page, JobState::Failed, Kind::BadRequest, Charging::Free);
    row("a policy", 400, errorBody("content_policy_violation"), JobState::Refused, Kind::Refused);
    row("moderation that calls itself a success", 200, errorBody("moderation_blocked"), JobState::Refused,
        Kind::Refused);
    row("a wrong key", 401, errorBody("invalid_api_key"), JobState::Failed, Kind::Key);
    row("a key that may not", 403, errorBody("forbidden"), JobState::Failed, Kind::Key);
    row("a wrong key, with 400", 400, errorBody("invalid_api_key"), JobState::Failed, Kind::Key);
    row("no credit", 402, Page, JobState::Failed, Kind::Quota);
    row("no quota", 429, errorBody("insufficient_quota"), JobState::Failed, Kind::Quota);
    row("a limit of spending", 400, errorBody("billing_hard_limit_reached"), JobState::Failed, Kind::Quota);
    row("no quota, as a success", 200, errorBody("insufficient_quota"), JobState::Failed, Kind::Quota);
    for (const int status : {400, 404, 405, 406, 410, 411, 413, 414, 415, 422, 451})
        QTest::addRow("status %d", status) << Fault::answer(status, errorBody("bad_request"))
                                           << JobState::Failed << Kind::BadRequest << Charging::Paid;
    row("a page with 404", 404, Page, JobState::Failed, Kind::BadRequest);
    row("nothing with 422", 422, {}, JobState::Failed, Kind::BadRequest);
    QTest::newRow("a compressed refusal")
        << Fault::answer(400, "\x1f\x8b\x08 nobody can read this", {{"Content-Encoding", "gzip"}})
        << JobState::Failed << Kind::BadRequest << Charging::Paid;
    QTest::newRow("a refusal that ends with its connection")
        << Fault::raw("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\n\r\n"
                      + errorBody("moderation_blocked"))
            + Fault::noAnswer(Fault::Ending::Finish)
        << JobState::Refused << Kind::Refused << Charging::Paid;
}

void TestFaultMatrixAnswers::takesAServiceAtItsWord()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const JobState, state);
    QFETCH(const Kind, kind);
    QFETCH(const Charging, charging);
    FaultedPress press({answer});
    press.bench.press.account.charging = charging;

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(), (PressCounters{.orders = 1, .states = {state}}));
    QCOMPARE(press.error().kind, kind);
    QCOMPARE(press.error().charge, Error::Charge::No);
    QVERIFY2(!press.error().message.contains(u'<') && !press.error().message.contains(u"img"),
             qPrintable(press.error().message));
}

void TestFaultMatrixAnswers::knowsNothingOfAnOrderThatAGatewayLost_data()
{
    QTest::addColumn<FaultScript>("answer");

    for (const int status : {502, 504, 520, 521, 522, 523, 524}) {
        QTest::addRow("%d with a page", status) << Fault::answer(status, Page);
        QTest::addRow("%d in JSON", status) << Fault::answer(status, errorBody("server_error"));
        QTest::addRow("%d alone", status) << Fault::answer(status);
    }
    for (const int status : {500, 501, 503, 529, 599}) {
        QTest::addRow("%d with a page", status) << Fault::answer(status, Page);
        QTest::addRow("%d alone", status) << Fault::answer(status);
    }
    QTest::newRow("500 in JSON of somebody else") << Fault::answer(500, R"({"status":"bad"})");
    QTest::newRow("a page without an end") << Fault::flood(writeHead(500, {{"X-A", "b"}}), Page);
}

void TestFaultMatrixAnswers::knowsNothingOfAnOrderThatAGatewayLost()
{
    QFETCH(const FaultScript, answer);
    FaultedPress press({answer});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 1, .states = {JobState::Unknown, JobState::Saved}}));
    QCOMPARE(press.error().kind, Kind::UnknownOutcome);
    QCOMPARE(press.error().charge, Error::Charge::Perhaps);
}

void TestFaultMatrixAnswers::followsAnOrderWithinItsOriginAlone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isFollowed");

    for (const int status : {307, 308}) {
        QTest::addRow("%d, a path", status) << status << QByteArray("/v2/images/generations?a=b") << true;
        QTest::addRow("%d, beside it", status) << status << QByteArray("edits") << true;
    }
    for (const int status : {300, 301, 302, 303, 305})
        QTest::addRow("%d", status) << status << QByteArray("/v2/images/generations") << false;
    QTest::newRow("nowhere") << 307 << QByteArray() << true; // To itself, and there it is made.
    QTest::newRow("another scheme") << 307 << QByteArray("https://127.0.0.1/") << false;
    QTest::newRow("a file") << 307 << QByteArray("file:///etc/passwd") << false;
    QTest::newRow("data") << 307 << QByteArray("data:text/plain,a") << false;
    QTest::newRow("a script") << 308 << QByteArray("javascript:alert(1)") << false;
    QTest::newRow("a name in it") << 308 << QByteArray("http://me@127.0.0.1/") << false;
}

void TestFaultMatrixAnswers::followsAnOrderWithinItsOriginAlone()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, target);
    QFETCH(const bool, isFollowed);
    FaultedPress press({Fault::answer(status, {}, {{"Location", target}})});

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(),
             (PressCounters{.orders = isFollowed ? 2 : 1,
                            .pictures = isFollowed ? 1 : 0,
                            .states = {isFollowed ? JobState::Saved : JobState::Failed}}));
    const QList<ReceivedRequest> requests = press.bench.server.requests();
    QCOMPARE(requests.last().http.method, "POST");
    QCOMPARE(requests.last().http.body, requests.first().http.body);
    QCOMPARE(press.bench.journal(u"sending"_s).size(), 1);
    if (!isFollowed)
        QCOMPARE(press.error().kind, Kind::BadRequest);
}

void TestFaultMatrixAnswers::followsNoOrderInCircles()
{
    const FaultScript round = Fault::answer(307, {}, {{"Location", "/v1/images/generations"}});
    FaultedPress press(QList<FaultScript>(10, round));

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 1 + Attempt::MostRedirects + 1,
                            .pictures = 1,
                            .states = {JobState::Failed, JobState::Saved}}));
    QCOMPARE(press.error().charge, Error::Charge::No);
}

void TestFaultMatrixAnswers::carriesNothingToAnotherHost_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestFaultMatrixAnswers::carriesNothingToAnotherHost()
{
    QFETCH(const int, status);
    FaultServer elsewhere;
    FaultedPress press({Fault::redirect(status, elsewhere.url(u"/v1/images/generations"_s))});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 1, .states = {JobState::Failed, JobState::Saved}}));
    QCOMPARE(elsewhere.connectionCount(), 0);
    QVERIFY2(press.error().detail.contains(elsewhere.url().toString()), qPrintable(press.error().detail));
}

QTEST_GUILESS_MAIN(TestFaultMatrixAnswers)
#include "tst_faultmatrixanswers.moc"
