#include "ui/services/signs.h"

#include "ui/gallery/stateicon.h"
#include "ui/gallery/tilecolors.h"

#include <QPainter>
#include <QPixmap>
#include <QWidget>

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

} // namespace

QIcon warningSign(const QWidget *widget)
{
    return drawn(widget, [widget](QPainter *painter, const QRectF &rect) {
        paintStateIcon(painter, rect, TilePhase::Failed, TileColors(widget->palette()).alarm);
    });
}

} // namespace ContactSheet
