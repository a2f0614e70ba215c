#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/programrun.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);

/// One that looks like a key, and one that only whoever holds it can tell for one.
const QByteArray KnownKey = "sk-canary-7f3a91C2d4e5F60718293a4B5c6d7e8f";
const QByteArray OddKey = "Canary.7f3a/91C2d4+e5F60718=293a4B5c6d7e8f";

/// As it stands in the header of somebody with a name.
QByteArray base64Behind(const char *name, const QByteArray &key)
{
    return QByteArray(name + key).toBase64();
}

/// All that a server can make of \a key, between words.
QByteArray echoOf(const QByteArray &key)
{
    return "<img src='file:///CANARY.png'><b>x " + key + " Bearer " + key + " " + key.toBase64() + " "
        + base64Behind(":", key) + " " + base64Behind("m:", key) + " " + key.toHex() + " "
        + key.toPercentEncoding() + " " + QByteArray(key).replace("/", "\\/") + " ?api_key=" + key
        + "&x=" + key.first(14) + "***" + key.last(14);
}

/// What would give \a key away in a file, in whole or in part, written as files and people write it.
QList<QByteArray> tracesOf(const QByteArray &key)
{
    constexpr qsizetype Part = 12;
    QList<QByteArray> traces;
    const auto addParts = [&traces](const QByteArray &form, qsizetype length) {
        for (qsizetype start = 0; start + length <= form.size(); ++start)
            traces.append(form.sliced(start, length));
    };
    addParts(key, Part);
    addParts(key.toLower(), Part);
    addParts(key.toHex(), 2 * Part);
    addParts(key.toPercentEncoding(), 3 * Part);
    for (const char *before : {"", "x", "xx"}) {
        const QByteArray base64 = base64Behind(before, key);
        addParts(base64.sliced(4, base64.size() - 6), 2 * Part);
    }
    for (const QByteArray &trace : QList<QByteArray>(traces)) {
        const QString wide = QString::fromLatin1(trace);
        traces.append(QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2));
    }
    return traces;
}

QByteArray quotedForJson(const QByteArray &text)
{
    return QJsonDocument(QJsonArray{QString::fromUtf8(text)})
        .toJson(QJsonDocument::Compact)
        .chopped(1)
        .sliced(1);
}

QByteArray readProcessFile(qint64 process, const char *name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process).arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The program and a server that has been given the key and repeats it.
struct Bench
{
    explicit Bench(const QByteArray &givenKey)
        : key(givenKey)
    {
        run.setVariable(u"CONTACTSHEET_API_KEY"_s, QString::fromLatin1(key));
    }

    [[nodiscard]] QStringList arguments(const QStringList &more = {}) const
    {
        return QStringList{u"generate"_s,
                           u"--service"_s,
                           u"compatible"_s,
                           u"--base-url"_s,
                           server.url(u"/v1"_s).toString(),
                           u"--out"_s,
                           run.path(u"out"_s),
                           u"--report"_s,
                           run.path(u"report.json"_s),
                           u"--timing-csv"_s,
                           run.path(u"timing.csv"_s),
                           u"--trace"_s,
                           run.path(u"trace.json"_s),
                           u"--at-once"_s,
                           u"1"_s,
                           u"a fox"_s}
        + more;
    }

    /// Where the key stands, or a part of it.
    [[nodiscard]] QStringList places() const { return run.placesOf(tracesOf(key)); }

    QByteArray key;
    FaultServer server;
    ProgramRun run{Program};
};

/// The server's side of one press: what the order gets, and what a download gets after it.
struct Hostility
{
    FaultScript order = {};
    FaultScript download = Fault::answer(404);
};

using MakeHostility = std::function<Hostility(const QByteArray &echo, const QByteArray &key)>;

FaultScript linkTo(const QByteArray &link)
{
    return Fault::answer(200, R"({"data":[{"url":)" + quotedForJson(link) + "}]}");
}

