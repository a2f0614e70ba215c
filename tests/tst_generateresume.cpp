#include "core/pictureformat.h"
#include "storage/answerspool.h"
#include "support/faultserver.h"
#include "support/generatorbench.h"
#include "support/journallines.h"
#include "support/pictures.h"
#include "support/programrun.h"
#include "support/smalldisk.h"
#include "workspace/pressresuming.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);

/**
 * A press that is killed while its pictures are in every state that there is, and a server that counts.
 *
 * The prompts "saved" get a picture, "lost" never gets an answer, and "linked" a link whose picture does not
 * come before the program was killed. Three are under way at once, so that "late" ones are never sent.
 */
struct KilledPress
{
    KilledPress()
    {
        server.answerWith([this](const ReceivedRequest &request) {
            if (request.http.method == "GET")
                return isAlive ? Fault::answer(200, linkedPicture) : Fault::hang();
            const QString prompt = promptOf(request);
            if (prompt == u"linked")
                return Fault::answer(200, answerWithLink("/linked.png?signature=secret"));
            if (prompt == u"lost" || prompt == u"stuck")
                return Fault::hang();
            return Fault::answer(200, answerWithPicture(pictureBytes()));
        });
    }

    /// Begins a press of \a prompts and kills it as soon as \a requests have come, \a saved pictures are
    /// saved and the link is kept, which is on its way to the disk when its picture is asked for.
    [[nodiscard]] bool kill(const QStringList &prompts, int requests, int saved)
    {
        run.start(QStringList{u"generate"_s, u"--service"_s, u"compatible"_s, u"--base-url"_s,
                              server.url(u"/v1"_s).toString(), u"--out"_s, folder(), u"--at-once"_s, u"3"_s}
                  + prompts);
        const bool hasCome = QTest::qWaitFor([&] {
            return server.requestCount() == requests && linesOf(u"saved"_s).size() == saved
                && (!prompts.contains(u"linked"_s)
                    || KeptAnswers(folder(), {}).contains(orderOf(u"linked"_s)));
        });
        run.sendSignal(SIGKILL);
        run.process().waitForFinished();
        isAlive = true;
        return hasCome;
    }

    int resume(const QStringList &more = {})
    {
        return run.run(QStringList{u"generate"_s, u"--resume"_s, folder()} + more);
    }

