#include "practice/pngwriter.h"

#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestPngWriter : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesWhatReadersRead_data();
    void writesWhatReadersRead();
    void writesGradientsSmall();
};

void TestPngWriter::writesWhatReadersRead_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("one pixel") << QSize(1, 1);
    QTest::newRow("odd") << QSize(257, 3);
    QTest::newRow("tall") << QSize(2, 1536);
}

void TestPngWriter::writesWhatReadersRead()
{
    QFETCH(const QSize, size);
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(x * 7 + y, y * 31, x * y + 200));
    }
    // libpng, behind Qt, checks every checksum.
    const QImage read = QImage::fromData(writePng(image), "PNG");
    QCOMPARE(read.convertToFormat(QImage::Format_RGB32), image);
}

void TestPngWriter::writesGradientsSmall()
{
    QImage image(512, 512, QImage::Format_RGB32);
    QLinearGradient gradient(0, 0, 0, 512);
    gradient.setColorAt(0, Qt::blue);
    gradient.setColorAt(1, Qt::yellow);
    QPainter(&image).fillRect(image.rect(), gradient);
    QVERIFY(writePng(image).size() < 512 * 512 * 3 / 50);
}

QTEST_GUILESS_MAIN(TestPngWriter)
#include "tst_pngwriter.moc"
