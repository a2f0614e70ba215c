#include "support/pictures.h"
#include "ui/viewer/picturecanvas.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A canvas that shows a picture larger than itself.
struct Bench
{
    Bench()
    {
        canvas.resize(760, 570);
        canvas.show();
        show(u"a"_s);
    }
    void show(const QString &file)
    {
        canvas.showContent({.file = file, .size = picture.size(), .picture = withLevels(picture)});
    }
    void wheel(const QPoint &position, int delta)
    {
        QWheelEvent event(position, canvas.mapToGlobal(position), {}, {0, delta}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &event);
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(&canvas, to);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
    }
    /// How many of many points do not have exactly the colour of their pixel of the picture.
    [[nodiscard]] int differences()
    {
        const QImage seen = canvas.grab().toImage();
        int count = 0;
        for (int y = 2; y < seen.height() - 2; y += 7) {
            for (int x = 2; x < seen.width() - 2; x += 7) {
                const QPointF point = canvas.transform().pictureAt({x + 0.5, y + 0.5});
                count += seen.pixel(x, y) == picture.pixel(int(point.x()), int(point.y())) ? 0 : 1;
            }
        }
        return count;
    }

    QImage picture = QImage::fromData(pictureBytes({1200, 900})).convertToFormat(QImage::Format_RGB32);
    PictureCanvas canvas;
    const PictureTransform &transform = canvas.transform();
    QSignalSpy zoomed{&canvas, &PictureCanvas::zoomChanged};
};

} // namespace

class TestPictureCanvas : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void zoomsAtThePointer();
    void pansByDragging();
    void switchesBetweenFittedAndActualSize();
    void stopsAtActualSize();
    void beginsAnotherPictureFitted();
    void drawsPixelForPixelAtActualSizeAndAbove();
    void drawsAShrunkPictureWithoutNoise();
    void showsWhatIsBehindATransparentPicture();
    void writesOnASheetWhereThereIsNoPicture();
};

void TestPictureCanvas::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestPictureCanvas::zoomsAtThePointer()
{
    Bench bench;
    const QPoint pointer(400, 150);
    const QPointF point = bench.transform.pictureAt(pointer);
    const double fitted = bench.transform.zoom();
    bench.zoomed.clear();
    bench.wheel(pointer, 240);
    QVERIFY(bench.transform.zoom() > fitted);
    QVERIFY((bench.transform.pictureAt(pointer) - point).manhattanLength() < 1e-6);
    bench.wheel(pointer, -2400);
    QVERIFY(bench.transform.isFitted());
    bench.wheel(pointer, -120);
    QCOMPARE(bench.zoomed.size(), 2);
}

void TestPictureCanvas::pansByDragging()
{
    Bench bench;
    bench.canvas.showActualSize();
    const QPointF before = bench.transform.target().topLeft();
    QTest::mousePress(&bench.canvas, Qt::LeftButton, {}, {300, 300});
    QCOMPARE(bench.canvas.cursor().shape(), Qt::ClosedHandCursor);
    QTest::mouseMove(&bench.canvas, {260, 290});
    QTest::mouseRelease(&bench.canvas, Qt::LeftButton, {}, {260, 290});
    QCOMPARE(bench.transform.target().topLeft() - before, QPointF(-40, -10));
    QTest::mouseMove(&bench.canvas, {500, 500});
    QCOMPARE(bench.transform.target().topLeft() - before, QPointF(-40, -10));
    bench.drag({0, 0}, {5000, 5000});
    QCOMPARE(bench.transform.target().topLeft(), QPointF(0, 0));
}

void TestPictureCanvas::switchesBetweenFittedAndActualSize()
{
    Bench bench;
    const QPoint pointer(400, 150);
    const QPointF point = bench.transform.pictureAt(pointer);
    QTest::mouseDClick(&bench.canvas, Qt::LeftButton, {}, pointer);
    QCOMPARE(bench.transform.zoom(), 1.0);
    QVERIFY((bench.transform.pictureAt(pointer) - point).manhattanLength() < 1e-6);
    QTest::mouseDClick(&bench.canvas, Qt::LeftButton, {}, pointer);
    QVERIFY(bench.transform.isFitted());
}

