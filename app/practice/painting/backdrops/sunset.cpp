#include "practice/painting/backdrops/sunset.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/plants.h"
#include "practice/painting/sky.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

struct Palette
{
    QRgb outer; ///< The sky far from the sun.
    QRgb middle;
    QRgb inner; ///< The sky around the sun.
    QRgb sun;
    QRgb sunLow; ///< The lower edge of the sun.
    QRgb deep;   ///< The sea far from the light, and the hills.
    QRgb ground;
    QRgb tint;
};

constexpr auto Palettes = std::to_array<Palette>({
    {0x3b2a78, 0xd9577e, 0xffb056, 0xfff2a6, 0xff9a4d, 0x4a2f7d, 0x261745, 0xa97f98},
    {0x4a1f5e, 0xe2554f, 0xffb347, 0xffe98f, 0xff7d3f, 0x5a2458, 0x2c1233, 0xb58288},
    {0x1f3a74, 0xb5649c, 0xffb183, 0xfff0c2, 0xff9373, 0x2c3f7d, 0x15204a, 0x9a8ab4},
    {0x5b3c8c, 0xf27fa0, 0xffcf8a, 0xfffbe0, 0xffb36b, 0x6b4391, 0x352056, 0xb48cab},
});

constexpr int Bands = 8;

QColor skyAt(const Palette &palette, double part)
{
    return part < 0.5 ? mixed(QColor(palette.outer), QColor(palette.middle), part * 2)
                      : mixed(QColor(palette.middle), QColor(palette.inner), part * 2 - 1);
}

void paintBandedSky(Stage &stage, const Palette &palette, QPointF sun, double horizon)
{
    stage.painter.fillRect(QRectF(0, 0, stage.width, horizon + 1), QColor(palette.outer));
    paintStars(stage, 40, horizon * 0.5);
    const double reach = std::max(stage.width * 0.78, horizon * 0.98);
    for (int band = 1; band <= Bands; ++band) {
        const double radius = reach * (1 - (band - 1.0) / (Bands + 1.2));
        fillEllipse(stage.painter, sun, radius * 1.06, radius,
                    skyAt(palette, static_cast<double>(band) / Bands));
    }
}

void paintDisc(Stage &stage, const Palette &palette, QPointF sun, double radius)
{
    glow(stage.painter, sun, radius * 2, withOpacity(QColor(palette.sun), 0.75));
    QPainterPath disc;
    disc.addEllipse(sun, radius, radius);
    fillDown(stage.painter, disc,
             {{0, QColor(palette.sun)}, {0.45, QColor(palette.sun)}, {1, QColor(palette.sunLow)}});
}

void paintStreakClouds(Stage &stage, const Palette &palette, double top, double bottom)
{
    for (int i = 0; i < 6; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double y = stage.dice.between(top, bottom);
        const double width = stage.dice.between(120, 300);
        const QColor colour = withOpacity(mixed(QColor(palette.inner), Qt::white, 0.3), 0.4);
        fill(stage.painter, roundedBox(QRectF(x - width / 2, y, width, 15), 7.5), colour);
        fill(stage.painter, roundedBox(QRectF(x - width * 0.2, y - 12, width * 0.62, 15), 7.5), colour);
    }
}

void paintSea(Stage &stage, const Palette &palette, QPointF sun, double radius, double horizon)
{
    QPainter &painter = stage.painter;
    fillDown(painter, QRectF(0, horizon, stage.width, stage.height - horizon),
             {{0, mixed(QColor(palette.middle), QColor(palette.inner), 0.45)},
              {0.3, QColor(palette.middle)},
              {1, QColor(palette.deep)}});
    // Where the hills dip under the horizon, the sea parts them into islands.
    painter.setClipRect(QRectF(0, 0, stage.width, horizon));
    const QPainterPath islands = hills(stage.dice, stage.width, horizon, horizon - 10, 24, 420);
    fillDown(painter, islands,
             {{0, mixed(QColor(palette.deep), QColor(palette.middle), 0.4)},
              {1, mixed(QColor(palette.deep), QColor(palette.inner), 0.4)}});
    painter.setClipping(false);
    painter.fillRect(QRectF(0, horizon - 1, stage.width, 3), withOpacity(QColor(palette.sun), 0.7));
    for (int row = 0; row < 11; ++row) {
        const double y = horizon + 10 + row * 21 + row * row * 0.7;
        const double spread = radius * (1.05 - row * 0.055);
        const double width = spread * stage.dice.between(0.8, 1.7);
        const double x = sun.x() + stage.dice.between(-0.2, 0.2) * spread;
        fill(painter, roundedBox(QRectF(x - width / 2, y, width, 11), 5.5),
             withOpacity(mixed(QColor(palette.sun), QColor(palette.inner), row / 12.0), 0.92 - row * 0.035));
    }
    for (int i = 0; i < 26; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double y = stage.dice.between(horizon + 14, stage.height);
        const double width = stage.dice.between(30, 110);
        fill(painter, roundedBox(QRectF(x, y, width, 6), 3), withOpacity(QColor(palette.inner), 0.26));
    }
}

