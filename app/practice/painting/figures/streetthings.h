#pragma once

#include <QPointF>

class QPainter;

namespace ContactSheet {

class Dice;
struct Mood;

/// A street lamp of this \a height on \a foot, lit from dusk to dawn.
void paintStreetLamp(QPainter &painter, QPointF foot, double height, const Mood &mood);

/// A traffic light on \a foot.
void paintTrafficLight(QPainter &painter, QPointF foot, Dice &dice, const Mood &mood);

} // namespace ContactSheet
