#include "core/filewriting.h"
#include "storage/journalreader.h"
#include "support/generatorbench.h"
#include "support/journallines.h"
#include "support/pictures.h"

#include <QFile>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

#include <atomic>
#include <filesystem>
#include <optional>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A press whose pictures are linked, and a server that keeps them back until it is told not to.
struct LinkedPress
{
    LinkedPress()
    {
        bench->server.answerWith([this](const ReceivedRequest &request) {
            if (request.http.method == "GET")
                return isOpen ? Fault::answer(200, pictureBytes()) : Fault::hang();
            return Fault::answer(200, Answer);
        });
    }

    /// The answers that lie beside the pictures.
    [[nodiscard]] QStringList kept() const
    {
        return QDir(bench->press.folder % u"/incoming").entryList(QDir::Files);
    }

    static inline const QByteArray Answer = answerWithLink("/picture.png?signature=secret");

    std::atomic_bool isOpen = false;
    std::optional<GeneratorBench> bench{std::in_place};
};

/// A press of \a pictures of which no disk took the last two, whose answers are kept; those before were
/// cancelled since the press was left. Returns its journal.
QString leavePress(const GeneratorBench &bench, int pictures)
{
    const QString orders[] = {u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c01"_s,
                              u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c02"_s};
    QByteArray journal = journalOfPlan(u"list"_s, bench.server.url(u"/v1"_s).toString(), pictures);
    for (int job = 1; job <= pictures - 2; ++job)
        journal += journalLine({{u"event"_s, u"cancelled"_s}, {u"job"_s, job}, {u"interrupted"_s, true}});
    QDir(bench.press.folder).mkpath(folderOfAnswers());
    for (int i = 0; i < 2; ++i) {
        const int job = pictures - 1 + i;
        journal += journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, job}, {u"order"_s, orders[i]}})
            + journalLine({{u"event"_s, u"expired"_s},
                           {u"job"_s, job},
                           {u"error"_s, QJsonObject{{u"kind"_s, u"disk"_s}}}});
        static_cast<void>(
            writePrivateFile(bench.press.folder % u'/' % answerFile(orders[i]), pictureBytes()));
    }
    const QString path = bench.press.folder % u"/run.jsonl";
    static_cast<void>(writePrivateFile(
        path, journal + journalLine({{u"event"_s, u"run_ended"_s}, {u"interrupted"_s, true}})));
    return path;
}

} // namespace

/// An answer that was paid for is on the disk until its picture is safe there.
class TestSpooledAnswers : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsAnAnswerWhileItsPictureIsOnItsWay();
    void dropsAnAnswerOnceItsPictureIsSafe();
    void dropsAnAnswerThatCameToNothing();
    void keepsNoAnswerThatCostNothing();
    void savesNoPictureBeforeItsAnswerIsKept();
    void keepsThePictureInPlaceOfItsAnswer();
    void keepsALinkUntilItsPictureIsHere();
    void saysWhereALinkIsKeptNoLonger();
    void stopsAPictureThatNoDiskTookBefore();
    void finishesWhatIsKeptInItsOrderBeforeAnythingIsOrdered();
    void finishesWhatIsKeptWhileTheServiceIsLeftAlone_data();
    void finishesWhatIsKeptWhileTheServiceIsLeftAlone();
    void usesWhatIsKeptWhereALaterOrderFailed();
    void saysWhereNoDiskTookALink();
    void keepsTheAnswerWhoseLinkCannotBeFetched();
    void keepsTheAnswerOfADownloadThatIsLeft();
};

