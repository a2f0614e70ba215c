#include "library/pictureloader.h"
#include "library/thumbnail.h"
#include "support/pictures.h"

#include <QFile>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

class Bench
{
public:
    Bench() { pool.setMaxThreadCount(1); }
    ~Bench() { gate.release(); }
    Q_DISABLE_COPY_MOVE(Bench)

    QString write(const QString &name, const QByteArray &bytes = pictureBytes()) const
    {
        QFile file(folder.filePath(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return isWritten ? file.fileName() : QString();
    }
    /// Nothing of the pool begins before open().
    void shut()
    {
        pool.start([this] { gate.acquire(); });
    }
    void open() { gate.release(); }
    void finish()
    {
        pool.waitForDone();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    static QStringList names(const QSignalSpy &spy)
    {
        QStringList names;
        for (const QList<QVariant> &call : spy)
            names.append(call.first().toString().section(u'/', -1));
        return names;
    }

    QTemporaryDir folder;
    QSemaphore gate;
    QThreadPool pool;
    PictureLoader loader{&pool};
    QSignalSpy read{&loader, &PictureLoader::pictureRead};
    QSignalSpy failed{&loader, &PictureLoader::pictureFailed};
};

} // namespace

class TestPictureLoader : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsTheMostWantedFirst();
    void keepsNoMoreThanIsWanted();
    void readsNothingThatWasDroppedBeforeItBegan();
    void readsAgainWhatIsWantedAgain();
    void tellsWhyAFileCannotBeShown();
    void drawsLargePicturesSmallFromSmallerOnes();
    void readsPicturesAboveTheLimitOfQt();
    void canBeDestroyedAtWork();
};

void TestPictureLoader::readsTheMostWantedFirst()
{
    Bench bench;
    const QString file = bench.write(u"b"_s, pictureBytes({30, 20}));
    bench.loader.want({file, bench.write(u"c"_s), bench.write(u"a"_s)});

    QVERIFY(bench.read.isEmpty());
    QVERIFY(bench.loader.picture(file).isNull());
    QTRY_COMPARE(Bench::names(bench.read), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    QCOMPARE(bench.loader.picture(file).size(), QSize(30, 20));
    QCOMPARE(bench.loader.picture(file).levelFor(1).format(), QImage::Format_RGB32);
}

void TestPictureLoader::keepsNoMoreThanIsWanted()
{
    Bench bench;
    QStringList files;
    for (int i = 0; i < 5; ++i)
        files.append(bench.write(QString::number(i)));
    bench.loader.want(files);
    QTRY_COMPARE(bench.read.size(), PictureLoader::MostPictures);
    bench.finish();
    QCOMPARE(bench.read.size(), PictureLoader::MostPictures);

    bench.loader.want({files.at(2), files.at(3)});
    QTRY_COMPARE(Bench::names(bench.read).mid(3), QStringList{u"3"_s}); // What is there is not read again.
    QVERIFY(bench.loader.picture(files.at(0)).isNull());
    QVERIFY(!bench.loader.picture(files.at(2)).isNull());
}

void TestPictureLoader::readsNothingThatWasDroppedBeforeItBegan()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a file that keeps whoever reads it waiting");
#else
    Bench bench;
    bench.shut();
    const QString dropped = bench.folder.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(QFile::encodeName(dropped).constData(), S_IRUSR | S_IWUSR), 0);
    bench.loader.want({dropped});
    bench.loader.want({bench.write(u"wanted"_s)});
    bench.open();

    const bool isIdle = bench.pool.waitForDone(2000);
    const int writer = open(QFile::encodeName(dropped).constData(), O_RDWR | O_NONBLOCK);
    close(writer); // Whoever waits for it goes on.
    QVERIFY(isIdle);
    QTRY_COMPARE(Bench::names(bench.read), QStringList{u"wanted"_s});
    QVERIFY(bench.failed.isEmpty());
#endif
}

void TestPictureLoader::readsAgainWhatIsWantedAgain()
{
    Bench bench;
    bench.shut();
    const QString file = bench.write(u"a"_s);
    for (int i = 0; i < 50; ++i) {
        bench.loader.want({file});
        bench.loader.want({});
    }
    bench.loader.want({file});
    bench.open();
    QTRY_COMPARE(bench.read.size(), 1);
    bench.finish();
    QCOMPARE(bench.read.size(), 1);
    QVERIFY(!bench.loader.picture(file).isNull());
}

void TestPictureLoader::tellsWhyAFileCannotBeShown()
{
    Bench bench;
    const QString gone = bench.folder.filePath(u"gone.png"_s);
    const QString whole = bench.write(u"whole.png"_s);
    bench.loader.want({gone, whole});
    QTRY_COMPARE(bench.failed.size(), 1);
    QTRY_COMPARE(bench.read.size(), 1);
    QCOMPARE(bench.loader.error(gone)->kind, Error::Kind::Disk);
    QVERIFY(!bench.loader.error(whole));
    bench.loader.want({whole});
    QVERIFY(!bench.loader.error(gone));
}

void TestPictureLoader::drawsLargePicturesSmallFromSmallerOnes()
{
    QImage image(2048, 1024, QImage::Format_RGB32);
    image.fill(Qt::red);
    const WholePicture picture = withLevels(image);
    QCOMPARE(picture.size(), QSize(2048, 1024));
    QCOMPARE(picture.levelFor(4).width(), 2048);
    QCOMPARE(picture.levelFor(0.6).width(), 2048);
    QCOMPARE(picture.levelFor(0.5).width(), 1024);
    QCOMPARE(picture.levelFor(0.001).width(), 512);
    QCOMPARE(picture.levelFor(0.001).format(), QImage::Format_RGB32);
    QCOMPARE(withLevels(image.copy(0, 0, 1, 1000)).levels.size(), 1);
}

void TestPictureLoader::readsPicturesAboveTheLimitOfQt()
{
    const Bench bench;
    QImage image(8000, 5000, QImage::Format_Grayscale8);
    image.fill(Qt::gray);
    const QString file = bench.folder.filePath(u"large.png"_s);
    QVERIFY(image.save(file));
    QVERIFY(readPicture(file));
}

void TestPictureLoader::canBeDestroyedAtWork()
{
    const Bench bench;
    QThreadPool pool;
    for (int i = 0; i < 20; ++i) {
        PictureLoader loader(&pool);
        loader.want({bench.write(u"a"_s, pictureBytes({300, 300}))});
    }
    QVERIFY(pool.waitForDone());
}

QTEST_GUILESS_MAIN(TestPictureLoader)
#include "tst_pictureloader.moc"
