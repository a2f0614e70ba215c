#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/programrun.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);
constexpr auto Key = "sk-canary-0123456789";
constexpr auto OpenAiKey = "sk-canary-openai-9876";

/// The program and a server of the test, for which it takes the place of an image service that costs money.
struct Bench
{
    Bench() { server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes()))); }

    [[nodiscard]] QStringList arguments(const QStringList &more) const
    {
        return QStringList{u"generate"_s,
                           u"--service"_s,
                           u"compatible"_s,
                           u"--base-url"_s,
                           server.url(u"/v1"_s).toString(),
                           u"--out"_s,
                           run.path(u"out"_s),
                           u"--report"_s,
                           run.path(u"report.json"_s)}
        + more;
    }

    [[nodiscard]] QJsonObject report() const { return readJson(run.path(u"report.json"_s)); }

    /// The states of the first run's pictures.
    [[nodiscard]] QStringList states() const
    {
        QStringList states;
        for (const QJsonValue &request : report()[u"runs"_s][0][u"requests"_s].toArray())
            states.append(request[u"state"_s].toString());
        return states;
    }

    [[nodiscard]] QJsonObject order(int number = 0) const
    {
        return QJsonDocument::fromJson(server.requests().at(number).http.body).object();
    }

    FaultServer server;
    ProgramRun run{Program};
};

QByteArray errorBody(const char *code, const char *message = "no")
{
    return R"({"error":{"message":")" + QByteArray(message) + R"(","code":")" + code + R"("}})";
}

} // namespace

class TestGenerateFaults : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ordersInTheOlderDialect();
    void ordersGptImageModelsWithoutAFormat();
    void givesTheKeyToTheServiceItIsFor();
    void keepsOpenAisKeyFromOtherServers();
    void savesPicturesByLink();
    void tellsWhatBecameOfEachPicture_data();
    void tellsWhatBecameOfEachPicture();
    void writesTheKeyNowhere();
    void sendsOneHundredAtOnce();
    void waitsForWhatIsUnderWayAtTheFirstCtrlC();
    void leavesWhatIsUnderWayAtTheSecondCtrlC();
    void stopsBothRuns();
    void takesTheOrderToEndAsCtrlC();
    void stopsAtAFolderThatIsGone();
    void endsAnAnswerThatNeverComes();
    void saysBelowTheTableWhatAPersonHasToMend();
};

void TestGenerateFaults::ordersInTheOlderDialect()
{
    Bench bench;
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"--model"_s, u"sd-turbo"_s, u"--size"_s,
                                            u"512x768"_s, u"--quality"_s, u"high"_s})),
             0);
    QCOMPARE(bench.server.requestCount(), 1);
    QCOMPARE(bench.server.requests().first().http.target, "/v1/images/generations");
    QCOMPARE(bench.order(),
             (QJsonObject{{u"prompt"_s, u"a fox"_s},
                          {u"model"_s, u"sd-turbo"_s},
                          {u"n"_s, 1},
                          {u"size"_s, u"512x768"_s},
                          {u"quality"_s, u"high"_s},
                          {u"response_format"_s, u"b64_json"_s}}));
    QCOMPARE(bench.report()[u"model"_s].toString(), u"sd-turbo"_s);

    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s})), 0); // What is not said is left to the server.
    QCOMPARE(bench.order(1),
             (QJsonObject{{u"prompt"_s, u"a fox"_s}, {u"n"_s, 1}, {u"response_format"_s, u"b64_json"_s}}));
    QVERIFY(bench.report()[u"model"_s].isNull());
}

void TestGenerateFaults::ordersGptImageModelsWithoutAFormat()
{
    Bench bench;
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"--model"_s, u"gpt-image-1-mini"_s})), 0);
    QCOMPARE(bench.order(),
             (QJsonObject{{u"prompt"_s, u"a fox"_s}, {u"model"_s, u"gpt-image-1-mini"_s}, {u"n"_s, 1}}));
}

void TestGenerateFaults::givesTheKeyToTheServiceItIsFor()
{
    Bench bench;
    bench.run.setVariable(u"CONTACTSHEET_API_KEY"_s, QString::fromLatin1(Key));
    bench.run.setVariable(u"OPENAI_API_KEY"_s, QString::fromLatin1(OpenAiKey));
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s})), 0);
    QCOMPARE(bench.server.requests().first().http.header("authorization"), "Bearer " + QByteArray(Key));
}

