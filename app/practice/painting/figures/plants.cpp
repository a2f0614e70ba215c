#include "practice/painting/figures/plants.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/mood.h"

#include <QPainter>

#include <array>

namespace ContactSheet {

void paintRoundTree(QPainter &painter, QPointF foot, double scale, Dice &dice, const Mood &mood)
{
    static constexpr auto Leaves = std::to_array<QRgb>({0x5fb37a, 0x7cc26a, 0x4a9f86, 0x9acb5c});
    const QColor leaf(dice.pick(Leaves));
    painter.save();
    painter.translate(foot);
    painter.scale(scale, scale);
    groundShadow(painter, {0, 0}, 90, 13, mood.light);
    fillSolid(painter, limb({0, -150}, {0, -6}, 18, 28), QColor(0x8a5d4a), mood.light);
    QPainterPath crown;
    crown.setFillRule(Qt::WindingFill);
    crown.addEllipse(QPointF(-52, -166), 62, 58);
    crown.addEllipse(QPointF(54, -172), 60, 56);
    crown.addEllipse(QPointF(0, -222), 78, 74);
    fillDown(painter, crown,
             {{0, mood.light.on(mixed(leaf, Qt::white, 0.25))},
              {1, mood.light.on(mixed(leaf, QColor(0x24506a), 0.35))}});
    fillEllipse(painter, {-22, -244}, 30, 22, withOpacity(Qt::white, 0.16));
    painter.restore();
}

void paintFir(QPainter &painter, QPointF foot, double scale, double distance, const Mood &mood)
{
    painter.save();
    painter.translate(foot);
    painter.scale(scale, scale);
    painter.fillRect(QRectF(-10, -50, 20, 50), mood.at(QColor(0x7a5140), distance));
    for (int i = 0; i < 3; ++i) {
        const double bottom = -36 - 82 * i;
        const double half = 84 - 20 * i;
        QPainterPath branch(QPointF(0, bottom - 130));
        branch.quadTo(QPointF(half * 0.4, bottom - 40), QPointF(half, bottom));
        branch.quadTo(QPointF(0, bottom + 22), QPointF(-half, bottom));
        branch.quadTo(QPointF(-half * 0.4, bottom - 40), QPointF(0, bottom - 130));
        fillDown(painter, branch,
                 {{0, mood.at(QColor(0x57a884), distance)}, {1, mood.at(QColor(0x245e63), distance)}});
    }
    painter.restore();
}

void paintCactus(QPainter &painter, QPointF foot, double scale, const Mood &mood)
{
    const QColor green(0x4f9e76);
    painter.save();
    painter.translate(foot);
    painter.scale(scale, scale);
    groundShadow(painter, {0, 0}, 80, 12, mood.light);
    fillSolid(painter, limb({-62, -128}, {-62, -84}, 32, 32), green, mood.light);
    fillSolid(painter, limb({-62, -80}, {0, -80}, 30, 30), green, mood.light);
    fillSolid(painter, limb({58, -156}, {58, -108}, 30, 30), green, mood.light);
    fillSolid(painter, limb({58, -104}, {0, -104}, 28, 28), green, mood.light);
    fillSolid(painter, limb({0, -196}, {0, -6}, 50, 46), green, mood.light);
    const QColor rib = withOpacity(mood.light.on(QColor(0x245e4a)), 0.5);
    for (const double x : {-10.0, 8.0})
        line(painter, {x, -196}, {x, -14}, 3, rib);
    fillEllipse(painter, {4, -222}, 13, 10, mood.light.on(QColor(0xf2679a)));
    painter.restore();
}

void paintFlower(QPainter &painter, QPointF foot, double scale, const QColor &petals, Dice &dice,
                 const Mood &mood)
{
    const double lean = dice.between(-16, 16);
    painter.save();
    painter.translate(foot);
    painter.scale(scale, scale);
    const QColor stem = mood.light.on(QColor(0x3f8f5a));
    QPainterPath stalk(QPointF(0, 0));
    stalk.quadTo(QPointF(0, -50), QPointF(lean, -92));
    stroke(painter, stalk, 6, stem);
    fill(painter, limb({0, -26}, {24, -48}, 5, 15), stem);
    painter.translate(lean, -96);
    painter.rotate(dice.between(0, 60));
    for (int i = 0; i < 6; ++i) {
        fillEllipse(painter, {0, -20}, 12, 18,
                    mood.light.on(i % 2 == 0 ? petals : mixed(petals, Qt::white, 0.16)));
        painter.rotate(60);
    }
    fillEllipse(painter, {0, 0}, 11, 11, mood.light.on(QColor(0xffd257)));
    painter.restore();
}

void paintGrass(QPainter &painter, const QRectF &area, int count, const QColor &colour, Dice &dice)
{
    QPainterPath blades;
    blades.setFillRule(Qt::WindingFill);
    for (int i = 0; i < count; ++i) {
        const double x = area.left() + dice.between(0, 1) * area.width();
        const double y = area.top() + dice.between(0, 1) * area.height();
        const double height = dice.between(24, 58);
        const double lean = dice.between(-22, 22);
        blades.moveTo(x - 4, y);
        blades.quadTo(QPointF(x - 3, y - height * 0.6), QPointF(x + lean, y - height));
        blades.quadTo(QPointF(x + 4, y - height * 0.5), QPointF(x + 5, y));
        blades.closeSubpath();
    }
    fill(painter, blades, colour);
}

} // namespace ContactSheet