void TestPictureCanvas::stopsAtActualSize()
{
    Bench bench;
    bench.wheel({10, 10}, 1200);
    QCOMPARE(bench.transform.zoom(), 1.0);
    bench.wheel({10, 10}, 120);
    QCOMPARE(bench.transform.zoom(), 1.25);
    bench.wheel({10, 10}, -600);
    QCOMPARE(bench.transform.zoom(), 1.0);
}

void TestPictureCanvas::beginsAnotherPictureFitted()
{
    Bench bench;
    bench.canvas.showActualSize();
    bench.show(u"a"_s);
    QCOMPARE(bench.transform.zoom(), 1.0);
    bench.show(u"b"_s);
    QVERIFY(bench.transform.isFitted());
}

void TestPictureCanvas::drawsPixelForPixelAtActualSizeAndAbove()
{
    Bench bench;
    bench.canvas.showActualSize();
    QCOMPARE(bench.differences(), 0);
    bench.drag({300, 300}, {161, 233});
    QCOMPARE(bench.differences(), 0);
    for (int i = 0; i < 30; ++i)
        bench.canvas.zoomIn();
    QCOMPARE(bench.transform.zoom(), PictureTransform::LargestZoom);
    QCOMPARE(bench.differences(), 0);
}

void TestPictureCanvas::drawsAShrunkPictureWithoutNoise()
{
    Bench bench;
    bench.picture = QImage(6000, 4500, QImage::Format_RGB32);
    for (int y = 0; y < bench.picture.height(); ++y) {
        for (int x = 0; x < bench.picture.width(); ++x)
            bench.picture.setPixel(x, y, (x + y) % 2 ? 0xffffffff : 0xff000000);
    }
    bench.show(u"squares"_s);
    const QImage seen = bench.canvas.grab().toImage();
    for (int x = 100; x < 600; x += 3) // Black and white pixels seen from afar are grey.
        QVERIFY(std::abs(seen.pixelColor(x, 285).red() - 128) < 12);
}

void TestPictureCanvas::showsWhatIsBehindATransparentPicture()
{
    Bench bench;
    bench.picture = QImage(700, 500, QImage::Format_ARGB32_Premultiplied);
    bench.picture.fill(Qt::transparent);
    bench.show(u"glass"_s);
    const QImage seen = bench.canvas.grab().toImage();
    const QPoint corner = bench.transform.target().topLeft().toPoint();
    QVERIFY(seen.pixel(corner + QPoint(2, 2)) != seen.pixel(corner + QPoint(10, 2)));
}

void TestPictureCanvas::writesOnASheetWhereThereIsNoPicture()
{
    Bench bench;
    bench.canvas.showWords({.phase = TilePhase::Failed, .headline = u"failed"_s, .shape = {1200, 900}});
    QVERIFY(!bench.canvas.hasPicture());
    const QImage one = bench.canvas.grab().toImage();
    bench.canvas.showWords({.phase = TilePhase::Failed,
                            .headline = u"failed"_s,
                            .reason = QString(100'000, u'x'),
                            .shape = {1200, 900}});
    const QImage other = bench.canvas.grab().toImage();
    QVERIFY(one != other);
    // However long the words are, they stay on the sheet.
    const QRect below(0, other.height() - int(PictureTransform::Margin), other.width(), 8);
    QCOMPARE(other.copy(below), one.copy(below));
    bench.canvas.resize(40, 30);
    QVERIFY(!bench.canvas.grab().isNull());
    bench.wheel({10, 10}, 120);
    bench.canvas.showActualSize();
    QVERIFY(!bench.canvas.hasPicture());
}

QTEST_MAIN(TestPictureCanvas)
#include "tst_picturecanvas.moc"
