#include "ui/services/signs.h"

#include "ui/gallery/stateicon.h"
#include "ui/gallery/tilecolors.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QWidget>

#include <cmath>

namespace ContactSheet {

namespace {

/// How much more pixels are drawn than are shown, so that it is sharp on every screen.
constexpr int Scale = 3;

template<typename Paint>
QIcon drawn(const QWidget *widget, Paint paint)
{
    const int side = widget->fontMetrics().height();
    QPixmap pixmap(side * Scale, side * Scale);
    pixmap.setDevicePixelRatio(Scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(&painter, QRectF(0, 0, side, side));
    return QIcon(pixmap);
}

/// A ring with eight teeth around the origin, one unit in radius.
QPainterPath gear()
{
    constexpr int Teeth = 8;
    constexpr double Pi = 3.14159265358979;
    QPolygonF outline;
    for (int tooth = 0; tooth < Teeth; ++tooth) {
        const double middle = 2 * Pi * tooth / Teeth;
        const auto corner = [&outline, middle](double angle, double radius) {
            outline << QPointF(std::cos(middle + angle), std::sin(middle + angle)) * radius;
        };
        corner(-0.25, 0.72);
        corner(-0.17, 1);
        corner(0.17, 1);
        corner(0.25, 0.72);
    }
    QPainterPath path;
    path.addPolygon(outline);
    path.closeSubpath();
    path.addEllipse(QPointF(), 0.32, 0.32);
    return path;
}

} // namespace

QIcon warningSign(const QWidget *widget)
{
    return drawn(widget, [widget](QPainter *painter, const QRectF &rect) {
        paintStateIcon(painter, rect, TilePhase::Failed, TileColors(widget->palette()).alarm);
    });
}

QIcon gearSign(const QWidget *widget)
{
    return drawn(widget, [widget](QPainter *painter, const QRectF &rect) {
        painter->translate(rect.center());
        painter->scale(rect.width() * 0.46, rect.width() * 0.46);
        painter->fillPath(gear(), widget->palette().color(QPalette::ButtonText));
    });
}

} // namespace ContactSheet
