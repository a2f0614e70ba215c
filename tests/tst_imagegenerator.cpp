#include "support/generatorbench.h"
#include "support/pictures.h"
#include "support/smalldisk.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestImageGenerator : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void savesAPictureOfEachPrompt();
    void reportsAPictureOnlyOnceItsFileIsThere();
    void sendsOneAtATimeInSequence();
    void sendsSoManyAtOnceInParallel();
    void runsBothModesIntoOneFolderAndJournal();
    void cutsEveryLifeIntoPhasesThatAddUp();
    void downloadsLinkedPicturesWithoutTheKey();
    void triesADownloadAgainAndOrdersOnce();
    void followsALinkThatPointsOn();
    void followsALinkAsFarWhenItTriesAgain();
    void triesNoLinkAgainThatItDoesNotFollow();
    void knowsWhatTheServiceCallsTheRequest();
    void tellsEndsApart_data();
    void tellsEndsApart();
    void letsNoFailureTouchAnotherJob();
    void keepsAnAnswerWithoutAPicture();
    void keepsAPictureThatIsNone();
    void savesPicturesThatWereNotAskedForToo();
    void knowsOfEveryOrderBeforeItLeaves();
    void writesNoKeyAnywhere();
#ifdef Q_OS_UNIX
    void endsWhenTheJournalIsLost();
#endif
};

void TestImageGenerator::savesAPictureOfEachPrompt()
{
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
    bench.server.answerInTurn({Fault::answer(200, answerWithLink("/1.png")),
                               Fault::redirect(302, bench.server.url(u"/moved/1.png"_s)),
                               Fault::answer(200, pictureBytes())});

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requests().last().http.target, "/moved/1.png");
}

void TestImageGenerator::followsALinkAsFarWhenItTriesAgain()
{
    GeneratorBench bench;
    const QList<FaultScript> way{Fault::redirect(302, bench.server.url(u"/2.png"_s)),
                                 Fault::redirect(302, bench.server.url(u"/3.png"_s))};
    bench.server.answerInTurn(QList<FaultScript>{Fault::answer(200, answerWithLink("/1.png"))} + way
                              + QList<FaultScript>{Fault::answer(503)} + way
                              + QList<FaultScript>{Fault::answer(200, pictureBytes())});

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requestCount(), 7);
}

void TestImageGenerator::triesNoLinkAgainThatItDoesNotFollow()
{
    GeneratorBench bench;
    bench.server.answerInTurn(
        {Fault::answer(200, answerWithLink("/1.png")), Fault::redirect(302, QUrl(u"file:///etc/passwd"_s))});

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Expired});
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestImageGenerator::knowsWhatTheServiceCallsTheRequest()
{
    GeneratorBench bench;
    bench.server.answerInTurn(
        {Fault::answer(400, R"({"error":{"message":"no"}})", {{"x-request-id", "req_1"}}),
         Fault::answer(200, answerWithPicture(pictureBytes()), {{"x-request-id", "req_2"}})});

    QStringList failed;
    QStringList sentAgain;
    QObject::connect(&bench.generator, &ImageGenerator::jobChanged, &bench.generator,
                     [&](RunId, const JobRecord &record) {
                         if (record.state == JobState::Sent && record.timeline.attempts() == 2)
                             sentAgain.append(record.requestId);
                         if (record.state != JobState::Failed)
                             return;
                         failed.append(record.requestId);
                         bench.generator.retry({record.job.id});
                     });

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(failed, QStringList{u"req_1"_s});
    QVERIFY(!sentAgain.isEmpty());
    QVERIFY(!sentAgain.contains(u"req_1"_s)); // That was another request.
    QCOMPARE(bench.run().jobs.constFirst().requestId, u"req_2"_s);
}

