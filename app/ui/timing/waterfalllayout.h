#pragma once

#include "runs/timeline.h"
#include "timing/timescale.h"

#include <QList>
#include <QRect>
#include <QSize>

class QFontMetrics;

namespace ContactSheet {

/// A piece of a bar as it is drawn, in pixels from the left edge of the bars.
struct BarSegment
{
    PhaseSpan span = {};
    double left = 0;
    double right = 0;

    friend bool operator==(const BarSegment &, const BarSegment &) = default;
};

/**
 * Where things stand in a waterfall: a time axis on top, below it the rows, each with its label on the left
 * and its bar on the right. Plain arithmetic in device-independent pixels of the viewport.
 */
class WaterfallLayout final
{
public:
    static constexpr int Margin = 12; ///< Between the edges and what stands in them.

    WaterfallLayout() = default;
    WaterfallLayout(QSize viewport, const QFontMetrics &metrics);

    [[nodiscard]] int axisHeight() const { return m_axisHeight; }
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

private:
    QSize m_size = {};
    int m_axisHeight = 1;
    int m_rowHeight = 1;
    int m_barsLeft = 0;
    int m_barsWidth = 0;
};

/**
 * What is drawn of \a spans on \a scale: edges lie on the grid of a screen of \a pixelRatio, what is outside
 * or does not reach from one pixel to the next is left out. Of spans within the scale that are all too short,
 * the longest is drawn one pixel wide, so that no picture is without a bar.
 */
[[nodiscard]] QList<BarSegment> barSegments(const QList<PhaseSpan> &spans, const TimeScale &scale,
                                            double pixelRatio);

/// The words at the mark of the axis at \a tick, where marks are \a step apart: "0.25 s", "5 s", "12:05".
[[nodiscard]] QString tickText(Moment tick, Moment step);

} // namespace ContactSheet
