#include "practice/painting/figures/robotdoghead.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/figures/robotdog.h"

#include <QPainter>

namespace ContactSheet {

namespace {

constexpr QRgb Joint = 0x4a5068;
constexpr QRgb Glass = 0x1d2340;

void paintAntenna(QPainter &painter, const RobotDog &dog, const Light &light)
{
    line(painter, {12, -84}, {20, -122}, 5, light.on(QColor(Joint)));
    glow(painter, {21, -126}, 26, withOpacity(dog.eyes, 0.7));
    fillEllipse(painter, {21, -126}, 8.5, 8.5, mixed(dog.eyes, Qt::white, 0.25));
}

void paintMuzzle(QPainter &painter, const RobotDog &dog, const Light &light)
{
    QPainterPath jaw = roundedBox(QRectF(34, -22, 52, 24), 12);
    fillSolid(painter, jaw, mixed(dog.shell, QColor(Joint), 0.42), light);
    if (dog.happyEyes) {
        QPainterPath tongue = roundedBox(QRectF(58, -8, 20, 30), 10);
        fill(painter, tongue, light.on(QColor(0xff8a9c)));
    }
    QPainterPath snout(QPointF(30, -54));
    snout.cubicTo(QPointF(60, -60), QPointF(84, -58), QPointF(100, -52));
    snout.cubicTo(QPointF(116, -44), QPointF(114, -14), QPointF(98, -10));
    snout.lineTo(QPointF(40, -8));
    snout.cubicTo(QPointF(24, -10), QPointF(22, -50), QPointF(30, -54));
    fillSolid(painter, snout, mixed(dog.shell, Qt::white, 0.25), light);
    const QColor seam = withOpacity(light.on(QColor(Joint)), 0.6);
    for (int i = 0; i < 3; ++i)
        fillEllipse(painter, QPointF(58 + 11 * i, i == 1 ? -31 : -36), 2.4, 2.4, seam);
    QPainterPath mouth(QPointF(103, -26));
    mouth.cubicTo(QPointF(92, -12), QPointF(66, -12), QPointF(52, -24));
    stroke(painter, mouth, 4, light.on(QColor(Glass)));
    QPainterPath nose;
    nose.addRoundedRect(QRectF(88, -63, 30, 24), 12, 12);
    fill(painter, nose, light.on(QColor(0x262338)));
    fillEllipse(painter, {100, -57}, 6.5, 3.2, withOpacity(light.on(Qt::white), 0.65));
}

void paintEye(QPainter &painter, QPointF centre, double radiusX, double radiusY, const RobotDog &dog)
{
    if (dog.happyEyes) {
        QPainterPath arc;
        const QRectF box(centre.x() - radiusX, centre.y() - radiusY * 0.6, radiusX * 2, radiusY * 2);
        arc.arcMoveTo(box, 20);
        arc.arcTo(box, 20, 140);
        stroke(painter, arc, 6.5, dog.eyes);
        return;
    }
    fillEllipse(painter, centre, radiusX, radiusY, dog.eyes);
    fillEllipse(painter, centre + QPointF(radiusX * 0.3, -radiusY * 0.3), radiusX * 0.38, radiusY * 0.38,
                Qt::white);
}

void paintFace(QPainter &painter, const RobotDog &dog, const Light &light)
{
    fill(painter, roundedBox(QRectF(-8, -82, 72, 46), 22), light.on(QColor(Glass)));
    glow(painter, {28, -60}, 46, withOpacity(dog.eyes, 0.45));
    paintEye(painter, {16, -59}, 13.5, 14.5, dog);
    paintEye(painter, {47, -59}, 10, 13.5, dog);
}

void paintFloppyEar(QPainter &painter, const QColor &colour, const Light &light)
{
    QPainterPath ear(QPointF(-16, -92));
    ear.cubicTo(QPointF(-48, -104), QPointF(-82, -62), QPointF(-78, -26));
    ear.cubicTo(QPointF(-76, -2), QPointF(-44, -4), QPointF(-38, -28));
    ear.cubicTo(QPointF(-34, -46), QPointF(-18, -58), QPointF(-12, -72));
    ear.cubicTo(QPointF(-8, -84), QPointF(-10, -90), QPointF(-16, -92));
    fillSolid(painter, ear, colour, light);
}

void paintPointedEar(QPainter &painter, const QColor &colour, const Light &light)
{
    QPainterPath ear(QPointF(-44, -70));
    ear.cubicTo(QPointF(-52, -96), QPointF(-50, -126), QPointF(-44, -140));
    ear.cubicTo(QPointF(-28, -132), QPointF(-6, -108), QPointF(-4, -84));
    ear.closeSubpath();
    fillSolid(painter, ear, colour, light);
}

/// The nose and the edge of the visor, which show beside a head that looks away.
void paintTurnedFace(QPainter &painter, const RobotDog &dog, const Light &light)
{
    fillSolid(painter, limb({44, -34}, {86, -36}, 46, 36), mixed(dog.shell, Qt::white, 0.25), light);
    fillEllipse(painter, {101, -46}, 14, 12, light.on(QColor(0x262338)));
    glow(painter, {64, -64}, 34, withOpacity(dog.eyes, 0.55));
    fill(painter, roundedBox(QRectF(38, -84, 34, 40), 15), light.on(QColor(Glass)));
    fillEllipse(painter, {62, -64}, 7, 12, dog.eyes);
}

} // namespace

void paintRobotDogHead(QPainter &painter, const RobotDog &dog, const Light &light)
{
    painter.save();
    painter.rotate(-dog.headTilt);
    paintAntenna(painter, dog, light);
    const bool floppy = dog.ears == RobotDog::Ears::Floppy;
    if (!floppy) {
        painter.save();
        painter.translate(30, 4);
        paintPointedEar(painter, multiplied(dog.accent, QColor(0xa2a0c0)), light);
        painter.restore();
        paintPointedEar(painter, dog.accent, light);
    }
    fillSolid(painter, roundedBox(QRectF(-54, -100, 122, 102), 42), dog.shell, light);
    paintFace(painter, dog, light);
    paintMuzzle(painter, dog, light);
    if (floppy)
        paintFloppyEar(painter, dog.accent, light);
    const QPointF bolt = floppy ? QPointF(-24, -82) : QPointF(-30, -30);
    fillEllipse(painter, bolt, 8, 8, light.on(QColor(Joint)));
    fillEllipse(painter, bolt, 3.2, 3.2, light.on(QColor(0x9aa2bd)));
    painter.restore();
}

void paintRobotDogHeadFromBehind(QPainter &painter, const RobotDog &dog, const Light &light)
{
    const auto paintEar = dog.ears == RobotDog::Ears::Floppy ? paintFloppyEar : paintPointedEar;
    painter.save();
    paintAntenna(painter, dog, light);
    paintTurnedFace(painter, dog, light);
    fillSolid(painter, roundedBox(QRectF(-60, -100, 120, 102), 46), dog.shell, light);
    const QColor seam = withOpacity(light.on(QColor(Joint)), 0.55);
    for (int i = 0; i < 3; ++i)
        line(painter, QPointF(-18, -34 + 11 * i), QPointF(18, -34 + 11 * i), 4, seam);
    paintEar(painter, dog.accent, light);
    painter.translate(14, 0);
    painter.scale(-0.8, 0.9);
    paintEar(painter, dog.accent, light);
    painter.restore();
}

} // namespace ContactSheet
