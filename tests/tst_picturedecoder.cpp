#include "library/picturedecoder.h"
#include "library/pictureloader.h"
#include "library/thumbnailmaker.h"
#include "support/pictures.h"
#include "support/pngfiles.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFuture>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QtConcurrentRun>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <chrono>
#include <memory>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/types.h>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Bench
{
public:
    QString write(const QString &name, const QByteArray &bytes = pictureBytes({40, 30})) const
    {
        QFile file(folder.filePath(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return isWritten ? file.fileName() : QString();
    }

    QTemporaryDir folder;
    QString program = QString::fromUtf8(CONTACTSHEET_PROGRAM);
    QString faulty = QString::fromUtf8(CONTACTSHEET_FAULTY_DECODER);
};

#ifdef Q_OS_LINUX

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The processes that this one has started and that still run.
QList<qint64> childProcesses()
{
    QList<qint64> found;
    const QDir tasks(u"/proc/self/task"_s);
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QByteArray &id : contentOf(tasks.filePath(task + u"/children"_s)).split(' ')) {
            if (!id.isEmpty())
                found.append(id.toLongLong());
        }
    }
    return found;
}

#endif

} // namespace

class TestPictureDecoder : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void decodesAsThisProcessWould_data();
    void decodesAsThisProcessWould();
    void answersEveryThread();
    void survivesHostilePictures_data();
    void survivesHostilePictures();
    void goesOnAfterItsProcessWasKilled();
    void tellsItsProcessNoSecret();
    void goesOnAfterAFault_data();
    void goesOnAfterAFault();
    void startsAgainForAPictureThatIsNotToBlame();
    void endsWhatTakesTooLong();
    void decodesNothingWhereNoProcessStarts();
    void stopsSoon();
    void leavesAGreyTileWhereADecoderCrashes();
};

void TestPictureDecoder::decodesAsThisProcessWould_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("box");

    QImage glass(70, 50, QImage::Format_RGBA8888);
    glass.fill(QColor(200, 100, 0, 90));
    QBuffer buffer;
    QVERIFY(glass.save(&buffer, "PNG"));
    QTest::newRow("PNG") << pictureBytes({400, 300}) << QSize(100, 100);
    QTest::newRow("JPEG") << pictureBytes({400, 300}, "JPG") << QSize(100, 100);
    QTest::newRow("WebP") << pictureBytes({400, 300}, "WEBP") << QSize(100, 100);
    QTest::newRow("transparent") << buffer.data() << QSize(30, 30);
    QTest::newRow("every pixel") << pictureBytes({1700, 1200}) << QSize();
    QTest::newRow("damaged") << pictureBytes().chopped(20) << QSize(100, 100);
    QTest::newRow("bomb") << pngBomb(30'000) << QSize(100, 100);
}

void TestPictureDecoder::decodesAsThisProcessWould()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QSize, box);
    const Bench bench;
    const QString file = bench.write(u"odd ✓ näme.png"_s, bytes);
    PictureDecoder decoder(bench.program);

    for (const DecodeRequest &request :
         {DecodeRequest{.file = file, .box = box}, DecodeRequest{.bytes = bytes, .box = box}}) {
        const Result<QImage> expected = imageOrError(decodePicture(request));
        const Result<QImage> image = decoder.decode(request);
        QCOMPARE(bool(image), bool(expected));
        if (image)
            QCOMPARE(image.value(), expected.value());
        else
            QCOMPARE(image.error(), expected.error());
    }
}

void TestPictureDecoder::answersEveryThread()
{
    const Bench bench;
    PictureDecoder decoder(bench.program);
    QThreadPool pool;
    pool.setMaxThreadCount(6);
    QList<QFuture<QSize>> sizes;
    for (int i = 1; i <= 60; ++i) {
        const QString file = bench.write(QString::number(i), pictureBytes({i, 1}));
        sizes.append(QtConcurrent::run(&pool, [&decoder, file] {
            const Result<QImage> image = decoder.decode({.file = file});
            return image ? image.value().size() : QSize();
        }));
    }
    for (int i = 1; i <= 60; ++i)
        QCOMPARE(sizes.at(i - 1).result(), QSize(i, 1));
}

