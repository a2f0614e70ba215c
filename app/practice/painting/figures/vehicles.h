#pragma once

class QColor;
class QPainter;

namespace ContactSheet {

struct Mood;

// Each is painted at the point (0, 0) of the painter's coordinates, facing right: what drives stands
// on it, what floats has its waterline there, what flies has its middle there.

/// About 270 wide.
void paintCar(QPainter &painter, const QColor &paint, const Mood &mood);

/// About 300 wide, its sail 280 high.
void paintSailingBoat(QPainter &painter, const QColor &paint, const Mood &mood);

/// About 400 high with its flame, climbing to the upper right.
void paintRocket(QPainter &painter, const QColor &paint, const Mood &mood);

/// About 330 high.
void paintHotAirBalloon(QPainter &painter, const QColor &paint, const Mood &mood);

} // namespace ContactSheet
