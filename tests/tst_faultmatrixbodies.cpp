#include "support/faultedpress.h"
#include "support/pictures.h"

#include <QRegularExpression>
#include <QtEndian>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray headWith(const QByteArray &headers)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n";
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray answerWithBase64(const QByteArray &base64)
{
    return R"({"created":1,"data":[{"b64_json":")" + base64 + "\"}]}";
}

/// A chunk of a PNG file with a right check sum.
QByteArray pngChunk(const QByteArray &name, const QByteArray &data)
{
    quint32 sum = 0xFFFF'FFFF;
    for (const char byte : QByteArray(name + data)) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (0xEDB8'8320 & (0 - (sum & 1)));
    }
    const auto bigEndian = [](quint32 number) {
        QByteArray bytes(4, '\0');
        qToBigEndian(number, bytes.data());
        return bytes;
    };
    return bigEndian(quint32(data.size())) + name + data + bigEndian(sum ^ 0xFFFF'FFFF);
}

/// A PNG file that says to be of \a width and \a height, and \a more chunks before its little data.
QByteArray pngOf(quint32 width, quint32 height, const QByteArray &more = {})
{
    QByteArray header(13, '\0');
    qToBigEndian(width, header.data());
    qToBigEndian(height, header.data() + 4);
    header[8] = 8;
    return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", header) + more + pngChunk("IDAT", qCompress("a").mid(4))
        + pngChunk("IEND", {});
}

/// The bytes of what the press has kept aside or saved, whatever became of it.
QList<QByteArray> keptIn(const Press &press)
{
    QList<QByteArray> kept;
    for (const QString &folder : QStringList{press.folder, press.folder + u"/incoming"_s}) {
        for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (info.fileName() != u"run.jsonl" && file.open(QIODevice::ReadOnly))
                kept.append(file.readAll());
        }
    }
    return kept;
}

} // namespace

/// What bodies do to a press: lengths that lie, codings that nobody asked for, base64 that is none, and files
/// that are no pictures, with POSTs at the server, pictures in the folder and states counted every time.
class TestFaultMatrixBodies : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void trustsNoLengthThatLies_data();
    void trustsNoLengthThatLies();
    void readsNoCodingThatItDidNotAskFor_data();
    void readsNoCodingThatItDidNotAskFor();
    void endsABodyWithoutAnEnd_data();
    void endsABodyWithoutAnEnd();
    void decodesBase64Strictly_data();
    void decodesBase64Strictly();
    void savesNoPartOfAPicture_data();
    void savesNoPartOfAPicture();
    void keepsTheBytesOfAPictureWithAFlippedBit_data();
    void keepsTheBytesOfAPictureWithAFlippedBit();
    void namesAPictureByWhatItIs_data();
    void namesAPictureByWhatItIs();
    void savesAPictureOfAnySize_data();
    void savesAPictureOfAnySize();
    void savesTheSamePictureTwice();
};