void TestPictureDecoder::survivesHostilePictures_data()
{
    QTest::addColumn<QByteArray>("bytes");

    const PngHeader deep{.width = 300, .height = 200, .depth = 16, .colourType = 6};
    const PngHeader woven{.width = 301, .height = 203, .interlacing = 1};
    const PngHeader small{.width = 30, .height = 20};
    const QByteArray zeros = qCompress(QByteArray(100'000'000, '\0')).sliced(4);
    QTest::newRow("16 bits") << pngFile(deep, blackPngData(deep));
    QTest::newRow("interlaced") << pngFile(woven, blackPngData(woven));
    QTest::newRow("interlaced with no data")
        << pngFile({.width = 9000, .height = 9000, .interlacing = 1}, "x");
    QTest::newRow("10 MB of profile")
        << pngFile(small, blackPngData(small), pngChunk("iCCP", "a\0\0"_ba + QByteArray(10'000'000, 'x')));
    QTest::newRow("100 MB of profile in 100 KB")
        << pngFile(small, blackPngData(small), pngChunk("iCCP", "a\0\0"_ba + zeros));
    QTest::newRow("10 MB of text") << pngFile(small, blackPngData(small),
                                              pngChunk("zTXt", "a\0\0"_ba + QByteArray(10'000'000, 'x')));
    QTest::newRow("100 MB of text in 100 KB, ten times")
        << pngFile(small, blackPngData(small), pngChunk("zTXt", "a\0\0"_ba + zeros).repeated(10));
    QTest::newRow("more data than pixels") << pngFile(small, zeros);
}

void TestPictureDecoder::survivesHostilePictures()
{
    QFETCH(const QByteArray, bytes);
    const Bench bench;
    PictureDecoder decoder(bench.program);

    const Result<QImage> image = decoder.decode({.bytes = bytes, .box = {64, 64}});

    QVERIFY(image || image.error().message.contains(u"damaged"_s));
    QVERIFY(decoder.decode({.bytes = pictureBytes()}));
}

void TestPictureDecoder::goesOnAfterItsProcessWasKilled()
{
#ifndef Q_OS_LINUX
    QSKIP("Looks into /proc.");
#else
    const Bench bench;
    const QString file = bench.write(u"a.png"_s);
    PictureDecoder decoder(bench.program);
    QVERIFY(childProcesses().isEmpty());
    QVERIFY(decoder.decode({.file = file}));
    for (int i = 0; i < 3; ++i) {
        const QList<qint64> before = childProcesses();
        QCOMPARE(before.size(), 1);
        QCOMPARE(::kill(pid_t(before.constFirst()), SIGKILL), 0);
        QVERIFY(decoder.decode({.file = file}));
        QVERIFY(childProcesses() != before);
    }
    QCOMPARE(childProcesses().size(), 1);
#endif
}

