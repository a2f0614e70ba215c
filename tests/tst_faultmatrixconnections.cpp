#include "support/certificates.h"
#include "support/faultedpress.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Fault::Ending;

/// What connections do to a press: POSTs at the server, pictures in the folder and states, every time. How an
/// order is lost without a byte of an answer is in tst_exactlyonce.
class TestFaultMatrixConnections : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { trustCertificates({u"trusted"_s}); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsNothingWhereTlsDoesNotComeAbout_data();
    void sendsNothingWhereTlsDoesNotComeAbout();
    void losesAnOrderInTheClearAtAServerThatSpeaksTls();
    void takesNoPartOfAnAnswerForThePicture_data();
    void takesNoPartOfAnAnswerForThePicture();
    void endsWhatTakesTooLong_data();
    void endsWhatTakesTooLong();
    void goesOnAfterAnOddButWholeAnswer_data();
    void goesOnAfterAnOddButWholeAnswer();
    void neverTakesTheAnswerToOneOrderForThatToAnother_data();
    void neverTakesTheAnswerToOneOrderForThatToAnother();
};

void TestFaultMatrixConnections::sendsNothingWhereTlsDoesNotComeAbout_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::addColumn<QSsl::SslProtocol>("protocol");

    QTest::newRow("a server without TLS") << false << QSsl::UnknownProtocol;
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    QTest::newRow("a server of 1999") << true << QSsl::TlsV1_0;
    QT_WARNING_POP
}

void TestFaultMatrixConnections::sendsNothingWhereTlsDoesNotComeAbout()
{
    QFETCH(const bool, isEncrypted);
    QFETCH(const QSsl::SslProtocol, protocol);
    for (const Charging charging : {Charging::Paid, Charging::Free}) {
        std::optional<QSslConfiguration> encryption;
        if (isEncrypted) {
            encryption = serverWithCertificate(u"trusted"_s);
            encryption->setProtocol(protocol);
        }
        FaultedPress press({}, encryption);
        press.bench.press.account.charging = charging;
        press.bench.press.account.baseUrl.setScheme(u"https"_s);

        QVERIFY(press.run({u"faulty"_s}));

        QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
        QCOMPARE(press.faulty().timeline.attempts(), 1); // It would be so again.
        QCOMPARE(press.error().charge, Error::Charge::No);
        QVERIFY2(press.error().message.contains(u"http://"), qPrintable(press.error().message));
    }
}

void TestFaultMatrixConnections::losesAnOrderInTheClearAtAServerThatSpeaksTls()
{
    FaultedPress press({}, serverWithCertificate(u"trusted"_s));
    press.bench.press.account.baseUrl.setScheme(u"http"_s);

    QVERIFY(press.run({u"faulty"_s}));

    // Bytes have left, and nobody here knows who read them.
    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Unknown}}));
    QCOMPARE(press.bench.server.connectionCount(), 1);
}

void TestFaultMatrixConnections::takesNoPartOfAnAnswerForThePicture_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("isChunked");
    QTest::addColumn<bool>("isReset");
    QTest::addColumn<QList<JobState>>("allowed");

    const QByteArray length =
        QByteArray::number(answerWithPicture(pictureBytes()).size()); // Of what is cut below.
    const QByteArray announced = writeHead(200, {{"Content-Length", length}});
    const QByteArray chunked = writeHead(200, {{"Transfer-Encoding", "chunked"}});
    // Later versions of Qt take chunks without the last one for whole; then the JSON tells.
    const QList<JobState> either{JobState::Unknown, JobState::Expired};
    for (const bool isReset : {false, true}) {
        const char *end = isReset ? "reset" : "closed";
        QTest::addRow("a length, %s", end) << announced << false << isReset << QList{JobState::Unknown};
        QTest::addRow("chunks, %s", end) << chunked << true << isReset << either;
        QTest::addRow("neither, %s", end)
            << writeHead(200, {{"X-Served-By", "nobody"}}) << false << isReset << either;
    }
}