void TestSpooledAnswers::keepsAnAnswerWhileItsPictureIsOnItsWay()
{
    LinkedPress press;
    press.bench->start({u"a fox"_s});
    QTRY_COMPARE(press.bench->server.requestCount(), 2);
    QTRY_COMPARE(press.bench->journal(u"answered"_s).size(), 1);

    const QString order = press.bench->journal(u"sending"_s).constFirst()[u"order"_s].toString();
    const QString name = press.bench->journal(u"answered"_s).constFirst()[u"spool"_s].toString();
    QVERIFY(QFile::exists(press.bench->press.folder % u'/' % name));
    // With all of its link, which is worth the picture.
    QCOMPARE(KeptAnswers(press.bench->press.folder, {}).read(order), LinkedPress::Answer);
}

void TestSpooledAnswers::dropsAnAnswerOnceItsPictureIsSafe()
{
    LinkedPress press;
    press.isOpen = true;
    press.bench->start(promptsUpTo(3));
    QVERIFY(press.bench->waitForEnd());
    QCOMPARE(press.bench->files().size(), 3);
    QTRY_VERIFY(!QFile::exists(press.bench->press.folder % u"/incoming"));
}

void TestSpooledAnswers::dropsAnAnswerThatCameToNothing()
{
    LinkedPress press;
    press.bench->server.answerWith([](const ReceivedRequest &request) {
        return request.http.method == "GET" ? Fault::answer(404) : Fault::answer(200, LinkedPress::Answer);
    });
    press.bench->start({u"a fox"_s});
    QVERIFY(press.bench->waitForEnd());
    QCOMPARE(press.bench->run().jobs.constFirst().state, JobState::Expired);
    QTRY_COMPARE(press.kept(), QStringList{u"list_1.answer"_s}); // What a person may look at.
}

void TestSpooledAnswers::keepsNoAnswerThatCostNothing()
{
    LinkedPress press;
    press.bench->press.account.charging = Charging::Free;
    press.bench->start({u"a fox"_s});
    QTRY_COMPARE(press.bench->server.requestCount(), 2);
    QTRY_COMPARE(press.bench->journal(u"answered"_s).size(), 1);
    QVERIFY(!press.bench->journal(u"answered"_s).constFirst().contains(u"spool"_s));
    QVERIFY(press.kept().isEmpty());
}

void TestSpooledAnswers::savesNoPictureBeforeItsAnswerIsKept()
{
    GeneratorBench bench;
    QThreadPool saving;
    QThreadPool previews;
    Attempt attempt({.id = JobId(1), .prompt = u"a fox"_s}, std::make_shared<const Press>(bench.press),
                    {.folder = bench.press.folder, .name = u"list_1"_s}, bench.transport.get(), &saving,
                    &previews);
    QPromise<KeptAnswer> kept;
    kept.start();
    attempt.saveAfter(kept.future());
    QSignalSpy arrived(&attempt, &Attempt::pictureArrived);
    QSignalSpy ended(&attempt, &Attempt::ended);

    attempt.goOn(answerWithPicture(pictureBytes()), {}, {}, true);
    QVERIFY(arrived.wait());
    QVERIFY(!ended.wait(200)); // It takes a few milliseconds where nothing is waited for.
    QCOMPARE(bench.files(), QStringList());
    const QString file = bench.press.folder % u"/kept";
    QVERIFY(writePrivateFile(file, pictureBytes()));
    kept.addResult(KeptAnswer{.bytes = pictureBytes(), .isPicture = true, .file = file});
    kept.finish();
    QVERIFY(ended.wait());
    QCOMPARE(bench.files(), QStringList{u"list_1.png"_s});
    QVERIFY(std::filesystem::equivalent(
        file.toStdString(), QString(bench.press.folder % u"/list_1.png").toStdString())); // Written once.
}

