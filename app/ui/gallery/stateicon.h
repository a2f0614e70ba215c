#pragma once

#include "gallery/tile.h"

class QColor;
class QPainter;
class QRectF;

namespace ContactSheet {

/**
 * Draws the sign of \a phase into the square \a rect: each has a shape of its own, so that no state is told
 * by its colour. A picture that is done has none.
 */
void paintStateIcon(QPainter *painter, const QRectF &rect, TilePhase phase, const QColor &color);

} // namespace ContactSheet
