#include "storage/pressfolder.h"
#include "support/faultserver.h"
#include "support/generatorbench.h"
#include "support/journallines.h"
#include "support/pictures.h"
#include "support/windowsession.h"
#include "ui/mainwindow/resumenotice.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Orders[] = {u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c01"_s,
                          u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c02"_s};

/// A library in which a press of four pictures was left after a minute: one arrived, one is lost, two were
/// never sent.
struct Bench
{
    Bench()
    {
        moveHome(home);
        chooseServer(home, server);
        server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
        QDir().mkpath(folder() % u"/incoming");
        QByteArray journal = journalOfPlan(u"<b>robot</b> dog"_s, server.url(u"/v1"_s).toString(), 4);
        for (const int job : {1, 2})
            journal += journalLine({{u"event"_s, u"sending"_s},
                                    {u"job"_s, job},
                                    {u"order"_s, Orders[job - 1]},
                                    {u"ms"_s, (job - 1) * 60'000}});
        write(u"run.jsonl"_s, journal + "{\"v\":1,\"eve"); // The last line was cut off.
        write(answerFile(Orders[0]), answerWithPicture(pictureBytes()));
    }

    [[nodiscard]] QString folder() const { return home.filePath(u"library/2026-11-22 21-04-05 robot dog"_s); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder() % u'/' % name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    [[nodiscard]] QStringList pictures() const
    {
        return QDir(folder()).entryList({u"*.png"_s}, QDir::Files, QDir::Name);
    }

    QTemporaryDir home;
    FaultServer server;
};

} // namespace

/// What the window says at its start of a press that did not end, and what comes of the answer.
class TestResumeNotice : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goesOnWithWhatWasLeft();
    void savesWhatArrivedAndOrdersNothingMore();
    void asksAgainAtTheNextStartWhereNobodyAnswers();
    void asksAgainWhenItIsLookedFor();
    void findsAnswersThatAreKeptInAnotherPlace();
    void goesOnAtNoOtherAddress();
    void leavesAPressAloneThatAnotherProcessMakes();
    void waitsUntilSomethingElseWasSaid();
    void saysHowFarItCame();
    void offersWhatWasInterruptedUntilAPersonSaysNo();
    void findsAPressBesideJournalsThatCannotBeRead();
    void takesAnEmptyAnswerForNone();
};

void TestResumeNotice::goesOnWithWhatWasLeft()
{
    const Bench bench;
    WindowSession session(bench.home);
    session.workspace.findLeftPresses();
    QTRY_VERIFY(session.said().contains(u"did not end"_s));
    QVERIFY(session.answer(u"Go On and Order 2"_s));
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());

    QCOMPARE(session.workspace.gallery().rowCount(), 4);
    QCOMPARE(session.count(TilePhase::Unknown), 1);
    QCOMPARE(bench.server.requestCount(), 2);
    QCOMPARE(bench.pictures().size(), 3);
    QCOMPARE(session.workspace.counts().saved, 3);
    QCOMPARE(session.workspace.counts().unknown, 1);
    QVERIFY(session.workspace.elapsed() > 1min);
    QTRY_VERIFY(!QFile::exists(bench.folder() % u"/incoming"));

    session.workspace.findLeftPresses(); // It has ended now.
    QTRY_VERIFY(session.said().contains(u"unknown outcome"_s));
}

void TestResumeNotice::savesWhatArrivedAndOrdersNothingMore()
{
    const Bench bench;
    {
        WindowSession session(bench.home);
        session.workspace.findLeftPresses();
        QTRY_VERIFY(session.answer(u"Order Nothing More"_s));
        QTRY_COMPARE(session.count(TilePhase::Done), 1);
        QTRY_VERIFY(!session.workspace.isBusy());
        QCOMPARE(session.count(TilePhase::Cancelled), 2);
        QCOMPARE(bench.server.requestCount(), 0);

        const Moment elapsed = session.workspace.elapsed();
        QVERIFY(elapsed >= 1min);
        session.trigger(ActionId::TryAllAgain); // As of any other press.
        QTRY_COMPARE(session.count(TilePhase::Done), 3);
        QTRY_VERIFY(!session.workspace.isBusy());
        QVERIFY(session.workspace.elapsed() > elapsed);
    }
    QCOMPARE(bench.server.requestCount(), 2);
    QVERIFY(findLeftPresses(bench.home.filePath(u"library"_s)).isEmpty());
}

void TestResumeNotice::asksAgainAtTheNextStartWhereNobodyAnswers()
{
    const Bench bench;
    for (int start = 0; start < 2; ++start) {
        WindowSession session(bench.home);
        session.workspace.findLeftPresses();
        QTRY_VERIFY(!session.said().isEmpty());
        session.messages().closeMessage();
    }
    QVERIFY(bench.pictures().isEmpty());
    QCOMPARE(bench.server.requestCount(), 0);
}

void TestResumeNotice::asksAgainWhenItIsLookedFor()
{
    const Bench bench;
    WindowSession session(bench.home);
    session.trigger(ActionId::UnfinishedRuns);
    QTRY_VERIFY(session.said().contains(u"did not end"_s));
    session.messages().showMessage(u"something else"_s);
    session.trigger(ActionId::UnfinishedRuns);
    QTRY_VERIFY(session.said().contains(u"did not end"_s));
    session.trigger(ActionId::UnfinishedRuns); // What this finds is going on before it is told.
    QVERIFY(session.answer(u"Go On and Order 2"_s));
    QVERIFY(!session.can(ActionId::UnfinishedRuns));
    QTRY_VERIFY(session.can(ActionId::UnfinishedRuns));
    QCOMPARE(bench.pictures().size(), 3);
    QTRY_COMPARE(session.said(), u"Every run has ended: there is nothing to go on with."_s);
    session.messages().closeMessage();

    session.trigger(ActionId::UnfinishedRuns);
    QTRY_COMPARE(session.said(), u"Every run has ended: there is nothing to go on with."_s);
}

void TestResumeNotice::findsAnswersThatAreKeptInAnotherPlace()
{
    const Bench bench;
    const QString library = bench.home.filePath(u"library"_s);
    {
        WindowSession session(bench.home);
        session.workspace.findLeftPresses();
        QTRY_VERIFY(session.answer(u"Go On and Order 2"_s));
        QTRY_COMPARE(session.count(TilePhase::Done), 3);
        QTRY_VERIFY(!session.workspace.isBusy());
    }
    QVERIFY(findLeftPresses(library).isEmpty());
    // As if the folder had taken nothing more when the answer came.
    QVERIFY(QDir().mkpath(unsavedPicturesFolder() % u"/incoming"));
    QFile answer(unsavedPicturesFolder() % u'/' % answerFile(Orders[1]));
    QVERIFY(answer.open(QIODevice::WriteOnly));
    answer.write(answerWithPicture(pictureBytes()));
    answer.close();
    QCOMPARE(findLeftPresses(library).size(), 1);

    WindowSession session(bench.home);
    session.trigger(ActionId::UnfinishedRuns);
    QTRY_VERIFY(session.answer(u"Finish"_s));
    QTRY_COMPARE(session.count(TilePhase::Done), 4);
    QCOMPARE(bench.server.requestCount(), 2);
    QTRY_VERIFY(!QFile::exists(answer.fileName()));
}

void TestResumeNotice::goesOnAtNoOtherAddress()
{
    const Bench bench;
    const FaultServer other;
    chooseServer(bench.home, other);
    WindowSession session(bench.home);
    session.workspace.findLeftPresses();
    QTRY_VERIFY(session.answer(u"Go On and Order 2"_s));
    QVERIFY2(session.said().contains(bench.server.url(u"/v1"_s).toString()), qPrintable(session.said()));
    QCOMPARE(session.messages().kind(), MessageBar::Kind::Problem);
    QVERIFY(!session.workspace.isBusy());
    QCOMPARE(other.requestCount() + bench.server.requestCount(), 0);
}

void TestResumeNotice::leavesAPressAloneThatAnotherProcessMakes()
{
    const Bench bench;
    const QString library = bench.home.filePath(u"library"_s);
    QCOMPARE(findLeftPresses(library).size(), 1);
    QLockFile lock(bench.folder() % u"/run.jsonl.lock");
    lock.setStaleLockTime(0);
    QVERIFY(lock.lock());
    QVERIFY(findLeftPresses(library).isEmpty());
}

void TestResumeNotice::waitsUntilSomethingElseWasSaid()
{
    const Bench bench;
    WindowSession session(bench.home);
    session.messages().showMessage(u"something else"_s);
    QSignalSpy found(&session.workspace, &Workspace::leftPressesFound);
    session.workspace.findLeftPresses();
    QVERIFY(found.wait());
    QCOMPARE(session.said(), u"something else"_s);
    session.messages().closeMessage();
    QTRY_VERIFY(session.said().contains(u"did not end"_s));
    session.messages().closeMessage(); // Nobody answers: it is not asked again before the next start.
    QCoreApplication::processEvents();
    QVERIFY(session.said().isEmpty());
}

void TestResumeNotice::saysHowFarItCame()
{
    const Bench bench;
    const QString sentence = leftSentence(findLeftPresses(bench.home.filePath(u"library"_s)).constFirst());
    QVERIFY(sentence.startsWith(u"“<b>robot</b> dog” of "_s));
    QVERIFY(sentence.contains(u"0 of 4 images are saved."_s));
    QVERIFY(sentence.contains(u"1 was under way"_s));
    QVERIFY(sentence.contains(u"1 was made and charged: going on saves it"_s));
    QVERIFY(sentence.endsWith(u"2 are still to be ordered."_s));
}

void TestResumeNotice::offersWhatWasInterruptedUntilAPersonSaysNo()
{
    const Bench bench;
    const QString library = bench.home.filePath(u"library"_s);
    // One that a person stopped, one that failed for want of a network, two for which the time was not there.
    QByteArray journal =
        journalOfPlan(u"robot dog"_s, bench.server.url(u"/v1"_s).toString(), 4)
        + journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, 1}, {u"order"_s, Orders[1]}})
        + journalLine(
            {{u"event"_s, u"failed"_s}, {u"job"_s, 1}, {u"error"_s, QJsonObject{{u"kind"_s, u"network"_s}}}})
        + journalLine({{u"event"_s, u"cancelled"_s}, {u"job"_s, 2}});
    for (const int job : {3, 4})
        journal += journalLine({{u"event"_s, u"cancelled"_s}, {u"job"_s, job}, {u"interrupted"_s, true}});
    journal += journalLine({{u"event"_s, u"run_ended"_s}, {u"goes_on"_s, true}, {u"interrupted"_s, true}});
    bench.write(u"run.jsonl"_s, journal);
    QCOMPARE(findLeftPresses(library).constFirst().counts,
             (PressCounts{.pictures = 4, .waiting = 3, .cancelled = 1}));
    {
        WindowSession session(bench.home);
        session.workspace.findLeftPresses();
        QTRY_VERIFY(session.said().contains(u"3 are still to be ordered."_s));
        QVERIFY(session.answer(u"Order Nothing More"_s));
        QTRY_COMPARE(session.workspace.gallery().rowCount(), 4);
        QTRY_VERIFY(!session.workspace.isBusy());
        QCOMPARE(session.count(TilePhase::Cancelled), 3);
    }
    QVERIFY(findLeftPresses(library).isEmpty());
    QCOMPARE(bench.server.requestCount(), 0);

    bench.write(u"run.jsonl"_s, journal);
    WindowSession session(bench.home);
    session.workspace.findLeftPresses();
    QTRY_VERIFY(session.answer(u"Go On and Order 3"_s));
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(bench.server.requestCount(), 3);
    QVERIFY(findLeftPresses(library).isEmpty());
}

