#pragma once

class QColor;
class QPainter;

namespace ContactSheet {

struct Light;

// Bird and fish have their middle at the point (0, 0) of the painter's coordinates, the robot stands on
// it; all face right.

/// A robot on two legs, about 330 high.
void paintRobot(QPainter &painter, const QColor &shell, const Light &light);

/// A bird in flight, about 260 wide.
void paintBird(QPainter &painter, const QColor &feathers, const Light &light);

/// About 240 long.
void paintFish(QPainter &painter, const QColor &scales, const Light &light);

} // namespace ContactSheet
