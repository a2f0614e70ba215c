#pragma once

#include "practice/painting/mood.h"

#include <QPointF>

class QPainter;

namespace ContactSheet {

/**
 * Where one picture is painted. The shorter side is 1000 units long whatever the picture's size, so
 * that a figure is as large in a tall picture as in a wide one.
 */
struct Stage
{
    QPainter &painter; ///< Not owned; antialiased, in the units of the stage.
    Dice &dice;        ///< Not owned.
    double width = 1000;
    double height = 1000;
    Mood mood;
};

/// Where a backdrop leaves room for what the picture is about.
struct Places
{
    QPointF ground;                 ///< Where the main figure stands, facing right.
    double scale = 1.4;             ///< Of the main figure's own units.
    double horizon = 500;           ///< Height of the horizon or of the far edge of the ground.
    QPointF sky;                    ///< An empty place above, for what flies.
    double water = 0;               ///< Where boats float; 0 where there is no water.
    Light light;                    ///< Falls on the figures.
    QColor grass = Qt::transparent; ///< Grows before the feet, where it is not transparent.
};

} // namespace ContactSheet
