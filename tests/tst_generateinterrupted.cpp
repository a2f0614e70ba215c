#include "support/faultserver.h"
#include "support/generatorbench.h"
#include "support/pictures.h"
#include "support/programrun.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <atomic>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A press on the command line, two at once, at a server whose answers can be changed while it runs.
struct Bench
{
    Bench()
    {
        server.answerWith([this](const ReceivedRequest &) {
            switch (answers) {
            case Answers::Hang:
                return Fault::hang();
            case Answers::WrongKey:
                return Fault::answer(401, R"({"error":{"message":"wrong key"}})");
            case Answers::TooMany:
                return Fault::answer(429, R"({"error":{"message":"no"}})", {{"Retry-After", "600"}});
            case Answers::NoCredit:
                return Fault::answer(429, R"({"error":{"message":"no","code":"insufficient_quota"}})");
            case Answers::Pictures:
                break;
            }
            return Fault::after(50ms, Fault::answer(200, answerWithPicture(pictureBytes())));
        });
    }

    void start(const QStringList &prompts)
    {
        run.start(QStringList{u"generate"_s, u"--service"_s, u"compatible"_s, u"--base-url"_s,
                              server.url(u"/v1"_s).toString(), u"--out"_s, folder(), u"--at-once"_s, u"2"_s}
                  + prompts);
    }
    int resume() { return run.run({u"generate"_s, u"--resume"_s, folder()}); }

    [[nodiscard]] QString folder() const { return run.path(u"out"_s); }
    [[nodiscard]] int pictures() const
    {
        return int(QDir(folder()).entryList({u"*.png"_s}, QDir::Files).size());
    }
    /// How many orders of each of \a prompts came.
    [[nodiscard]] QList<int> orders(const QStringList &prompts) const
    {
        QList<int> counts(prompts.size(), 0);
        for (const ReceivedRequest &request : server.requests())
            ++counts[prompts.indexOf(promptOf(request))];
        return counts;
    }

    enum class Answers { Pictures, Hang, WrongKey, NoCredit, TooMany };
    std::atomic<Answers> answers = Answers::Pictures;
    FaultServer server;
    ProgramRun run{QString::fromUtf8(CONTACTSHEET_PROGRAM)};
};

} // namespace

/// A press on the command line that nobody wanted to end goes on like one that was cut off.
class TestGenerateInterrupted : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void ordersTheRestAfterAnInterrupt();
    void ordersNothingAgainThatWasLeftUnderWay();
    void ordersWhatWaitedToBeTriedAgain();
    void ordersTheRestOnceItIsAccepted_data();
    void ordersTheRestOnceItIsAccepted();
    void namesNoCommandThatWouldDoNothing();
};

void TestGenerateInterrupted::ordersTheRestAfterAnInterrupt()
{
#ifdef Q_OS_UNIX
    Bench bench;
    const QStringList prompts = promptsUpTo(8);
    bench.start(prompts);
    QTRY_VERIFY(bench.pictures() >= 2);
    bench.run.sendSignal(SIGINT);
    bench.run.waitForEnd();
    const int saved = bench.pictures();
    QVERIFY(saved < 8);
    QCOMPARE(bench.server.requestCount(), saved);
    QVERIFY2(bench.run.errors().contains(u"generate --resume"_s), qPrintable(bench.run.errors()));

    QCOMPARE(bench.resume(), 0);
    QCOMPARE(bench.pictures(), 8);
    QCOMPARE(bench.orders(prompts), QList<int>(8, 1));
    QCOMPARE(bench.resume(), 0); // There is nothing left to do.
    QCOMPARE(bench.server.requestCount(), 8);
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateInterrupted::ordersNothingAgainThatWasLeftUnderWay()
{
#ifdef Q_OS_UNIX
    Bench bench;
    const QStringList prompts = promptsUpTo(4);
    bench.answers = Bench::Answers::Hang;
    bench.start(prompts);
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.run.sendSignal(SIGINT);
    QTRY_VERIFY(bench.run.errors().contains(u"Stopping"_s));
    bench.run.sendSignal(SIGINT);
    bench.run.waitForEnd();
    bench.answers = Bench::Answers::Pictures;

    QCOMPARE(bench.resume(), 1);
    QCOMPARE(bench.orders(prompts), QList<int>(4, 1));
    QCOMPARE(bench.pictures(), 2);
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateInterrupted::ordersWhatWaitedToBeTriedAgain()
{
#ifdef Q_OS_UNIX
    Bench bench;
    const QStringList prompts = promptsUpTo(2);
    bench.answers = Bench::Answers::TooMany;
    bench.start(prompts);
    const auto isWaiting = [&bench] {
        QFile journal(bench.folder() % u"/run.jsonl");
        return journal.open(QIODevice::ReadOnly) && journal.readAll().count("retrying") == 2;
    };
    QTRY_VERIFY(isWaiting());
    bench.run.sendSignal(SIGINT);
    bench.run.waitForEnd();
    QVERIFY2(bench.run.errors().contains(u"generate --resume"_s), qPrintable(bench.run.errors()));
    bench.answers = Bench::Answers::Pictures;

    QCOMPARE(bench.resume(), 0);
    QCOMPARE(bench.pictures(), 2);
    QCOMPARE(bench.orders(prompts), (QList<int>{2, 2}));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestGenerateInterrupted::ordersTheRestOnceItIsAccepted_data()
{
    QTest::addColumn<bool>("isKeyWrong");
    QTest::newRow("the key") << true;
    QTest::newRow("the account") << false;
}

void TestGenerateInterrupted::ordersTheRestOnceItIsAccepted()
{
    QFETCH(const bool, isKeyWrong);
    Bench bench;
    const QStringList prompts = promptsUpTo(5);
    bench.answers = isKeyWrong ? Bench::Answers::WrongKey : Bench::Answers::NoCredit;
    bench.start(prompts);
    QCOMPARE(bench.run.waitForEnd(), 1);
    for (int resumed = 0; resumed < 2; ++resumed) {
        QCOMPARE(bench.resume(), 1); // It is wrong still.
        QVERIFY2(bench.run.errors().contains(u"generate --resume"_s), qPrintable(bench.run.errors()));
    }
    const int refused = bench.server.requestCount();
    bench.answers = Bench::Answers::Pictures;

    QCOMPARE(bench.resume(), 0);
    QCOMPARE(bench.pictures(), 5);
    QCOMPARE(bench.server.requestCount(), refused + 5); // What was refused cost nothing, and is made as well.
}

void TestGenerateInterrupted::namesNoCommandThatWouldDoNothing()
{
#ifdef Q_OS_UNIX
    Bench bench;
    bench.answers = Bench::Answers::Hang;
    bench.start(promptsUpTo(2));
    QTRY_COMPARE(bench.server.requestCount(), 2);
    bench.run.sendSignal(SIGINT);
    QTRY_VERIFY(bench.run.errors().contains(u"Stopping"_s));
    bench.run.sendSignal(SIGINT);
    bench.run.waitForEnd();
    QVERIFY2(!bench.run.errors().contains(u"--resume"_s),
             qPrintable(bench.run.errors())); // Both may be charged.
    bench.resume();
    QVERIFY2(bench.run.output().contains(u"nothing to go on with"_s), qPrintable(bench.run.output()));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

QTEST_GUILESS_MAIN(TestGenerateInterrupted)
#include "tst_generateinterrupted.moc"