void TestFaultMatrixConnections::takesNoPartOfAnAnswerForThePicture()
{
    QFETCH(const QByteArray, head);
    QFETCH(const bool, isChunked);
    QFETCH(const bool, isReset);
    QFETCH(const QList<JobState>, allowed);
    const QByteArray body = answerWithPicture(pictureBytes());
    const Ending ending = isReset ? Ending::Reset : Ending::Finish;
    // Cut after each of so many bytes, from the last one on.
    QStringList prompts;
    for (qsizetype cut = 0; cut < body.size(); cut += cut < 8 || cut > body.size() - 8 ? 1 : 17)
        prompts.append(QString::number(cut));
    GeneratorBench bench;
    bench.server.answerWith([=](const ReceivedRequest &request) {
        const QByteArray part = body.first(promptOf(request).toInt());
        const QByteArray piece = isChunked && !part.isEmpty()
            ? QByteArray(QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n")
            : part;
        return Fault::raw(head + piece) + Fault::noAnswer(ending);
    });

    bench.start(prompts, PressMode::Parallel, 8);
    QVERIFY(bench.waitForEnd());

    QCOMPARE(bench.files(), QStringList());
    QHash<QString, int> orders;
    for (const ReceivedRequest &request : bench.server.requests())
        ++orders[promptOf(request)];
    for (const JobRecord &record : bench.run().jobs) {
        QVERIFY(orders.value(record.job.prompt) <= 1);
        if (!orders.contains(record.job.prompt)) {
            // A connection that breaks can take an order with it that waits for another one, and is unsent.
            QCOMPARE(record.state, JobState::Failed);
            continue;
        }
        QVERIFY2(allowed.contains(record.state),
                 qPrintable(record.job.prompt + u": "_s + record.error.value_or(Error{}).message));
        // What came is kept: a part of a picture that was paid for is better than none.
        if (record.job.prompt.toInt() == body.size() - 1 && !isReset)
            QVERIFY(record.error->message.contains(u"is kept in"));
    }
}

void TestFaultMatrixConnections::endsWhatTakesTooLong_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<TimeLimits>("limits");
    QTest::addColumn<QString>("words");

    const QByteArray body = answerWithPicture(pictureBytes({64, 64}));
    QTest::newRow("silence") << Fault::hang() << TimeLimits{.firstByte = 100ms} << u"no answer in time"_s;
    QTest::newRow("silence after the head")
        << Fault::stall(1000) << TimeLimits{.firstByte = 100ms} << u"no answer in time"_s;
    QTest::newRow("silence within the body")
        << Fault::stall(1000, "{\"data\"") << TimeLimits{.idle = 100ms} << u"no answer in time"_s;
    QTest::newRow("a head in drops") << Fault::drip(body, 1, 20ms) << TimeLimits{.firstByte = 100ms}
                                     << u"no answer in time"_s;
    QTest::newRow("a body in drops") << Fault::raw(writeHead(200, {})) + Fault::drip(body, 1, 5ms)
                                     << TimeLimits{.rate = 400ms} << u"too slowly"_s;
    QTest::newRow("one that never ends") << Fault::flood(writeHead(200, {}), QByteArray(500, ' '))
                                         << TimeLimits{.total = 200ms} << u"no answer in time"_s;
    FaultScript storm;
    for (int i = 0; i < 200; ++i)
        storm += Fault::after(2ms, Fault::raw("HTTP/1.1 100 Continue\r\n\r\n"));
    QTest::newRow("a storm of beginnings")
        << storm << TimeLimits{.firstByte = 100ms} << u"no answer in time"_s;
}