void TestGenerateFaults::keepsOpenAisKeyFromOtherServers()
{
    Bench bench;
    bench.run.setVariable(u"OPENAI_API_KEY"_s, QString::fromLatin1(OpenAiKey));
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s})), 0);
    QVERIFY(bench.server.requests().first().http.header("authorization").isEmpty());

    QStringList arguments = bench.arguments({u"a fox"_s});
    arguments.replace(arguments.indexOf(u"compatible"_s), u"openai"_s);
    QCOMPARE(bench.run.run(arguments), 2);
    QVERIFY2(bench.run.errors().contains(u"Set CONTACTSHEET_API_KEY"), qPrintable(bench.run.errors()));
    QCOMPARE(bench.server.requestCount(), 1);
}

void TestGenerateFaults::savesPicturesByLink()
{
    Bench bench;
    const QByteArray picture = pictureBytes({30, 20}, "JPG");
    bench.run.setVariable(u"CONTACTSHEET_API_KEY"_s, QString::fromLatin1(Key));
    bench.server.answerInTurn(
        {Fault::answer(200, answerWithLink("/fox?sig=s3cr3t-signature")), Fault::answer(200, picture)});
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s})), 0);

    QFile file(bench.run.path(u"out/prompts_1.jpg"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), picture);
    QVERIFY(bench.server.requests().last().http.header("authorization").isEmpty());
    QCOMPARE(bench.run.placesOf("s3cr3t-signature"), QStringList());
}

void TestGenerateFaults::tellsWhatBecameOfEachPicture_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonValue>("status");
    QTest::addColumn<int>("orders"); // Of the one that goes wrong.

    const QJsonValue none;
    QTest::newRow("refusal") << Fault::answer(400, errorBody("moderation_blocked")) << u"refused"_s
                             << u"refused"_s << QJsonValue(400) << 1;
    QTest::newRow("wrong key") << Fault::answer(401, errorBody("invalid_api_key")) << u"failed"_s << u"key"_s
                               << QJsonValue(401) << 1;
    QTest::newRow("too many") << Fault::answer(429, errorBody("rate_limit_exceeded")) << u"failed"_s
                              << u"rate_limit"_s << QJsonValue(429) << 3;
    QTest::newRow("no credit") << Fault::answer(429, errorBody("insufficient_quota")) << u"failed"_s
                               << u"quota"_s << QJsonValue(429) << 1;
    QTest::newRow("its own fault") << Fault::answer(500, errorBody("server_error")) << u"failed"_s
                                   << u"service"_s << QJsonValue(500) << 2;
    QTest::newRow("a gateway's") << Fault::answer(502, "<html>Bad gateway</html>") << u"unknown"_s
                                 << u"unknown_outcome"_s << QJsonValue(502) << 1;
    QTest::newRow("no answer") << Fault::noAnswer(Fault::Ending::Finish) << u"unknown"_s
                               << u"unknown_outcome"_s << none << 1;
    QTest::newRow("broken off") << Fault::noAnswer(Fault::Ending::Reset) << u"unknown"_s
                                << u"unknown_outcome"_s << none << 1;
    QTest::newRow("cut off") << Fault::cutAnswer(answerWithPicture(pictureBytes()), 99, Fault::Ending::Finish)
                             << u"unknown"_s << u"unknown_outcome"_s << none << 1;
    QTest::newRow("no picture") << Fault::answer(200, R"({"data":[]})") << u"expired"_s
                                << u"unreadable_answer"_s << QJsonValue(200) << 1;
    QTest::newRow("half a picture") << Fault::answer(200, answerWithPicture(pictureBytes().chopped(9)))
                                    << u"expired"_s << u"unreadable_answer"_s << QJsonValue(200) << 1;
    QTest::newRow("a link to a file") << Fault::answer(200, answerWithLink("file:///etc/passwd"))
                                      << u"expired"_s << u"unreadable_answer"_s << QJsonValue(200) << 1;
}

void TestGenerateFaults::tellsWhatBecameOfEachPicture()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const QString, state);
    QFETCH(const QString, kind);
    QFETCH(const QJsonValue, status);
    QFETCH(const int, orders);
    Bench bench;
    bench.server.answerWith([answer](const ReceivedRequest &request) {
        return request.http.body.contains("wolf") ? answer
                                                  : Fault::answer(200, answerWithPicture(pictureBytes()));
    });

    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"a wolf"_s, u"a hen"_s})), 1);

    QCOMPARE(bench.states(), (QStringList{u"saved"_s, state, u"saved"_s}));
    const QJsonValue run = bench.report()[u"runs"_s][0];
    QCOMPARE(run[state].toInt(), 1);
    QCOMPARE(run[u"saved"_s].toInt(), 2);
    const QJsonValue error = run[u"requests"_s][1][u"error"_s];
    QCOMPARE(error[u"kind"_s].toString(), kind);
    QCOMPARE(error[u"status"_s], status);
    QVERIFY(error.toObject().contains(u"request_id"_s));
    const QString message = error[u"message"_s].toString();
    QVERIFY2(message.endsWith(u'.'), qPrintable(message));
    QVERIFY2(bench.run.output().contains(message), qPrintable(bench.run.output()));
    QCOMPARE(bench.server.requestCount(), 2 + orders); // Nothing was ordered twice that may have been made.
    QCOMPARE(bench.report()[u"finished"_s], QJsonValue(true));
}