void paintRanges(Stage &stage, const Palette &palette, double horizon)
{
    constexpr int Ranges = 4;
    for (int range = 0; range < Ranges; ++range) {
        const double near = static_cast<double>(range) / (Ranges - 1);
        const double level = horizon - 10 + near * 150;
        const QColor top = mixed(mixed(QColor(palette.middle), QColor(palette.inner), 0.25),
                                 QColor(palette.deep), 0.25 + near * 0.75);
        const QPainterPath ridge =
            hills(stage.dice, stage.width, stage.height, level, 46 - near * 12, 380 + near * 160);
        fillDown(stage.painter, ridge, {{0, top}, {0.5, mixed(top, QColor(palette.middle), 0.35)}, {1, top}});
    }
}

/// The hill top in front: high on the left, where the watcher sits, and falling to the right.
double paintLookout(Stage &stage, const Palette &palette)
{
    const double width = stage.width;
    const double bottom = stage.height;
    const double crest = bottom - 138;
    QPainterPath hill(QPointF(-10, bottom + 10));
    hill.lineTo(-10, crest - 6);
    hill.cubicTo(QPointF(width * 0.24, crest - 22), QPointF(width * 0.48, crest - 12),
                 QPointF(width * 0.64, crest + 48));
    hill.cubicTo(QPointF(width * 0.76, crest + 96), QPointF(width * 0.9, crest + 96),
                 QPointF(width + 10, crest + 92));
    hill.lineTo(width + 10, bottom + 10);
    hill.closeSubpath();
    const QColor ground(palette.ground);
    paintGrass(stage.painter, QRectF(-10, crest + 4, width * 0.44, 10), static_cast<int>(width / 14),
               mixed(ground, QColor(palette.middle), 0.12), stage.dice);
    paintGrass(stage.painter, QRectF(width * 0.62, crest + 92, width * 0.4, 14), static_cast<int>(width / 22),
               ground, stage.dice);
    fillDown(
        stage.painter, hill,
        {{0, mixed(ground, QColor(palette.middle), 0.3)}, {0.5, ground}, {1, mixed(ground, Qt::black, 0.3)}});
    return crest + 2;
}

} // namespace

Places paintSunset(Stage &stage, bool bySea)
{
    const Palette &palette = stage.dice.pickInTurn(Palettes);
    const double horizon = stage.height - std::clamp(stage.height * 0.38, 360.0, 480.0);
    const double radius = 190;
    const QPointF sun(stage.width * 0.64, horizon - radius * stage.dice.between(0.25, 0.6));
    stage.mood.skyTop = palette.outer;

    paintBandedSky(stage, palette, sun, horizon);
    paintDisc(stage, palette, sun, radius);
    paintStreakClouds(stage, palette, horizon * 0.2, horizon - 60);
    paintFarBirds(stage, {stage.width * 0.8, horizon * 0.36}, 5);
    if (bySea)
        paintSea(stage, palette, sun, radius, horizon);
    else
        paintRanges(stage, palette, horizon);
    const double crest = paintLookout(stage, palette);
    return {
        .ground = {stage.width * 0.29, crest},
        .scale = 1.3,
        .horizon = horizon,
        .sky = {stage.width * 0.3, horizon * 0.35},
        .water = bySea ? horizon + 60 : 0,
        .light = {.tint = QColor(palette.tint), .rim = withOpacity(QColor(palette.sun), 0.85), .shadow = 0.3},
        .grass = QColor(palette.ground)};
}

} // namespace ContactSheet