void TestFaultMatrixConnections::endsWhatTakesTooLong()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const TimeLimits, limits);
    QFETCH(const QString, words);
    for (const Charging charging : {Charging::Paid, Charging::Free}) {
        FaultedPress press({fault});
        QSignalSpy left(&press.bench.server, &FaultServer::clientLeft);
        press.bench.press.account.charging = charging;
        press.bench.press.limits = limits;

        QVERIFY(press.run());

        const JobState lost = charging == Charging::Paid ? JobState::Unknown : JobState::Failed;
        QCOMPARE(press.counters(),
                 (PressCounters{.orders = 2, .pictures = 1, .states = {lost, JobState::Saved}}));
        QVERIFY2(press.error().message.contains(words), qPrintable(press.error().message));
        QTRY_COMPARE(left.size(), 1); // The connection is not kept for nothing.
    }
}

void TestFaultMatrixConnections::goesOnAfterAnOddButWholeAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closes");

    const QByteArray body = answerWithPicture(pictureBytes());
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    QTest::newRow("after a beginning")
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + length + "\r\n" + body) << false;
    QTest::newRow("of an old server") << QByteArray("HTTP/1.0 200 OK\r\nX-A: b\r\n\r\n" + body) << true;
    QTest::newRow("without a length") << QByteArray("HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n" + body) << true;
    QTest::newRow("without a reason") << QByteArray("HTTP/1.1 200 \r\n" + length + "\r\n" + body) << false;
    QTest::newRow("with bare line feeds")
        << QByteArray("HTTP/1.1 200 OK\n" + length.trimmed() + "\n\n" + body) << false;
    QTest::newRow("of status 201") << QByteArray("HTTP/1.1 201 Created\r\n" + length + "\r\n" + body)
                                   << false;
    QTest::newRow("in chunks of one byte") << [&body] {
        QByteArray bytes = writeHead(200, {{"Transfer-Encoding", "chunked"}});
        for (const char byte : body)
            bytes += "1;a=b\r\n" + QByteArray(1, byte) + "\r\n";
        return QByteArray(bytes + "0\r\nX-Trailer: a\r\n\r\n");
    }() << false;
}

void TestFaultMatrixConnections::goesOnAfterAnOddButWholeAnswer()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, closes);
    FaultedPress press({closes ? Fault::raw(answer) + Fault::noAnswer(Ending::Finish) : Fault::raw(answer)});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 2, .states = {JobState::Saved, JobState::Saved}}));
}

void TestFaultMatrixConnections::neverTakesTheAnswerToOneOrderForThatToAnother_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<JobState>("state");

    // What follows these is a whole answer with a picture, for which nobody has asked.
    QTest::newRow("after another") << QByteArray(writeHead(200, {{"Content-Length", "2"}}) + "{}")
                                   << JobState::Expired;
    QTest::newRow("after a refusal") << QByteArray(writeHead(400, {{"Content-Length", "2"}}) + "{}")
                                     << JobState::Failed;
    QTest::newRow("after early hints")
        << writeHead(103, {{"Link", "</a.css>; rel=preload"}}) << JobState::Unknown;
    QTest::newRow("after another protocol")
        << writeHead(101, {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}}) << JobState::Unknown;
    QTest::newRow("after an answer without content") << writeHead(204, {{"X-A", "b"}}) << JobState::Expired;
    QTest::newRow("after one that has not changed") << writeHead(304, {{"X-A", "b"}}) << JobState::Failed;
}

void TestFaultMatrixConnections::neverTakesTheAnswerToOneOrderForThatToAnother()
{
    QFETCH(const QByteArray, before);
    QFETCH(const JobState, state);
    const QByteArray stray = answerWithPicture(pictureBytes({99, 99}));
    const QByteArray length = QByteArray::number(stray.size());
    FaultedPress press({Fault::raw(before + writeHead(200, {{"Content-Length", length}}) + stray)});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 1, .states = {state, JobState::Saved}}));
    QCOMPARE(press.bench.run().jobs.last().picture->size, QSize(16, 12));
}

QTEST_GUILESS_MAIN(TestFaultMatrixConnections)
#include "tst_faultmatrixconnections.moc"