void TestPictureDecoder::tellsItsProcessNoSecret()
{
#ifndef Q_OS_LINUX
    QSKIP("Looks into /proc.");
#else
    qputenv("CONTACTSHEET_API_KEY", "sk-canary-of-the-decoder");
    const auto unset = qScopeGuard([] { qunsetenv("CONTACTSHEET_API_KEY"); });
    const Bench bench;
    PictureDecoder decoder(bench.program);
    QVERIFY(decoder.decode({.bytes = pictureBytes()}));
    const QString folder = u"/proc/%1/"_s.arg(childProcesses().constFirst());

    const QByteArray environment = contentOf(folder + u"environ"_s);
    QVERIFY(environment.contains("LC_ALL=C.UTF-8"));
    QVERIFY(!environment.contains("canary"));
    QVERIFY(!environment.contains("HOME="));
    // Nothing but the three standard ones and its own copy of one of them is open.
    QVERIFY(QDir(folder + u"fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size()
            <= 8);
#endif
}

void TestPictureDecoder::goesOnAfterAFault_data()
{
    QTest::addColumn<QString>("fault");
    for (const QString &fault : {u"crash"_s, u"leave"_s, u"babble"_s, u"exceed"_s, u"stop halfway"_s})
        QTest::newRow(qPrintable(fault)) << fault;
}

void TestPictureDecoder::goesOnAfterAFault()
{
    QFETCH(const QString, fault);
    const Bench bench;
    PictureDecoder decoder(bench.faulty);
    const QString good = bench.write(u"good.png"_s);
    const QString bad = bench.write(fault + u".png"_s);

    for (int i = 0; i < 2; ++i) {
        QVERIFY(decoder.decode({.file = good, .box = {20, 20}}));
        const Result<QImage> image = decoder.decode({.file = bad, .box = {20, 20}});
        QVERIFY(!image);
        QCOMPARE(image.error().kind, Error::Kind::Disk);
        QVERIFY(image.error().message.startsWith(u"No preview"_s));
    }
    const Result<QImage> image = decoder.decode({.file = good, .box = {20, 20}});
    QVERIFY(image);
    QCOMPARE(image.value().size(), QSize(20, 15)); // Nothing of what was said before is left over.
}

void TestPictureDecoder::startsAgainForAPictureThatIsNotToBlame()
{
    const Bench bench;
    PictureDecoder decoder(bench.faulty);

    QVERIFY(decoder.decode({.file = bench.write(u"leave once.png"_s), .box = {20, 20}}));
}

void TestPictureDecoder::endsWhatTakesTooLong()
{
    const Bench bench;
    PictureDecoder decoder(bench.faulty, 300ms);

    const Result<QImage> image = decoder.decode({.file = bench.write(u"hang.png"_s), .box = {20, 20}});

    QVERIFY(!image);
    QVERIFY(image.error().message.contains(u"too long"_s));
#ifdef Q_OS_LINUX
    QVERIFY(childProcesses().isEmpty());
#endif
}

void TestPictureDecoder::decodesNothingWhereNoProcessStarts()
{
    const Bench bench;
    const QString file = bench.write(u"a.png"_s);
    PictureDecoder decoder(bench.folder.filePath(u"no such program"_s));

    for (int i = 0; i < 3; ++i) {
        const Result<QImage> image = decoder.decode({.file = file});
        QVERIFY(!image);
        QVERIFY(image.error().message.contains(u"cannot be started"_s));
        QVERIFY(!image.error().detail.isEmpty());
    }
}

void TestPictureDecoder::stopsSoon()
{
    const Bench bench;
    const QString file = bench.write(u"hang.png"_s);
    PictureDecoder decoder(bench.faulty);
    QThreadPool pool;
    pool.setMaxThreadCount(5);
    QList<QFuture<Error>> errors;
    for (int i = 0; i < 5; ++i) { // Two under way, three waiting.
        errors.append(QtConcurrent::run(&pool, [&decoder, file] {
            const Result<QImage> image = decoder.decode({.file = file, .box = {20, 20}});
            return image ? Error{} : image.error();
        }));
    }
#ifdef Q_OS_LINUX
    QTRY_COMPARE(childProcesses().size(), 2);
#endif

    decoder.stop();

    for (QFuture<Error> &error : errors)
        QCOMPARE(error.result().kind, Error::Kind::Cancelled);
    QCOMPARE(decoder.decode({.file = file}).error().kind, Error::Kind::Cancelled);
}

void TestPictureDecoder::leavesAGreyTileWhereADecoderCrashes()
{
    const Bench bench;
    setPictureDecoder(std::make_shared<PictureDecoder>(bench.faulty));
    const auto forget = qScopeGuard([] { setPictureDecoder({}); });
    QThreadPool pool;
    pool.setMaxThreadCount(1);
    ThumbnailMaker maker(&pool);
    QSignalSpy made(&maker, &ThumbnailMaker::thumbnailMade);
    QSignalSpy failed(&maker, &ThumbnailMaker::thumbnailFailed);
    QList<ThumbnailRequest> requests;
    for (const QString &name : {u"first.png"_s, u"crash.png"_s, u"second.png"_s, u"third.png"_s})
        requests.append({bench.write(name), {20, 20}});

    maker.want(requests);

    QTRY_COMPARE(made.size(), 3);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<ThumbnailRequest>().file, requests.at(1).file);
    QVERIFY(failed.first().at(1).value<Error>().message.startsWith(u"No preview"_s));

    PictureLoader loader(&pool); // What the viewer shows comes from there as well.
    loader.want({requests.at(1).file, requests.at(2).file});
    QTRY_VERIFY(loader.error(requests.at(1).file));
    QTRY_COMPARE(loader.picture(requests.at(2).file).size(), QSize(40, 30));
}

QTEST_GUILESS_MAIN(TestPictureDecoder)
#include "tst_picturedecoder.moc"
