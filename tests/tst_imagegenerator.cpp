#include "generation/imagegenerator.h"
#include "generation/transport.h"
#include "services/openaiimages.h"
#include "support/faultserver.h"
#include "support/pictures.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList promptsUpTo(int count)
{
    QStringList prompts;
    for (int i = 1; i <= count; ++i)
        prompts.append(u"picture %1"_s.arg(i));
    return prompts;
}

/// The prompt of an order, as a server reads it.
QString promptOf(const ReceivedRequest &request)
{
    return QJsonDocument::fromJson(request.http.body)[u"prompt"].toString();
}

/// A generator that sends to a server of the test, with everything that it reports.
struct Bench
{
    Bench()
        : codec({.responseFormat = u"b64_json"_s})
    {
        press = {.listName = u"list"_s,
                 .started = QDateTime::currentDateTime(),
                 .account = {.service = u"compatible"_s,
                             .serviceName = u"Test server"_s,
                             .baseUrl = server.url(u"/v1"_s),
                             .key = Secret("sk-canary-1234567890"),
                             .charging = Charging::Paid},
                 .codec = &codec,
                 .folder = folder.filePath(u"press"_s),
                 .fallbackFolder = folder.filePath(u"elsewhere"_s)};
        QDir().mkpath(press.folder);
        server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
        QObject::connect(&generator, &ImageGenerator::jobChanged, &generator,
                         [this](RunId, const JobRecord &record) { reports.append(record); });
    }

    void start(const QStringList &prompts, PressMode mode = PressMode::Parallel, int atOnce = 4)
    {
        press.runs = planRuns(prompts, 1, {.model = u"model"_s}, mode, atOnce, false);
        generator.start(press);
    }

    [[nodiscard]] bool waitForEnd(int presses = 1)
    {
        return QTest::qWaitFor([&] { return pressEnded.size() >= presses; }, 20'000);
    }

    [[nodiscard]] RunRecord run(qsizetype number = 0) const
    {
        return runEnded.at(number).at(0).value<RunRecord>();
    }

    [[nodiscard]] QStringList files() const
    {
        return QDir(press.folder).entryList({u"*.png"_s, u"*.jpg"_s, u"*.webp"_s}, QDir::Files, QDir::Name);
    }

    [[nodiscard]] QList<QJsonObject> journal(const QString &event = {}) const
    {
        QFile file(press.folder + u"/run.jsonl"_s);
        [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
        QList<QJsonObject> lines;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (!object.isEmpty() && (event.isEmpty() || object[u"event"_s] == event))
                lines.append(object);
        }
        return lines;
    }

    QTemporaryDir folder;
    FaultServer server;
    OpenAiImages codec;
    Transport transport;
    ImageGenerator generator{&transport};
    QSignalSpy pressFailed{&generator, &ImageGenerator::pressFailed};
    QSignalSpy runStarted{&generator, &ImageGenerator::runStarted};
    QSignalSpy interrupted{&generator, &ImageGenerator::interrupted};
    QSignalSpy runEnded{&generator, &ImageGenerator::runEnded};
    QSignalSpy pressEnded{&generator, &ImageGenerator::pressEnded};
    QList<JobRecord> reports;
    Press press;
};

QList<JobState> statesOf(const RunRecord &run)
{
    QList<JobState> states;
    for (const JobRecord &record : run.jobs)
        states.append(record.state);
    return states;
}

Moment sumOfPhases(const Timeline &timeline)
{
    Moment sum = {};
    for (const Phase phase : {Phase::Queued, Phase::Server, Phase::Download, Phase::Finish, Phase::Backoff})
        sum += timeline.total(phase).value_or(Moment::zero());
    return sum;
}

} // namespace