const QList<std::pair<const char *, MakeHostility>> &hostilities()
{
    using Bytes = QByteArray;
    static const QList<std::pair<const char *, MakeHostility>> all{
        {"401 in JSON",
         [](const Bytes &echo, const Bytes &) {
             const Bytes text = quotedForJson(echo);
             return Hostility{Fault::answer(401,
                                            R"({"error":{"message":)" + text + R"(,"code":)" + text
                                                + R"(,"type":)" + text + R"(,"param":)" + text + "}}")};
         }},
        {"401 by field",
         [](const Bytes &echo, const Bytes &) {
             const Bytes text = quotedForJson(echo);
             return Hostility{Fault::answer(401, R"({"errors":{)" + text + ':' + text + "}}")};
         }},
        {"422 with a list",
         [](const Bytes &echo, const Bytes &) {
             const Bytes text = quotedForJson(echo);
             return Hostility{
                 Fault::answer(422, R"({"detail":[{"loc":[)" + text + R"(],"msg":)" + text + "}]}")};
         }},
        {"400 as text", [](const Bytes &echo, const Bytes &) { return Hostility{Fault::answer(400, echo)}; }},
        {"403 as a page",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::answer(403, "<html><title>" + echo + "</title></html>")};
         }},
        {"502 as a page",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::answer(502, "<html><title>" + echo + "</title></html>")};
         }},
        {"in headers",
         [](const Bytes &echo, const Bytes &key) {
             return Hostility{Fault::answer(400, {},
                                            {{"x-request-id", key},
                                             {"retry-after", key},
                                             {"x-ratelimit-limit-requests", key},
                                             {"WWW-Authenticate", "Basic realm=\"" + key + "\""},
                                             {"Set-Cookie", "key=" + key},
                                             {"Server", Bytes(echo).replace('\n', ' ')}})};
         }},
        {"in the status line",
         [](const Bytes &, const Bytes &key) {
             return Hostility{Fault::raw("HTTP/1.1 500 " + key + "\r\nContent-Length: 0\r\n\r\n")};
         }},
        {"in a broken length",
         [](const Bytes &, const Bytes &key) {
             return Hostility{Fault::raw("HTTP/1.1 200 OK\r\nContent-Length: " + key + "\r\n\r\n{}")};
         }},
        {"in an encoding",
         [](const Bytes &, const Bytes &key) {
             return Hostility{Fault::answer(200, "{}", {{"Content-Encoding", key}})};
         }},
        {"a redirect",
         [](const Bytes &, const Bytes &key) {
             return Hostility{Fault::answer(
                 307, {}, {{"Location", "https://me:" + key + "@elsewhere.example/" + key + "?k=" + key}})};
         }},
        {"a redirect to a host",
         [](const Bytes &, const Bytes &key) {
             return Hostility{Fault::answer(
                 301, {}, {{"Location", "https://" + Bytes(key).replace('/', '.').replace('+', '.') + "/"}})};
         }},
        {"a page for a picture",
         [](const Bytes &echo, const Bytes &) { return Hostility{Fault::answer(200, "<html>" + echo)}; }},
        {"broken JSON",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::answer(200, R"({"data":[{"b64_json":")" + echo)};
         }},
        {"an answer without a picture",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::answer(200, R"({"data":[],"echo":)" + quotedForJson(echo) + "}")};
         }},
        {"data that is no picture",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{
                 Fault::answer(200, R"({"data":[{"b64_json":)" + quotedForJson(echo.toBase64()) + "}]}")};
         }},
        {"an address of data",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{linkTo("data:image/png;base64," + echo.toBase64())};
         }},
        {"cut off",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::cutAnswer(R"({"echo":")" + echo + R"("})", 200, Fault::Ending::Reset)};
         }},
        {"a stream that nobody asked for",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{Fault::answer(
                 200, "event: error\ndata: {\"error\":{\"message\":" + quotedForJson(echo) + "}}\n\n",
                 {{"Content-Type", "text/event-stream"}})};
         }},
        {"beside a picture",
         [](const Bytes &echo, const Bytes &key) {
             const Bytes text = quotedForJson(echo);
             return Hostility{Fault::answer(
                 200,
                 R"({"data":[{"b64_json":")" + pictureBytes().toBase64() + R"(","revised_prompt":)" + text
                     + R"(}],"usage":{"total_tokens":7,)" + text + R"(:8,"details":{)" + text + ":9}}}",
                 {{"x-request-id", key}})};
         }},
        {"a link with a name",
         [](const Bytes &, const Bytes &key) {
             return Hostility{linkTo("https://me:" + key + "@elsewhere.example/1.png")};
         }},
        {"a link without https",
         [](const Bytes &, const Bytes &key) {
             return Hostility{linkTo("http://" + Bytes(key).replace('/', '.').replace('+', '.') + ".example/"
                                     + key.toPercentEncoding())};
         }},
        {"a link of another kind",
         [](const Bytes &, const Bytes &key) { return Hostility{linkTo(key.first(10) + key + ":x")}; }},
        {"a link that is gone",
         [](const Bytes &echo, const Bytes &key) {
             return Hostility{linkTo("/" + key.toPercentEncoding() + ".png?sig=" + key.toPercentEncoding()),
                              Fault::answer(403, echo, {{"x-request-id", key}})};
         }},
        {"a link that leads on",
         [](const Bytes &, const Bytes &key) {
             return Hostility{
                 linkTo("/1.png"),
                 Fault::answer(302, {}, {{"Location", "http://me:" + key + "@elsewhere.example/"}})};
         }},
        {"a link to a picture",
         [](const Bytes &, const Bytes &key) {
             return Hostility{linkTo("/" + key.toPercentEncoding() + ".png?sig=" + key.toPercentEncoding()),
                              Fault::answer(200, pictureBytes())};
         }},
        {"a link to something else",
         [](const Bytes &echo, const Bytes &) {
             return Hostility{linkTo("/1.png"), Fault::answer(200, echo)};
         }},
    };
    return all;
}

} // namespace

