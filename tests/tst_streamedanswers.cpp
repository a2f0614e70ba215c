#include "support/generatorbench.h"
#include "support/pictures.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray eventOf(const QByteArray &name, const QByteArray &picture)
{
    return "event: " + name + "\ndata: {\"type\":\"" + name + "\",\"b64_json\":\"" + picture.toBase64()
        + "\"}\n\n";
}

QByteArray previewEvent(const QSize &size)
{
    return eventOf("image_generation.partial_image", pictureBytes(size));
}

QByteArray completedEvent()
{
    return eventOf("image_generation.completed", pictureBytes());
}

HttpHeaders streamHeaders()
{
    return {{.name = "Content-Type"_ba, .value = "text/event-stream"_ba}};
}

FaultScript streamOf(const QList<QByteArray> &pieces, std::chrono::milliseconds pause = {})
{
    return Fault::inChunks(pieces, streamHeaders(), pause);
}

/// The stream of \a pieces, without its end: then nothing more comes.
FaultScript hangAfter(const QList<QByteArray> &pieces)
{
    FaultScript script = streamOf(pieces);
    script.removeLast();
    return script + Fault::hang();
}

/// The stream of \a pieces, which then breaks; no other order is on its way on the same connection.
FaultScript breakAfter(const QList<QByteArray> &pieces, FaultStep::Kind end)
{
    HttpHeaders headers = streamHeaders();
    headers.append({.name = "Connection"_ba, .value = "close"_ba});
    FaultScript script = Fault::inChunks(pieces, headers);
    script.last() = {.kind = end};
    return script;
}

int numberIn(const ReceivedRequest &request)
{
    return promptOf(request).section(u' ', 1).toInt();
}

/// A generator whose jobs want previews.
struct Bench : GeneratorBench
{
    Bench() { previews = 2; }

    [[nodiscard]] QByteArray fileOf(qsizetype job = 0) const
    {
        QFile file(press.folder + u'/' + run().jobs.at(job).picture.value_or(SavedPicture()).file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QSignalSpy previewArrived{&generator, &ImageGenerator::previewArrived};
};

} // namespace

class TestStreamedAnswers : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsPreviewsBeforeThePictureIsThere();
    void savesThePictureAndNoPreview();
    void readsStreamsInWhateverPieces();
    void losesNoPictureThatIsThereWhereverTheStreamBreaks();
    void savesWhatServicesWithoutPreviewsSend_data();
    void savesWhatServicesWithoutPreviewsSend();
    void tellsEndsApart_data();
    void tellsEndsApart();
    void doesNotWaitForTheEndOfTheStream();
    void usesTheConnectionOfAStreamAgain();
    void countsTheWaitForThePictureAsTheServersTime();
    void takesCommentsForSignsOfLife();
    void breaksOffAStreamThatSaysNothingMore();
    void dropsAStreamThatIsStopped();
};

void TestStreamedAnswers::showsPreviewsBeforeThePictureIsThere()
{
    Bench bench;
    const QByteArray preview = pictureBytes({8, 6});
    bench.server.answerAlways(
        hangAfter({eventOf("image_generation.partial_image", preview), ": keep-alive\n\n"_ba}));

    bench.start(promptsUpTo(1));
    QTRY_COMPARE(bench.previewArrived.size(), 1);

    const QList<QVariant> arrived = bench.previewArrived.constFirst();
    QCOMPARE(arrived.at(0).value<RunId>(), RunId(1));
    QCOMPARE(arrived.at(1).value<JobId>(), bench.press.runs.constFirst().jobs.constFirst().id);
    QCOMPARE(arrived.at(2).toByteArray(), preview);
    QCOMPARE(bench.reports.constLast().state, JobState::Sent);
    QCOMPARE(bench.reports.constLast().timeline.spans().constLast().phase,
             Phase::Queued); // Still the server's.

    // Given up now, it is no picture, though it looks like one.
    bench.generator.leaveEverything();
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.files(), QStringList());
    QVERIFY(!QDir(bench.press.folder).exists(u"incoming"_s));
}

void TestStreamedAnswers::savesThePictureAndNoPreview()
{
    Bench bench;
    bench.server.answerAlways(
        streamOf({previewEvent({8, 6}), previewEvent({10, 7}), completedEvent(), "data: [DONE]\n\n"_ba}));

    bench.start(promptsUpTo(5));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(5, JobState::Saved));
    QCOMPARE(bench.server.requestCount(), 5);
    QCOMPARE(bench.files().size(), 5);
    for (qsizetype job = 0; job < 5; ++job)
        QCOMPARE(bench.fileOf(job), pictureBytes());
    QTRY_COMPARE(bench.journal(u"saved"_s).size(), 5);
    QCOMPARE(bench.journal(u"answered"_s).size(), 5);
}

