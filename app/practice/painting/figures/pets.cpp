#include "practice/painting/figures/pets.h"

#include "practice/painting/brushwork.h"

#include <QPainter>

namespace ContactSheet {

namespace {

constexpr QRgb Dark = 0x2b2438;

QColor inShade(const QColor &colour)
{
    return multiplied(colour, QColor(0xb4a8c4));
}

QColor pale(const QColor &colour)
{
    return mixed(colour, QColor(0xfffaf0), 0.78);
}

/// A sitting body without head and tail: what dog, cat and fox have in common.
void paintSittingBody(QPainter &painter, const QColor &fur, const QColor &paws, const Light &light)
{
    fillSolid(painter, limb({50, -110}, {58, -12}, 34, 26), inShade(fur), light);
    QPainterPath body(QPointF(10, -206));
    body.cubicTo(QPointF(-40, -170), QPointF(-96, -110), QPointF(-94, -46));
    body.cubicTo(QPointF(-94, -10), QPointF(-70, 0), QPointF(-40, 0));
    body.lineTo(36, 0);
    body.cubicTo(QPointF(58, -60), QPointF(76, -120), QPointF(62, -196));
    body.closeSubpath();
    fillSolid(painter, body, fur, light);
    QPainterPath chest(QPointF(34, -200));
    chest.cubicTo(QPointF(76, -190), QPointF(78, -130), QPointF(58, -92));
    chest.cubicTo(QPointF(44, -100), QPointF(26, -150), QPointF(34, -200));
    fill(painter, chest, light.on(pale(fur)));
    fillSolid(painter, limb({34, -112}, {36, -12}, 40, 27), fur, light);
    fillSolid(painter, limb({30, -11}, {56, -10}, 22, 19), paws, light);
    fillSolid(painter, limb({-46, -52}, {-28, -34}, 94, 66), fur, light);
    fillSolid(painter, limb({-34, -12}, {6, -11}, 24, 21), paws, light);
}

void paintEye(QPainter &painter, QPointF centre, double radiusX, double radiusY, const Light &light)
{
    fillEllipse(painter, centre, radiusX, radiusY, light.on(QColor(Dark)));
    fillEllipse(painter, centre + QPointF(radiusX * 0.3, -radiusY * 0.4), radiusX * 0.4, radiusX * 0.4,
                withOpacity(Qt::white, 0.9));
}

void paintWhiskers(QPainter &painter, QPointF root, const Light &light)
{
    const QColor colour = withOpacity(light.on(Qt::white), 0.8);
    line(painter, root, root + QPointF(38, -12), 2.4, colour);
    line(painter, root + QPointF(0, 7), root + QPointF(40, 6), 2.4, colour);
}

QPainterPath triangleEar(QPointF left, QPointF tip, QPointF right)
{
    QPainterPath ear(left);
    ear.quadTo((left + tip) / 2 + QPointF(-7, -3), tip);
    ear.quadTo((right + tip) / 2 + QPointF(7, -3), right);
    ear.closeSubpath();
    return ear;
}

} // namespace

void paintDog(QPainter &painter, const QColor &fur, const Light &light)
{
    groundShadow(painter, {-8, -2}, 135, 19, light);
    QPainterPath tail(QPointF(-80, -30));
    tail.cubicTo(QPointF(-130, -34), QPointF(-146, -70), QPointF(-138, -112));
    stroke(painter, tail, 24, light.on(inShade(fur)));
    paintSittingBody(painter, fur, pale(fur), light);
    fillSolid(painter, roundedBox(QRectF(-2, -216, 76, 24), 12), QColor(0xe2554a), light);
    fillEllipse(painter, {56, -186}, 10, 10, light.on(QColor(0xffcf4d)));
    QPainterPath head;
    head.addEllipse(QRectF(-22, -308, 112, 106));
    fillSolid(painter, head, fur, light);
    fillSolid(painter, limb({66, -240}, {112, -236}, 64, 46), pale(fur), light);
    fillEllipse(painter, {128, -250}, 15, 12, light.on(QColor(Dark)));
    QPainterPath mouth(QPointF(126, -232));
    mouth.quadTo(QPointF(112, -214), QPointF(88, -220));
    stroke(painter, mouth, 4, light.on(QColor(Dark)));
    paintEye(painter, {58, -268}, 9, 11, light);
    QPainterPath ear(QPointF(2, -304));
    ear.cubicTo(QPointF(-40, -300), QPointF(-60, -244), QPointF(-42, -208));
    ear.cubicTo(QPointF(-24, -190), QPointF(0, -214), QPointF(10, -250));
    ear.cubicTo(QPointF(20, -276), QPointF(18, -300), QPointF(2, -304));
    fillSolid(painter, ear, mixed(fur, QColor(0x4a2a2a), 0.45), light);
}

void paintCat(QPainter &painter, const QColor &fur, const Light &light)
{
    groundShadow(painter, {-8, -2}, 135, 19, light);
    QPainterPath tail(QPointF(-76, -24));
    tail.cubicTo(QPointF(-160, -10), QPointF(-170, -80), QPointF(-128, -104));
    tail.cubicTo(QPointF(-104, -118), QPointF(-104, -146), QPointF(-122, -152));
    stroke(painter, tail, 22, light.on(inShade(fur)));
    paintSittingBody(painter, fur, pale(fur), light);
    fillSolid(painter, triangleEar({56, -284}, {86, -338}, {98, -266}), inShade(fur), light);
    QPainterPath head;
    head.addEllipse(QRectF(-26, -300, 136, 108));
    fillSolid(painter, head, fur, light);
    fillSolid(painter, triangleEar({-18, -270}, {-8, -340}, {40, -294}), fur, light);
    fill(painter, triangleEar({-6, -278}, {0, -318}, {24, -292}), light.on(QColor(0xf6a8b0)));
    const QColor stripe = withOpacity(light.on(mixed(fur, QColor(Dark), 0.6)), 0.55);
    for (int i = 0; i < 3; ++i) {
        line(painter, {40.0 + 14 * i, -297.0 + 2 * i}, {42.0 + 12 * i, -278}, 6, stripe);
        line(painter, {-74.0 + 12 * i, -114.0 - 28 * i}, {-48.0 + 12 * i, -98.0 - 28 * i}, 7, stripe);
    }
    fillEllipse(painter, {80, -222}, 32, 22, light.on(pale(fur)));
    paintEye(painter, {42, -250}, 12, 15, light);
    paintEye(painter, {88, -250}, 9, 14, light);
    fill(painter, polygon({{70, -234}, {88, -234}, {79, -224}}), light.on(QColor(0xf08a98)));
    paintWhiskers(painter, {92, -222}, light);
}

void paintFox(QPainter &painter, const QColor &fur, const Light &light)
{
    groundShadow(painter, {-24, -2}, 165, 20, light);
    QPainterPath tail(QPointF(-50, -20));
    tail.cubicTo(QPointF(-100, 20), QPointF(-190, -10), QPointF(-186, -84));
    tail.cubicTo(QPointF(-184, -130), QPointF(-160, -152), QPointF(-140, -160));
    tail.cubicTo(QPointF(-146, -110), QPointF(-96, -90), QPointF(-66, -70));
    tail.closeSubpath();
    fillSolid(painter, tail, fur, light);
    QPainterPath tip(QPointF(-186, -84));
    tip.cubicTo(QPointF(-184, -130), QPointF(-160, -152), QPointF(-140, -160));
    tip.cubicTo(QPointF(-142, -138), QPointF(-136, -122), QPointF(-128, -112));
    tip.cubicTo(QPointF(-150, -112), QPointF(-168, -100), QPointF(-186, -84));
    fill(painter, tip, light.on(pale(fur)));
    const QColor socks = mixed(fur, QColor(Dark), 0.78);
    paintSittingBody(painter, fur, socks, light);
    fillSolid(painter, triangleEar({44, -280}, {80, -350}, {88, -262}), inShade(fur), light);
    QPainterPath head(QPointF(-26, -254));
    head.cubicTo(QPointF(-20, -308), QPointF(64, -316), QPointF(88, -262));
    head.cubicTo(QPointF(104, -240), QPointF(132, -228), QPointF(146, -218));
    head.cubicTo(QPointF(126, -196), QPointF(60, -184), QPointF(20, -196));
    head.cubicTo(QPointF(-10, -206), QPointF(-30, -224), QPointF(-26, -254));
    fillSolid(painter, head, fur, light);
    QPainterPath cheek(QPointF(146, -218));
    cheek.cubicTo(QPointF(126, -196), QPointF(60, -184), QPointF(20, -196));
    cheek.cubicTo(QPointF(40, -226), QPointF(90, -232), QPointF(146, -218));
    fill(painter, cheek, light.on(pale(fur)));
    fillSolid(painter, triangleEar({-22, -262}, {-16, -352}, {36, -296}), fur, light);
    fill(painter, triangleEar({-12, -274}, {-8, -326}, {18, -292}), light.on(socks));
    fillEllipse(painter, {142, -221}, 12, 10, light.on(QColor(Dark)));
    paintEye(painter, {70, -252}, 9, 11, light);
}

} // namespace ContactSheet
