#include "practice/painting/figures/buildings.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/mood.h"

#include <QPainter>

namespace ContactSheet {

namespace {

QColor paneColour(const Mood &mood)
{
    return mood.daytime == Daytime::Day ? QColor(0x9fd3e6) : QColor(0xffdc8a);
}

void paintWindow(QPainter &painter, const QRectF &frame, const Mood &mood)
{
    const QColor wood = mood.light.on(QColor(0xfff6e6));
    if (mood.daytime != Daytime::Day)
        glow(painter, frame.center(), frame.width() * 1.3, withOpacity(paneColour(mood), 0.5));
    fill(painter, roundedBox(frame, 6), wood);
    fill(painter, roundedBox(frame.adjusted(5, 5, -5, -5), 3), paneColour(mood));
    painter.fillRect(QRectF(frame.center().x() - 2, frame.top(), 4, frame.height()), wood);
    painter.fillRect(QRectF(frame.left(), frame.center().y() - 2, frame.width(), 4), wood);
}

void paintTower(QPainter &painter, const QRectF &box, const QColor &walls, const QColor &roof,
                const Mood &mood)
{
    fillSolid(painter, roundedBox(box, 3), walls, mood.light);
    painter.fillRect(QRectF(box.right() - box.width() * 0.3, box.top(), box.width() * 0.3, box.height()),
                     withOpacity(QColor(0x2a2450), 0.13));
    const double middle = box.center().x();
    fillSolid(painter,
              polygon({{box.left() - 12, box.top() + 4},
                       {middle, box.top() - box.width() * 1.25},
                       {box.right() + 12, box.top() + 4}}),
              roof, mood.light);
    const double tip = box.top() - box.width() * 1.25;
    line(painter, {middle, tip + 4}, {middle, tip - 34}, 4, mood.light.on(QColor(0x6b5a54)));
    fill(painter, polygon({{middle, tip - 34}, {middle + 34, tip - 25}, {middle, tip - 14}}),
         mood.light.on(QColor(0xffcf4d)));
    const QPainterPath slit = roundedBox(QRectF(middle - 9, box.top() + 34, 18, 38), 9);
    fill(painter, slit, mood.daytime == Daytime::Day ? mood.light.on(QColor(0x4a4468)) : paneColour(mood));
}

} // namespace

void paintCottage(QPainter &painter, const QColor &walls, const Mood &mood)
{
    const Light &light = mood.light;
    groundShadow(painter, {0, 0}, 200, 18, light);
    for (int i = 0; i < 3; ++i)
        fillEllipse(painter, {98.0 + 16 * i, -306.0 - 34 * i}, 15.0 + 6 * i, 13.0 + 5 * i,
                    withOpacity(light.on(Qt::white), 0.5 - 0.12 * i));
    fillSolid(painter, roundedBox(QRectF(72, -290, 40, 110), 4), QColor(0xb5604c), light);
    fillSolid(painter, roundedBox(QRectF(-140, -160, 280, 160), 6), walls, light);
    painter.fillRect(QRectF(-140, -162, 280, 20), withOpacity(QColor(0x2a2450), 0.18));
    QPainterPath roof(QPointF(-172, -150));
    roof.lineTo(-104, -268);
    roof.quadTo(QPointF(-98, -276), QPointF(-88, -276));
    roof.lineTo(88, -276);
    roof.quadTo(QPointF(98, -276), QPointF(104, -268));
    roof.lineTo(172, -150);
    roof.closeSubpath();
    fillSolid(painter, roof, mixed(QColor(0xc25546), walls, 0.1), light);
    const QColor tile = withOpacity(light.on(QColor(0x6b2a34)), 0.3);
    line(painter, {-148, -184}, {148, -184}, 4, tile);
    line(painter, {-126, -224}, {126, -224}, 4, tile);
    fill(painter, roundedBox(QRectF(-30, -104, 62, 106), 12), light.on(QColor(0x7a4a3a)));
    fillEllipse(painter, {18, -48}, 5, 5, light.on(QColor(0xffcf4d)));
    paintWindow(painter, QRectF(-114, -112, 58, 56), mood);
    paintWindow(painter, QRectF(56, -112, 58, 56), mood);
}

void paintCastle(QPainter &painter, const QColor &walls, const Mood &mood)
{
    const Light &light = mood.light;
    const QColor roof(0x5a6fc0);
    groundShadow(painter, {0, 0}, 250, 20, light);
    paintTower(painter, QRectF(-34, -300, 84, 220), mixed(walls, mood.haze, 0.15), roof, mood);
    paintTower(painter, QRectF(90, -236, 62, 160), mixed(walls, mood.haze, 0.15), roof, mood);
    QPainterPath wall;
    wall.setFillRule(Qt::WindingFill);
    wall.addRect(QRectF(-160, -140, 320, 140));
    for (int i = 0; i < 7; ++i)
        wall.addRect(QRectF(-160 + 48 * i, -164, 30, 26));
    fillSolid(painter, wall, walls, light);
    paintTower(painter, QRectF(-212, -206, 82, 208), walls, roof, mood);
    paintTower(painter, QRectF(132, -206, 82, 208), walls, roof, mood);
    QPainterPath gate(QPointF(-44, 2));
    gate.lineTo(-44, -58);
    gate.cubicTo(QPointF(-44, -116), QPointF(44, -116), QPointF(44, -58));
    gate.lineTo(44, 2);
    gate.closeSubpath();
    fillDown(painter, gate, {{0, light.on(QColor(0x4a3040))}, {1, light.on(QColor(0x7a5040))}});
}

void paintLighthouse(QPainter &painter, const QColor &stripes, const Mood &mood)
{
    const Light &light = mood.light;
    QPainterPath rock(QPointF(-150, 14));
    rock.cubicTo(QPointF(-120, -40), QPointF(-70, -44), QPointF(-40, -56));
    rock.cubicTo(QPointF(40, -66), QPointF(100, -40), QPointF(160, 14));
    rock.closeSubpath();
    if (mood.daytime != Daytime::Day) {
        QLinearGradient beam(0, 0, 620, 0);
        beam.setColorAt(0, withOpacity(QColor(0xfff0b0), 0.6));
        beam.setColorAt(1, withOpacity(QColor(0xfff0b0), 0));
        painter.setPen(Qt::NoPen);
        painter.setBrush(beam);
        painter.drawPath(polygon({{0, -372}, {620, -470}, {620, -290}, {0, -352}}));
    }
    fillSolid(painter, rock, QColor(0x6d6a86), light);
    const auto half = [](double y) { return 34 + (y + 330) * 24 / 290; };
    QPainterPath tower =
        polygon({{-half(-330), -330}, {half(-330), -330}, {half(-40), -40}, {-half(-40), -40}});
    fillSolid(painter, tower, QColor(0xfff8ee), light);
    for (const double y : {-290.0, -190.0, -90.0}) {
        fill(painter, polygon({{-half(y), y}, {half(y), y}, {half(y + 50), y + 50}, {-half(y + 50), y + 50}}),
             light.on(stripes));
    }
    fill(painter,
         polygon({{half(-330) * 0.4, -330}, {half(-330), -330}, {half(-40), -40}, {half(-40) * 0.4, -40}}),
         withOpacity(QColor(0x2a2450), 0.14));
    fill(painter, roundedBox(QRectF(-48, -340, 96, 14), 5), light.on(QColor(0x46507a)));
    glow(painter, {0, -362}, 90, withOpacity(QColor(0xfff0b0), mood.daytime == Daytime::Day ? 0.35 : 0.95));
    fill(painter, roundedBox(QRectF(-24, -386, 48, 48), 6), QColor(0xfff3bd));
    line(painter, {0, -384}, {0, -342}, 4, light.on(QColor(0x46507a)));
    QPainterPath cap(QPointF(-34, -384));
    cap.cubicTo(QPointF(-28, -420), QPointF(28, -420), QPointF(34, -384));
    cap.closeSubpath();
    fillSolid(painter, cap, stripes, light);
    fill(painter, roundedBox(QRectF(-12, -82, 24, 44), 10), light.on(QColor(0x46507a)));
}

void paintStoneBridge(QPainter &painter, const QColor &stone, const Mood &mood)
{
    QPainterPath bridge(QPointF(-330, 20));
    bridge.lineTo(-330, -110);
    bridge.quadTo(QPointF(0, -230), QPointF(330, -110));
    bridge.lineTo(330, 20);
    bridge.lineTo(270, 20);
    bridge.cubicTo(QPointF(270, -130), QPointF(40, -150), QPointF(34, 20));
    bridge.lineTo(-34, 20);
    bridge.cubicTo(QPointF(-40, -150), QPointF(-270, -130), QPointF(-270, 20));
    bridge.closeSubpath();
    fillSolid(painter, bridge, stone, mood.light);
    QPainterPath rail(QPointF(-336, -116));
    rail.quadTo(QPointF(0, -238), QPointF(336, -116));
    stroke(painter, rail, 20, mood.light.on(mixed(stone, Qt::white, 0.3)));
    QPainterPath course(QPointF(-320, -84));
    course.quadTo(QPointF(0, -200), QPointF(320, -84));
    stroke(painter, course, 3, withOpacity(mood.light.on(QColor(0x4a3a4a)), 0.3));
}

} // namespace ContactSheet
