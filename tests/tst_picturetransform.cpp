#include "ui/viewer/picturetransform.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// \a picture pixels in a room of 800 × 600, margins not counted.
PictureTransform transformOf(const QSize &picture, double pixelRatio = 1)
{
    PictureTransform transform;
    transform.setRoom(QSizeF(800 + 2 * PictureTransform::Margin, 600 + 2 * PictureTransform::Margin),
                      pixelRatio);
    transform.setPicture(picture);
    return transform;
}

constexpr QPointF Middle(400 + PictureTransform::Margin, 300 + PictureTransform::Margin);

bool isNear(const QPointF &one, const QPointF &other, double distance = 1e-6)
{
    return (one - other).manhattanLength() <= distance;
}

} // namespace

class TestPictureTransform : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void fitsWholePictures_data();
    void fitsWholePictures();
    void showsAPixelOnAPixelOfTheScreen();
    void keepsThePointUnderThePointerWhenItZooms();
    void zoomsNoFurtherThanItShould();
    void neverLetsThePictureOutOfView();
    void keepsTheMiddleWhenTheRoomChanges();
    void followsTheRoomWhileItIsFitted();
    void survivesHavingNoPictureOrNoRoom();
};

void TestPictureTransform::fitsWholePictures_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<double>("pixelRatio");
    QTest::addColumn<double>("zoom");

    QTest::newRow("wide") << QSize(1600, 400) << 1.0 << 0.5;
    QTest::newRow("high") << QSize(400, 2400) << 1.0 << 0.25;
    QTest::newRow("smaller than the room") << QSize(100, 100) << 1.0 << 1.0;
    QTest::newRow("a fine screen") << QSize(1600, 1200) << 2.0 << 1.0;
    QTest::newRow("small on a fine screen") << QSize(100, 100) << 2.0 << 2.0;
}

void TestPictureTransform::fitsWholePictures()
{
    QFETCH(const QSize, picture);
    QFETCH(const double, pixelRatio);
    const PictureTransform transform = transformOf(picture, pixelRatio);

    QVERIFY(transform.isFitted());
    QTEST(transform.zoom(), "zoom");
    QVERIFY(isNear(transform.target().center(), Middle, 1));
    QVERIFY(!transform.canPan());
}

void TestPictureTransform::showsAPixelOnAPixelOfTheScreen()
{
    for (const double pixelRatio : {1.0, 1.25, 2.0}) {
        PictureTransform transform = transformOf({3001, 2001}, pixelRatio);
        transform.zoomTo(1, {10, 10});
        QCOMPARE(transform.target().width() * pixelRatio, 3001.0);
        const double left = transform.target().left() * pixelRatio;
        QVERIFY(std::abs(left - std::round(left)) < 1e-6);
    }
}

void TestPictureTransform::keepsThePointUnderThePointerWhenItZooms()
{
    for (const double pixelRatio : {1.0, 2.0}) {
        PictureTransform transform = transformOf({4000, 3000}, pixelRatio);
        const QPointF pointer(500, 200);
        const QPointF point = transform.pictureAt(pointer);
        for (const double zoom : {0.5, 1.0, 7.0, 32.0, 2.0}) {
            transform.zoomTo(zoom, pointer);
            QCOMPARE(transform.zoom(), zoom);
            QVERIFY(isNear(transform.pictureAt(pointer), point));
        }
    }
}

void TestPictureTransform::zoomsNoFurtherThanItShould()
{
    PictureTransform large = transformOf({1600, 1200});
    large.zoomTo(1000, Middle);
    QCOMPARE(large.zoom(), PictureTransform::LargestZoom);
    large.zoomTo(0.001, {0, 0});
    QCOMPARE(large.zoom(), 0.5);
    QVERIFY(large.isFitted());

    PictureTransform small = transformOf({100, 100}, 2);
    small.zoomTo(0.001, {0, 0});
    QCOMPARE(small.zoom(), 1.0);
    QVERIFY(!small.isFitted());
}

void TestPictureTransform::neverLetsThePictureOutOfView()
{
    PictureTransform transform = transformOf({1600, 400});
    transform.zoomTo(1, Middle);
    transform.panBy({100'000, 100'000});
    QCOMPARE(transform.target().left(), 0.0);
    QVERIFY(isNear(transform.target().center(), {800, Middle.y()})); // There is nothing to pan up or down.
    transform.panBy({-100'000, -5});
    QCOMPARE(transform.target().right(), 2 * Middle.x());
}

void TestPictureTransform::keepsTheMiddleWhenTheRoomChanges()
{
    PictureTransform transform = transformOf({4000, 3000});
    transform.zoomTo(2, {100, 50});
    const QPointF point = transform.pictureAt(Middle);
    transform.setRoom({500, 900}, 1);
    QCOMPARE(transform.zoom(), 2.0);
    QVERIFY(isNear(transform.pictureAt({250, 450}), point));
}

void TestPictureTransform::followsTheRoomWhileItIsFitted()
{
    PictureTransform transform = transformOf({1600, 1200});
    transform.setRoom({400 + 2 * PictureTransform::Margin, 1000}, 1);
    QCOMPARE(transform.zoom(), 0.25);
    transform.zoomTo(0.4, {1, 1});
    transform.setRoom({3000, 3000}, 1); // All of it can be seen now: it is fitted again.
    QVERIFY(transform.isFitted());
    QCOMPARE(transform.zoom(), 1.0);
}

void TestPictureTransform::survivesHavingNoPictureOrNoRoom()
{
    PictureTransform nothing;
    nothing.zoomTo(2, {1, 1});
    nothing.panBy({1, 1});
    nothing.setRoom({100, 100}, 1);
    QVERIFY(nothing.isEmpty());
    nothing.setPicture({10, 10});
    nothing.setRoom({}, 1);
    nothing.zoomTo(2, {});
    nothing.setRoom({3, 3}, 1); // Less than the margins.
    QVERIFY(nothing.zoom() > 0);
    QVERIFY(std::isfinite(nothing.target().width()));
}

QTEST_APPLESS_MAIN(TestPictureTransform)
#include "tst_picturetransform.moc"
