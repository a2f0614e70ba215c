#include "practice/painting/backdrops/waters.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/plants.h"
#include "practice/painting/sky.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

void paintRipples(Stage &stage, double top, double bottom, int count, const QColor &colour)
{
    for (int i = 0; i < count; ++i) {
        const double part = stage.dice.between(0, 1);
        const double x = stage.dice.between(-40, stage.width);
        const double width = stage.dice.between(40, 100) * (0.5 + part);
        fill(stage.painter, roundedBox(QRectF(x, top + part * (bottom - top), width, 4 + 4 * part), 3),
             colour);
    }
}

/// Sky, sun over the water, and the water itself with the sun's path on it.
void paintOpenWater(Stage &stage, double horizon, const QColor &water)
{
    const Mood &mood = stage.mood;
    const bool low = mood.daytime == Daytime::Sunrise || mood.daytime == Daytime::Sunset;
    paintSky(stage, horizon);
    const double x = stage.width * stage.dice.between(0.58, 0.8);
    paintSunOrMoon(stage, {x, low ? horizon - 60 : horizon * 0.34}, low ? 110 : 64);
    paintClouds(stage, 4, 100, horizon - 120);
    paintFarBirds(stage, {stage.width * 0.3, horizon * 0.55}, 4);
    const QColor far = mixed(mood.light.on(water), mood.skyLow, 0.5);
    fillDown(
        stage.painter, QRectF(0, horizon, stage.width, stage.height - horizon),
        {{0, far}, {0.6, mood.light.on(water)}, {1, mood.light.on(multiplied(water, QColor(0x90a8c8)))}});
    for (int row = 0; row < 9; ++row) {
        const double width = (110 - row * 4) * stage.dice.between(0.7, 1.6);
        const double y = horizon + 8 + row * 22;
        fill(stage.painter, roundedBox(QRectF(x - width / 2 + stage.dice.between(-16, 16), y, width, 8), 4),
             withOpacity(mood.sun, 0.6 - row * 0.04));
    }
    paintRipples(stage, horizon + 14, stage.height, static_cast<int>(stage.width / 32),
                 withOpacity(Qt::white, mood.daytime == Daytime::Night ? 0.12 : 0.28));
}

void paintWeed(Stage &stage, QPointF root, double height, const QColor &colour)
{
    for (int blade = -1; blade <= 1; ++blade) {
        const double lean = blade * 34 + stage.dice.between(-14, 14);
        QPainterPath weed(root + QPointF(blade * 14 - 8, 0));
        weed.cubicTo(root + QPointF(blade * 14 - 40, -height * 0.4), root + QPointF(lean + 30, -height * 0.6),
                     root + QPointF(lean, -height));
        weed.cubicTo(root + QPointF(lean + 52, -height * 0.55),
                     root + QPointF(blade * 14 - 8, -height * 0.35), root + QPointF(blade * 14 + 9, 0));
        weed.closeSubpath();
        fillDown(stage.painter, weed, {{0, mixed(colour, Qt::white, 0.25)}, {1, colour}});
    }
}

void paintCoral(Stage &stage, QPointF root, double scale, const QColor &colour)
{
    stage.painter.save();
    stage.painter.translate(root);
    stage.painter.scale(scale, scale);
    const Light none;
    fillSolid(stage.painter, limb({-34, -62}, {-52, -104}, 24, 20), colour, none);
    fillSolid(stage.painter, limb({36, -50}, {60, -96}, 24, 20), colour, none);
    fillSolid(stage.painter, limb({0, 0}, {-36, -64}, 34, 24), colour, none);
    fillSolid(stage.painter, limb({0, 0}, {38, -54}, 34, 24), colour, none);
    fillSolid(stage.painter, limb({0, 0}, {4, -132}, 38, 24), colour, none);
    stage.painter.restore();
}

} // namespace

Places paintBeach(Stage &stage)
{
    const double horizon = stage.height - std::clamp(stage.height * 0.46, 450.0, 620.0);
    paintOpenWater(stage, horizon, QColor(0x3fa9c4));
    const double shore = stage.height - 250;
    const auto wave = [&stage](double y) {
        QPainterPath path(QPointF(-10, stage.height + 10));
        path.lineTo(-10, y + 40);
        path.cubicTo(QPointF(stage.width * 0.3, y - 50), QPointF(stage.width * 0.5, y + 70),
                     QPointF(stage.width * 0.74, y + 8));
        path.quadTo(QPointF(stage.width * 0.9, y - 34), QPointF(stage.width + 10, y));
        path.lineTo(stage.width + 10, stage.height + 10);
        path.closeSubpath();
        return path;
    };
    const Light &light = stage.mood.light;
    fill(stage.painter, wave(shore - 22), withOpacity(light.on(QColor(0x8fdbe0)), 0.6));
    fill(stage.painter, wave(shore), withOpacity(light.on(Qt::white), 0.9));
    fillDown(stage.painter, wave(shore + 18),
             {{0, light.on(QColor(0xe8c48c))},
              {0.4, light.on(QColor(0xf8dfa8))},
              {1, light.on(QColor(0xe6bd80))}});
    for (int i = 0; i < 14; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double y = stage.dice.between(shore + 100, stage.height);
        fillEllipse(stage.painter, {x, y}, 6, 3.4, withOpacity(light.on(QColor(0xb98a58)), 0.55));
    }
    return {.ground = {stage.width * 0.36, stage.height - 90},
            .scale = 1.35,
            .horizon = horizon,
            .sky = {stage.width * 0.36, horizon * 0.36},
            .water = horizon + 84,
            .light = light};
}