void TestSpooledAnswers::keepsThePictureInPlaceOfItsAnswer()
{
    const QByteArray picture = pictureBytes({400, 400}, "JPG");
    QVERIFY(picture.size() > 16'000); // Smaller ones share a file.
    GeneratorBench bench;
    bench.server.answerWith([&picture](const ReceivedRequest &) {
        QByteArray answer = answerWithPicture(picture);
        answer.replace("\"b64_json\"", "\"revised_prompt\":\"a red fox\",\"b64_json\"");
        return Fault::answer(200, answer);
    });
    bool isOneFile = false;
    connect(&bench.generator, &ImageGenerator::jobChanged, this, [&](RunId, const JobRecord &record) {
        if (record.state != JobState::Saved)
            return; // And its line is not on the disk yet.
        const QString order = bench.journal(u"sending"_s).constFirst()[u"order"_s].toString();
        const QString kept = bench.press.folder % u'/' % answerFile(order);
        const QString saved = bench.press.folder % u'/' % record.picture->file;
        isOneFile = std::filesystem::equivalent(kept.toStdString(), saved.toStdString());
    });
    bench.start({u"a fox"_s});
    QVERIFY(bench.waitForEnd());
    QVERIFY(isOneFile);
    // A later run of the program has nothing else to know this by.
    QCOMPARE(bench.journal(u"answered"_s).constFirst()[u"revised_prompt"_s].toString(), u"a red fox"_s);
    QTRY_VERIFY(!QFile::exists(bench.press.folder % u"/incoming"));
    QCOMPARE(bench.files(), QStringList{u"list_1.jpg"_s});
}

void TestSpooledAnswers::keepsALinkUntilItsPictureIsHere()
{
    LinkedPress press;
    GeneratorBench &bench = *press.bench;
    std::atomic_int status = 503;
    bench.server.answerWith([&status](const ReceivedRequest &request) {
        if (request.http.method != "GET")
            return Fault::answer(200, LinkedPress::Answer);
        return status == 200 ? Fault::answer(200, pictureBytes()) : Fault::answer(status);
    });
    const QString journal = bench.press.folder % u"/run.jsonl";
    const auto ends = [&bench](qsizetype run) { return statesOf(bench.run(run)); };
    bench.start({u"a fox"_s});
    QVERIFY(bench.waitForEnd());
    QCOMPARE(ends(0), QList<JobState>{JobState::Expired});
    QVERIFY(isDownloadOpen(bench.run().jobs.constFirst()));

    // As often as somebody goes on with it while the server has its trouble.
    for (int resumed = 1; resumed <= 2; ++resumed) {
        bench.generator.resumePress(bench.press, journal, true);
        QVERIFY(bench.waitForEnd(1 + resumed));
        QCOMPARE(ends(resumed), QList<JobState>{JobState::Expired});
        QVERIFY(isDownloadOpen(bench.run(resumed).jobs.constFirst()));
        QVERIFY(!press.kept().isEmpty());
    }
    status = 200;
    bench.generator.resumePress(bench.press, journal, true);
    QVERIFY(bench.waitForEnd(4));
    QCOMPARE(ends(3), QList<JobState>{JobState::Saved});
    QTRY_VERIFY(!QFile::exists(bench.press.folder % u"/incoming"));
    QCOMPARE(bench.journal(u"sending"_s).size(), 1);
    QCOMPARE(bench.files(), QStringList{u"list_1.png"_s});
}

void TestSpooledAnswers::saysWhereALinkIsKeptNoLonger()
{
    LinkedPress press;
    GeneratorBench &bench = *press.bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.http.method == "GET" ? Fault::answer(503) : Fault::answer(200, LinkedPress::Answer);
    });
    bench.start({u"a fox"_s});
    QVERIFY(bench.waitForEnd());
    QVERIFY(QDir(bench.press.folder % u"/incoming").removeRecursively());

    QSignalSpy restored(&bench.generator, &ImageGenerator::restored);
    bench.generator.resumePress(bench.press, bench.press.folder % u"/run.jsonl", true);
    QVERIFY(restored.wait());
    const auto runs = restored.constFirst().constFirst().value<QList<RunRecord>>();
    const JobRecord &record = runs.constFirst().jobs.constFirst();
    QCOMPARE(record.state, JobState::Expired);
    QVERIFY(!isDownloadOpen(record)); // Another try is another order, before which a person is asked.
    QCOMPARE(record.error->charge, Error::Charge::Yes);
    QTRY_COMPARE(bench.pressEnded.size(), 2);
    QCOMPARE(bench.journal(u"sending"_s).size(), 1);
}

