#include "practice/practiceservice.h"
#include "services/servicecatalog.h"
#include "support/fakenetwork.h"
#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QImage>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A generator whose requests end when, and in the order in which, the test says.
struct FakeBench
{
    FakeNetwork network;
    GeneratorBench generator{network.makeTransport()};

    /// Answers request number \a index with a picture.
    void succeed(qsizetype index) { network.reply(index)->answer(200, answerWithPicture(pictureBytes())); }

    /// Waits until so many orders have left.
    [[nodiscard]] bool waitForRequests(qsizetype count)
    {
        return QTest::qWaitFor([&] { return network.requestCount() == count; });
    }

    /// The indexes of pictures in the order in which they were reported as saved.
    [[nodiscard]] QList<int> savedInOrder() const
    {
        QList<int> saved;
        for (const JobRecord &record : generator.reports) {
            if (record.state == JobState::Saved)
                saved.append(record.job.index);
        }
        return saved;
    }
};

} // namespace

/// The generator against services that are not the servers of other tests: a fake network, and practice.
class TestGeneratorNetworks : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void takesAnswersInAnyOrder();
    void goesOnBesideAnAnswerThatNeverComes();
    void takesAnswersThatAreThereBeforeItAsks();
    void takesFailuresThatAreThereBeforeItAsks();
    void sendsTheNextOnceALaneIsFree();
    void endsAtATimeLimit();
    void mayBeDestroyedBeforeAnyAnswer();

    void practises();
    void practisesTheSamePicturesTwice();
    void getsThroughTheTroubleOfPractice();
};

void TestGeneratorNetworks::takesAnswersInAnyOrder()
{
    FakeBench bench;
    bench.generator.start(promptsUpTo(5), PressMode::Parallel, 5);
    QVERIFY(bench.waitForRequests(5));

    for (qsizetype i = 4; i >= 0; --i) {
        const QString prompt = bench.network.reply(i)->prompt();
        bench.succeed(i);
        QTRY_COMPARE(bench.savedInOrder().size(), 5 - i);
        QCOMPARE(u"picture %1"_s.arg(bench.savedInOrder().last()), prompt);
    }
    QVERIFY(bench.generator.waitForEnd());
    QCOMPARE(bench.savedInOrder(), (QList<int>{5, 4, 3, 2, 1}));
    QCOMPARE(statesOf(bench.generator.run()), QList<JobState>(5, JobState::Saved));
}

void TestGeneratorNetworks::goesOnBesideAnAnswerThatNeverComes()
{
    FakeBench bench;
    bench.network.answerWith([](FakeReply &reply) {
        if (reply.prompt() != u"picture 1")
            reply.answerBeforehand(200, answerWithPicture(pictureBytes()));
    });
    bench.generator.start(promptsUpTo(20), PressMode::Parallel, 2);
    QTRY_COMPARE(bench.savedInOrder().size(), 19);
    QVERIFY(bench.generator.runEnded.isEmpty());

    bench.generator.generator.leaveEverything();
    QVERIFY(bench.generator.waitForEnd());
    QCOMPARE(bench.generator.run().jobs.constFirst().state, JobState::Unknown);
}

void TestGeneratorNetworks::takesAnswersThatAreThereBeforeItAsks()
{
    FakeBench bench;
    bench.network.answerWith(
        [](FakeReply &reply) { reply.answerBeforehand(200, answerWithPicture(pictureBytes())); });
    bench.generator.start(promptsUpTo(200), PressMode::Parallel, 50);
    QVERIFY(bench.generator.waitForEnd());

    QCOMPARE(statesOf(bench.generator.run()), QList<JobState>(200, JobState::Saved));
    QCOMPARE(bench.network.requestCount(), 200);
    for (const JobRecord &record : bench.generator.run().jobs)
        QCOMPARE(sumOfPhases(record.timeline), *record.timeline.endMoment());
}

void TestGeneratorNetworks::takesFailuresThatAreThereBeforeItAsks()
{
    FakeBench bench;
    bench.network.answerWith(
        [](FakeReply &reply) { reply.answerBeforehand(400, R"({"error":{"message":"no"}})"); });
    bench.generator.start(promptsUpTo(1000), PressMode::Parallel, 100);
    QVERIFY(bench.generator.waitForEnd());
    QCOMPARE(statesOf(bench.generator.run()), QList<JobState>(1000, JobState::Failed));
    QCOMPARE(bench.network.requestCount(), 1000);
}