    [[nodiscard]] QString folder() const { return run.path(u"out"_s); }
    [[nodiscard]] QStringList pictures() const
    {
        return QDir(folder()).entryList({u"*.png"_s}, QDir::Files, QDir::Name);
    }
    [[nodiscard]] QList<QJsonObject> linesOf(const QString &event) const
    {
        QList<QJsonObject> lines = readJsonLines(folder() % u"/run.jsonl"_s);
        lines.removeIf([&event](const QJsonObject &line) { return line[u"event"_s] != event; });
        return lines;
    }
    /// How often \a prompt was ordered.
    [[nodiscard]] int orders(const QString &prompt) const
    {
        const QList<ReceivedRequest> all = server.requests();
        return int(std::count_if(all.begin(), all.end(), [&prompt](const ReceivedRequest &request) {
            return request.http.method == "POST" && promptOf(request) == prompt;
        }));
    }
    /// What the order of \a prompt is called, as the server was told.
    [[nodiscard]] QString orderOf(const QString &prompt) const
    {
        for (const ReceivedRequest &request : server.requests()) {
            if (request.http.method == "POST" && promptOf(request) == prompt)
                return QString::fromLatin1(request.http.header("x-client-request-id"));
        }
        return {};
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir(folder()).mkpath(u"incoming"_s);
        QFile file(folder() % u'/' % name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    /// Adds \a line to the journal, as if it had been written before the kill.
    void append(const QJsonObject &line) const
    {
        QFile file(folder() % u"/run.jsonl"_s);
        QVERIFY(file.open(QIODevice::Append));
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }

    /// Takes the last plan and what follows it out of the journal: what a kill before it leaves.
    void cutBeforeLastPlan() const
    {
        QFile file(folder() % u"/run.jsonl"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray journal = file.readAll();
        QVERIFY(file.resize(journal.lastIndexOf('\n', journal.lastIndexOf(R"("event":"plan")")) + 1));
    }

    /// Takes what follows the first run that ended out of the journal: what a kill after that leaves.
    void cutAfterFirstEnd() const
    {
        QFile file(folder() % u"/run.jsonl"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray journal = file.readAll();
        QVERIFY(file.resize(journal.indexOf('\n', journal.indexOf(R"("event":"run_ended")")) + 1));
    }

    std::atomic_bool isAlive = false;
    QByteArray linkedPicture = pictureBytes({20, 20});
    FaultServer server;
    ProgramRun run{Program};
};

} // namespace

/// A press that was cut off by a kill -9 and goes on: nothing that was paid for is lost or paid for twice.
class TestGenerateResume : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goesOnWhereItWasKilled();
    void savesWhatHadArrivedWithoutAnotherOrder();
    void savesAPictureThatWasKeptWithWhatWasSaidOfIt();
    void savesWhatTheDiskDidNotTake();
    void makesNoSecondFileOfAPictureThatIsThere();
    void ordersNothingTwiceWhereItWasKilledTwice();
    void ordersTheRestWhereAResumeWasKilledBeforeItsPlan();
    void ordersNothingAgainThatAPersonAskedForBeforeTheKill_data();
    void ordersNothingAgainThatAPersonAskedForBeforeTheKill();
    void findsAPressWhereAResumeWasKilledBeforeItsFirstOrder();
    void makesTheSecondRunOfBothThatNeverBegan();
    void goesOnWithBothRunsWhereAResumeWasKilledBetweenThem();
    void goesOnWhereTheLockWasLeftEmpty();
    void saysThatThereIsNothingLeftToDo();
    void leavesAPressAloneThatGoesOn();
    void takesNoOtherOrders();
    void saysWhereThereIsNothingToResume();
};

void TestGenerateResume::goesOnWhereItWasKilled()
{
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"lost"_s, u"linked"_s, u"stuck"_s, u"late 1"_s, u"late 2"_s}, 5, 1));
    QCOMPARE(press.pictures().size(), 1);

    QCOMPARE(press.resume(), 1); // Two have an unknown outcome.
    QCOMPARE(press.orders(u"saved"_s), 1);
    QCOMPARE(press.orders(u"lost"_s), 1);
    QCOMPARE(press.orders(u"stuck"_s), 1);
    QCOMPARE(press.orders(u"linked"_s), 1);
    QCOMPARE(press.orders(u"late 1"_s), 1);
    QCOMPARE(press.orders(u"late 2"_s), 1);
    QCOMPARE(press.pictures().size(), 4);
    QCOMPARE(press.linesOf(u"unknown"_s).size(), 3); // One of them was fetched in the run that continues.
    QCOMPARE(press.linesOf(u"resumed"_s).size(), 1);
    QCOMPARE(press.linesOf(u"run_ended"_s).size(), 2);
    QVERIFY(!QFile::exists(press.folder() % u"/incoming"_s));
    QVERIFY(!QFile::exists(press.folder() % u"/run_2.jsonl"_s));

    QCOMPARE(press.resume(), 1); // Again: there is nothing left to do, and what is unknown stays so.
    QCOMPARE(press.server.requestCount(), 8);
    QCOMPARE(press.pictures().size(), 4);
}

void TestGenerateResume::savesWhatHadArrivedWithoutAnotherOrder()
{
    KilledPress press;
    QVERIFY(press.kill({u"lost"_s, u"stuck"_s}, 2, 0));
    // As if the answer had come in the last moment, and its beginning of the other.
    const QByteArray answer = answerWithPicture(pictureBytes());
    press.write(answerFile(press.orderOf(u"lost"_s)), answer);
    press.write(answerFile(press.orderOf(u"stuck"_s)), answer.first(answer.size() / 2));

    QCOMPARE(press.resume(), 1);
    QCOMPARE(press.server.requestCount(), 2);
    QCOMPARE(press.pictures(), QStringList{u"prompts_1.png"_s});
    QFile saved(press.folder() % u"/prompts_1.png"_s);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), pictureBytes());
    QCOMPARE(press.linesOf(u"saved"_s).size(), 1);
}

