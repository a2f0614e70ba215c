#include "support/faultedpress.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Expired = R"(<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error>)";

/// A press whose order "faulty" names a link, and what its downloads get, in turn.
struct LinkPress
{
    explicit LinkPress(const QByteArray &link, const QList<FaultScript> &downloads = {})
    {
        bench.server.answerWith(
            [link, downloads, next = std::make_shared<int>(0)](const ReceivedRequest &request) {
                if (request.http.method == "GET")
                    return *next < downloads.size() ? downloads.at((*next)++) : Fault::answer(404);
                return promptOf(request) == u"faulty"
                    ? Fault::answer(200, answerWithLink(link), {{"Set-Cookie", "session=1; Path=/"}})
                    : Fault::answer(200, answerWithPicture(pictureBytes()));
            });
    }

    [[nodiscard]] bool run()
    {
        bench.start({u"faulty"_s, u"sound"_s}, PressMode::Parallel, 1);
        return bench.waitForEnd();
    }

    [[nodiscard]] PressCounters counters() const { return countersOf(bench); }
    [[nodiscard]] Error error() const { return bench.run().jobs.first().error.value_or(Error{}); }

    GeneratorBench bench;
};

PressCounters expired(int downloads)
{
    return {
        .orders = 2, .downloads = downloads, .pictures = 1, .states = {JobState::Expired, JobState::Saved}};
}

PressCounters saved(int downloads)
{
    return {.orders = 2, .downloads = downloads, .pictures = 2, .states = {JobState::Saved, JobState::Saved}};
}

} // namespace

/// What a link to a picture does to a press: it was made and paid for, so it is never ordered anew, whatever
/// its download comes to. POSTs and GETs at the server, pictures in the folder and states, every time.
class TestFaultMatrixLinks : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void followsNoLinkThatLeadsAstray_data();
    void followsNoLinkThatLeadsAstray();
    void followsLinksOfEveryDecentForm_data();
    void followsLinksOfEveryDecentForm();
    void asksOnceForWhatIsGone_data();
    void asksOnceForWhatIsGone();
    void asksAgainForWhatBroke_data();
    void asksAgainForWhatBroke();
    void carriesNothingToAnotherHost();
    void followsARedirectToNoOtherKindOfPlace_data();
    void followsARedirectToNoOtherKindOfPlace();
    void followsNoLinkInCircles();
    void givesUpAfterAFewDownloads();
    void givesUpALinkAWeekAfterItsOrder();
    void downloadsWithoutAnotherOrderWhenAskedAgain_data();
    void downloadsWithoutAnotherOrderWhenAskedAgain();
};

