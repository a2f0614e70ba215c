#pragma once

#include <QPointF>
#include <QRectF>

class QColor;
class QPainter;

namespace ContactSheet {

class Dice;
struct Mood;

/// A tree with a round crown on \a foot; at \a scale 1 it is about 300 high.
void paintRoundTree(QPainter &painter, QPointF foot, double scale, Dice &dice, const Mood &mood);

/// A fir on \a foot, about 320 high at \a scale 1; \a distance as in Mood::at().
void paintFir(QPainter &painter, QPointF foot, double scale, double distance, const Mood &mood);

/// A cactus on \a foot, about 220 high at \a scale 1.
void paintCactus(QPainter &painter, QPointF foot, double scale, const Mood &mood);

/// A flower on \a foot, about 120 high at \a scale 1.
void paintFlower(QPainter &painter, QPointF foot, double scale, const QColor &petals, Dice &dice,
                 const Mood &mood);

/// Blades of grass whose roots are spread over \a area.
void paintGrass(QPainter &painter, const QRectF &area, int count, const QColor &colour, Dice &dice);

} // namespace ContactSheet