void TestGenerateResume::savesAPictureThatWasKeptWithWhatWasSaidOfIt()
{
    KilledPress press;
    QVERIFY(press.kill({u"lost"_s, u"stuck"_s}, 2, 0));
    press.write(answerFile(press.orderOf(u"lost"_s)), pictureBytes());
    press.write(answerFile(press.orderOf(u"stuck"_s)), pictureBytes({64, 64}).chopped(9));
    const QJsonObject sending = press.linesOf(u"sending"_s).constFirst();
    QCOMPARE(sending[u"order"_s].toString(), press.orderOf(u"lost"_s));
    QJsonObject answered = sending;
    answered[u"event"_s] = u"answered"_s;
    answered[u"revised_prompt"_s] = u"a red fox"_s;
    answered[u"usage"_s] = QJsonObject{{u"output_tokens"_s, 100}};
    press.append(answered);

    QCOMPARE(press.resume(), 1); // A part of a picture is none.
    QCOMPARE(press.server.requestCount(), 2);
    QCOMPARE(press.pictures(), QStringList{u"prompts_1.png"_s});
    const QJsonObject saved = press.linesOf(u"saved"_s).constFirst();
    QCOMPARE(saved[u"revised_prompt"_s].toString(), u"a red fox"_s);
    QCOMPARE(saved[u"usage"_s][u"output_tokens"_s].toInt(), 100);
    QCOMPARE(saved[u"bytes"_s].toInt(), int(pictureBytes().size()));
}

void TestGenerateResume::savesWhatTheDiskDidNotTake()
{
    constexpr int MostTaken = 20'000;
    KilledPress press;
    press.linkedPicture = pictureBytes({2000, 1500}); // Larger than all else that is written.
    press.isAlive = true;
    QVERIFY(press.linkedPicture.size() > MostTaken);
    {
        const SmallDisk disk(MostTaken);
        QCOMPARE(
            press.run.run({u"generate"_s, u"--service"_s, u"compatible"_s, u"--base-url"_s,
                           press.server.url(u"/v1"_s).toString(), u"--out"_s, press.folder(), u"linked"_s}),
            1);
    }
    QCOMPARE(press.linesOf(u"expired"_s).size(), 1);
    QVERIFY(press.pictures().isEmpty());

    QCOMPARE(press.resume(), 0);
    QCOMPARE(press.orders(u"linked"_s), 1);
    QCOMPARE(press.pictures().size(), 1);
    QCOMPARE(press.linesOf(u"saved"_s).size(), 1);
    QVERIFY(!QFile::exists(press.folder() % u"/incoming"_s));
    QCOMPARE(press.resume(), 0); // There is nothing left to do.
    QCOMPARE(press.server.requestCount(), 3);
}

void TestGenerateResume::makesNoSecondFileOfAPictureThatIsThere()
{
    KilledPress press;
    QVERIFY(press.kill({u"lost"_s}, 1, 0));
    press.write(answerFile(press.orderOf(u"lost"_s)), answerWithPicture(pictureBytes()));
    press.write(u"prompts_1.png"_s, pictureBytes()); // The kill came between the picture and its line.

    QCOMPARE(press.resume(), 0);
    QCOMPARE(press.pictures(), QStringList{u"prompts_1.png"_s});
    QCOMPARE(press.linesOf(u"saved"_s).first()[u"file"_s].toString(), u"prompts_1.png"_s);
}

void TestGenerateResume::ordersNothingTwiceWhereItWasKilledTwice()
{
    KilledPress press;
    QVERIFY(press.kill({u"linked"_s, u"lost"_s, u"stuck"_s, u"late"_s}, 4, 0));
    press.isAlive = false; // The link brings nothing yet.
    press.run.start({u"generate"_s, u"--resume"_s, press.folder()});
    QTRY_COMPARE(press.linesOf(u"saved"_s).size(), 1);
    QTRY_COMPARE(press.server.requestCount(), 6);
    press.run.sendSignal(SIGKILL);
    press.run.process().waitForFinished();

    press.isAlive = true;
    QCOMPARE(press.resume(), 1);
    for (const QString &prompt : {u"linked"_s, u"lost"_s, u"stuck"_s, u"late"_s})
        QCOMPARE(press.orders(prompt), 1);
    QCOMPARE(press.pictures().size(), 2); // The link was fetched at last.
    QVERIFY(!QFile::exists(press.folder() % u"/incoming"_s));
}

