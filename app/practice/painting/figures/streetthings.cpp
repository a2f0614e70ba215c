#include "practice/painting/figures/streetthings.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/mood.h"

#include <QPainter>

#include <array>

namespace ContactSheet {

namespace {

constexpr QRgb Iron = 0x39405f;

} // namespace

void paintStreetLamp(QPainter &painter, QPointF foot, double height, const Mood &mood)
{
    const QColor iron = mood.light.on(QColor(Iron));
    const QPointF head = foot + QPointF(92, -height + 26);
    const bool lit = mood.daytime != Daytime::Day;
    if (mood.daytime == Daytime::Night)
        lightCone(painter, head, foot.y() + 40, 300, withOpacity(QColor(0xffe9a8), 0.6));
    groundShadow(painter, foot, 46, 9, mood.light);
    fill(painter, roundedBox(QRectF(foot.x() - 17, foot.y() - 46, 34, 48), 7), iron);
    painter.fillRect(QRectF(foot.x() - 6, foot.y() - height + 60, 12, height - 60), iron);
    QPainterPath arm(foot + QPointF(0, -height + 66));
    arm.cubicTo(foot + QPointF(0, -height), foot + QPointF(50, -height - 4), head + QPointF(4, -14));
    stroke(painter, arm, 11, iron);
    if (lit)
        glow(painter, head + QPointF(0, 4), 130, withOpacity(QColor(0xffe9a8), 0.8));
    fillEllipse(painter, head, 28, 13, QColor(0xfff6d6));
    QPainterPath shade(head + QPointF(-38, 0));
    shade.cubicTo(head + QPointF(-32, -34), head + QPointF(32, -34), head + QPointF(38, 0));
    shade.closeSubpath();
    fill(painter, shade, iron);
}

void paintTrafficLight(QPainter &painter, QPointF foot, Dice &dice, const Mood &mood)
{
    static constexpr auto Lamps = std::to_array<QRgb>({0xff5d52, 0xffc845, 0x53e08a});
    const QColor iron = mood.light.on(QColor(Iron));
    const int lit = dice.chance(0.6) ? 2 : 0;
    groundShadow(painter, foot, 40, 8, mood.light);
    painter.fillRect(QRectF(foot.x() - 6, foot.y() - 330, 12, 332), iron);
    fill(painter, roundedBox(QRectF(foot.x() - 31, foot.y() - 400, 62, 158), 18), iron);
    for (int i = 0; i < 3; ++i) {
        const QColor lamp(Lamps.at(static_cast<size_t>(i)));
        const QPointF centre(foot.x(), foot.y() - 372 + 51 * i);
        if (i == lit)
            glow(painter, centre, 70, withOpacity(lamp, 0.7));
        fillEllipse(painter, centre, 18, 18, i == lit ? lamp : mixed(lamp, iron, 0.72));
    }
}

} // namespace ContactSheet