void TestFaultMatrixBodies::trustsNoLengthThatLies_data()
{
    QTest::addColumn<FaultScript>("answer");
    QTest::addColumn<JobState>("state");

    const QByteArray body = answerWithPicture(pictureBytes());
    const auto length = [&body](qsizetype difference) -> QByteArray {
        return "Content-Length: " + QByteArray::number(body.size() + difference) + "\r\n";
    };
    const auto row = [&body](const char *name, const QByteArray &headers, JobState state,
                             bool closes = false) {
        QTest::newRow(name) << Fault::raw(headWith(headers) + body)
                + (closes ? Fault::noAnswer(Fault::Ending::Finish) : FaultScript{})
                            << state;
    };
    row("right", length(0), JobState::Saved);
    row("too large, closed", length(7), JobState::Unknown, true);
    row("too large, silent", length(7), JobState::Unknown);
    row("too small", length(-7), JobState::Expired);
    row("nothing", "Content-Length: 0\r\n", JobState::Expired);
    row("negative", "Content-Length: -1\r\n", JobState::Unknown);
    row("a word", "Content-Length: many\r\n", JobState::Unknown);
    row("hexadecimal", "Content-Length: 0x100\r\n", JobState::Unknown);
    row("beyond all numbers", "Content-Length: " + QByteArray(30, '9') + "\r\n", JobState::Unknown);
    row("twice the same", length(0) + length(0), JobState::Saved);
    row("two", length(0) + length(-7), JobState::Unknown);
    row("with white space", length(0).replace(": ", ": \t "), JobState::Saved);
    QTest::newRow("with chunks, too small") << Fault::raw(
        headWith("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + chunk(body) + chunk({}))
                                            << JobState::Saved;
    QTest::newRow("with chunks, too large") << Fault::raw(
        headWith("Content-Length: 99999\r\nTransfer-Encoding: chunked\r\n") + chunk(body) + chunk({}))
                                            << JobState::Saved;
    QTest::newRow("chunks of no size")
        << Fault::raw(headWith("Transfer-Encoding: chunked\r\n") + "zz\r\n" + body + "\r\n" + chunk({}))
            + Fault::noAnswer(Fault::Ending::Finish)
        << JobState::Expired;
}

void TestFaultMatrixBodies::trustsNoLengthThatLies()
{
    QFETCH(const FaultScript, answer);
    QFETCH(const JobState, state);
    FaultedPress press({answer});
    press.bench.press.limits.idle = 200ms;

    QVERIFY(press.run());

    const int pictures = state == JobState::Saved ? 2 : 1;
    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = pictures, .states = {state, JobState::Saved}}));
}

void TestFaultMatrixBodies::readsNoCodingThatItDidNotAskFor_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<JobState>("state");

    const QByteArray body = answerWithPicture(pictureBytes());
    for (const char *coding : {"gzip", "deflate", "br", "zstd", "x-gzip, br"})
        QTest::newRow(coding) << QByteArray(coding) << QByteArray("\x1f\x8b\x08 what nobody asked for")
                              << JobState::Expired;
    QTest::newRow("gzip that is none") << QByteArray("gzip") << body << JobState::Expired;
    QTest::newRow("none") << QByteArray("identity") << body << JobState::Saved;
}

void TestFaultMatrixBodies::readsNoCodingThatItDidNotAskFor()
{
    QFETCH(const QByteArray, coding);
    QFETCH(const QByteArray, body);
    QFETCH(const JobState, state);
    for (const Charging charging : {Charging::Paid, Charging::Free}) {
        FaultedPress press({Fault::answer(200, body, {{"Content-Encoding", coding}})});
        press.bench.press.account.charging = charging;

        QVERIFY(press.run());

        const int pictures = state == JobState::Saved ? 2 : 1;
        QCOMPARE(press.counters(),
                 (PressCounters{.orders = 2, .pictures = pictures, .states = {state, JobState::Saved}}));
        if (state == JobState::Expired) {
            QVERIFY2(press.error().message.contains(u"is compressed"), qPrintable(press.error().message));
            QVERIFY(keptIn(press.bench.press).contains(body)); // It may be read by other means.
            QCOMPARE(press.error().charge,
                     charging == Charging::Paid ? Error::Charge::Yes : Error::Charge::No);
        }
    }
}

void TestFaultMatrixBodies::endsABodyWithoutAnEnd_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece");

    const QByteArray piece(1024 * 1024, ' ');
    QTest::newRow("a gigabyte announced")
        << QByteArray(headWith("Content-Length: 1000000000\r\n") + "{") << QByteArray("x");
    QTest::newRow("a gigabyte") << headWith({}) << piece;
    QTest::newRow("a gigabyte in chunks") << headWith("Transfer-Encoding: chunked\r\n") << chunk(piece);
}

void TestFaultMatrixBodies::endsABodyWithoutAnEnd()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, piece);
    FaultedPress press({Fault::flood(head, piece)});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = 1, .states = {JobState::Expired, JobState::Saved}}));
    QVERIFY2(press.error().message.contains(u"larger than any picture"), qPrintable(press.error().message));
    QVERIFY(!press.error().message.contains(u"is kept in")); // Nobody wants a disk full of it.
}

