#include "practice/painting/brushwork.h"

#include "practice/painting/dice.h"

#include <QLineF>
#include <QPainter>

#include <cmath>

namespace ContactSheet {

namespace {

QLinearGradient downwards(const QRectF &area, std::initializer_list<ColourStop> stops)
{
    QLinearGradient gradient(area.topLeft(), area.bottomLeft());
    for (const ColourStop &stop : stops)
        gradient.setColorAt(stop.position, stop.colour);
    return gradient;
}

} // namespace

QPainterPath roundedBox(const QRectF &box, double radius)
{
    QPainterPath path;
    path.addRoundedRect(box, radius, radius);
    return path;
}

QPainterPath limb(QPointF start, QPointF end, double startWidth, double endWidth)
{
    const QLineF axis(start, end);
    const double angle = axis.angle();
    const QLineF normal = axis.length() > 0 ? axis.normalVector().unitVector() : QLineF(0, 0, 1, 0);
    const QPointF aside(normal.dx(), normal.dy());
    const auto circle = [](QPointF centre, double width) {
        return QRectF(centre.x() - width / 2, centre.y() - width / 2, width, width);
    };
    QPainterPath path(start + aside * (startWidth / 2));
    path.arcTo(circle(start, startWidth), angle + 90, 180);
    path.lineTo(end - aside * (endWidth / 2));
    path.arcTo(circle(end, endWidth), angle - 90, 180);
    path.closeSubpath();
    return path;
}

QPainterPath polygon(std::initializer_list<QPointF> corners)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(corners)));
    path.closeSubpath();
    return path;
}

QPainterPath hills(Dice &dice, double width, double bottom, double level, double swing, double wavelength)
{
    const double step = wavelength / 2;
    QPointF from(-step * dice.between(0.3, 1), level + dice.between(-swing, swing));
    QPainterPath path(QPointF(from.x(), bottom));
    path.lineTo(from);
    bool up = dice.chance(0.5);
    while (from.x() < width) {
        const double rise = dice.between(0.3, 1) * (up ? -swing : swing);
        const QPointF to(from.x() + step * dice.between(0.8, 1.25), level + rise);
        const double middle = (from.x() + to.x()) / 2;
        path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
        from = to;
        up = !up;
    }
    path.lineTo(from.x(), bottom);
    path.closeSubpath();
    return path;
}

QPainterPath cloud(Dice &dice, QPointF base, double width)
{
    const double height = width * 0.16;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(QRectF(base.x() - width / 2, base.y() - height, width, height), height / 2,
                        height / 2);
    const int puffs = 2 + dice.below(2);
    for (int i = 0; i < puffs; ++i) {
        const double x =
            base.x() + width * (-0.24 + 0.48 * i / (puffs - 1)) + dice.between(-0.04, 0.04) * width;
        const double radius = width * dice.between(0.12, 0.2);
        path.addEllipse(QPointF(x, base.y() - radius), radius, radius);
    }
    return path;
}

void fill(QPainter &painter, const QPainterPath &shape, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(shape);
}

void fillDown(QPainter &painter, const QRectF &area, std::initializer_list<ColourStop> stops)
{
    painter.fillRect(area, downwards(area, stops));
}

void fillDown(QPainter &painter, const QPainterPath &shape, std::initializer_list<ColourStop> stops)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(downwards(shape.controlPointRect(), stops));
    painter.drawPath(shape);
}

void fillSolid(QPainter &painter, const QPainterPath &shape, const QColor &colour, const Light &light)
{
    const QColor middle = light.on(colour);
    const QColor top = light.on(mixed(colour, Qt::white, 0.38));
    const QColor low = light.on(multiplied(colour, QColor(0xa9a6c4)));
    fillDown(painter, shape, {{0, top}, {0.42, middle}, {1, low}});
    if (light.rim.alpha() == 0)
        return;
    const QRectF box = shape.controlPointRect();
    QLinearGradient rim(box.left(), box.bottom(), box.right(), box.top());
    rim.setColorAt(0.55, withOpacity(light.rim, 0));
    rim.setColorAt(0.95, light.rim);
    painter.setPen(QPen(rim, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

void fillEllipse(QPainter &painter, QPointF centre, double radiusX, double radiusY, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(centre, radiusX, radiusY);
}

void line(QPainter &painter, QPointF from, QPointF to, double width, const QColor &colour)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
}

void stroke(QPainter &painter, const QPainterPath &path, double width, const QColor &colour)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void glow(QPainter &painter, QPointF centre, double radius, const QColor &colour)
{
    QRadialGradient gradient(centre, radius);
    gradient.setColorAt(0, colour);
    gradient.setColorAt(0.4, withOpacity(colour, colour.alphaF() * 0.38));
    gradient.setColorAt(1, withOpacity(colour, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(centre, radius, radius);
}

void lightCone(QPainter &painter, QPointF lamp, double bottom, double spread, const QColor &colour)
{
    painter.save();
    painter.translate(lamp.x(), (lamp.y() + bottom) / 2);
    painter.scale(spread / 2, (bottom - lamp.y()) / 2);
    QRadialGradient gradient(QPointF(0, 0), 1, QPointF(0, -0.97));
    gradient.setColorAt(0, colour);
    gradient.setColorAt(1, withOpacity(colour, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(QPointF(0, 0), 1, 1);
    painter.restore();
}

void groundShadow(QPainter &painter, QPointF centre, double radiusX, double radiusY, const Light &light)
{
    painter.save();
    painter.translate(centre);
    painter.scale(radiusX, radiusY);
    QRadialGradient gradient(QPointF(0, 0), 1);
    const QColor dark(0x14, 0x10, 0x30);
    gradient.setColorAt(0, withOpacity(dark, light.shadow * 1.5));
    gradient.setColorAt(0.55, withOpacity(dark, light.shadow));
    gradient.setColorAt(1, withOpacity(dark, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(QPointF(0, 0), 1, 1);
    painter.restore();
}

} // namespace ContactSheet