Q_DECLARE_METATYPE(MakeHostility)

/// A key goes to the service that it is for, and nowhere else, whatever that service does to have it written
/// down: not into the library, the journal, reports and exports, what is kept of answers, what is printed,
/// the command line, nor what others see of the process.
class TestCanary : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsACanary();
    void writesNoKeyDown_data();
    void writesNoKeyDown();
    void showsNoKeyToOtherProcesses();
    void carriesNoKeyElsewhere_data();
    void carriesNoKeyElsewhere();
};

void TestCanary::findsACanary()
{
    // The search itself: what is found nowhere must be known to be found.
    Bench bench(OddKey);
    QCOMPARE(bench.places(), QStringList());
    for (const QByteArray &form : {OddKey, OddKey.first(12), OddKey.last(12), OddKey.toHex(),
                                   OddKey.toBase64(), base64Behind(":", OddKey), base64Behind("m:", OddKey),
                                   OddKey.toPercentEncoding(), OddKey.toLower()}) {
        bench.run.write(u"found"_s, "before" + form + "after");
        QCOMPARE(bench.places(), QStringList{bench.run.path(u"found"_s)});
        const QString wide = QString::fromLatin1(form);
        bench.run.write(u"found"_s,
                        QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2));
        QCOMPARE(bench.places(), QStringList{bench.run.path(u"found"_s)});
    }
}

void TestCanary::writesNoKeyDown_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<MakeHostility>("make");
    for (const QByteArray &key : {KnownKey, OddKey}) {
        for (const auto &[name, make] : hostilities())
            QTest::addRow("%s, %s", key.first(6).constData(), name) << key << make;
    }
}

void TestCanary::writesNoKeyDown()
{
    QFETCH(const QByteArray, key);
    QFETCH(const MakeHostility, make);
    Bench bench(key);
    const Hostility hostility = make(echoOf(key), key);
    bench.server.answerWith([hostility](const ReceivedRequest &request) {
        return request.http.method == "GET" ? hostility.download : hostility.order;
    });

    const int status = bench.run.run(bench.arguments());

    QVERIFY2(status == 0 || status == 1, qPrintable(bench.run.errors()));
    QVERIFY(bench.server.requestCount() >= 1);
    QCOMPARE(bench.server.requests().first().http.header("authorization"), "Bearer " + key);
    QVERIFY(QFile::exists(bench.run.path(u"report.json"_s))
            && QFile::exists(bench.run.path(u"trace.json"_s)));
    QCOMPARE(bench.places(), QStringList());
}

void TestCanary::showsNoKeyToOtherProcesses()
{
#ifdef Q_OS_LINUX
    Bench bench(OddKey);
    bench.server.answerAlways(Fault::hang());
    QSignalSpy received(&bench.server, &FaultServer::requestReceived);
    bench.run.start(bench.arguments());
    QVERIFY(received.wait(30'000));
    const qint64 process = bench.run.process().processId();
    const QByteArray commandLine = readProcessFile(process, "cmdline");
    const QByteArray environment = readProcessFile(process, "environ");
    bench.run.process().kill();
    bench.run.waitForEnd();

    QVERIFY(commandLine.contains("generate"));
    QVERIFY(environment.contains("LC_ALL"));
    for (const QByteArray &trace : tracesOf(OddKey)) {
        QVERIFY2(!commandLine.contains(trace), trace.constData());
        QVERIFY2(!environment.contains(trace), trace.constData());
    }
    QCOMPARE(bench.places(), QStringList()); // Nor in what a killed process leaves.
#else
    QSKIP("Only Linux shows a process in files.");
#endif
}

void TestCanary::carriesNoKeyElsewhere_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isDownload");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("an order, %d", status) << status << false;
        QTest::addRow("a download, %d", status) << status << true;
    }
}

void TestCanary::carriesNoKeyElsewhere()
{
    QFETCH(const int, status);
    QFETCH(const bool, isDownload);
    Bench bench(OddKey);
    FaultServer elsewhere;
    elsewhere.answerAlways(Fault::answer(200, pictureBytes()));
    bench.server.answerWith([&elsewhere, status, isDownload](const ReceivedRequest &request) {
        if (isDownload && request.http.method == "POST")
            return linkTo("/1.png");
        return Fault::redirect(status, elsewhere.url(u"/2.png"_s));
    });

    QCOMPARE(bench.run.run(bench.arguments()), isDownload ? 0 : 1);

    QCOMPARE(elsewhere.requestCount(), isDownload ? 1 : 0);
    for (const ReceivedRequest &request : elsewhere.requests()) {
        for (const auto &[name, value] : request.http.headers) {
            QVERIFY2(name.toLower() != "authorization" && name.toLower() != "cookie", name.constData());
            for (const QByteArray &trace : tracesOf(OddKey))
                QVERIFY2(!value.contains(trace), name.constData());
        }
    }
    QCOMPARE(bench.places(), QStringList());
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