void TestFaultMatrixBodies::decodesBase64Strictly_data()
{
    QTest::addColumn<QByteArray>("base64");
    QTest::addColumn<bool>("isPicture");

    const QByteArray base64 = pictureBytes().toBase64();
    QByteArray urlSafe = base64;
    urlSafe.replace('+', '-').replace('/', '_');
    QTest::newRow("with line breaks") << base64.first(40) + "\\r\\n" + base64.sliced(40) + "\\n" << true;
    QTest::newRow("with escaped slashes") << QByteArray(base64).replace("/", "\\/") << true;
    QTest::newRow("with a prefix") << "data:image/png;base64," + base64 << true;
    QTest::newRow("with a star in it") << QByteArray(base64).replace(20, 1, "*") << false;
    QTest::newRow("with a character too few") << base64.chopped(1) << false;
    QTest::newRow("with bytes of another text") << QByteArray(base64).replace(20, 1, "\xC3\xA4") << false;
    QTest::newRow("with padding within") << base64.first(20) + "==" + base64.sliced(22) << false;
    QTest::newRow("of padding alone") << QByteArray("====") << false;
    if (urlSafe != base64)
        QTest::newRow("of the alphabet for URLs") << urlSafe << false;
}

void TestFaultMatrixBodies::decodesBase64Strictly()
{
    QFETCH(const QByteArray, base64);
    QFETCH(const bool, isPicture);
    const QByteArray body = answerWithBase64(base64);
    FaultedPress press({Fault::answer(200, body)});

    QVERIFY(press.run());

    const JobState state = isPicture ? JobState::Saved : JobState::Expired;
    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = isPicture ? 2 : 1, .states = {state, JobState::Saved}}));
    QVERIFY(keptIn(press.bench.press).contains(isPicture ? pictureBytes() : body));
}

void TestFaultMatrixBodies::savesNoPartOfAPicture_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char *format : {"PNG", "JPG", "WEBP"})
        QTest::newRow(format) << QByteArray(format);
}

void TestFaultMatrixBodies::savesNoPartOfAPicture()
{
    QFETCH(const QByteArray, format);
    const QByteArray whole = pictureBytes({64, 48}, format.constData());
    GeneratorBench bench;
    bench.server.answerWith([whole](const ReceivedRequest &request) {
        return Fault::answer(200,
                             answerWithPicture(whole.first(whole.size() * promptOf(request).toInt() / 16)));
    });
    QStringList sixteenths;
    for (int i = 1; i <= 16; ++i)
        sixteenths.append(QString::number(i));

    bench.start(sixteenths, PressMode::Parallel, 4);
    QVERIFY(bench.waitForEnd());

    QList<JobState> states(16, JobState::Expired);
    states.last() = JobState::Saved;
    QCOMPARE(statesOf(bench.run()), states);
    QCOMPARE(bench.server.requestCount(), 16);
    QCOMPARE(bench.files().size(), 1);
    const QList<QByteArray> kept = keptIn(bench.press);
    for (int i = 1; i <= 16; ++i)
        QVERIFY2(kept.contains(whole.first(whole.size() * i / 16)), qPrintable(QString::number(i)));
}

void TestFaultMatrixBodies::keepsTheBytesOfAPictureWithAFlippedBit_data()
{
    savesNoPartOfAPicture_data();
}

void TestFaultMatrixBodies::keepsTheBytesOfAPictureWithAFlippedBit()
{
    QFETCH(const QByteArray, format);
    const QByteArray whole = pictureBytes({64, 48}, format.constData());
    const auto flipped = [whole](int place) {
        QByteArray bytes = whole;
        const qsizetype at = (bytes.size() - 1) * place / 20;
        bytes[at] = char(bytes.at(at) ^ 0x10);
        return bytes;
    };
    GeneratorBench bench;
    bench.server.answerWith([flipped](const ReceivedRequest &request) {
        return Fault::answer(200, answerWithPicture(flipped(promptOf(request).toInt())));
    });
    QStringList places;
    for (int i = 0; i <= 20; ++i)
        places.append(QString::number(i));

    bench.start(places, PressMode::Parallel, 4);
    QVERIFY(bench.waitForEnd());

    // Whether a flip shows depends on where it is; that nothing is lost does not.
    QCOMPARE(bench.server.requestCount(), places.size());
    const QList<QByteArray> kept = keptIn(bench.press);
    int saved = 0;
    for (const JobRecord &record : bench.run().jobs) {
        QVERIFY(record.state == JobState::Saved || record.state == JobState::Expired);
        saved += record.state == JobState::Saved ? 1 : 0;
        QVERIFY2(kept.contains(flipped(record.job.prompt.toInt())), qPrintable(record.job.prompt));
    }
    QCOMPARE(bench.files().size(), saved);
    QVERIFY(bench.run().jobs.first().state == JobState::Expired); // The signature of the format.
}

