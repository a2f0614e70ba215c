#include "ui/gallery/stateicon.h"

#include <QPainter>
#include <QPainterPath>

namespace ContactSheet {

namespace {

// All shapes are drawn on a square of 24 units, with lines of 2 that reach 1 beyond their path.

QPainterPath circle()
{
    QPainterPath path;
    path.addEllipse(QRectF(3, 3, 18, 18));
    return path;
}

QPainterPath lines(std::initializer_list<QPolygonF> parts)
{
    QPainterPath path;
    for (const QPolygonF &part : parts)
        path.addPolygon(part);
    return path;
}

QPainterPath dot(double x, double y)
{
    QPainterPath path;
    path.addEllipse(QPointF(x, y), 0.4, 0.4);
    return path;
}

/// The paths drawn over each other; QPainterPath's own + would merge their surfaces.
QPainterPath together(std::initializer_list<QPainterPath> paths)
{
    QPainterPath all;
    for (const QPainterPath &path : paths)
        all.addPath(path);
    return all;
}

QPainterPath questionMark()
{
    QPainterPath path;
    path.moveTo(9.3, 9.6);
    path.cubicTo(9.3, 6.2, 14.7, 6.2, 14.7, 9.6);
    path.cubicTo(14.7, 11.6, 12, 11.7, 12, 13.6);
    path.addPath(dot(12, 17));
    return path;
}

QPainterPath roundArrow()
{
    QPainterPath path;
    path.arcMoveTo(QRectF(4, 4, 16, 16), 20);
    path.arcTo(QRectF(4, 4, 16, 16), 20, 285);
    path.addPolygon(QPolygonF({{20.3, 3.5}, {19.6, 9.3}, {13.9, 8.4}}));
    return path;
}

QPainterPath shapeOf(TilePhase phase)
{
    switch (phase) {
    case TilePhase::Waiting:
        return together({circle(), lines({QPolygonF({{12, 7.5}, {12, 12}, {15.2, 14}})})});
    case TilePhase::WaitingToRetry:
        return roundArrow();
    case TilePhase::Sent:
        return lines({QPolygonF({{12, 20}, {12, 4}}), QPolygonF({{6, 10}, {12, 4}, {18, 10}})});
    case TilePhase::Receiving:
        return lines({QPolygonF({{12, 4}, {12, 20}}), QPolygonF({{6, 14}, {12, 20}, {18, 14}})});
    case TilePhase::Saving:
    case TilePhase::WaitingForPlace:
        return lines({QPolygonF({{12, 3}, {12, 14}}), QPolygonF({{7, 9.5}, {12, 14.5}, {17, 9.5}}),
                      QPolygonF({{4, 15}, {4, 20}, {20, 20}, {20, 15}})});
    case TilePhase::Done:
        return {};
    case TilePhase::Refused:
        return together({circle(), lines({QPolygonF({{5.8, 5.8}, {18.2, 18.2}})})});
    case TilePhase::Failed:
        return together(
            {lines({QPolygonF({{12, 3}, {22, 20.5}, {2, 20.5}, {12, 3}}), QPolygonF({{12, 9.5}, {12, 14}})}),
             dot(12, 17.3)});
    case TilePhase::Gone:
    case TilePhase::Expired:
        return lines(
            {QPolygonF({{10, 4}, {3, 4}, {3, 20}, {8, 20}, {11, 15}, {8.5, 11}, {10, 4}}),
             QPolygonF({{14.5, 4}, {21, 4}, {21, 20}, {12.5, 20}, {15.5, 15}, {13, 11}, {14.5, 4}})});
    case TilePhase::NotDownloaded:
        return lines({QPolygonF({{12, 3}, {12, 14.5}}), QPolygonF({{7, 9.5}, {12, 14.5}, {17, 9.5}}),
                      QPolygonF({{3, 16}, {3, 20.5}, {21, 20.5}, {21, 16}})});
    case TilePhase::Unknown:
        return together({circle(), questionMark()});
    case TilePhase::Cancelled:
        return together(
            {circle(),
             lines({QPolygonF({{8.8, 8.8}, {15.2, 15.2}}), QPolygonF({{15.2, 8.8}, {8.8, 15.2}})})});
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

void paintStateIcon(QPainter *painter, const QRectF &rect, TilePhase phase, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / 24, rect.height() / 24);
    painter->strokePath(shapeOf(phase), QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->restore();
}

} // namespace ContactSheet
