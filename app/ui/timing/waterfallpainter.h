#pragma once

#include "ui/timing/waterfallscene.h"

#include <QFontMetrics>

class QPainter;

namespace ContactSheet {

/// Draws the lines of a waterfall, one for each picture or for each place at once. Made for one paint event.
class WaterfallPainter final
{
public:
    /// \a painter and \a scene are not owned and must outlive this object.
    WaterfallPainter(QPainter *painter, const WaterfallScene &scene);

    /// Draws the line numbered \a line, from 0: of a picture, or by place of a place.
    void drawLine(int line) const;

private:
    void drawPicture(int row) const;
    void drawPictureLabel(int row) const;
    void drawEndMark(int row, double right) const;
    void drawPlace(int place) const;
    void drawPlaceLabel(int place) const;
    void drawBarAtPlace(const PlaceBar &bar, double left, double right, const QRectF &line) const;
    /// Draws the bars from \a first on that begin within one pixel as one, and gives the one after them.
    qsizetype drawMerged(const QList<PlaceBar> &bars, qsizetype first, const QRectF &line) const;

    [[nodiscard]] QRectF barsOf(int line) const;
    [[nodiscard]] double onScreen(Moment moment) const;
    [[nodiscard]] bool isSelected(const PlaceBar &bar) const;

    QPainter *m_painter;
    const WaterfallScene &m_scene;
    QFontMetrics m_metrics;
    double m_pixel; ///< The width of a pixel of the screen.
};

} // namespace ContactSheet
