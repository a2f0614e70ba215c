#include "core/pictureformat.h"
#include "library/thumbnailmaker.h"
#include "support/pictures.h"
#include "support/pngfiles.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

class Bench
{
public:
    Bench() { pool.setMaxThreadCount(1); }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return isWritten ? file.fileName() : QString();
    }
    /// The names of the files of which \a spy heard, in order.
    static QStringList names(const QSignalSpy &spy)
    {
        QStringList names;
        for (const QList<QVariant> &call : spy)
            names.append(call.first().value<ThumbnailRequest>().file.section(u'/', -1));
        return names;
    }

    QTemporaryDir folder;
    QThreadPool pool;
    ThumbnailMaker maker{&pool};
    QSignalSpy made{&maker, &ThumbnailMaker::thumbnailMade};
    QSignalSpy failed{&maker, &ThumbnailMaker::thumbnailFailed};
};

} // namespace

class TestThumbnailMaker : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void scalesIntoTheBox_data();
    void scalesIntoTheBox();
    void drawsQuickly();
    void refusesWhatIsNoWholePicture_data();
    void refusesWhatIsNoWholePicture();
    void refusesABombBeforeItDecodes();
    void makesTheMostWantedFirst();
    void dropsWhatIsNoLongerWanted();
    void makesEachOnce();
    void canBeDestroyedAtWork();
    void leavesACoreToTheWindow();
};

void TestThumbnailMaker::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestThumbnailMaker::scalesIntoTheBox_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("thumbnail");

    QTest::newRow("square") << "PNG"_ba << QSize(400, 400) << QSize(100, 100);
    QTest::newRow("wide") << "PNG"_ba << QSize(400, 200) << QSize(100, 50);
    QTest::newRow("high") << "JPG"_ba << QSize(200, 400) << QSize(50, 100);
    QTest::newRow("small") << "JPG"_ba << QSize(20, 40) << QSize(20, 40);
    QTest::newRow("a line") << "PNG"_ba << QSize(2000, 1) << QSize(100, 1);
}

void TestThumbnailMaker::scalesIntoTheBox()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QSize, size);
    const Bench bench;
    // Whatever the name says, the bytes decide.
    const QString file = bench.write(u"picture.webp"_s, pictureBytes(size, format.constData()));

    const Result<QImage> image = makeThumbnail(file, {100, 100});

    QVERIFY(image);
    QTEST(image.value().size(), "thumbnail");
}

void TestThumbnailMaker::drawsQuickly()
{
    const Bench bench;
    QImage see(8, 8, QImage::Format_RGBA8888);
    see.fill(QColor(255, 0, 0, 100));
    const QString file = bench.folder.filePath(u"through.png"_s);
    QVERIFY(see.save(file));

    QCOMPARE(makeThumbnail(file, {8, 8}).value().format(), QImage::Format_ARGB32_Premultiplied);
    const QString opaque = bench.write(u"opaque.jpg"_s, pictureBytes({64, 64}, "JPG"));
    QCOMPARE(makeThumbnail(opaque, {8, 8}).value().format(), QImage::Format_RGB32);
}

void TestThumbnailMaker::refusesWhatIsNoWholePicture_data()
{
    QTest::addColumn<QByteArray>("bytes");

    const QByteArray png = pictureBytes({200, 200});
    const QByteArray jpeg = pictureBytes({200, 200}, "JPG");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << "<svg xmlns='http://www.w3.org/2000/svg'/>"_ba;
    QTest::newRow("a cut PNG") << png.left(png.size() / 2);
    QTest::newRow("a cut JPEG") << jpeg.left(jpeg.size() / 2);
}

void TestThumbnailMaker::refusesWhatIsNoWholePicture()
{
    QFETCH(const QByteArray, bytes);
    Bench bench;
    const QString file = bench.write(u"picture.png"_s, bytes);

    bench.maker.want({{file, {100, 100}}, {bench.folder.filePath(u"gone.png"_s), {100, 100}}});

    QTRY_COMPARE(bench.failed.size(), 2);
    QVERIFY(bench.made.isEmpty());
    for (const QList<QVariant> &call : std::as_const(bench.failed)) {
        QCOMPARE(call.at(1).value<Error>().kind, Error::Kind::Disk);
        QVERIFY(!call.at(1).value<Error>().message.isEmpty());
    }
}

void TestThumbnailMaker::refusesABombBeforeItDecodes()
{
    const Bench bench;
    const QByteArray bytes = pngBomb(30'000);
    QCOMPARE(inspectPicture(bytes)->size, QSize(30'000, 30'000)); // It looks whole.

    const Result<QImage> image = makeThumbnail(bench.write(u"bomb.png"_s, bytes), {100, 100});

    // Had it been decoded, its message would be that of a damaged file.
    QVERIFY(!image);
    QVERIFY(image.error().message.contains(u"30000 × 30000"_s));
}

void TestThumbnailMaker::makesTheMostWantedFirst()
{
    Bench bench;
    QList<ThumbnailRequest> requests;
    for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
        requests.append({bench.write(name, pictureBytes()), {8, 8}});

    bench.maker.want(requests);

    QVERIFY(bench.made.isEmpty());
    QTRY_COMPARE(Bench::names(bench.made), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
}

void TestThumbnailMaker::dropsWhatIsNoLongerWanted()
{
    Bench bench;
    QList<ThumbnailRequest> requests;
    for (int i = 0; i < 100; ++i)
        requests.append({bench.write(u"old %1"_s.arg(i), pictureBytes()), {8, 8}});
    const ThumbnailRequest seen{bench.write(u"seen"_s, pictureBytes()), {8, 8}};

    bench.maker.want(requests);
    bench.maker.want({seen});

    QTRY_COMPARE(Bench::names(bench.made).value(1), u"seen"_s);
    bench.pool.waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(Bench::names(bench.made), (QStringList{u"old 0"_s, u"seen"_s}));
}

void TestThumbnailMaker::makesEachOnce()
{
    Bench bench;
    const ThumbnailRequest request{bench.write(u"a"_s, pictureBytes()), {8, 8}};
    const ThumbnailRequest larger{request.file, {16, 16}};

    bench.maker.want({request, request});
    bench.maker.want({request, larger, request});

    QTRY_COMPARE(bench.made.size(), 2);
    bench.pool.waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(bench.made.size(), 2);
}

void TestThumbnailMaker::canBeDestroyedAtWork()
{
    const Bench bench;
    QThreadPool pool;
    for (int i = 0; i < 20; ++i) {
        ThumbnailMaker maker(&pool);
        maker.want({{bench.write(u"a"_s, pictureBytes({300, 300})), {8, 8}}});
    }
    QVERIFY(pool.waitForDone());
}

void TestThumbnailMaker::leavesACoreToTheWindow()
{
    QVERIFY(pictureThreadCount() >= 1);
    QVERIFY(pictureThreadCount() < std::max(QThread::idealThreadCount(), 2));
}

QTEST_GUILESS_MAIN(TestThumbnailMaker)
#include "tst_thumbnailmaker.moc"
