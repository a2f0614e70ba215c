#include "practice/painting/figures/creatures.h"

#include "practice/painting/brushwork.h"

#include <QPainter>

namespace ContactSheet {

namespace {

constexpr QRgb Joint = 0x4a5068;
constexpr QRgb Dark = 0x262338;

} // namespace

void paintRobot(QPainter &painter, const QColor &shell, const Light &light)
{
    const QColor joint(Joint);
    const QColor accent(0xf2764b);
    const QColor eyes(0x6ff3ff);
    groundShadow(painter, {0, -2}, 105, 17, light);
    fillSolid(painter, limb({-94, -158}, {-112, -98}, 26, 24), joint, light);
    fillSolid(painter, limb({94, -158}, {128, -196}, 26, 24), joint, light);
    for (const double side : {-1.0, 1.0}) {
        fillSolid(painter, limb({side * 36, -84}, {side * 38, -22}, 30, 28), joint, light);
        fillSolid(painter, roundedBox(QRectF(side * 40 - 33, -28, 66, 28), 14), shell, light);
    }
    fillSolid(painter, roundedBox(QRectF(-80, -196, 160, 124), 36), shell, light);
    fill(painter, roundedBox(QRectF(-46, -166, 92, 54), 14), light.on(QColor(0x2b3358)));
    fillEllipse(painter, {-22, -139}, 11, 11, accent);
    fillEllipse(painter, {6, -139}, 8, 8, eyes);
    fillEllipse(painter, {28, -139}, 8, 8, QColor(0xffcf4d));
    fillSolid(painter, limb({-112, -92}, {-112, -84}, 40, 40), accent, light);
    fillSolid(painter, limb({130, -204}, {132, -210}, 40, 40), accent, light);
    fillSolid(painter, roundedBox(QRectF(-22, -216, 44, 28), 8), joint, light);
    line(painter, {0, -310}, {0, -342}, 6, light.on(joint));
    glow(painter, {0, -346}, 30, withOpacity(eyes, 0.7));
    fillEllipse(painter, {0, -346}, 10, 10, eyes);
    fillSolid(painter, roundedBox(QRectF(-96, -278, 192, 44), 20), accent, light);
    fillSolid(painter, roundedBox(QRectF(-82, -314, 164, 112), 44), shell, light);
    fill(painter, roundedBox(QRectF(-62, -292, 132, 66), 30), light.on(QColor(0x1d2340)));
    for (const double x : {-24.0, 32.0}) {
        glow(painter, {x, -260}, 36, withOpacity(eyes, 0.5));
        fillEllipse(painter, {x, -260}, 14, 17, eyes);
        fillEllipse(painter, {x + 5, -266}, 5, 6, Qt::white);
    }
}

void paintBird(QPainter &painter, const QColor &feathers, const Light &light)
{
    QPainterPath farWing(QPointF(10, -10));
    farWing.cubicTo(QPointF(30, -70), QPointF(70, -110), QPointF(112, -124));
    farWing.cubicTo(QPointF(100, -70), QPointF(80, -30), QPointF(44, 0));
    farWing.closeSubpath();
    fillSolid(painter, farWing, multiplied(feathers, QColor(0xaaa6c6)), light);
    fillSolid(painter, polygon({{-70, -6}, {-138, -20}, {-126, 2}, {-140, 20}, {-66, 16}}), feathers, light);
    QPainterPath body(QPointF(-84, 4));
    body.cubicTo(QPointF(-40, -46), QPointF(30, -50), QPointF(66, -46));
    body.cubicTo(QPointF(104, -44), QPointF(106, 0), QPointF(80, 14));
    body.cubicTo(QPointF(40, 46), QPointF(-40, 40), QPointF(-84, 4));
    fillSolid(painter, body, feathers, light);
    QPainterPath belly(QPointF(80, 14));
    belly.cubicTo(QPointF(40, 46), QPointF(-40, 40), QPointF(-84, 4));
    belly.cubicTo(QPointF(-30, 20), QPointF(40, 16), QPointF(80, 14));
    fill(painter, belly, light.on(mixed(feathers, Qt::white, 0.7)));
    fillSolid(painter, polygon({{96, -28}, {130, -16}, {95, -8}}), QColor(0xffb03a), light);
    fillEllipse(painter, {76, -24}, 7, 8, light.on(QColor(Dark)));
    fillEllipse(painter, {78, -27}, 2.6, 2.6, Qt::white);
    QPainterPath wing(QPointF(30, -14));
    wing.cubicTo(QPointF(-6, -70), QPointF(-66, -130), QPointF(-124, -146));
    wing.cubicTo(QPointF(-120, -90), QPointF(-92, -24), QPointF(-24, 12));
    wing.cubicTo(QPointF(4, 22), QPointF(32, 10), QPointF(30, -14));
    fillSolid(painter, wing, mixed(feathers, Qt::white, 0.12), light);
}

void paintFish(QPainter &painter, const QColor &scales, const Light &light)
{
    const QColor fin = mixed(scales, QColor(0xffe08a), 0.4);
    QPainterPath tail(QPointF(-64, 0));
    tail.cubicTo(QPointF(-92, -20), QPointF(-112, -58), QPointF(-134, -60));
    tail.cubicTo(QPointF(-120, -20), QPointF(-120, 20), QPointF(-134, 60));
    tail.cubicTo(QPointF(-112, 58), QPointF(-92, 20), QPointF(-64, 0));
    fillSolid(painter, tail, fin, light);
    QPainterPath back(QPointF(-40, -44));
    back.cubicTo(QPointF(-30, -90), QPointF(20, -98), QPointF(46, -86));
    back.cubicTo(QPointF(34, -70), QPointF(40, -60), QPointF(46, -46));
    back.closeSubpath();
    fillSolid(painter, back, fin, light);
    QPainterPath body(QPointF(-78, 0));
    body.cubicTo(QPointF(-40, -66), QPointF(60, -84), QPointF(112, -4));
    body.cubicTo(QPointF(60, 74), QPointF(-40, 62), QPointF(-78, 0));
    fillSolid(painter, body, scales, light);
    QPainterPath stripe(QPointF(20, -62));
    stripe.quadTo(QPointF(44, 0), QPointF(18, 57));
    stripe.lineTo(-6, 56);
    stripe.quadTo(QPointF(20, 0), QPointF(-6, -58));
    stripe.closeSubpath();
    fill(painter, stripe, light.on(mixed(scales, Qt::white, 0.72)));
    fillSolid(painter, limb({-8, 14}, {-44, 26}, 28, 10), fin, light);
    fillEllipse(painter, {72, -16}, 13, 13, Qt::white);
    fillEllipse(painter, {75, -16}, 7.5, 8, QColor(Dark));
    fillEllipse(painter, {77, -19}, 2.6, 2.6, Qt::white);
}

} // namespace ContactSheet