class TestImageGenerator : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void savesAPictureOfEachPrompt();
    void reportsAPictureOnlyOnceItsFileIsThere();
    void sendsOneAtATimeInSequence();
    void sendsSoManyAtOnceInParallel();
    void runsBothModesIntoOneFolderAndJournal();
    void cutsEveryLifeIntoPhasesThatAddUp();
    void downloadsLinkedPicturesWithoutTheKey();
    void triesADownloadAgainAndOrdersOnce();
    void followsALinkThatPointsOn();
    void tellsEndsApart_data();
    void tellsEndsApart();
    void letsNoFailureTouchAnotherJob();
    void keepsAnAnswerWithoutAPicture();
    void keepsAPictureThatIsNone();
    void savesPicturesThatWereNotAskedForToo();
    void knowsOfEveryOrderBeforeItLeaves();
    void writesNoKeyAnywhere();
    void sendsNothingMoreOnceStopped();
    void leavesPaidOrdersAsUnknown();
    void cancelsWhatCostsNothing();
    void stopsOneJob();
    void triesAgainWithinARun();
    void triesAgainInARunThatContinues();
    void saysWhereItCannotWriteBeforeAnythingIsSent();
    void savesElsewhereWhenTheFolderIsGone();
    void changesTheNumberAtOnceDuringARun();
    void survivesAThousandJobsThatFailAtOnce();
    void mayBeDestroyedWhileJobsAreUnderWay();
};

void TestImageGenerator::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestImageGenerator::savesAPictureOfEachPrompt()
{
    Bench bench;
    const QByteArray picture = pictureBytes({20, 10});
    bench.server.answerAlways(Fault::answer(200, answerWithPicture(picture)));

    bench.start(promptsUpTo(3));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(3, JobState::Saved));
    QCOMPARE(bench.files(), (QStringList{u"list_1.png"_s, u"list_2.png"_s, u"list_3.png"_s}));
    QFile file(bench.press.folder + u"/list_2.png"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), picture);
    const SavedPicture saved = *bench.run().jobs.at(1).picture;
    QCOMPARE(saved.size, QSize(20, 10));
    QCOMPARE(saved.bytes, picture.size());
    QCOMPARE(bench.server.requestCount(), 3);
}

void TestImageGenerator::reportsAPictureOnlyOnceItsFileIsThere()
{
    Bench bench;
    QStringList missing;
    QObject::connect(
        &bench.generator, &ImageGenerator::jobChanged, &bench.generator, [&](RunId, const JobRecord &record) {
            if (record.picture && !QFile::exists(bench.press.folder + u'/' + record.picture->file))
                missing.append(record.picture->file);
        });

    bench.start(promptsUpTo(8), PressMode::Parallel, 8);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(missing, QStringList());
    QCOMPARE(bench.files().size(), 8);
}

void TestImageGenerator::sendsOneAtATimeInSequence()
{
    Bench bench;
    bench.start(promptsUpTo(5), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    const RunRecord run = bench.run();
    for (qsizetype i = 1; i < run.jobs.size(); ++i) {
        const Moment begins = *run.jobs.at(i).timeline.beginMoment();
        QVERIFY(begins >= *run.jobs.at(i - 1).timeline.endMoment());
    }
    QStringList order;
    for (const ReceivedRequest &request : bench.server.requests())
        order.append(promptOf(request));
    QCOMPARE(order, promptsUpTo(5));
}

void TestImageGenerator::sendsSoManyAtOnceInParallel()
{
    Bench bench;
    bench.server.answerAlways(Fault::hang());

    bench.start(promptsUpTo(50), PressMode::Parallel, 32);
    QTRY_COMPARE(bench.server.requestCount(), 32);

    // Everything that was going to be sent has been: the rest waits for a lane.
    QTest::qWait(50);
    QCOMPARE(bench.server.requestCount(), 32);
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
}

void TestImageGenerator::runsBothModesIntoOneFolderAndJournal()
{
    Bench bench;
    bench.start(promptsUpTo(3), PressMode::Both, 3);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(bench.run(0).plan.mode, Mode::Sequential);
    QCOMPARE(bench.run(1).plan.mode, Mode::Parallel);
    QCOMPARE(bench.files(),
             (QStringList{u"list_1.png"_s, u"list_1_2.png"_s, u"list_2.png"_s, u"list_2_2.png"_s,
                          u"list_3.png"_s, u"list_3_2.png"_s}));
    QCOMPARE(bench.journal(u"press"_s).size(), 1);
    QCOMPARE(bench.journal(u"plan"_s).size(), 2);
    QTRY_COMPARE(bench.journal(u"run_ended"_s).size(), 2);
    QCOMPARE(bench.journal(u"saved"_s).size(), 6);
    QVERIFY(!QFile::exists(bench.press.folder + u"/run_2.jsonl"_s));
}

void TestImageGenerator::cutsEveryLifeIntoPhasesThatAddUp()
{
    Bench bench;
    bench.server.answerAlways(Fault::after(20ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(6), PressMode::Parallel, 2);
    QVERIFY(bench.waitForEnd());

    const RunRecord run = bench.run();
    Moment lastEnd = {};
    for (const JobRecord &record : run.jobs) {
        QCOMPARE(sumOfPhases(record.timeline), *record.timeline.endMoment());
        QVERIFY(*record.timeline.total(Phase::Server) >= 20ms);
        QVERIFY(record.timeline.laneTime() <= *record.timeline.endMoment());
        lastEnd = std::max(lastEnd, *record.timeline.endMoment());
    }
    QCOMPARE(*run.ended, lastEnd);
}

void TestImageGenerator::downloadsLinkedPicturesWithoutTheKey()
{
    Bench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.http.method == "POST"
            ? Fault::answer(200, answerWithLink("/pictures/1.png?sig=secret"))
            : Fault::answer(200, pictureBytes());
    });

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    const QList<ReceivedRequest> requests = bench.server.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.at(0).http.header("authorization"), "Bearer sk-canary-1234567890");
    QCOMPARE(requests.at(1).http.target, "/pictures/1.png?sig=secret");
    QVERIFY(requests.at(1).http.header("authorization").isEmpty());
    QTRY_COMPARE(bench.journal(u"link"_s).size(), 1);
    QVERIFY(bench.journal(u"link"_s).first()[u"url"_s].toString().endsWith(u"/pictures/1.png"));
}