Places paintLake(Stage &stage)
{
    const double horizon = stage.height - std::clamp(stage.height * 0.46, 450.0, 620.0);
    paintOpenWater(stage, horizon, QColor(0x4fa6b8));
    for (int range = 0; range < 2; ++range) {
        const QPainterPath bank = hills(stage.dice, stage.width, horizon + 8 + 6 * range,
                                        horizon - 74 + 44 * range, 40 - 14 * range, 520);
        const QColor colour(range == 0 ? 0x7ab0a8 : 0x5f9f7a);
        fillDown(
            stage.painter, bank,
            {{0, stage.mood.at(colour, 0.6 - 0.3 * range)}, {1, stage.mood.at(colour, 0.75 - 0.3 * range)}});
    }
    for (double x = 20; x < stage.width; x += 74) {
        const double shift = stage.dice.between(-26, 26);
        paintFir(stage.painter, {x + shift, horizon + 12}, stage.dice.between(0.22, 0.4), 0.34, stage.mood);
    }
    const QColor meadow(0x74b868);
    const QPainterPath bank = hills(stage.dice, stage.width, stage.height, stage.height - 200, 16, 900);
    fillDown(stage.painter, bank,
             {{0, stage.mood.light.on(mixed(meadow, QColor(0xfff2a8), 0.25))},
              {1, stage.mood.light.on(multiplied(meadow, QColor(0x90a8a0)))}});
    paintGrass(stage.painter, QRectF(0, stage.height - 190, stage.width, 190),
               static_cast<int>(stage.width / 15), withOpacity(stage.mood.light.on(QColor(0x3f8f5a)), 0.8),
               stage.dice);
    return {.ground = {stage.width * 0.36, stage.height - 96},
            .scale = 1.35,
            .horizon = horizon,
            .sky = {stage.width * 0.36, horizon * 0.36},
            .water = horizon + 96,
            .light = stage.mood.light,
            .grass = stage.mood.light.on(QColor(0x3f8f5a))};
}

Places paintUnderwater(Stage &stage)
{
    struct Palette
    {
        QRgb top;
        QRgb middle;
        QRgb deep;
        QRgb sand;
    };
    static constexpr auto Palettes = std::to_array<Palette>({
        {0x8fe9e6, 0x2fa3c4, 0x12507f, 0xd9c79a},
        {0x7fd0f2, 0x3572c4, 0x1d2f78, 0xc4b4b8},
        {0xa8efd0, 0x2f9f9c, 0x124f62, 0xe0cf9c},
    });
    QPainter &painter = stage.painter;
    Dice &dice = stage.dice;
    const Palette &palette = dice.pickInTurn(Palettes);
    fillDown(painter, QRectF(0, 0, stage.width, stage.height),
             {{0, QColor(palette.top)}, {0.42, QColor(palette.middle)}, {1, QColor(palette.deep)}});
    for (int i = 0; i < 5; ++i) {
        const double x = stage.width * (0.1 + 0.2 * i) + dice.between(-50, 50);
        const double width = dice.between(24, 70);
        fillDown(painter,
                 polygon({{x, -5},
                          {x + width, -5},
                          {x + width * 2.6 - 180, stage.height * 0.85},
                          {x - 240, stage.height * 0.85}}),
                 {{0, withOpacity(Qt::white, 0.3)}, {1, withOpacity(Qt::white, 0)}});
    }
    const QColor deep(palette.deep);
    const double floor = stage.height - 190;
    fill(painter, hills(dice, stage.width, stage.height, floor - 110, 70, 460),
         mixed(deep, QColor(palette.middle), 0.55));
    fill(painter, hills(dice, stage.width, stage.height, floor - 30, 50, 380),
         mixed(deep, QColor(palette.middle), 0.25));
    const QPainterPath sand = hills(dice, stage.width, stage.height, floor + 60, 18, 700);
    fillDown(painter, sand, {{0, QColor(palette.sand)}, {1, mixed(QColor(palette.sand), deep, 0.6)}});
    static constexpr auto Corals = std::to_array<QRgb>({0xf2679a, 0xff8a5c, 0xb57be6, 0xffc24d});
    for (int i = 0; i < 5; ++i) {
        const double x = stage.width * (0.06 + 0.23 * i) + dice.between(-40, 40);
        if (i % 2 == 0)
            paintWeed(stage, {x, floor + 110}, dice.between(190, 330), mixed(QColor(0x2f9c78), deep, 0.25));
        else
            paintCoral(stage, {x, floor + 120}, dice.between(0.9, 1.3), QColor(dice.pick(Corals)));
    }
    for (int i = 0; i < 26; ++i) {
        const double x = dice.between(0, stage.width);
        const double y = dice.between(60, floor);
        const double radius = dice.between(4, 13);
        fillEllipse(painter, {x, y}, radius, radius, withOpacity(Qt::white, 0.22));
        fillEllipse(painter, {x + radius * 0.3, y - radius * 0.3}, radius * 0.3, radius * 0.3,
                    withOpacity(Qt::white, 0.8));
    }
    return {.ground = {stage.width * 0.45, stage.height - 70},
            .scale = 1.35,
            .horizon = floor,
            .sky = {stage.width * 0.46, stage.height * 0.42},
            .light = {.tint = QColor(0xd8f0fa), .shadow = 0.3}};
}

} // namespace ContactSheet