void TestStreamedAnswers::readsStreamsInWhateverPieces()
{
    Bench bench;
    const QByteArray stream =
        "\xEF\xBB\xBF: h\xC3\xB6r zu\r\n\r\n" + previewEvent({2, 2}) + completedEvent().replace("\n", "\r\n");
    const int cuts = 150;
    bench.server.answerWith([&](const ReceivedRequest &request) {
        const qsizetype cut = stream.size() * numberIn(request) / (cuts + 1);
        return streamOf({stream.first(cut), stream.sliced(cut)}, 1ms);
    });

    bench.start(promptsUpTo(cuts), PressMode::Parallel, 50);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(cuts, JobState::Saved));
    QCOMPARE(bench.server.requestCount(), cuts);
    QCOMPARE(bench.files().size(), cuts);
}

void TestStreamedAnswers::losesNoPictureThatIsThereWhereverTheStreamBreaks()
{
    Bench bench;
    const QByteArray stream = previewEvent({2, 2}) + completedEvent();
    const qsizetype whole = stream.lastIndexOf('}') + 1;
    const auto cutOf = [&](int number) { return stream.size() - 60 + number; };
    const auto scriptOf = [&](int number) {
        const QByteArray piece =
            stream.first(number <= 60 ? cutOf(number) : stream.size() * (number - 60) / 100);
        return breakAfter({piece.first(piece.size() / 2), piece.sliced(piece.size() / 2)},
                          number % 2 == 0 ? FaultStep::Kind::Finish : FaultStep::Kind::Reset);
    };
    bench.server.answerWith([&](const ReceivedRequest &request) { return scriptOf(numberIn(request)); });

    const int jobs = 120;
    bench.start(promptsUpTo(jobs), PressMode::Parallel, 30);
    QVERIFY(bench.waitForEnd());

    int pictures = 0;
    int neverSent = 0; // On a connection that broke before the order could leave.
    for (const JobRecord &record : bench.run().jobs) {
        const int number = record.job.index;
        const bool isWhole = number <= 60 && cutOf(number) >= whole;
        if (record.state == JobState::Saved) {
            QVERIFY(isWhole);
            ++pictures;
        } else if (record.state == JobState::Failed) {
            QCOMPARE(record.error->kind, Error::Kind::Network);
            ++neverSent;
        } else {
            // A reset may take away what was on its way: then no one can know.
            QVERIFY(!isWhole || number % 2 != 0);
            QCOMPARE(record.state, JobState::Unknown);
            QCOMPARE(record.error->charge, Error::Charge::Perhaps);
        }
    }
    QCOMPARE(bench.server.requestCount(), jobs - neverSent);
    QCOMPARE(bench.files().size(), pictures);
    QVERIFY(pictures >= 1);
}

void TestStreamedAnswers::savesWhatServicesWithoutPreviewsSend_data()
{
    QTest::addColumn<FaultScript>("script");
    QTest::newRow("a plain answer") << Fault::answer(200, answerWithPicture(pictureBytes()));
    QTest::newRow("a plain answer called a stream")
        << Fault::answer(200, answerWithPicture(pictureBytes()), streamHeaders());
    QTest::newRow("a stream without previews") << streamOf({completedEvent()});
    QTest::newRow("a stream with a length")
        << Fault::answer(200, previewEvent({4, 4}) + completedEvent(), streamHeaders());
    QTest::newRow("a damaged preview")
        << streamOf({"event: image_generation.partial_image\ndata: {\"b64_json\":\"%\"}\n\n"_ba,
                     "event: image_generation.partial_image\ndata: {\n\n"_ba, completedEvent()});
}

void TestStreamedAnswers::savesWhatServicesWithoutPreviewsSend()
{
    QFETCH(const FaultScript, script);
    Bench bench;
    bench.server.answerAlways(script);

    bench.start(promptsUpTo(2));
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Saved));
    QCOMPARE(bench.server.requestCount(), 2);
    QCOMPARE(bench.fileOf(), pictureBytes());
    QCOMPARE(bench.files().size(), 2);
}

void TestStreamedAnswers::tellsEndsApart_data()
{
    QTest::addColumn<FaultScript>("script");
    QTest::addColumn<Charging>("charging");
    QTest::addColumn<JobState>("state");
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<int>("orders");
    const QByteArray preview = previewEvent({4, 4});
    const QByteArray refusal =
        "event: error\ndata: {\"error\":{\"message\":\"no\",\"code\":\"moderation_blocked\"}}\n\n";
    const QByteArray damaged = "{\"type\":\"image_generation.completed\",\"b64_json\":\"AAAA\"}";
    QTest::newRow("refused") << streamOf({preview, refusal}) << Charging::Paid << JobState::Refused << ""_ba
                             << 1;
    QTest::newRow("own fault") << streamOf(
        {"event: error\ndata: {\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}\n\n"_ba})
                               << Charging::Paid << JobState::Failed << ""_ba << 2;
    QTest::newRow("no picture, paid")
        << streamOf({preview}) << Charging::Paid << JobState::Unknown << ""_ba << 1;
    QTest::newRow("no picture, free")
        << streamOf({preview}) << Charging::Free << JobState::Failed << ""_ba << 1;
    QTest::newRow("nothing") << streamOf({}) << Charging::Paid << JobState::Unknown << ""_ba << 1;
    QTest::newRow("broken, paid") << Fault::cutChunks({preview}, Fault::Ending::Finish) << Charging::Paid
                                  << JobState::Unknown << ""_ba << 1;
    QTest::newRow("broken, free") << Fault::cutChunks({preview}, Fault::Ending::Finish) << Charging::Free
                                  << JobState::Failed << ""_ba << 3;
    QTest::newRow("garbage") << streamOf({"restarting\n"_ba}) << Charging::Paid << JobState::Expired
                             << "restarting\n"_ba << 1;
    QTest::newRow("a picture that is none")
        << streamOf({preview, "event: image_generation.completed\ndata: " + damaged + "\n\n"})
        << Charging::Paid << JobState::Expired << "\0\0\0"_ba << 1;
    QTest::newRow("no previews known")
        << Fault::answer(400, R"({"error":{"message":"Unknown parameter","param":"partial_images"}})")
        << Charging::Paid << JobState::Failed << ""_ba << 1;
}

