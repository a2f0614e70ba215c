#pragma once

#include "timing/barpieces.h"
#include "ui/timing/waterfalllayout.h"

#include <QList>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace ContactSheet {

/// Draws \a part over \a rect: what was worked on fills it, what waited is a thin line in its middle, dotted
/// where it waited to try again.
void fillPart(QPainter &painter, const QRectF &rect, BarPart part, const QPalette &palette);

/// Draws \a part of a try that came to nothing over \a rect: told apart without colour, by its hatching.
void fillFailedPart(QPainter &painter, const QRectF &rect, BarPart part, const QPalette &palette);

/**
 * Draws \a segments of a bar within \a line, which begins where they count from. Pieces of attempts that came
 * to nothing are hatched, and the last one of each such attempt ends in a mark.
 */
void drawSegments(QPainter &painter, const QRectF &line, const QList<BarSegment> &segments,
                  const QPalette &palette);

} // namespace ContactSheet
