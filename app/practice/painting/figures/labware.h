#pragma once

#include <QRectF>

class QPainter;

namespace ContactSheet {

class Dice;
struct Light;

// What stands and hangs in a laboratory. Things that stand are painted on the point (0, 0) of the
// painter's coordinates and are about 100 wide and 180 high.

void paintConicalFlask(QPainter &painter, Dice &dice, const Light &light);
void paintRoundFlask(QPainter &painter, Dice &dice, const Light &light);
void paintTestTubes(QPainter &painter, Dice &dice, const Light &light);
void paintMicroscope(QPainter &painter, const Light &light);
void paintJar(QPainter &painter, Dice &dice, const Light &light);
void paintBooks(QPainter &painter, Dice &dice, const Light &light);

/// One of the four things that stand on a bench; \a kind is 0 to 3.
void paintLabware(QPainter &painter, Dice &dice, int kind, const Light &light);

/// A screen on the wall that shows a curve and bars.
void paintScreen(QPainter &painter, Dice &dice, const QRectF &frame, const Light &light);

/// A tall cabinet of electronics with blinking lights.
void paintCabinet(QPainter &painter, Dice &dice, const QRectF &box, const Light &light);

} // namespace ContactSheet
