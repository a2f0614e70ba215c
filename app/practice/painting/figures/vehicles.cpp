#include "practice/painting/figures/vehicles.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/mood.h"

#include <QPainter>

namespace ContactSheet {

namespace {

void paintWheel(QPainter &painter, QPointF centre, const Light &light)
{
    fillEllipse(painter, centre, 31, 31, light.on(QColor(0x2a2a40)));
    fillEllipse(painter, centre, 17, 17, light.on(QColor(0xd5d8e6)));
    fillEllipse(painter, centre, 6, 6, light.on(QColor(0x6d7390)));
}

} // namespace

void paintCar(QPainter &painter, const QColor &paint, const Mood &mood)
{
    const Light &light = mood.light;
    groundShadow(painter, {0, -2}, 158, 15, light);
    QPainterPath cabin(QPointF(-84, -80));
    cabin.cubicTo(QPointF(-72, -128), QPointF(-56, -138), QPointF(-22, -138));
    cabin.lineTo(24, -138);
    cabin.cubicTo(QPointF(52, -138), QPointF(70, -112), QPointF(88, -80));
    cabin.closeSubpath();
    fillSolid(painter, cabin, paint, light);
    const QColor window =
        mood.daytime == Daytime::Day ? QColor(0xcdeaf5) : mixed(QColor(0x8fb4d8), light.tint, 0.4);
    fill(painter, polygon({{-66, -84}, {-54, -118}, {-44, -124}, {-8, -124}, {-8, -84}}), window);
    fill(painter, polygon({{6, -84}, {6, -124}, {28, -124}, {44, -114}, {66, -84}}), window);
    QPainterPath body(QPointF(-140, -34));
    body.cubicTo(QPointF(-142, -78), QPointF(-124, -86), QPointF(-92, -86));
    body.lineTo(84, -86);
    body.cubicTo(QPointF(120, -84), QPointF(142, -70), QPointF(140, -34));
    body.cubicTo(QPointF(140, -24), QPointF(134, -20), QPointF(126, -20));
    body.lineTo(-126, -20);
    body.cubicTo(QPointF(-136, -20), QPointF(-140, -24), QPointF(-140, -34));
    fillSolid(painter, body, paint, light);
    line(painter, {-118, -54}, {118, -54}, 4, withOpacity(Qt::white, 0.4));
    paintWheel(painter, {-80, -28}, light);
    paintWheel(painter, {80, -28}, light);
    if (mood.daytime != Daytime::Day)
        glow(painter, {138, -56}, 70, withOpacity(QColor(0xfff0b0), 0.75));
    fillEllipse(painter, {131, -56}, 8, 11, QColor(0xfff6d0));
    fillEllipse(painter, {-134, -56}, 6, 10, QColor(0xff5d52));
}

void paintSailingBoat(QPainter &painter, const QColor &paint, const Mood &mood)
{
    const Light &light = mood.light;
    line(painter, {0, -40}, {0, -282}, 8, light.on(QColor(0x7a5140)));
    QPainterPath main(QPointF(10, -276));
    main.cubicTo(QPointF(60, -210), QPointF(112, -130), QPointF(128, -66));
    main.quadTo(QPointF(60, -54), QPointF(10, -62));
    main.closeSubpath();
    fillSolid(painter, main, QColor(0xfff8ec), light);
    QPainterPath stripe(QPointF(10, -150));
    stripe.lineTo(88, -150);
    stripe.lineTo(103, -116);
    stripe.lineTo(10, -116);
    stripe.closeSubpath();
    fill(painter, stripe, light.on(paint));
    QPainterPath jib(QPointF(-10, -262));
    jib.cubicTo(QPointF(-40, -190), QPointF(-80, -120), QPointF(-104, -70));
    jib.quadTo(QPointF(-50, -58), QPointF(-10, -64));
    jib.closeSubpath();
    fillSolid(painter, jib, mixed(paint, Qt::white, 0.55), light);
    QPainterPath hull(QPointF(-136, -46));
    hull.lineTo(150, -46);
    hull.cubicTo(QPointF(136, -10), QPointF(112, 8), QPointF(92, 8));
    hull.lineTo(-94, 8);
    hull.cubicTo(QPointF(-116, 8), QPointF(-130, -18), QPointF(-136, -46));
    fillSolid(painter, hull, paint, light);
    fill(painter, roundedBox(QRectF(-140, -52, 294, 14), 6), light.on(QColor(0xfff3df)));
    for (int i = 0; i < 3; ++i)
        fillEllipse(painter, {-70.0 + 68 * i, -18}, 10, 10, light.on(QColor(0xfff3df)));
}

void paintRocket(QPainter &painter, const QColor &paint, const Mood &mood)
{
    const Light &light = mood.light;
    painter.save();
    painter.rotate(24);
    glow(painter, {0, 190}, 150, withOpacity(QColor(0xffb347), 0.8));
    QPainterPath flame(QPointF(-30, 118));
    flame.cubicTo(QPointF(-44, 180), QPointF(-10, 200), QPointF(0, 262));
    flame.cubicTo(QPointF(10, 200), QPointF(44, 180), QPointF(30, 118));
    flame.closeSubpath();
    fillDown(painter, flame, {{0, QColor(0xfff3b0)}, {0.4, QColor(0xffb347)}, {1, QColor(0xff5d3c)}});
    fillSolid(painter, polygon({{-52, 20}, {-108, 126}, {-40, 108}}), paint, light);
    fillSolid(painter, polygon({{52, 20}, {108, 126}, {40, 108}}), paint, light);
    QPainterPath hull(QPointF(0, -196));
    hull.cubicTo(QPointF(66, -130), QPointF(84, -10), QPointF(44, 116));
    hull.lineTo(-44, 116);
    hull.cubicTo(QPointF(-84, -10), QPointF(-66, -130), QPointF(0, -196));
    fillSolid(painter, hull, QColor(0xf6f4f2), light);
    QPainterPath nose(QPointF(0, -196));
    nose.cubicTo(QPointF(28, -168), QPointF(44, -136), QPointF(52, -104));
    nose.quadTo(QPointF(0, -84), QPointF(-52, -104));
    nose.cubicTo(QPointF(-44, -136), QPointF(-28, -168), QPointF(0, -196));
    fillSolid(painter, nose, paint, light);
    fillEllipse(painter, {0, -34}, 36, 36, light.on(QColor(0x5b6485)));
    fillEllipse(painter, {0, -34}, 26, 26, QColor(0x8fe6f5));
    fillEllipse(painter, {8, -42}, 9, 7, withOpacity(Qt::white, 0.8));
    fillSolid(painter, roundedBox(QRectF(-12, 30, 24, 100), 10), paint, light);
    fill(painter, roundedBox(QRectF(-40, 112, 80, 14), 6), light.on(QColor(0x5b6485)));
    painter.restore();
}

void paintHotAirBalloon(QPainter &painter, const QColor &paint, const Mood &mood)
{
    const Light &light = mood.light;
    const QColor other = mixed(paint, Qt::white, 0.72);
    const auto gore = [](double reach) {
        QPainterPath path(QPointF(0, -190));
        path.cubicTo(QPointF(reach * 1.35, -190), QPointF(reach * 1.35, -30), QPointF(reach * 0.24, 62));
        path.lineTo(-reach * 0.24, 62);
        path.cubicTo(QPointF(-reach * 1.35, -30), QPointF(-reach * 1.35, -190), QPointF(0, -190));
        return path;
    };
    fillSolid(painter, gore(112), paint, light);
    fillSolid(painter, gore(72), other, light);
    fillSolid(painter, gore(30), paint, light);
    const QColor rope = light.on(QColor(0x6b4a3a));
    line(painter, {-25, 60}, {-21, 104}, 3, rope);
    line(painter, {25, 60}, {21, 104}, 3, rope);
    fillSolid(painter, roundedBox(QRectF(-28, 100, 56, 42), 9), QColor(0xb9804d), light);
    fill(painter, roundedBox(QRectF(-32, 96, 64, 11), 5), light.on(QColor(0x8a5a38)));
}

} // namespace ContactSheet