void TestStreamedAnswers::tellsEndsApart()
{
    QFETCH(const FaultScript, script);
    QFETCH(const Charging, charging);
    QFETCH(const QByteArray, kept);
    Bench bench;
    bench.press.account.charging = charging;
    bench.server.answerAlways(script);

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    QTEST(bench.run().jobs.constFirst().state, "state");
    QVERIFY(!bench.run().jobs.constFirst().error->message.isEmpty());
    QTEST(bench.server.requestCount(), "orders");
    QCOMPARE(bench.files(), QStringList());
    QFile answer(bench.press.folder + u"/incoming/list_1.answer"_s);
    QCOMPARE(answer.open(QIODevice::ReadOnly), !kept.isEmpty());
    if (answer.isOpen())
        QCOMPARE(answer.readAll(), kept);
}

void TestStreamedAnswers::doesNotWaitForTheEndOfTheStream()
{
    Bench bench;
    bench.server.answerAlways(hangAfter({completedEvent()}));

    bench.start(promptsUpTo(3), PressMode::Parallel, 1);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(3, JobState::Saved));
    QCOMPARE(bench.server.requestCount(), 3);
}

void TestStreamedAnswers::usesTheConnectionOfAStreamAgain()
{
    Bench bench;
    bench.server.answerAlways(streamOf({previewEvent({4, 4}), completedEvent()}));
    bench.start(promptsUpTo(4), PressMode::Sequential, 1);
    QVERIFY(bench.waitForEnd());
    QCOMPARE(bench.server.requestCount(), 4);
    QCOMPARE(bench.server.connectionCount(), 1);
}

void TestStreamedAnswers::countsTheWaitForThePictureAsTheServersTime()
{
    Bench bench;
    bench.server.answerAlways(streamOf({": here\n\n"_ba, previewEvent({4, 4}), completedEvent()}, 30ms));
    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());

    const Timeline &timeline = bench.run().jobs.constFirst().timeline;
    QVERIFY(*timeline.total(Phase::Server) >= 60ms);
    QVERIFY(timeline.total(Phase::Download).has_value());
    QCOMPARE(sumOfPhases(timeline), *timeline.endMoment());
}

void TestStreamedAnswers::takesCommentsForSignsOfLife()
{
    Bench bench;
    bench.press.limits.firstByte = 1s;
    bench.press.limits.idle = 100ms; // Between pieces of a picture; a stream waits for the model.
    QList<QByteArray> pieces(6, ": keep-alive\n\n"_ba);
    pieces.append(completedEvent());
    bench.server.answerAlways(streamOf(pieces, 250ms));

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Saved});
}

void TestStreamedAnswers::breaksOffAStreamThatSaysNothingMore()
{
    Bench bench;
    bench.press.limits.firstByte = 200ms;
    bench.server.answerAlways(hangAfter({previewEvent({4, 4})}));

    bench.start(promptsUpTo(1));
    QVERIFY(bench.waitForEnd());
    QCOMPARE(statesOf(bench.run()), QList<JobState>{JobState::Unknown});
    QCOMPARE(bench.server.requestCount(), 1);
    QCOMPARE(bench.files(), QStringList());
}

void TestStreamedAnswers::dropsAStreamThatIsStopped()
{
    Bench bench;
    bench.press.account.charging = Charging::Free;
    bench.server.answerAlways(hangAfter({previewEvent({4, 4})}));

    bench.start(promptsUpTo(2));
    QTRY_COMPARE(bench.previewArrived.size(), 2);
    bench.generator.stopEverything();
    QVERIFY(bench.waitForEnd());

    QCOMPARE(statesOf(bench.run()), QList<JobState>(2, JobState::Cancelled));
    QCOMPARE(bench.files(), QStringList());
    QCOMPARE(bench.previewArrived.size(), 2);
}

QTEST_GUILESS_MAIN(TestStreamedAnswers)
#include "tst_streamedanswers.moc"