void TestGenerateResume::ordersTheRestWhereAResumeWasKilledBeforeItsPlan()
{
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"lost"_s, u"linked"_s, u"stuck"_s, u"late 1"_s, u"late 2"_s}, 5, 1));
    for (const int orders : {1, 2, 3}) {
        QCOMPARE(press.resume(), 1);
        for (const QString &prompt : {u"late 1"_s, u"late 2"_s})
            QCOMPARE(press.orders(prompt), orders);
        for (const QString &prompt : {u"saved"_s, u"lost"_s, u"linked"_s, u"stuck"_s})
            QCOMPARE(press.orders(prompt), 1);
        QCOMPARE(press.linesOf(u"cancelled"_s).size(), 2); // Each is said once.
        QCOMPARE(press.linesOf(u"run_ended"_s).size(), 2);
        press.cutBeforeLastPlan();
        QCOMPARE(press.linesOf(u"run_ended"_s).size(), 0);
    }
}

void TestGenerateResume::ordersNothingAgainThatAPersonAskedForBeforeTheKill_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("perhaps charged") << u"unknown"_s;
    QTest::newRow("charged") << u"expired"_s;
}

void TestGenerateResume::ordersNothingAgainThatAPersonAskedForBeforeTheKill()
{
    QFETCH(const QString, end);
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"lost"_s, u"stuck"_s, u"linked"_s, u"late"_s}, 5, 1));
    for (const QJsonObject &sending : press.linesOf(u"sending"_s)) {
        if (sending[u"order"_s] != press.orderOf(u"lost"_s)
            && sending[u"order"_s] != press.orderOf(u"stuck"_s))
            continue;
        QJsonObject line{{u"v"_s, 1}, {u"run"_s, 1}, {u"ms"_s, 9000}, {u"job"_s, sending[u"job"_s]}};
        line.insert(u"event"_s, sending[u"order"_s] == press.orderOf(u"lost"_s) ? end : u"unknown"_s);
        press.append(line);
        line.insert(u"event"_s, u"retrying"_s);
        line.insert(u"reason"_s, u"asked"_s);
        press.append(line);
    }
    press.write(answerFile(press.orderOf(u"stuck"_s)), answerWithPicture(pictureBytes()));
    const LeftJournal left = findLeftPress(press.folder()).value();
    QCOMPARE(left.counts.waiting, 1);
    QCOMPARE(left.counts.unknown, 1);
    QCOMPARE(left.finishable, 2);

    QCOMPARE(press.resume(), 1);
    for (const QString &prompt : {u"lost"_s, u"stuck"_s, u"late"_s})
        QCOMPARE(press.orders(prompt), 1);
    QCOMPARE(press.pictures().size(), 4);
    QVERIFY(press.linesOf(u"unknown"_s).last()[u"error"_s].toObject()[u"kind"_s] == u"unknown_outcome"_s);

    if (end == u"expired"_s)
        return; // All was made of its answer that can be.
    // The order is known still, so that its answer would be finished.
    press.write(answerFile(press.orderOf(u"lost"_s)), answerWithPicture(pictureBytes()));
    QCOMPARE(press.resume(), 0);
    QCOMPARE(press.orders(u"lost"_s), 1);
    QCOMPARE(press.pictures().size(), 5);
}

void TestGenerateResume::findsAPressWhereAResumeWasKilledBeforeItsFirstOrder()
{
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"lost"_s, u"stuck"_s, u"stuck"_s, u"late 1"_s, u"late 2"_s}, 4, 1));
    QCOMPARE(press.resume(), 1);
    const QString library = QFileInfo(press.folder()).absolutePath();
    QVERIFY(findLeftPresses(library).isEmpty());

    press.cutAfterFirstEnd();
    const QList<LeftJournal> left = findLeftPresses(library);
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.constFirst().counts.waiting, 2);
}

void TestGenerateResume::makesTheSecondRunOfBothThatNeverBegan()
{
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"linked"_s, u"--mode"_s, u"both"_s}, 3, 1));

    QCOMPARE(press.resume(), 0);
    QCOMPARE(press.orders(u"saved"_s), 2); // One in each run, as was asked for.
    QCOMPARE(press.orders(u"linked"_s), 2);
    QCOMPARE(press.pictures().size(), 4);
    const QList<QJsonObject> plans = press.linesOf(u"plan"_s);
    QCOMPARE(plans.size(), 4); // Both, and what continues each.
    QCOMPARE(plans.constLast()[u"mode"_s].toString(), u"parallel"_s);
    QCOMPARE(plans.constLast()[u"at_once"_s].toInt(), 3);

    QCOMPARE(press.resume(), 0); // Nothing is left to do.
    QCOMPARE(press.orders(u"saved"_s), 2);
}

