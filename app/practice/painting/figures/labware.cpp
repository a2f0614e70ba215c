#include "practice/painting/figures/labware.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"

#include <QPainter>

#include <array>

namespace ContactSheet {

namespace {

constexpr auto Liquids =
    std::to_array<QRgb>({0x35d0ba, 0xff7a59, 0xffc845, 0x9b6bff, 0x4fa8ff, 0xf75d9b, 0x7ddc5a});
constexpr QRgb Metal = 0x5b6485;

QColor glass()
{
    return withOpacity(Qt::white, 0.34);
}

void paintGlassEdge(QPainter &painter, const QPainterPath &shape)
{
    stroke(painter, shape, 4, withOpacity(Qt::white, 0.85));
}

/// Bubbles in a liquid and above it, around the axis x = 0.
void paintBubbles(QPainter &painter, Dice &dice, double spread, double bottom, double top, int count)
{
    for (int i = 0; i < count; ++i) {
        const double x = dice.between(-spread, spread);
        const double y = dice.between(top, bottom);
        const double radius = dice.between(3, 7.5);
        fillEllipse(painter, {x, y}, radius, radius, withOpacity(Qt::white, 0.55));
    }
}

} // namespace

void paintConicalFlask(QPainter &painter, Dice &dice, const Light &light)
{
    const QColor liquid(dice.pick(Liquids));
    glow(painter, {0, -50}, 120, withOpacity(liquid, 0.4));
    QPainterPath body(QPointF(-17, -168));
    body.lineTo(-17, -108);
    body.lineTo(-60, -20);
    body.cubicTo(QPointF(-66, -6), QPointF(-58, 0), QPointF(-48, 0));
    body.lineTo(48, 0);
    body.cubicTo(QPointF(58, 0), QPointF(66, -6), QPointF(60, -20));
    body.lineTo(17, -108);
    body.lineTo(17, -168);
    fill(painter, body, glass());
    const double level = dice.between(60, 84);
    const double half = 17 + (108 - level) * 43 / 88;
    QPainterPath content(QPointF(-half + 4, -level));
    content.lineTo(-54, -18);
    content.cubicTo(QPointF(-58, -8), QPointF(-54, -5), QPointF(-46, -5));
    content.lineTo(46, -5);
    content.cubicTo(QPointF(54, -5), QPointF(58, -8), QPointF(54, -18));
    content.lineTo(half - 4, -level);
    content.closeSubpath();
    fillDown(painter, content, {{0, mixed(liquid, Qt::white, 0.3)}, {1, light.on(liquid)}});
    paintBubbles(painter, dice, 26, -14, -level + 8, 6);
    paintBubbles(painter, dice, 9, -level - 10, -150, 3);
    paintBubbles(painter, dice, 20, -186, -212, 3);
    paintGlassEdge(painter, body);
    fill(painter, roundedBox(QRectF(-24, -176, 48, 12), 6), withOpacity(Qt::white, 0.9));
    line(painter, {-24, -80}, {-44, -36}, 5, withOpacity(Qt::white, 0.6));
}

void paintRoundFlask(QPainter &painter, Dice &dice, const Light &light)
{
    const QColor liquid(dice.pick(Liquids));
    const QColor metal = light.on(QColor(Metal));
    fill(painter, roundedBox(QRectF(-62, -10, 124, 10), 5), metal);
    painter.fillRect(QRectF(50, -214, 8, 208), metal);
    painter.fillRect(QRectF(4, -164, 50, 8), metal);
    fill(painter, roundedBox(QRectF(-15, -34, 30, 26), 5), metal);
    QPainterPath flame(QPointF(0, -66));
    flame.cubicTo(QPointF(18, -46), QPointF(12, -36), QPointF(0, -34));
    flame.cubicTo(QPointF(-12, -36), QPointF(-18, -46), QPointF(0, -66));
    fillDown(painter, flame, {{0, QColor(0xffd45e)}, {1, QColor(0x5fb8ff)}});
    glow(painter, {0, -108}, 100, withOpacity(liquid, 0.4));
    // One line around both: from the neck along the bulb and back.
    QPainterPath bulb(QPointF(-13, -206));
    bulb.arcTo(QRectF(-44, -152, 88, 88), 107, 326);
    bulb.lineTo(13, -206);
    bulb.closeSubpath();
    fill(painter, bulb, glass());
    QPainterPath content;
    const QRectF inside(-40, -148, 80, 80);
    content.arcMoveTo(inside, 190);
    content.arcTo(inside, 190, 160);
    content.closeSubpath();
    fillDown(painter, content, {{0, mixed(liquid, Qt::white, 0.3)}, {1, light.on(liquid)}});
    paintBubbles(painter, dice, 22, -76, -100, 5);
    paintBubbles(painter, dice, 8, -130, -196, 3);
    paintGlassEdge(painter, bulb);
    fill(painter, roundedBox(QRectF(-19, -212, 38, 10), 5), withOpacity(Qt::white, 0.9));
}

void paintTestTubes(QPainter &painter, Dice &dice, const Light &light)
{
    const QColor wood = light.on(QColor(0xd99a5b));
    const int first = dice.below(static_cast<int>(Liquids.size()));
    for (int i = 0; i < 4; ++i) {
        const double x = -51 + 34 * i;
        const QColor liquid(
            Liquids.at((static_cast<size_t>(first) + static_cast<size_t>(i)) % Liquids.size()));
        fill(painter, roundedBox(QRectF(x - 11, -150, 22, 136), 11), glass());
        const double level = dice.between(50, 100);
        fillDown(painter, roundedBox(QRectF(x - 8, -16 - level, 16, level), 8),
                 {{0, mixed(liquid, Qt::white, 0.35)}, {1, light.on(liquid)}});
        fillEllipse(painter, {x + 2, -30 - level * 0.3}, 3.5, 3.5, withOpacity(Qt::white, 0.6));
        fillEllipse(painter, {x - 2, -34 - level * 0.62}, 2.8, 2.8, withOpacity(Qt::white, 0.6));
        fillEllipse(painter, {x, -166 - dice.between(0, 26)}, 4.5, 4.5, withOpacity(liquid, 0.7));
        stroke(painter, roundedBox(QRectF(x - 11, -150, 22, 136), 11), 3, withOpacity(Qt::white, 0.85));
    }
    fill(painter, roundedBox(QRectF(-78, -112, 156, 15), 6), wood);
    fillDown(painter, roundedBox(QRectF(-78, -26, 156, 26), 6),
             {{0, wood}, {1, mixed(wood, Qt::black, 0.2)}});
    painter.fillRect(QRectF(-76, -104, 11, 84), wood);
    painter.fillRect(QRectF(65, -104, 11, 84), wood);
}

void paintMicroscope(QPainter &painter, const Light &light)
{
    const QColor white(0xf2f4fa);
    const QColor metal(Metal);
    fillSolid(painter, roundedBox(QRectF(-54, -22, 108, 22), 10), metal, light);
    QPainterPath arm(QPointF(38, -14));
    arm.cubicTo(QPointF(74, -60), QPointF(60, -130), QPointF(8, -150));
    stroke(painter, arm, 21, light.on(white));
    fillSolid(painter, roundedBox(QRectF(-48, -66, 82, 13), 5), metal, light);
    painter.save();
    painter.translate(-6, -118);
    painter.rotate(18);
    fillSolid(painter, roundedBox(QRectF(-17, -64, 34, 84), 8), white, light);
    fillSolid(painter, roundedBox(QRectF(-12, -88, 24, 28), 6), metal, light);
    fillSolid(painter, roundedBox(QRectF(-10, 18, 20, 24), 5), metal, light);
    painter.restore();
    fillEllipse(painter, {48, -62}, 12, 12, light.on(QColor(0xf2764b)));
}

void paintJar(QPainter &painter, Dice &dice, const Light &light)
{
    const QColor content(dice.pick(Liquids));
    const QPainterPath body = roundedBox(QRectF(-42, -112, 84, 112), 16);
    fill(painter, body, glass());
    fillDown(painter, roundedBox(QRectF(-36, -70, 72, 64), 12),
             {{0, mixed(content, Qt::white, 0.25)}, {1, light.on(content)}});
    paintGlassEdge(painter, body);
    fill(painter, roundedBox(QRectF(-46, -128, 92, 20), 8), light.on(QColor(Metal)));
}

void paintBooks(QPainter &painter, Dice &dice, const Light &light)
{
    static constexpr auto Covers = std::to_array<QRgb>({0xe8604c, 0x2f9c95, 0xf2b441, 0x5b6bc0, 0xf4f0e4});
    const int first = dice.below(static_cast<int>(Covers.size()));
    double x = -56;
    for (int i = 0; i < 4; ++i) {
        const double width = dice.between(21, 32);
        const double height = dice.between(104, 142);
        const QColor cover(Covers.at((static_cast<size_t>(first) + static_cast<size_t>(i)) % Covers.size()));
        fillSolid(painter, roundedBox(QRectF(x, -height, width - 2, height), 4), cover, light);
        painter.fillRect(QRectF(x + 3, -height + 20, width - 8, 8), withOpacity(Qt::white, 0.5));
        x += width;
    }
}

void paintLabware(QPainter &painter, Dice &dice, int kind, const Light &light)
{
    switch (kind) {
    case 0:
        return paintTestTubes(painter, dice, light);
    case 1:
        return paintRoundFlask(painter, dice, light);
    case 2:
        return paintMicroscope(painter, light);
    default:
        return paintConicalFlask(painter, dice, light);
    }
}

void paintScreen(QPainter &painter, Dice &dice, const QRectF &frame, const Light &light)
{
    const QColor shine(0x6ff3ff);
    glow(painter, frame.center(), frame.width() * 0.8, withOpacity(shine, 0.28));
    fillSolid(painter, roundedBox(frame, 20), QColor(0xe9edf5), light);
    const QRectF panel = frame.adjusted(14, 14, -14, -14);
    fillDown(painter, roundedBox(panel, 12), {{0, QColor(0x1b2a57)}, {1, QColor(0x123f5c)}});
    for (int i = 1; i < 4; ++i) {
        painter.fillRect(
            QRectF(panel.left() + 10, panel.top() + panel.height() * i / 4, panel.width() - 20, 2),
            withOpacity(shine, 0.16));
    }
    QPainterPath pulse;
    const double middle = panel.top() + panel.height() * 0.4;
    const double step = (panel.width() - 40) / 12;
    pulse.moveTo(panel.left() + 20, middle);
    for (int i = 1; i <= 12; ++i) {
        const bool beat = i % 4 != 0;
        const double height = beat ? (i % 2 == 0 ? 1 : -1) * dice.between(16, 48) : 0;
        pulse.lineTo(panel.left() + 20 + step * i, middle + height);
    }
    stroke(painter, pulse, 5, shine);
    for (int i = 0; i < 8; ++i) {
        const double height = dice.between(8, panel.height() * 0.24);
        painter.fillRect(QRectF(panel.left() + 22 + i * 33.0, panel.bottom() - 12 - height, 20, height),
                         i % 3 == 0 ? QColor(0xffc845) : QColor(0xff7a9c));
    }
}

void paintCabinet(QPainter &painter, Dice &dice, const QRectF &box, const Light &light)
{
    static constexpr auto Lamps = std::to_array<QRgb>({0x6ff3ff, 0x7dff9b, 0xffc845, 0xff6b6b});
    const QColor body(0x46507a);
    fillSolid(painter, roundedBox(box, 14), body, light);
    for (double y = box.top() + 16; y < box.bottom() - 50; y += 58) {
        const QRectF unit(box.left() + 12, y, box.width() - 24, 48);
        fill(painter, roundedBox(unit, 7), light.on(QColor(0x2b3358)));
        for (int i = 0; i < 3; ++i) {
            const QColor lamp(dice.pick(Lamps));
            const QPointF centre(unit.left() + 18 + i * 19.0, unit.center().y());
            fillEllipse(painter, centre, 6, 6, dice.chance(0.75) ? lamp : mixed(lamp, Qt::black, 0.6));
        }
        for (int i = 0; i < 3; ++i) {
            painter.fillRect(QRectF(unit.right() - 50, unit.top() + 12 + i * 10, 40, 4),
                             withOpacity(Qt::white, 0.22));
        }
    }
}

} // namespace ContactSheet
