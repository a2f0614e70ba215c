#pragma once

class QColor;
class QPainter;

namespace ContactSheet {

struct Mood;

// Each stands on the point (0, 0) of the painter's coordinates; windows are lit from dusk to dawn.

/// About 330 wide and 300 high, with a smoking chimney.
void paintCottage(QPainter &painter, const QColor &walls, const Mood &mood);

/// About 420 wide and 400 high.
void paintCastle(QPainter &painter, const QColor &walls, const Mood &mood);

/// About 440 high on its rock, with its beam from dusk to dawn.
void paintLighthouse(QPainter &painter, const QColor &stripes, const Mood &mood);

/// Two stone arches, about 640 wide and 190 high.
void paintStoneBridge(QPainter &painter, const QColor &stone, const Mood &mood);

} // namespace ContactSheet