void TestSpooledAnswers::stopsAPictureThatNoDiskTookBefore()
{
    GeneratorBench bench;
    const QString path = leavePress(bench, 2);
    const auto stopTheSecond =
        connect(&bench.generator, &ImageGenerator::runStarted, &bench.generator,
                [&bench](const RunRecord &run) { bench.generator.stop(run.jobs.at(1).job.id); });

    bench.generator.resumePress(bench.press, path, true);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), (QList<JobState>{JobState::Saved, JobState::Expired}));
    QVERIFY(bench.interrupted.isEmpty()); // The disk takes everything by now.
    for (const JobRecord &record : std::as_const(bench.reports))
        QVERIFY(!record.timeline.isFinishing() || !record.error); // It waits for no place.

    QVERIFY(disconnect(stopTheSecond));
    bench.generator.retry({bench.run().jobs.at(1).job.id});
    QVERIFY(bench.waitForEnd(2));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.server.requestCount(), 0);
}

void TestSpooledAnswers::finishesWhatIsKeptInItsOrderBeforeAnythingIsOrdered()
{
    GeneratorBench bench;
    bench.generator.resumePress(bench.press, leavePress(bench, 4), true);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>(4, JobState::Saved));
    QList<int> begun;
    for (const QJsonObject &line : bench.journal()) {
        if (line[u"run"_s].toInt() == 2
            && (line[u"event"_s] == u"sending"_s || line[u"event"_s] == u"finishing"_s))
            begun.append(line[u"job"_s].toInt());
    }
    QCOMPARE(begun, (QList<int>{7, 8, 5, 6}));
    QCOMPARE(bench.server.requestCount(), 2);
}

void TestSpooledAnswers::finishesWhatIsKeptWhileTheServiceIsLeftAlone_data()
{
    QTest::addColumn<FaultScript>("trouble");
    QTest::newRow("for its key") << Fault::answer(401, R"({"error":{"message":"no"}})");
    QTest::newRow("for what it has lost") << Fault::noAnswer(Fault::Ending::Reset);
}

void TestSpooledAnswers::finishesWhatIsKeptWhileTheServiceIsLeftAlone()
{
    QFETCH(const FaultScript, trouble);
    GeneratorBench bench;
    std::atomic_bool isHostUp = false;
    bench.server.answerWith([&isHostUp, &trouble](const ReceivedRequest &request) {
        if (request.http.method == "GET")
            return isHostUp ? Fault::answer(200, pictureBytes()) : Fault::answer(503);
        return promptOf(request) == u"picture 1" ? Fault::answer(200, answerWithLink("/1.png")) : trouble;
    });
    bench.press.retries.mostLosses = 2;
    bench.press.retries.probeWaits = {std::chrono::hours(1)};
    const QSignalSpy paused(&bench.generator, &ImageGenerator::pauseChanged);
    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QTRY_COMPARE(paused.size(), 1);
    isHostUp = true;

    bench.generator.retry({JobId(1)});
    QTRY_COMPARE(bench.reports.constLast().state, JobState::Saved);
    QCOMPARE(paused.size(), 1); // That says nothing of the service.
    bench.generator.stopWaiting();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()).constFirst(), JobState::Saved);
    QCOMPARE(statesOf(bench.run()).constLast(), JobState::Cancelled);
}