void TestGenerateFaults::writesTheKeyNowhere()
{
    Bench bench;
    bench.run.setVariable(u"CONTACTSHEET_API_KEY"_s, QString::fromLatin1(Key));
    // Servers have been seen to repeat the key in what they say, and in what they send.
    const QByteArray echo = R"({"error":{"message":"Wrong key: )" + QByteArray(Key) + R"("}})";
    bench.server.answerWith([echo](const ReceivedRequest &request) {
        switch (request.number) {
        case 1:
            return Fault::answer(200, answerWithLink("http://elsewhere.example/" + QByteArray(Key)));
        case 2:
            return Fault::answer(500, "Bearer " + QByteArray(Key));
        case 3:
            return Fault::answer(200, R"({"data":[],"key":")" + QByteArray(Key) + "\"}");
        case 4:
            return Fault::answer(200, answerWithLink("/pictures/" + QByteArray(Key) + ".png"));
        case 5:
            return Fault::answer(200, pictureBytes());
        default: // Last: after it, nothing more is sent.
            return Fault::answer(401, echo, {{.name = "x-request-id"_ba, .value = Key}});
        }
    });
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"--count"_s, u"5"_s, u"--mode"_s, u"sequential"_s})),
             1);
    QCOMPARE(bench.server.requestCount(), 6);
    QCOMPARE(bench.states().at(3), u"saved"_s);
    QCOMPARE(bench.run.placesOf(Key), QStringList());
}