void TestFaultMatrixLinks::followsNoLinkThatLeadsAstray_data()
{
    QTest::addColumn<QByteArray>("link");

    for (const char *link : {"file:///etc/passwd",
                             "file:/etc/passwd",
                             "file://localhost/etc/passwd",
                             "///etc/passwd",
                             "javascript:alert(1)",
                             "ftp://127.0.0.1/1.png",
                             "ftp://127.0.0.1:%port/1.png",
                             "qrc:/1.png",
                             "about:blank",
                             "blob:http://127.0.0.1/1",
                             "C:/1.png",
                             "http://me@127.0.0.1:%port/1.png",
                             "http://127.0.0.1:%port@evil.example/1.png",
                             "http://192.168.0.1/1.png",
                             "http://10.0.0.1/1.png",
                             "http://169.254.169.254/latest/meta-data",
                             "https://169.254.169.254/latest/meta-data",
                             "https://10.0.0.1/1.png",
                             "https://[fe80::1]/1.png",
                             "https://192.168.0.1/1.png",
                             "http://elsewhere.example/1.png",
                             "http://exa mple/1.png",
                             "http://127.0.0.1:99999/1.png"})
        QTest::newRow(link) << QByteArray(link);
    QTest::newRow("ten kilobytes") << QByteArray("/" + QByteArray(10'000, 'x'));
    QTest::newRow("white space") << QByteArray(" ");
}

void TestFaultMatrixLinks::followsNoLinkThatLeadsAstray()
{
    QFETCH(QByteArray, link);
    LinkPress press("%link", {Fault::answer(200, pictureBytes())});
    link.replace("%port", QByteArray::number(press.bench.server.port()));
    press.bench.server.answerWith([link](const ReceivedRequest &request) {
        return promptOf(request) == u"faulty" ? Fault::answer(200, answerWithLink(link))
                                              : Fault::answer(200, answerWithPicture(pictureBytes()));
    });

    QVERIFY(press.run());

    QCOMPARE(press.counters(), expired(0));
    QCOMPARE(press.error().charge, Error::Charge::Yes);
    QVERIFY(press.error().message.contains(u"is kept in")); // With its link.
}

void TestFaultMatrixLinks::followsLinksOfEveryDecentForm_data()
{
    QTest::addColumn<QByteArray>("link");
    QTest::addColumn<int>("downloads");

    QTest::newRow("a path") << QByteArray("/img/1.png") << 1;
    QTest::newRow("beside the answer") << QByteArray("1.png?sig=a%2Bb") << 1;
    QTest::newRow("with a space") << QByteArray("/a picture.png") << 1;
    QTest::newRow("data") << QByteArray("data:image/png;base64," + pictureBytes().toBase64()) << 0;
    // As bytes they are part of a path; nobody asks a server of Windows for anything.
    QTest::newRow("as Windows writes shares") << QByteArray(R"(\\\\server\\share\\1.png)") << 1;
}

void TestFaultMatrixLinks::followsLinksOfEveryDecentForm()
{
    QFETCH(const QByteArray, link);
    QFETCH(const int, downloads);
    LinkPress press(link, {Fault::answer(200, pictureBytes())});

    QVERIFY(press.run());

    QCOMPARE(press.counters(), saved(downloads));
    for (const ReceivedRequest &request : press.bench.server.requests()) {
        const bool isOrder = request.http.method == "POST";
        QCOMPARE(request.http.header("authorization").isEmpty(), !isOrder); // A link is its own permission.
        for (const char *name : {"cookie", "referer", "range"})
            QVERIFY2(request.http.header(name).isEmpty(), name);
    }
}

void TestFaultMatrixLinks::asksOnceForWhatIsGone_data()
{
    QTest::addColumn<FaultScript>("download");

    for (const int status : {400, 401, 403, 404, 410, 416, 451})
        QTest::addRow("status %d", status) << Fault::answer(status, Expired);
    QTest::newRow("a demand for a password")
        << Fault::answer(401, {}, {{"WWW-Authenticate", "Basic realm=\"pictures\""}});
    QTest::newRow("a page") << Fault::answer(200, "<html>This link has expired.</html>");
    QTest::newRow("XML") << Fault::answer(200, Expired);
    QTest::newRow("nothing") << Fault::answer(200);
    QTest::newRow("no content") << Fault::raw(writeHead(204, {{"X-A", "b"}}));
    QTest::newRow("a part that nobody asked for")
        << Fault::answer(206, pictureBytes().first(60), {{"Content-Range", "bytes 0-59/100"}});
    QTest::newRow("compressed") << Fault::answer(200, pictureBytes(), {{"Content-Encoding", "gzip"}});
    QTest::newRow("a gigabyte announced")
        << Fault::raw(writeHead(200, {{"Content-Length", "1000000000"}}) + "x");
    QTest::newRow("a length that is a word")
        << Fault::raw(writeHead(200, {{"Content-Length", "many"}}) + "x");
    QTest::newRow("a length that is too small")
        << Fault::raw(writeHead(200, {{"Content-Length", "60"}}) + pictureBytes());
}

void TestFaultMatrixLinks::asksOnceForWhatIsGone()
{
    QFETCH(const FaultScript, download);
    LinkPress press("/1.png", {download, Fault::answer(200, pictureBytes())});

    QVERIFY(press.run());

    QCOMPARE(press.counters(), expired(1));
    QCOMPARE(press.error().charge, Error::Charge::Yes);
}

void TestFaultMatrixLinks::asksAgainForWhatBroke_data()
{
    QTest::addColumn<FaultScript>("download");

    const QByteArray picture = pictureBytes({64, 64});
    QTest::newRow("closed") << Fault::noAnswer(Fault::Ending::Finish);
    QTest::newRow("reset") << Fault::noAnswer(Fault::Ending::Reset);
    QTest::newRow("cut off") << Fault::cutAnswer(picture, picture.size() / 2, Fault::Ending::Finish);
    QTest::newRow("broken off") << Fault::cutAnswer(picture, picture.size() / 2, Fault::Ending::Reset);
    QTest::newRow("silent") << Fault::stall(picture.size(), picture.first(20));
    for (const int status : {408, 425, 429, 500, 502, 503, 504})
        QTest::addRow("status %d", status) << Fault::answer(status, "later");
}

void TestFaultMatrixLinks::asksAgainForWhatBroke()
{
    QFETCH(const FaultScript, download);
    const QByteArray picture = pictureBytes({64, 64});
    LinkPress press("/1.png", {download, Fault::answer(200, picture)});
    press.bench.press.limits.idle = 100ms;

    QVERIFY(press.run());

    // By Qt, a download may be asked for once more on a connection that broke: it costs nothing.
    PressCounters counters = press.counters();
    QVERIFY(counters.downloads >= 2);
    counters.downloads = 2;
    QCOMPARE(counters, saved(2));
    QFile file(press.bench.press.folder + u'/' + press.bench.run().jobs.first().picture->file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), picture); // From its beginning: no two halves of what may be two pictures.
}

void TestFaultMatrixLinks::carriesNothingToAnotherHost()
{
    for (const int status : {301, 302, 303, 307, 308}) {
        FaultServer elsewhere;
        elsewhere.answerAlways(Fault::answer(200, pictureBytes()));
        LinkPress press("/1.png", {Fault::redirect(status, elsewhere.url(u"/2.png"_s))});

        QVERIFY(press.run());

        QCOMPARE(press.counters(), saved(1));
        QCOMPARE(elsewhere.requestCount(), 1);
        const HttpRequest request = elsewhere.requests().first().http;
        QCOMPARE(request.method, "GET");
        for (const auto &[name, value] : request.headers) {
            QVERIFY2(!value.contains("canary"), name.constData());
            QVERIFY2(name.toLower() != "cookie" && name.toLower() != "referer", name.constData());
        }
    }
}

void TestFaultMatrixLinks::followsARedirectToNoOtherKindOfPlace_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
         {"file:///etc/passwd", "data:image/png;base64,AAAA", "javascript:alert(1)", "ftp://127.0.0.1/1.png",
          "http://192.168.0.1/1.png", "https://10.0.0.1/1.png", "http://elsewhere.example/1.png", ""})
        QTest::newRow(*target ? target : "nothing") << QByteArray(target);
}