void TestImageGenerator::triesADownloadAgainAndOrdersOnce()
{
    Bench bench;
    bench.server.answerInTurn({Fault::answer(200, answerWithLink("/1.png")),
                               Fault::noAnswer(Fault::Ending::Reset), Fault::answer(503),
                               Fault::answer(200, pictureBytes())});

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    int orders = 0;
    for (const ReceivedRequest &request : bench.server.requests())
        orders += request.http.method == "POST" ? 1 : 0;
    QCOMPARE(orders, 1);
}

void TestImageGenerator::followsALinkThatPointsOn()
{
    Bench bench;
    bench.server.answerInTurn({Fault::answer(200, answerWithLink("/1.png")),
                               Fault::redirect(302, bench.server.url(u"/moved/1.png"_s)),
                               Fault::answer(200, pictureBytes())});

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requests().last().http.target, "/moved/1.png");
}

void TestImageGenerator::tellsEndsApart_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<Charging>("charging");
    QTest::addColumn<JobState>("state");
    QTest::addColumn<Error::Kind>("kind");

    const auto error = [](int status, const char *code) {
        return Fault::answer(status, R"({"error":{"message":"no","code":")" + QByteArray(code) + R"("}})");
    };
    const FaultScript lost = Fault::noAnswer(Fault::Ending::Finish);
    QTest::newRow("refused") << error(400, "moderation_blocked") << Charging::Paid << JobState::Refused
                             << Error::Kind::Refused;
    QTest::newRow("wrong key") << error(401, "invalid_api_key") << Charging::Paid << JobState::Failed
                               << Error::Kind::Key;
    QTest::newRow("no credit") << error(429, "insufficient_quota") << Charging::Paid << JobState::Failed
                               << Error::Kind::Quota;
    QTest::newRow("too many") << error(429, "rate_limit_exceeded") << Charging::Paid << JobState::Failed
                              << Error::Kind::RateLimit;
    QTest::newRow("not understood") << error(400, "invalid_value") << Charging::Paid << JobState::Failed
                                    << Error::Kind::BadRequest;
    QTest::newRow("own fault") << error(500, "server_error") << Charging::Paid << JobState::Failed
                               << Error::Kind::Service;
    QTest::newRow("gateway") << Fault::answer(502, "<html>Bad gateway</html>") << Charging::Paid
                             << JobState::Unknown << Error::Kind::UnknownOutcome;
    QTest::newRow("lost, paid") << lost << Charging::Paid << JobState::Unknown << Error::Kind::UnknownOutcome;
    QTest::newRow("lost, free") << lost << Charging::Free << JobState::Failed << Error::Kind::Network;
    QTest::newRow("cut, paid") << Fault::cutAnswer(answerWithPicture(pictureBytes()), 100,
                                                   Fault::Ending::Finish)
                               << Charging::Paid << JobState::Unknown << Error::Kind::UnknownOutcome;
    QTest::newRow("no JSON") << Fault::answer(200, "<html>") << Charging::Paid << JobState::Expired
                             << Error::Kind::UnreadableAnswer;
    QTest::newRow("no picture") << Fault::answer(200, R"({"data":[]})") << Charging::Paid << JobState::Expired
                                << Error::Kind::UnreadableAnswer;
    QTest::newRow("a link to a file") << Fault::answer(200, answerWithLink("file:///etc/passwd"))
                                      << Charging::Paid << JobState::Expired << Error::Kind::UnreadableAnswer;
}

