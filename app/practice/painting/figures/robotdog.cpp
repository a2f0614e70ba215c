#include "practice/painting/figures/robotdog.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/robotdoghead.h"

#include <QLineF>
#include <QPainter>

#include <array>

namespace ContactSheet {

namespace {

constexpr QRgb Joint = 0x4a5068;
constexpr QRgb Ring = 0x7d85a3;

QColor inShade(const QColor &colour)
{
    return multiplied(colour, QColor(0xa2a0c0));
}

struct Leg
{
    QPointF hip;
    QPointF knee;
    QPointF ankle;
};

void paintPaw(QPainter &painter, QPointF ankle, const QColor &shell, const Light &light)
{
    QPainterPath paw(QPointF(ankle.x() - 18, ankle.y() + 14));
    paw.cubicTo(QPointF(ankle.x() - 20, ankle.y() - 12), QPointF(ankle.x() + 8, ankle.y() - 16),
                QPointF(ankle.x() + 22, ankle.y() - 4));
    paw.cubicTo(QPointF(ankle.x() + 32, ankle.y() + 2), QPointF(ankle.x() + 31, ankle.y() + 14),
                QPointF(ankle.x() + 25, ankle.y() + 14));
    paw.closeSubpath();
    fillSolid(painter, paw, shell, light);
    const QColor toe = light.on(inShade(shell));
    line(painter, ankle + QPointF(11, 4), ankle + QPointF(12, 12), 2.5, toe);
    line(painter, ankle + QPointF(20, 5), ankle + QPointF(21, 12), 2.5, toe);
}

void paintLeg(QPainter &painter, const Leg &leg, const QColor &shell, const Light &light)
{
    fillSolid(painter, limb(leg.knee, leg.ankle, 20, 17), mixed(shell, QColor(Joint), 0.25), light);
    paintPaw(painter, leg.ankle, shell, light);
    fillSolid(painter, limb(leg.hip, leg.knee, 44, 25), shell, light);
    fillEllipse(painter, leg.knee, 11, 11, light.on(QColor(Joint)));
    fillEllipse(painter, leg.knee, 4.5, 4.5, light.on(QColor(0x9aa2bd)));
}

void paintTail(QPainter &painter, QPointF root, QPointF bend, QPointF tip, const RobotDog &dog,
               const Light &light)
{
    QPainterPath curve(root);
    curve.quadTo(bend, tip);
    const int rings = static_cast<int>(curve.length() / 13);
    for (int i = 0; i < rings; ++i) {
        const double part = curve.percentAtLength(curve.length() * i / rings);
        const double radius = 12 - 5 * part;
        const QColor metal = i % 2 == 0 ? QColor(Joint) : mixed(dog.shell, QColor(Joint), 0.35);
        fillEllipse(painter, curve.pointAtPercent(part), radius, radius, light.on(metal));
    }
    QPainterPath ball;
    ball.addEllipse(tip, 13, 13);
    fillSolid(painter, ball, dog.accent, light);
}

void paintPawMark(QPainter &painter, QPointF centre, const QColor &colour)
{
    fillEllipse(painter, centre + QPointF(0, 5), 10, 8.5, colour);
    fillEllipse(painter, centre + QPointF(-11, -5), 4.2, 5.2, colour);
    fillEllipse(painter, centre + QPointF(0, -10), 4.4, 5.6, colour);
    fillEllipse(painter, centre + QPointF(11, -5), 4.2, 5.2, colour);
}

/// A neck of rings, which the trunk and the head cover at its ends, with the collar around its middle.
void paintNeck(QPainter &painter, QPointF low, QPointF high, const RobotDog &dog, const Light &light)
{
    const QLineF axis(low, high);
    painter.save();
    painter.translate(low);
    painter.rotate(90 - axis.angle());
    fillSolid(painter, limb({0, 0}, {0, -axis.length()}, 40, 36), QColor(Joint), light);
    for (double up = 8; up < axis.length(); up += 11)
        fillSolid(painter, roundedBox(QRectF(-23, -up - 3, 46, 7), 3.5), QColor(Ring), light);
    const double collar = -axis.length() * 0.52;
    fillSolid(painter, roundedBox(QRectF(-29, collar - 8, 58, 16), 8), dog.accent, light);
    fillEllipse(painter, QPointF(22, collar + 15), 9, 9, light.on(QColor(0xffcf4d)));
    fillEllipse(painter, QPointF(20, collar + 13), 3.5, 3.5, light.on(QColor(0xfff0b8)));
    painter.restore();
}

void paintTrunk(QPainter &painter, const QRectF &box, const RobotDog &dog, const Light &light)
{
    fillSolid(painter, roundedBox(box, 40), dog.shell, light);
    QPainterPath belly;
    belly.addRoundedRect(box.adjusted(16, box.height() * 0.66, -16, -4), 18, 18);
    fill(painter, belly, withOpacity(light.on(QColor(Joint)), 0.3));
    fill(painter, roundedBox(QRectF(box.left() + 34, box.top() + 8, box.width() - 68, 10), 5),
         withOpacity(light.on(Qt::white), 0.75));
    const QColor seam = withOpacity(light.on(QColor(Joint)), 0.55);
    const double seamX = box.left() + box.width() * 0.36;
    line(painter, QPointF(seamX, box.top() + 22), QPointF(seamX, box.bottom() - 26), 2.5, seam);
}

void paintOnAllFours(QPainter &painter, const RobotDog &dog, const Light &light)
{
    const bool walking = dog.pose == RobotDog::Pose::Walking;
    const std::array<Leg, 4> legs = walking ? std::array<Leg, 4>{{
                                        {{-42, -98}, {-16, -62}, {-22, -15}},
                                        {{60, -98}, {82, -60}, {96, -17}},
                                        {{-70, -98}, {-72, -54}, {-108, -22}},
                                        {{38, -98}, {34, -54}, {20, -14}},
                                    }}
                                            : std::array<Leg, 4>{{
                                                {{-44, -98}, {-30, -58}, {-42, -16}},
                                                {{64, -98}, {66, -56}, {66, -16}},
                                                {{-68, -98}, {-60, -54}, {-76, -14}},
                                                {{40, -98}, {38, -54}, {38, -14}},
                                            }};
    paintTail(painter, {-88, -148}, {-134, -160}, {-132, -222}, dog, light);
    const QColor far = inShade(dog.shell);
    paintLeg(painter, legs[0], far, light);
    paintLeg(painter, legs[1], far, light);
    paintNeck(painter, {54, -150}, {84, -216}, dog, light);
    paintTrunk(painter, QRectF(-104, -176, 186, 98), dog, light);
    paintPawMark(painter, {-6, -128}, light.on(dog.accent));
    paintLeg(painter, legs[2], dog.shell, light);
    paintLeg(painter, legs[3], dog.shell, light);
    painter.translate(84, -212);
    paintRobotDogHead(painter, dog, light);
}

void paintSitting(QPainter &painter, const RobotDog &dog, const Light &light)
{
    paintTail(painter, {-86, -22}, {-150, -20}, {-146, -84}, dog, light);
    const QColor far = inShade(dog.shell);
    paintLeg(painter, {{52, -112}, {66, -62}, {70, -15}}, far, light);
    paintNeck(painter, {20, -158}, {44, -226}, dog, light);
    painter.save();
    painter.translate(-18, -96);
    painter.rotate(-56);
    paintTrunk(painter, QRectF(-84, -50, 172, 96), dog, light);
    painter.restore();
    paintPawMark(painter, {-28, -132}, light.on(dog.accent));
    paintLeg(painter, {{34, -112}, {40, -60}, {40, -14}}, dog.shell, light);
    paintPaw(painter, {-4, -14}, dog.shell, light);
    fillSolid(painter, limb({-52, -50}, {-18, -26}, 92, 46), dog.shell, light);
    fillEllipse(painter, {-54, -52}, 15, 15, light.on(QColor(Joint)));
    fillEllipse(painter, {-54, -52}, 6, 6, light.on(QColor(0x9aa2bd)));
    painter.translate(44, -222);
    paintRobotDogHead(painter, dog, light);
}

void paintHaunch(QPainter &painter, double side, const RobotDog &dog, const Light &light)
{
    QPainterPath haunch;
    haunch.addEllipse(QPointF(side * 40, -44), 37, 46);
    fillSolid(painter, haunch, dog.shell, light);
    QPainterPath paw;
    paw.addEllipse(QPointF(side * 46, -9), 29, 13);
    fillSolid(painter, paw, mixed(dog.shell, Qt::white, 0.25), light);
}

void paintFromBehind(QPainter &painter, const RobotDog &dog, const Light &light)
{
    // It is turned a little towards what it looks at, so that both front legs show beside the back.
    const QColor far = inShade(dog.shell);
    paintLeg(painter, {{-38, -136}, {-64, -72}, {-78, -15}}, far, light);
    paintLeg(painter, {{50, -136}, {82, -72}, {92, -15}}, far, light);
    paintNeck(painter, {4, -164}, {10, -226}, dog, light);
    QPainterPath back(QPointF(-38, -176));
    back.cubicTo(QPointF(-24, -190), QPointF(34, -190), QPointF(48, -176));
    back.cubicTo(QPointF(70, -150), QPointF(62, -90), QPointF(66, -40));
    back.cubicTo(QPointF(60, -4), QPointF(-60, -4), QPointF(-66, -40));
    back.cubicTo(QPointF(-62, -90), QPointF(-62, -150), QPointF(-38, -176));
    fillSolid(painter, back, dog.shell, light);
    line(painter, {4, -164}, {0, -66}, 3, withOpacity(light.on(QColor(Joint)), 0.55));
    paintPawMark(painter, {4, -128}, light.on(dog.accent));
    paintHaunch(painter, 1, dog, light);
    paintHaunch(painter, -1, dog, light);
    paintTail(painter, {0, -26}, {-96, 16}, {-134, -58}, dog, light);
    painter.translate(10, -222);
    paintRobotDogHeadFromBehind(painter, dog, light);
}

} // namespace

RobotDog RobotDog::fromDice(Dice &dice)
{
    struct Coat
    {
        QRgb shell;
        QRgb accent;
        QRgb eyes;
    };
    static constexpr auto Coats = std::to_array<Coat>({
        {0xf3f2ee, 0xf2764b, 0x6ff3ff},
        {0xbfd4e6, 0xf6b73c, 0xaefcff},
        {0xf7e3c8, 0x2f9c95, 0x8dfbe0},
        {0xd9d3f0, 0xe8548a, 0x9ff0ff},
        {0xc4e3d3, 0xf0603f, 0xfff29a},
    });
    const Coat &coat = dice.pickInTurn(Coats);
    RobotDog dog;
    dog.ears = dice.chance(0.68) ? Ears::Floppy : Ears::Pointed;
    dog.happyEyes = dice.chance(0.3);
    dog.headTilt = dice.between(-4, 10);
    dog.shell = coat.shell;
    dog.accent = coat.accent;
    dog.eyes = coat.eyes;
    return dog;
}

void paintRobotDog(QPainter &painter, const RobotDog &dog, const Light &light)
{
    painter.save();
    groundShadow(painter, {0, -2}, 150, 22, light);
    switch (dog.pose) {
    case RobotDog::Pose::Standing:
    case RobotDog::Pose::Walking:
        paintOnAllFours(painter, dog, light);
        break;
    case RobotDog::Pose::Sitting:
        paintSitting(painter, dog, light);
        break;
    case RobotDog::Pose::SittingFromBehind:
        paintFromBehind(painter, dog, light);
        break;
    }
    painter.restore();
}

} // namespace ContactSheet
