#pragma once

#include "timing/barpieces.h"
#include "timing/timescale.h"

#include <QList>
#include <QRect>
#include <QSize>

class QFontMetrics;

namespace ContactSheet {

/// A piece of a bar as it is drawn, in pixels from the left edge of the bars.
struct BarSegment
{
    BarPiece piece = {};
    double left = 0;
    double right = 0;

    friend bool operator==(const BarSegment &, const BarSegment &) = default;
};

/**
 * Where things stand in a waterfall: a time axis on top, below it a band for the number under way where there
 * is room for one, then the rows, each with its label on the left and its bars on the right. Plain arithmetic
 * in device-independent pixels of the viewport.
 */
class WaterfallLayout final
{
public:
    static constexpr int Margin = 12; ///< Between the edges and what stands in them.

    WaterfallLayout() = default;
    /// Labels and bars share \a room, which is the width of \a viewport or less: the same in two views that
    /// stand below each other, of which one has a scroll bar.
    WaterfallLayout(QSize viewport, int room, const QFontMetrics &metrics);

    [[nodiscard]] int axisHeight() const { return m_axisHeight; }
    /// 0 where the rows need the room.
    [[nodiscard]] int bandHeight() const { return m_bandHeight; }
    /// Where the first row stands.
    [[nodiscard]] int rowsTop() const { return m_axisHeight + m_bandHeight; }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int barsLeft() const { return m_barsLeft; }
    [[nodiscard]] int barsWidth() const { return m_barsWidth; }

    /// The whole line of \a row when the rows are scrolled up by \a scroll.
    [[nodiscard]] QRect rowRect(int row, int scroll) const;
    /// The part of rowRect() that holds the number and the prompt.
    [[nodiscard]] QRect labelRect(int row, int scroll) const;
    /// The row at the height \a y, which may be one that there is not; -1 above the rows.
    [[nodiscard]] int rowAt(int y, int scroll) const;
    /// The height that the rows have for themselves.
    [[nodiscard]] int rowsHeight() const;
    /// The band beside its label.
    [[nodiscard]] QRect bandRect() const;

private:
    QSize m_size = {};
    int m_axisHeight = 1;
    int m_bandHeight = 0;
    int m_rowHeight = 1;
    int m_barsLeft = 0;
    int m_barsWidth = 0;
};

/// \a position on the grid of a screen of \a pixelRatio.
[[nodiscard]] double onGrid(double position, double pixelRatio);

/**
 * What is drawn of \a pieces on \a scale: edges lie on the grid of a screen of \a pixelRatio, what is outside
 * or does not reach from one pixel to the next is left out. Where that would be all but the queue, the
 * longest of the others within the scale is drawn one pixel wide, so that no picture is without a bar.
 */
[[nodiscard]] QList<BarSegment> barSegments(const QList<BarPiece> &pieces, const TimeScale &scale,
                                            double pixelRatio);

/// The words at the mark of the axis at \a tick, where marks are \a step apart: "0.25 s", "5 s", "12:05".
[[nodiscard]] QString tickText(Moment tick, Moment step);

} // namespace ContactSheet