void TestImageGenerator::tellsEndsApart()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const Charging, charging);
    Bench bench;
    bench.press.account.charging = charging;
    bench.server.answerAlways(answer);

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    const JobRecord record = bench.run().jobs.constFirst();
    QTEST(record.state, "state");
    QTEST(record.error->kind, "kind");
    QVERIFY(!record.error->message.isEmpty());
    QCOMPARE(bench.server.requestCount(), 1);
    QTRY_COMPARE(bench.journal(keyword(record.state)).size(), 1);
    QCOMPARE(bench.journal(keyword(record.state)).first()[u"error"_s][u"kind"_s].toString(),
             keyword(record.error->kind));
}

void TestImageGenerator::letsNoFailureTouchAnotherJob()
{
    Bench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        const int number = promptOf(request).section(u' ', 1).toInt();
        switch (number % 4) {
        case 0:
            return Fault::noAnswer(Fault::Ending::Reset);
        case 1:
            return Fault::answer(500, R"({"error":{"message":"no"}})");
        case 2:
            return Fault::garbage();
        default:
            return Fault::answer(200, answerWithPicture(pictureBytes()));
        }
    });

    bench.start(promptsUpTo(40), PressMode::Parallel, 10);
    QVERIFY(bench.waitForEnd());

    const RunRecord run = bench.run();
    for (const JobRecord &record : run.jobs) {
        const bool isGood = record.job.index % 4 == 3;
        const bool isClear = record.job.index % 4 == 1;
        QCOMPARE(record.state, isGood ? JobState::Saved : isClear ? JobState::Failed : JobState::Unknown);
    }
    QCOMPARE(bench.server.requestCount(), 40);
}

void TestImageGenerator::keepsAnAnswerWithoutAPicture()
{
    Bench bench;
    bench.server.answerAlways(Fault::answer(200, R"({"data":[{"note":"paid for"}]})"));

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QTRY_COMPARE(bench.journal(u"expired"_s).size(), 1);
    QFile kept(bench.press.folder + u'/' + bench.journal(u"expired"_s).first()[u"spool"_s].toString());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), R"({"data":[{"note":"paid for"}]})");
}

void TestImageGenerator::keepsAPictureThatIsNone()
{
    Bench bench;
    const QByteArray cut = pictureBytes().chopped(6);
    bench.server.answerAlways(Fault::answer(200, answerWithPicture(cut)));

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Expired});
    QCOMPARE(bench.files(), QStringList());
    QFile kept(bench.press.folder + u"/incoming/list_1.answer"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), cut);
}

void TestImageGenerator::savesPicturesThatWereNotAskedForToo()
{
    Bench bench;
    const QByteArray element = R"({"b64_json":")" + pictureBytes().toBase64() + R"("})";
    bench.server.answerAlways(Fault::answer(200, R"({"data":[)" + element + ',' + element + "]}"));

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.files(), (QStringList{u"list_1.png"_s, u"list_1_2.png"_s}));
    QCOMPARE(bench.run().jobs.constFirst().extraPictures.size(), 1);
    QTRY_COMPARE(bench.journal(u"saved"_s).size(), 2);
}

