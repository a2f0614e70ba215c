#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QFile>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
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
};

void TestSpooledAnswers::keepsAnAnswerWhileItsPictureIsOnItsWay()
{
    LinkedPress press;
    press.bench->start({u"a fox"_s});
    QTRY_COMPARE(press.bench->server.requestCount(), 2);
    QTRY_COMPARE(press.kept().size(), 1);

    const QList<QJsonObject> lines = press.bench->journal(u"answered"_s);
    const QString name = lines.constFirst()[u"spool"_s].toString();
    const QString order = press.bench->journal(u"sending"_s).constFirst()[u"order"_s].toString();
    QCOMPARE(name, spooledAnswerName(order));
    QFile file(press.bench->press.folder % u'/' % name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), LinkedPress::Answer); // With all of its link, which is worth the picture.
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
    QPromise<void> kept;
    kept.start();
    attempt.saveAfter(kept.future());
    QSignalSpy arrived(&attempt, &Attempt::pictureArrived);
    QSignalSpy ended(&attempt, &Attempt::ended);

    attempt.goOn(answerWithPicture(pictureBytes()));
    QVERIFY(arrived.wait());
    QVERIFY(!ended.wait(200)); // It takes a few milliseconds where nothing is waited for.
    QCOMPARE(bench.files(), QStringList());
    kept.finish();
    QVERIFY(ended.wait());
    QCOMPARE(bench.files(), QStringList{u"list_1.png"_s});
}

QTEST_GUILESS_MAIN(TestSpooledAnswers)
#include "tst_spooledanswers.moc"
