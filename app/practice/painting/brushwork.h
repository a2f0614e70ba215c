#pragma once

#include "practice/painting/colours.h"

#include <QPainterPath>

#include <initializer_list>

class QPainter;

namespace ContactSheet {

class Dice;

/// One end or middle of a gradient: where (0 to 1) and which colour.
struct ColourStop
{
    double position = 0;
    QColor colour;
};

/// A rectangle with round corners.
[[nodiscard]] QPainterPath roundedBox(const QRectF &box, double radius);

/// A shape like a bone or a leg: from \a start to \a end, with round ends of these widths.
[[nodiscard]] QPainterPath limb(QPointF start, QPointF end, double startWidth, double endWidth);

/// A closed shape with these corners.
[[nodiscard]] QPainterPath polygon(std::initializer_list<QPointF> corners);

/**
 * A line of soft hills across the picture's \a width, closed at \a bottom: its height wanders around
 * \a level by up to \a swing, with a crest about every \a wavelength.
 */
[[nodiscard]] QPainterPath hills(Dice &dice, double width, double bottom, double level, double swing,
                                 double wavelength);

/// A flat-bottomed cloud of about this \a width, whose lower edge is centred on \a base.
[[nodiscard]] QPainterPath cloud(Dice &dice, QPointF base, double width);

/// Fills \a shape, without an outline.
void fill(QPainter &painter, const QPainterPath &shape, const QColor &colour);

/// Fills \a area with a gradient from its top (0) to its bottom (1).
void fillDown(QPainter &painter, const QRectF &area, std::initializer_list<ColourStop> stops);

/// Fills \a shape with a gradient from its top (0) to its bottom (1).
void fillDown(QPainter &painter, const QPainterPath &shape, std::initializer_list<ColourStop> stops);

/// Fills \a shape as a rounded body: lit from above, in shade below, with the light's rim in front (right).
void fillSolid(QPainter &painter, const QPainterPath &shape, const QColor &colour, const Light &light);

/// An ellipse without an outline.
void fillEllipse(QPainter &painter, QPointF centre, double radiusX, double radiusY, const QColor &colour);

/// A line with round ends.
void line(QPainter &painter, QPointF from, QPointF to, double width, const QColor &colour);

/// A curve with round ends along \a path.
void stroke(QPainter &painter, const QPainterPath &path, double width, const QColor &colour);

/// A light that fades to nothing at \a radius.
void glow(QPainter &painter, QPointF centre, double radius, const QColor &colour);

/// Light that falls from \a lamp, spreads to the width \a spread and is lost towards \a bottom and its edges.
void lightCone(QPainter &painter, QPointF lamp, double bottom, double spread, const QColor &colour);

/// The soft shadow of something that stands on \a centre.
void groundShadow(QPainter &painter, QPointF centre, double radiusX, double radiusY, const Light &light);

} // namespace ContactSheet