void TestGeneratorNetworks::sendsTheNextOnceALaneIsFree()
{
    FakeBench bench;
    bench.generator.start(promptsUpTo(4), PressMode::Parallel, 2);
    QVERIFY(bench.waitForRequests(2));

    bench.network.reply(1)->failWithError(QNetworkReply::RemoteHostClosedError);
    QVERIFY(bench.waitForRequests(3));
    QCOMPARE(bench.network.reply(2)->prompt(), u"picture 3"_s);
    bench.succeed(2);
    QVERIFY(bench.waitForRequests(4));
    bench.succeed(3);
    bench.succeed(0);
    QVERIFY(bench.generator.waitForEnd());

    QCOMPARE(statesOf(bench.generator.run()),
             (QList<JobState>{JobState::Saved, JobState::Unknown, JobState::Saved, JobState::Saved}));
    const Moment begin = *bench.generator.run().jobs.at(2).timeline.beginMoment();
    QVERIFY(begin >= *bench.generator.run().jobs.at(1).timeline.endMoment());
}

void TestGeneratorNetworks::endsAtATimeLimit()
{
    FakeBench bench;
    bench.generator.press.limits.connect = std::chrono::milliseconds(50);
    bench.generator.start(promptsUpTo(1));
    QVERIFY(bench.generator.waitForEnd());
    const JobRecord record = bench.generator.run().jobs.constFirst();
    QCOMPARE(record.state, JobState::Unknown); // The body had been taken, though nothing said it had left.
    QVERIFY(record.error->message.contains(u"in time"));
    QVERIFY(!bench.network.reply(0)); // Its connection is closed.
}

void TestGeneratorNetworks::mayBeDestroyedBeforeAnyAnswer()
{
    FakeNetwork network;
    {
        GeneratorBench bench(network.makeTransport());
        bench.start(promptsUpTo(30), PressMode::Parallel, 10);
        QTRY_COMPARE(network.requestCount(), 10);
    }
    for (qsizetype i = 0; i < 10; ++i)
        QVERIFY(!network.reply(i));
}

/// Has \a bench order from \a practice, as the catalogue knows it.
static void usePractice(GeneratorBench &bench, const QUrl &practice)
{
    const ServiceProfile &profile = *findService(u"practice"_s);
    bench.press.account = {.service = profile.id,
                           .serviceName = profile.name,
                           .baseUrl = practice,
                           .charging = profile.charging};
    bench.press.codec = profile.codec;
}

static void startPractice(GeneratorBench &bench, PressMode mode, int prompts)
{
    bench.press.runs = planRuns(promptsUpTo(prompts), 1,
                                {.model = u"practice-painter"_s, .size = QSize(256, 320)}, mode, 8, true);
    bench.generator.start(bench.press);
}

void TestGeneratorNetworks::practises()
{
    PracticeService service({.speed = PracticeSpeed::Instant});
    GeneratorBench bench;
    usePractice(bench, service.start().value());
    startPractice(bench, PressMode::Parallel, 20);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(20, JobState::Saved));
    for (const JobRecord &record : bench.run().jobs) {
        QCOMPARE(record.picture->size, QSize(256, 320));
        QCOMPARE(QImage(bench.press.folder + u'/' + record.picture->file).size(), QSize(256, 320));
    }
    QCOMPARE(bench.journal(u"link"_s).size(), 20);
}

void TestGeneratorNetworks::practisesTheSamePicturesTwice()
{
    PracticeService service({.speed = PracticeSpeed::Instant});
    GeneratorBench bench;
    usePractice(bench, service.start().value());
    startPractice(bench, PressMode::Both, 3);
    QVERIFY(bench.waitForEnd());

    QSet<QByteArray> hashes;
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(bench.run(0).jobs.at(i).picture->blake2b, bench.run(1).jobs.at(i).picture->blake2b);
        QVERIFY(bench.run(0).jobs.at(i).picture->file != bench.run(1).jobs.at(i).picture->file);
        hashes.insert(bench.run(0).jobs.at(i).picture->blake2b);
    }
    QCOMPARE(hashes.size(), 3);
}

void TestGeneratorNetworks::getsThroughTheTroubleOfPractice()
{
    PracticeService service({.speed = PracticeSpeed::Trouble});
    GeneratorBench bench;
    usePractice(bench, service.start().value());
    startPractice(bench, PressMode::Parallel, 20);
    QVERIFY(bench.waitForEnd());

    QSet<Error::Kind> overcome;
    for (const JobRecord &record : bench.run().jobs) {
        QCOMPARE(record.error.has_value(), record.state != JobState::Saved);
        for (const FailedAttempt &failure : record.failures)
            overcome.insert(failure.kind);
        if (!record.error)
            continue;
        QCOMPARE(record.error->kind, Error::Kind::Refused);
        QCOMPARE(record.error->charge, Error::Charge::No); // Practice is free, whatever goes wrong.
    }
    QCOMPARE(overcome, (QSet<Error::Kind>{Error::Kind::RateLimit, Error::Kind::Service}));
    QCOMPARE(countStates(bench.run().jobs).value(JobState::Saved), 18);
}

QTEST_GUILESS_MAIN(TestGeneratorNetworks)
#include "tst_generatornetworks.moc"