void TestGenerateResume::goesOnWithBothRunsWhereAResumeWasKilledBetweenThem()
{
    KilledPress press;
    QVERIFY(press.kill({u"saved"_s, u"linked"_s, u"--mode"_s, u"both"_s}, 3, 1));
    QCOMPARE(press.resume(), 0);
    press.cutBeforeLastPlan();

    QCOMPARE(press.resume(), 0);
    QCOMPARE(press.orders(u"saved"_s), 3); // Two are of the second run, whose pictures the journal forgot.
    QCOMPARE(press.orders(u"linked"_s), 3);
    QCOMPARE(press.linesOf(u"run_ended"_s).size(), 4);
}

void TestGenerateResume::goesOnWhereTheLockWasLeftEmpty()
{
    KilledPress press;
    QVERIFY(press.kill({u"lost"_s}, 1, 0));
    QFile lock(press.folder() % u"/run.jsonl.lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly | QIODevice::Truncate));
    lock.close();
    QCOMPARE(press.resume(), 1);
    QCOMPARE(press.linesOf(u"unknown"_s).size(), 1);
}

void TestGenerateResume::saysThatThereIsNothingLeftToDo()
{
    KilledPress press;
    press.run.run({u"generate"_s, u"--out"_s, press.folder(), u"--speed"_s, u"instant"_s, u"a fox"_s});
    const QStringList before = press.run.everythingWritten();
    QCOMPARE(press.resume(), 0);
    QVERIFY2(press.run.output().contains(u"has ended"_s), qPrintable(press.run.output()));
    QCOMPARE(press.run.everythingWritten(), before);
}

void TestGenerateResume::leavesAPressAloneThatGoesOn()
{
    KilledPress press;
    press.run.start({u"generate"_s, u"--service"_s, u"compatible"_s, u"--base-url"_s,
                     press.server.url(u"/v1"_s).toString(), u"--out"_s, press.folder(), u"lost"_s});
    QTRY_COMPARE(press.server.requestCount(), 1);

    ProgramRun second(Program);
    QCOMPARE(second.run({u"generate"_s, u"--resume"_s, press.folder()}), 2);
    QVERIFY2(second.errors().contains(u"still"_s), qPrintable(second.errors()));
    QVERIFY(press.linesOf(u"resumed"_s).isEmpty());
    press.run.sendSignal(SIGKILL);
    press.run.process().waitForFinished();
}

void TestGenerateResume::takesNoOtherOrders()
{
    ProgramRun run(Program);
    QCOMPARE(run.run({u"generate"_s, u"--resume"_s, run.path(u"out"_s), u"a fox"_s}), 2);
    QVERIFY(run.errors().contains(u"--resume"_s));
    QCOMPARE(run.run({u"generate"_s, u"--resume"_s, run.path(u"out"_s), u"--model"_s, u"dall-e-3"_s}), 2);
    QVERIFY(run.errors().contains(u"--model"_s));
}

void TestGenerateResume::saysWhereThereIsNothingToResume()
{
    ProgramRun run(Program);
    QCOMPARE(run.run({u"generate"_s, u"--resume"_s, run.path(u"nowhere"_s)}), 2);
    QVERIFY2(run.errors().contains(u"nowhere"_s), qPrintable(run.errors()));
    run.write(u"run.jsonl"_s, "no journal\n");
    QCOMPARE(run.run({u"generate"_s, u"--resume"_s, run.path({})}), 2);
    QVERIFY(!run.errors().isEmpty());
    run.write(u"run.jsonl"_s, journalLine({{u"event"_s, u"press"_s}})); // It was ended before its plan.
    const QString report = run.path(u"report.json"_s);
    QCOMPARE(run.run({u"generate"_s, u"--resume"_s, run.path({}), u"--report"_s, report}), 2);
    QVERIFY2(run.errors().contains(u"nothing was planned"_s), qPrintable(run.errors()));
}

QTEST_GUILESS_MAIN(TestGenerateResume)
#include "tst_generateresume.moc"