void TestSpooledAnswers::usesWhatIsKeptWhereALaterOrderFailed()
{
    GeneratorBench bench;
    const QString path = leavePress(bench, 2);
    const Result<QByteArray> left = readFile(path, LargestJournal);
    // The place with the answers was away for a while: both were ordered again, and that was refused.
    QByteArray journal = left.value()
        + journalLine({{u"event"_s, u"plan"_s},
                       {u"run"_s, 2},
                       {u"continues"_s, 1},
                       {u"mode"_s, u"parallel"_s},
                       {u"jobs"_s,
                        QJsonArray{QJsonObject{{u"id"_s, 3}, {u"index"_s, 1}, {u"prompt"_s, u"a"_s}},
                                   QJsonObject{{u"id"_s, 4}, {u"index"_s, 2}, {u"prompt"_s, u"b"_s}}}}});
    for (const int job : {3, 4}) {
        journal += journalLine({{u"event"_s, u"sending"_s},
                                {u"run"_s, 2},
                                {u"job"_s, job},
                                {u"order"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}})
            + journalLine({{u"event"_s, u"refused"_s},
                           {u"run"_s, 2},
                           {u"job"_s, job},
                           {u"error"_s, QJsonObject{{u"kind"_s, u"refused"_s}}}});
    }
    QVERIFY(QFile::remove(path));
    QVERIFY(writePrivateFile(path, journal + journalLine({{u"event"_s, u"run_ended"_s}, {u"run"_s, 2}})));

    bench.generator.resumePress(bench.press, path, false);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Saved));
    QCOMPARE(bench.server.requestCount(), 0);
}

void TestSpooledAnswers::saysWhereNoDiskTookALink()
{
    GeneratorBench bench;
    std::atomic_bool isHostUp = false;
    bench.server.answerWith([&isHostUp](const ReceivedRequest &request) {
        if (request.http.method == "POST")
            return Fault::answer(200, answerWithLink("/1.png"));
        return isHostUp ? Fault::answer(200, pictureBytes()) : Fault::answer(503);
    });
    bench.press.fallbackFolder.clear();
    QFile inTheWay(bench.press.folder % u'/' % folderOfAnswers()); // A file, where a folder belongs.
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Expired});
    QVERIFY(bench.run().jobs.constFirst().error->message.contains(u"did not take its link"_s));

    QVERIFY(inTheWay.remove());
    bench.generator.retry({JobId(1)}); // It is kept this time, and brings nothing again.
    QVERIFY(bench.waitForEnd(2));
    QVERIFY(bench.run(1).jobs.constFirst().error->message.contains(u"Its link is kept"_s));
    isHostUp = true;
    bench.generator.retry({JobId(2)});
    QVERIFY(bench.waitForEnd(3));
    QCOMPARE(statesOf(bench.run(2)), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.journal(u"sending"_s).size(), 1);
}

void TestSpooledAnswers::keepsTheAnswerWhoseLinkCannotBeFetched()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.http.method == "POST" ? Fault::answer(200, answerWithLink("/1.png?sig=secret"))
                                             : Fault::answer(404);
    });
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Expired});
    QFile kept(bench.press.folder + u"/incoming/list_1.answer"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(kept.readAll().contains("/1.png?sig=secret"));
}

void TestSpooledAnswers::keepsTheAnswerOfADownloadThatIsLeft()
{
    GeneratorBench bench;
    bench.server.answerWith([](const ReceivedRequest &request) {
        return request.http.method == "POST" ? Fault::answer(200, answerWithLink("/1.png")) : Fault::hang();
    });
    bench.start(promptsUpTo(1));
    QTRY_COMPARE(bench.server.requestCount(), 2);

    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.run().jobs.constFirst().error->charge, Error::Charge::Yes);

    bench.server.answerAlways(Fault::answer(200, pictureBytes()));
    bench.generator.resumePress(bench.press, bench.press.folder + u"/run.jsonl"_s, true);
    QVERIFY(bench.waitForEnd(2));
    QCOMPARE(statesOf(bench.run(1)), QList<JobState>{JobState::Saved});
    QCOMPARE(bench.journal(u"sending"_s).size(), 1);
}

QTEST_GUILESS_MAIN(TestSpooledAnswers)
#include "tst_spooledanswers.moc"