void TestResumeNotice::findsAPressBesideJournalsThatCannotBeRead()
{
    const Bench bench;
    bench.write(u"run_2.jsonl"_s, "no journal\n");
    bench.write(u"run_3.jsonl"_s, journalLine({{u"event"_s, u"press"_s}})); // Nothing was planned.
    QCOMPARE(QFileInfo(findLeftPress(bench.folder()).value().journal).fileName(), u"run.jsonl"_s);

    bench.write(u"run.jsonl"_s,
                journalOfPlan(u"robot dog"_s, {}, 1)
                    + journalLine({{u"event"_s, u"cancelled"_s}, {u"job"_s, 1}})
                    + journalLine({{u"event"_s, u"run_ended"_s}}));
    QVERIFY(QFile::remove(bench.folder() % u'/' % answerFile(Orders[0])));
    QVERIFY(!findLeftPress(bench.folder())); // The one that cannot be read may be the one.
    QVERIFY(QFile::remove(bench.folder() % u"/run_2.jsonl"));
    QVERIFY(!findLeftPress(bench.folder()).value().isUnended);
}

void TestResumeNotice::takesAnEmptyAnswerForNone()
{
    const Bench bench;
    const QString library = bench.home.filePath(u"library"_s);
    const QByteArray journal = journalOfPlan(u"robot dog"_s, bench.server.url(u"/v1"_s).toString(), 1)
        + journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, 1}, {u"order"_s, Orders[0]}})
        + journalLine({{u"event"_s, u"unknown"_s}, {u"job"_s, 1}})
        + journalLine({{u"event"_s, u"run_ended"_s}});
    bench.write(u"run.jsonl"_s, journal);
    QCOMPARE(findLeftPresses(library).size(), 1);
    bench.write(answerFile(Orders[0]), {}); // As a power cut leaves it.
    QVERIFY(findLeftPresses(library).isEmpty());
}

QTEST_MAIN(TestResumeNotice)
#include "tst_resumenotice.moc"