void TestGenerateFaults::sendsOneHundredAtOnce()
{
    Bench bench;
    const QByteArray picture = pictureBytes({300, 300});
    bench.server.answerAlways(Fault::hang());
    bench.run.start(bench.arguments({u"a fox"_s, u"--count"_s, u"150"_s, u"--at-once"_s, u"100"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(bench.server.requestCount(), 100, 30'000);
    bench.run.process().kill();
    bench.run.waitForEnd();

    Bench second;
    second.server.answerAlways(Fault::answer(200, answerWithPicture(picture)));
    QCOMPARE(second.run.run(second.arguments({u"a fox"_s, u"--count"_s, u"300"_s, u"--at-once"_s, u"100"_s})),
             0);
    QCOMPARE(QDir(second.run.path(u"out"_s)).entryList({u"*.png"_s}).size(), 300);
    QCOMPARE(second.server.requestCount(), 300);
}

void TestGenerateFaults::waitsForWhatIsUnderWayAtTheFirstCtrlC()
{
#ifdef Q_OS_UNIX
    Bench bench;
    bench.server.answerAlways(Fault::after(1500ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.run.start(bench.arguments({u"a fox"_s, u"--count"_s, u"9"_s, u"--at-once"_s, u"2"_s}));
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.run.sendSignal(SIGINT);

    QCOMPARE(bench.run.waitForEnd(), 130);
    QCOMPARE(bench.states(), QStringList(2, u"saved"_s) + QStringList(7, u"cancelled"_s));
    QCOMPARE(bench.report()[u"finished"_s], QJsonValue(false));
    QVERIFY(QFile::exists(bench.run.path(u"out/prompts_2.png"_s)));
    QCOMPARE(bench.server.requestCount(), 2);
    const QJsonValue cancelled = bench.report()[u"runs"_s][0][u"requests"_s][8];
    QCOMPARE(cancelled[u"attempts"_s].toInt(), 0);
    QVERIFY(cancelled[u"server_ms"_s].isNull());
    QVERIFY(cancelled[u"queued_ms"_s].isDouble());
    QVERIFY2(bench.run.errors().startsWith(u"Stopping: "), qPrintable(bench.run.errors()));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateFaults::leavesWhatIsUnderWayAtTheSecondCtrlC()
{
#ifdef Q_OS_UNIX
    Bench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.number == 1 ? Fault::answer(200, answerWithPicture(pictureBytes())) : Fault::hang();
    });
    bench.run.start(bench.arguments({u"a fox"_s, u"--count"_s, u"5"_s, u"--at-once"_s, u"1"_s}));
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.run.sendSignal(SIGINT);
    QTRY_VERIFY(bench.run.errors().contains(u"Stopping"));
    QCOMPARE(bench.run.process().state(), QProcess::Running); // It waits.
    bench.run.sendSignal(SIGINT);

    QCOMPARE(bench.run.waitForEnd(), 130);
    QCOMPARE(bench.states(),
             (QStringList{u"saved"_s, u"unknown"_s, u"cancelled"_s, u"cancelled"_s, u"cancelled"_s}));
    QCOMPARE(bench.report()[u"finished"_s], QJsonValue(false));
    QStringList ends;
    for (const QJsonObject &line : readJsonLines(bench.run.path(u"out/run.jsonl"_s))) {
        if (line.contains(u"error"_s))
            ends.append(line[u"event"_s].toString());
    }
    ends.sort();
    QCOMPARE(ends, (QStringList{u"cancelled"_s, u"cancelled"_s, u"cancelled"_s, u"unknown"_s}));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateFaults::stopsBothRuns()
{
#ifdef Q_OS_UNIX
    Bench bench;
    bench.server.answerAlways(Fault::after(1500ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.run.start(bench.arguments({u"a fox"_s, u"a hen"_s, u"--mode"_s, u"both"_s}));
    QTRY_COMPARE(bench.server.requestCount(), 1);
    bench.run.sendSignal(SIGINT);

    QCOMPARE(bench.run.waitForEnd(), 130);
    QCOMPARE(bench.server.requestCount(), 1);
    const QJsonArray runs = bench.report()[u"runs"_s].toArray();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(bench.states(), (QStringList{u"saved"_s, u"cancelled"_s}));
    QCOMPARE(runs.at(1)[u"cancelled"_s].toInt(), 2); // What was never begun is counted, too.
    QVERIFY(bench.run.output().contains(u"not begun"));
    QVERIFY(!bench.run.output().contains(u"Speed-up"));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateFaults::takesTheOrderToEndAsCtrlC()
{
#ifdef Q_OS_UNIX
    Bench bench;
    bench.server.answerAlways(Fault::after(1500ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.run.start(bench.arguments({u"a fox"_s, u"a hen"_s, u"--mode"_s, u"sequential"_s}));
    QTRY_COMPARE(bench.server.requestCount(), 1);
    bench.run.sendSignal(SIGTERM);

    QCOMPARE(bench.run.waitForEnd(), 130);
    QCOMPARE(bench.states(), (QStringList{u"saved"_s, u"cancelled"_s}));
#else
    QSKIP("Only Unix lets another program send an order to end.");
#endif
}

void TestGenerateFaults::stopsAtAFolderThatIsGone()
{
    Bench bench;
    bench.server.answerWith([folder = bench.run.path(u"out"_s)](const ReceivedRequest &) {
        QDir(folder).removeRecursively();
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"a hen"_s, u"--mode"_s, u"sequential"_s})), 1);

    QCOMPARE(bench.states(), (QStringList{u"saved"_s, u"cancelled"_s}));
    const QString file = bench.report()[u"runs"_s][0][u"requests"_s][0][u"file"_s].toString();
    QVERIFY2(file.startsWith(bench.run.home()), qPrintable(file));
    QVERIFY(QFile::exists(file));
    QVERIFY2(bench.run.errors().contains(u"takes no more pictures"), qPrintable(bench.run.errors()));
    QCOMPARE(bench.report()[u"finished"_s], QJsonValue(false));
}

void TestGenerateFaults::endsAnAnswerThatNeverComes()
{
    Bench bench;
    bench.server.answerAlways(Fault::hang());
    QCOMPARE(bench.run.run(bench.arguments({u"a fox"_s, u"--timeout"_s, u"1"_s})), 1);
    QCOMPARE(bench.states(), QStringList{u"unknown"_s});
    QVERIFY(bench.run.output().contains(u"gave no answer in time"));
}

void TestGenerateFaults::saysBelowTheTableWhatAPersonHasToMend()
{
    Bench bench;
    bench.server.answerAlways(Fault::answer(401, errorBody("invalid_api_key")));
    QCOMPARE(bench.run.run(bench.arguments({u"--count"_s, u"9"_s, u"--at-once"_s, u"2"_s, u"a fox"_s})), 1);
    QVERIFY(bench.server.requestCount() <= 2); // No list is burnt on a key that does not fit.
    QCOMPARE(bench.states().count(u"cancelled"_s), 9 - bench.server.requestCount());
    const QString errors = bench.run.errors();
    QVERIFY2(errors.startsWith(u"Nothing more was sent. ") && errors.contains(u"did not accept the key."),
             qPrintable(errors));
    QCOMPARE(errors.count(u'\n'), 2);
    QVERIFY2(errors.contains(u"contactsheet generate --resume \""), qPrintable(errors)); // Once it is mended.
}

QTEST_GUILESS_MAIN(TestGenerateFaults)
#include "tst_generatefaults.moc"