void TestFaultMatrixLinks::followsARedirectToNoOtherKindOfPlace()
{
    QFETCH(const QByteArray, target);
    LinkPress press("/1.png", {Fault::answer(302, {}, {{"Location", target}})});

    QVERIFY(press.run());

    QCOMPARE(press.counters(), expired(1));
}

void TestFaultMatrixLinks::followsNoLinkInCircles()
{
    LinkPress press("/1.png", QList<FaultScript>(10, Fault::answer(302, {}, {{"Location", "/1.png"}})));

    QVERIFY(press.run());

    QCOMPARE(press.counters(), expired(1 + Attempt::MostRedirects));
}

void TestFaultMatrixLinks::givesUpAfterAFewDownloads()
{
    LinkPress press("/1.png", QList<FaultScript>(10, Fault::answer(503, "later")));

    QVERIFY(press.run());

    QCOMPARE(press.counters(), expired(Attempt::MostDownloads));
    QCOMPARE(press.error().charge, Error::Charge::Yes);
    QVERIFY(isDownloadOpen(press.bench.run().jobs.first()));
}

void TestFaultMatrixLinks::givesUpALinkAWeekAfterItsOrder()
{
    for (const int days : {6, 8}) {
        LinkPress press("/1.png", QList<FaultScript>(20, Fault::answer(503, "later")));
        press.bench.press.started = QDateTime::currentDateTime().addDays(-30); // It was gone on with.
        QVERIFY(press.run());
        QVERIFY(isDownloadOpen(press.bench.run().jobs.first()));

        const QString journal = press.bench.press.folder % u"/run.jsonl";
        const QByteArray today = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).first(10).toLatin1();
        const QByteArray then =
            QDateTime::currentDateTimeUtc().addDays(-days).toString(Qt::ISODate).first(10).toLatin1();
        QFile file(journal);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray lines = file.readAll().replace(today, then);
        QVERIFY(file.seek(0) && file.write(lines) == lines.size());
        file.close();
        press.bench.generator.resumePress(press.bench.press, journal, false);
        QVERIFY(press.bench.waitForEnd(2));
        QCOMPARE(isDownloadOpen(press.bench.run(1).jobs.first()), days == 6);
    }
}

void TestFaultMatrixLinks::downloadsWithoutAnotherOrderWhenAskedAgain_data()
{
    QTest::addColumn<bool>("isAfterEnd");
    QTest::newRow("within its run") << false;
    QTest::newRow("after its end") << true;
}

void TestFaultMatrixLinks::downloadsWithoutAnotherOrderWhenAskedAgain()
{
    QFETCH(const bool, isAfterEnd);
    LinkPress press("/1.png",
                    QList<FaultScript>(Attempt::MostDownloads, Fault::answer(503, "later"))
                        << Fault::answer(200, pictureBytes()));
    if (!isAfterEnd) {
        connect(&press.bench.generator, &ImageGenerator::jobChanged, this,
                [&press](RunId, const JobRecord &record) {
                    if (isDownloadOpen(record))
                        press.bench.generator.retry({record.job.id});
                });
    }
    QVERIFY(press.run());
    if (isAfterEnd) {
        QVERIFY(isDownloadOpen(press.bench.run().jobs.first()));
        press.bench.generator.retry({JobId(1)});
        QVERIFY(press.bench.waitForEnd(2));
        QCOMPARE(statesOf(press.bench.run(1)), QList<JobState>{JobState::Saved});
    } else {
        QCOMPARE(statesOf(press.bench.run()), QList<JobState>(2, JobState::Saved));
    }
    QCOMPARE(press.counters().orders, 2);
    QCOMPARE(press.counters().downloads, Attempt::MostDownloads + 1);
    QCOMPARE(press.bench.files().size(), 2);
    QTRY_VERIFY(!QFile::exists(press.bench.press.folder % u"/incoming"));
}

QTEST_GUILESS_MAIN(TestFaultMatrixLinks)
#include "tst_faultmatrixlinks.moc"