void TestImageGenerator::knowsOfEveryOrderBeforeItLeaves()
{
    Bench bench;
    std::atomic<int> unknownOrders = 0;
    const Bench *const journal = &bench;
    bench.server.answerWith([&unknownOrders, journal](const ReceivedRequest &request) {
        const QString order = QString::fromLatin1(request.http.header("x-client-request-id"));
        bool isKnown = false;
        for (const QJsonObject &line : journal->journal(u"sending"_s))
            isKnown = isKnown || line[u"order"_s] == order;
        unknownOrders += isKnown ? 0 : 1;
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });

    bench.start(promptsUpTo(20), PressMode::Parallel, 5);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(unknownOrders.load(), 0);
    QCOMPARE(bench.journal(u"sending"_s).size(), 20);
}

void TestImageGenerator::writesNoKeyAnywhere()
{
    Bench bench;
    bench.server.answerAlways(
        Fault::answer(401, R"({"error":{"message":"Incorrect API key provided: sk-canary-1234567890"}})"));

    bench.start(promptsUpTo(2));
    QVERIFY(bench.waitForEnd());

    for (const JobRecord &record : bench.run().jobs)
        QVERIFY(!record.error->detail.contains(u"canary"));
    QTRY_COMPARE(bench.journal(u"run_ended"_s).size(), 1);
    for (const QJsonObject &line : bench.journal())
        QVERIFY(!QJsonDocument(line).toJson().contains("canary"));
}

void TestImageGenerator::sendsNothingMoreOnceStopped()
{
    Bench bench;
    bench.server.answerAlways(Fault::after(300ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    bench.start(promptsUpTo(10), PressMode::Both, 2);
    QTRY_COMPARE(bench.server.requestCount(), 1);

    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.server.requestCount(), 1);
    QCOMPARE(bench.runEnded.size(), 1);
    QCOMPARE(countStates(bench.run().jobs),
             (QHash<JobState, int>{{JobState::Saved, 1}, {JobState::Cancelled, 9}}));
}

void TestImageGenerator::leavesPaidOrdersAsUnknown()
{
    Bench bench;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(10), PressMode::Parallel, 4);
    QTRY_COMPARE(bench.server.requestCount(), 4);

    bench.generator.stopEverything(); // What was sent to a service that charges goes on.
    QVERIFY(bench.pressEnded.isEmpty());
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(countStates(bench.run().jobs),
             (QHash<JobState, int>{{JobState::Unknown, 4}, {JobState::Cancelled, 6}}));
}

void TestImageGenerator::cancelsWhatCostsNothing()
{
    Bench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(6), PressMode::Parallel, 4);
    QTRY_COMPARE(bench.server.requestCount(), 4);

    bench.generator.stopEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(6, JobState::Cancelled));
}

void TestImageGenerator::stopsOneJob()
{
    Bench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return promptOf(request) == u"picture 1" ? Fault::hang()
                                                 : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QTRY_COMPARE(bench.server.requestCount(), 1);

    bench.generator.stop(JobId(3)); // It waits.
    bench.generator.stop(JobId(1)); // It is under way.
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()),
             (QList<JobState>{JobState::Cancelled, JobState::Saved, JobState::Cancelled}));
}

void TestImageGenerator::triesAgainWithinARun()
{
    Bench bench;
    std::atomic<int> tries = 0;
    bench.server.answerWith([&tries](const ReceivedRequest &request) {
        if (promptOf(request) == u"picture 2")
            return Fault::after(400ms, Fault::answer(200, answerWithPicture(pictureBytes())));
        return ++tries == 1 ? Fault::answer(500, R"({"error":{"message":"no"}})")
                            : Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    QObject::connect(
        &bench.generator, &ImageGenerator::jobChanged, &bench.generator,
        [&](RunId, const JobRecord &record) {
            if (record.state == JobState::Failed)
                bench.generator.retry({record.job.id});
        },
        Qt::QueuedConnection);

    bench.start(promptsUpTo(2));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Saved));
    const JobRecord again = bench.run().jobs.constFirst();
    QCOMPARE(again.timeline.attempts(), 2);
    QVERIFY(again.timeline.total(Phase::Backoff).has_value());
    QCOMPARE(sumOfPhases(again.timeline), *again.timeline.endMoment());
    QVERIFY(!again.error);
    QTRY_COMPARE(bench.journal(u"retrying"_s).size(), 1);
}