void TestImageGenerator::tellsEndsApart_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<Charging>("charging");
    QTest::addColumn<JobState>("state");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<int>("orders");

    const auto error = [](int status, const char *code) {
        return Fault::answer(status, R"({"error":{"message":"no","code":")" + QByteArray(code) + R"("}})");
    };
    const FaultScript lost = Fault::noAnswer(Fault::Ending::Finish);
    QTest::newRow("refused") << error(400, "moderation_blocked") << Charging::Paid << JobState::Refused
                             << Error::Kind::Refused << 1;
    QTest::newRow("wrong key") << error(401, "invalid_api_key") << Charging::Paid << JobState::Failed
                               << Error::Kind::Key << 1;
    QTest::newRow("no credit") << error(429, "insufficient_quota") << Charging::Paid << JobState::Failed
                               << Error::Kind::Quota << 1;
    QTest::newRow("too many") << error(429, "rate_limit_exceeded") << Charging::Paid << JobState::Failed
                              << Error::Kind::RateLimit << 3;
    QTest::newRow("not understood") << error(400, "invalid_value") << Charging::Paid << JobState::Failed
                                    << Error::Kind::BadRequest << 1;
    QTest::newRow("own fault") << error(500, "server_error") << Charging::Paid << JobState::Failed
                               << Error::Kind::Service << 2;
    QTest::newRow("gateway") << Fault::answer(502, "<html>Bad gateway</html>") << Charging::Paid
                             << JobState::Unknown << Error::Kind::UnknownOutcome << 1;
    QTest::newRow("lost, paid") << lost << Charging::Paid << JobState::Unknown << Error::Kind::UnknownOutcome
                                << 1;
    QTest::newRow("lost, free") << lost << Charging::Free << JobState::Failed << Error::Kind::Network << 3;
    QTest::newRow("cut, paid") << Fault::cutAnswer(answerWithPicture(pictureBytes()), 100,
                                                   Fault::Ending::Finish)
                               << Charging::Paid << JobState::Unknown << Error::Kind::UnknownOutcome << 1;
    QTest::newRow("no JSON") << Fault::answer(200, "<html>") << Charging::Paid << JobState::Expired
                             << Error::Kind::UnreadableAnswer << 1;
    QTest::newRow("no picture") << Fault::answer(200, R"({"data":[]})") << Charging::Paid << JobState::Expired
                                << Error::Kind::UnreadableAnswer << 1;
    QTest::newRow("a link to a file")
        << Fault::answer(200, answerWithLink("file:///etc/passwd")) << Charging::Paid << JobState::Expired
        << Error::Kind::UnreadableAnswer << 1;
}

void TestImageGenerator::tellsEndsApart()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const Charging, charging);
    GeneratorBench bench;
    bench.press.account.charging = charging;
    bench.server.answerAlways(answer);

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    const JobRecord record = bench.run().jobs.constFirst();
    QTEST(record.state, "state");
    QTEST(record.error->kind, "kind");
    QVERIFY(!record.error->message.isEmpty());
    QTEST(bench.server.requestCount(), "orders");
    QTRY_COMPARE(bench.journal(keyword(record.state)).size(), 1);
    QCOMPARE(bench.journal(keyword(record.state)).first()[u"error"_s][u"kind"_s].toString(),
             keyword(record.error->kind));
}

void TestImageGenerator::letsNoFailureTouchAnotherJob()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        const int number = promptOf(request).section(u' ', 1).toInt();
        switch (number % 4) {
        case 0:
            return Fault::noAnswer(Fault::Ending::Reset);
        case 1:
            return Fault::answer(400, R"({"error":{"message":"no"}})");
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
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
    GeneratorBench bench;
    std::atomic<int> unknownOrders = 0;
    const GeneratorBench *const journal = &bench;
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
    GeneratorBench bench;
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

#ifdef Q_OS_UNIX
void TestImageGenerator::endsWhenTheJournalIsLost()
{
    GeneratorBench bench;
    // Room for the plan and the first orders, and then for no line more, nor for the end of the run.
    const SmallDisk disk(4'000);
    bench.press.canAskPerson = false;
    bench.start(QStringList(30, u"a fox"_s));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.runEnded.size(), 1);
    QCOMPARE(bench.interrupted.size(), 1);
    const RunRecord run = bench.run();
    for (const JobRecord &record : run.jobs)
        QVERIFY(isEndState(record.state));
    QVERIFY(bench.server.requestCount() < 30);
}
#endif

QTEST_GUILESS_MAIN(TestImageGenerator)
#include "tst_imagegenerator.moc"