void TestFaultMatrixBodies::namesAPictureByWhatItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("file");

    QTest::newRow("JPEG") << pictureBytes({8, 8}, "JPG") << u"list_1.jpg"_s;
    QTest::newRow("WebP") << pictureBytes({8, 8}, "WEBP") << u"list_1.webp"_s;
    const auto none = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << bytes << QString();
    };
    none("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
    none("a page", "<!DOCTYPE html><html><script>alert(1)</script></html>");
    none("GIF", "GIF89a\1\0\1\0\0\0\0;"_ba);
    none("ZIP", "PK\3\4\x14\0\0\0"_ba);
    none("MP4",
         "\0\0\0\x18"
         "ftypmp42"_ba);
    none("PDF", "%PDF-1.7\n%%EOF\n");
    none("a program",
         "\x7F"
         "ELF\2\1\1\0"_ba);
    none("zeros", QByteArray(5000, '\0'));
}

void TestFaultMatrixBodies::namesAPictureByWhatItIs()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, file);
    // What the answer calls it is of no weight.
    const QByteArray body =
        R"({"output_format":"png","data":[{"b64_json":"data:image/png;base64,)" + bytes.toBase64() + "\"}]}";
    FaultedPress press({Fault::answer(200, body)});

    QVERIFY(press.run());

    const JobState state = file.isEmpty() ? JobState::Expired : JobState::Saved;
    QCOMPARE(
        press.counters(),
        (PressCounters{.orders = 2, .pictures = file.isEmpty() ? 1 : 2, .states = {state, JobState::Saved}}));
    QVERIFY(file.isEmpty() || press.bench.files().contains(file));
    QVERIFY(keptIn(press.bench.press).contains(bytes));
}

void TestFaultMatrixBodies::savesAPictureOfAnySize_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isPicture");

    QTest::newRow("30,000 by 30,000") << pngOf(30'000, 30'000) << true;
    QTest::newRow("2^31 by 1") << pngOf(0x8000'0000, 1) << false;
    QTest::newRow("no width") << pngOf(0, 1) << false;
    QTest::newRow("10 MB of text in it")
        << pngOf(4, 4, pngChunk("zTXt", QByteArray(10'000'000, 'x'))) << true;
    QTest::newRow("10,000 frames") << pngOf(4, 4,
                                            pngChunk("acTL", QByteArray("\0\0\x27\x10\0\0\0\0", 8))
                                                + pngChunk("fcTL", QByteArray(26, '\0')).repeated(10'000))
                                   << true;
}

void TestFaultMatrixBodies::savesAPictureOfAnySize()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isPicture);
    FaultedPress press({Fault::answer(200, answerWithPicture(bytes))});

    QVERIFY(press.run());

    const JobState state = isPicture ? JobState::Saved : JobState::Expired;
    QCOMPARE(press.counters(),
             (PressCounters{.orders = 2, .pictures = isPicture ? 2 : 1, .states = {state, JobState::Saved}}));
    QVERIFY(keptIn(press.bench.press).contains(bytes));
}

void TestFaultMatrixBodies::savesTheSamePictureTwice()
{
    const QByteArray body = R"({"id":"same",)" + answerWithPicture(pictureBytes()).sliced(1);
    FaultedPress press(QList<FaultScript>(3, Fault::answer(200, body)));

    QVERIFY(press.run({u"faulty"_s, u"faulty"_s, u"faulty"_s}));

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 3, .pictures = 3, .states = QList<JobState>(3, JobState::Saved)}));
    QCOMPARE(press.bench.files(), (QStringList{u"list_1.png"_s, u"list_2.png"_s, u"list_3.png"_s}));
}

QTEST_GUILESS_MAIN(TestFaultMatrixBodies)
#include "tst_faultmatrixbodies.moc"
