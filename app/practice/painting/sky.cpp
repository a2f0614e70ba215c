#include "practice/painting/sky.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/stage.h"

#include <QPainter>

namespace ContactSheet {

namespace {

void paintMoonCraters(Stage &stage, QPointF centre, double radius)
{
    const QColor crater = withOpacity(mixed(stage.mood.sun, stage.mood.skyMiddle, 0.5), 0.35);
    fillEllipse(stage.painter, centre + QPointF(-0.3, -0.2) * radius, radius * 0.24, radius * 0.22, crater);
    fillEllipse(stage.painter, centre + QPointF(0.3, 0.3) * radius, radius * 0.3, radius * 0.27, crater);
    fillEllipse(stage.painter, centre + QPointF(0.25, -0.45) * radius, radius * 0.13, radius * 0.12, crater);
}

} // namespace

void paintSky(Stage &stage, double horizon)
{
    const Mood &mood = stage.mood;
    fillDown(stage.painter, QRectF(0, 0, stage.width, horizon),
             {{0, mood.skyTop}, {0.55, mood.skyMiddle}, {1, mood.skyLow}});
    stage.painter.fillRect(QRectF(0, horizon - 1, stage.width, stage.height - horizon + 1), mood.skyLow);
    if (mood.daytime == Daytime::Night)
        paintStars(stage, 70, horizon * 0.8);
}

void paintSunOrMoon(Stage &stage, QPointF centre, double radius)
{
    glow(stage.painter, centre, radius * 3.4, withOpacity(stage.mood.sun, 0.6));
    fillEllipse(stage.painter, centre, radius, radius, stage.mood.sun);
    if (stage.mood.daytime == Daytime::Night)
        paintMoonCraters(stage, centre, radius);
}

void paintClouds(Stage &stage, int count, double top, double bottom)
{
    const bool dark = stage.mood.daytime == Daytime::Night;
    const QColor body = mixed(stage.mood.skyLow, Qt::white, dark ? 0.05 : 0.55);
    for (int i = 0; i < count; ++i) {
        const double x = stage.width * (i + stage.dice.between(0.15, 0.85)) / count;
        const double y = stage.dice.between(top, bottom);
        const double width = stage.dice.between(170, 320);
        const QPainterPath shape = cloud(stage.dice, {x, y}, width);
        fillDown(stage.painter, shape,
                 {{0, withOpacity(body, dark ? 0.5 : 0.95)}, {1, withOpacity(body, dark ? 0.12 : 0.45)}});
    }
}

void paintStars(Stage &stage, int count, double bottom)
{
    for (int i = 0; i < count; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double height = stage.dice.between(0, 1);
        const double radius = stage.dice.between(1.4, 4);
        const double shine = stage.dice.between(0.5, 1) * (1 - 0.8 * height);
        fillEllipse(stage.painter, {x, height * bottom}, radius, radius,
                    withOpacity(QColor(0xfff8e6), shine));
    }
}

void paintFarBirds(Stage &stage, QPointF centre, int count)
{
    const QColor colour = withOpacity(multiplied(stage.mood.skyTop, QColor(0x9090a0)), 0.8);
    for (int i = 0; i < count; ++i) {
        const double x = centre.x() + (i - (count - 1) / 2.0) * 64 + stage.dice.between(-6, 6);
        const double y = centre.y() + stage.dice.between(-60, 60);
        const double span = stage.dice.between(14, 26);
        QPainterPath wings(QPointF(x - span, y - span * 0.35));
        wings.quadTo(QPointF(x - span * 0.4, y - span * 0.6), QPointF(x, y));
        wings.quadTo(QPointF(x + span * 0.4, y - span * 0.6), QPointF(x + span, y - span * 0.35));
        stroke(stage.painter, wings, 4.5, colour);
    }
}

} // namespace ContactSheet