void TestImageGenerator::triesAgainInARunThatContinues()
{
    Bench bench;
    bench.server.answerInTurn({Fault::answer(500, R"({"error":{"message":"no"}})"),
                               Fault::answer(200, answerWithPicture(pictureBytes())),
                               Fault::answer(200, answerWithPicture(pictureBytes()))});
    bench.start(promptsUpTo(2), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    bench.generator.retryFailed();
    QVERIFY(bench.waitForEnd(2));

    QCOMPARE(bench.runEnded.size(), 2);
    QCOMPARE(statesOf(bench.run(0)), (QList<JobState>{JobState::Failed, JobState::Saved}));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Saved});
    QCOMPARE(*bench.run(1).plan.continues, bench.run(0).plan.id);
    QCOMPARE(bench.run(1).jobs.constFirst().job.index, 1);
    QVERIFY(bench.run(1).jobs.constFirst().job.id > bench.run(0).jobs.constLast().job.id);
    QTRY_COMPARE(bench.journal(u"plan"_s).size(), 2);
    QCOMPARE(bench.journal(u"plan"_s).last()[u"continues"_s].toInt(), 1);
}

void TestImageGenerator::saysWhereItCannotWriteBeforeAnythingIsSent()
{
    Bench bench;
    QVERIFY(QDir(bench.press.folder).removeRecursively());

    bench.start(promptsUpTo(3));
    QTRY_COMPARE(bench.pressFailed.size(), 1);

    const Error error = bench.pressFailed.at(0).at(0).value<Error>();
    QCOMPARE(error.kind, Error::Kind::Disk);
    QVERIFY(error.message.contains(u"run.jsonl"));
    QCOMPARE(bench.server.requestCount(), 0);
}

void TestImageGenerator::savesElsewhereWhenTheFolderIsGone()
{
    // The lock beside the journal went with the folder.
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Could not remove our own lock file"_s));
    Bench bench;
    bench.server.answerWith([folder = bench.press.folder](const ReceivedRequest &) {
        QDir(folder).removeRecursively();
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });

    bench.start(promptsUpTo(4), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(
        statesOf(bench.run()),
        (QList<JobState>{JobState::Saved, JobState::Cancelled, JobState::Cancelled, JobState::Cancelled}));
    const QString file = bench.run().jobs.constFirst().picture->file;
    QVERIFY(file.startsWith(bench.press.fallbackFolder));
    QVERIFY(QFile::exists(file));
    QCOMPARE(bench.interrupted.size(), 1);
    QVERIFY(bench.interrupted.at(0).at(0).value<Error>().message.contains(
        QDir::toNativeSeparators(bench.press.fallbackFolder)));
}

void TestImageGenerator::changesTheNumberAtOnceDuringARun()
{
    Bench bench;
    bench.server.answerAlways(Fault::hang());
    bench.start(promptsUpTo(20), PressMode::Parallel, 2);
    QTRY_COMPARE(bench.server.requestCount(), 2);

    bench.generator.setAtOnce(7);
    QTRY_COMPARE(bench.server.requestCount(), 7);

    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QTRY_COMPARE(bench.journal(u"lanes"_s).size(), 1);
}

void TestImageGenerator::survivesAThousandJobsThatFailAtOnce()
{
    Bench bench;
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    bench.press.account.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(reserved.localPort()));
    bench.press.account.charging = Charging::Free;

    bench.start(promptsUpTo(1000), PressMode::Parallel, 100);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(1000, JobState::Failed));
    QCOMPARE(bench.run().jobs.constFirst().error->kind, Error::Kind::Network);
}

void TestImageGenerator::mayBeDestroyedWhileJobsAreUnderWay()
{
    for (const auto delay : {0ms, 5ms, 20ms}) {
        Bench bench;
        bench.server.answerAlways(
            Fault::after(delay, Fault::answer(200, answerWithPicture(pictureBytes({400, 400})))));
        bench.start(promptsUpTo(30), PressMode::Parallel, 10);
        QTRY_VERIFY(bench.server.requestCount() >= 5);
    }
}

QTEST_GUILESS_MAIN(TestImageGenerator)
#include "tst_imagegenerator.moc"
