#include "practice/painting/backdrops/landscapes.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/plants.h"
#include "practice/painting/sky.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

/// Sky, sun or moon, and clouds: what every country has above it.
void paintHeavens(Stage &stage, double horizon)
{
    const bool low = stage.mood.daytime == Daytime::Sunrise || stage.mood.daytime == Daytime::Sunset;
    paintSky(stage, horizon + 40);
    const double x = stage.width * stage.dice.between(0.6, 0.84);
    const double y = low ? horizon - 90 : horizon * stage.dice.between(0.24, 0.38);
    paintSunOrMoon(stage, {x, y}, low ? 96 : 64);
    paintClouds(stage, 3, 90, horizon - 200);
}

double horizonOf(const Stage &stage)
{
    return stage.height - std::clamp(stage.height * 0.42, 420.0, 560.0);
}

/// A range of hills, its crest lighter than its foot.
void paintRange(Stage &stage, const QColor &colour, double distance, double level, double swing,
                double wavelength)
{
    const QPainterPath shape = hills(stage.dice, stage.width, stage.height, level, swing, wavelength);
    fillDown(stage.painter, shape,
             {{0, stage.mood.at(mixed(colour, QColor(0xfff2a8), 0.25), distance)},
              {0.5, stage.mood.at(colour, distance)},
              {1, stage.mood.at(multiplied(colour, QColor(0xa0b0b8)), distance)}});
}

QPainterPath mountain(QPointF peak, double half, double foot)
{
    return polygon({{peak.x() - half, foot},
                    {peak.x() - half * 0.42, peak.y() + (foot - peak.y()) * 0.46},
                    {peak.x() - half * 0.3, peak.y() + (foot - peak.y()) * 0.36},
                    peak,
                    {peak.x() + half * 0.26, peak.y() + (foot - peak.y()) * 0.3},
                    {peak.x() + half * 0.5, peak.y() + (foot - peak.y()) * 0.5},
                    {peak.x() + half, foot}});
}

void paintMountain(Stage &stage, QPointF peak, double half, double foot, double distance)
{
    const double height = foot - peak.y();
    const QColor rock(0x6f7fae);
    fillDown(stage.painter, mountain(peak, half, foot),
             {{0, stage.mood.at(mixed(rock, Qt::white, 0.25), distance)},
              {1, stage.mood.at(rock, std::min(1.0, distance + 0.35))}});
    fill(stage.painter,
         polygon({peak,
                  {peak.x() - half * 0.06, peak.y() + height * 0.3},
                  {peak.x() + half * 0.1, peak.y() + height * 0.48},
                  {peak.x() - half * 0.1, foot},
                  {peak.x() + half, foot},
                  {peak.x() + half * 0.5, peak.y() + height * 0.5},
                  {peak.x() + half * 0.26, peak.y() + height * 0.3}}),
         withOpacity(stage.mood.at(QColor(0x3c4680), distance), 0.5));
    const QColor snow = stage.mood.at(QColor(0xfbfcff), distance * 0.6);
    fill(stage.painter,
         polygon({peak,
                  {peak.x() + half * 0.22, peak.y() + height * 0.26},
                  {peak.x() + half * 0.11, peak.y() + height * 0.22},
                  {peak.x() + half * 0.05, peak.y() + height * 0.33},
                  {peak.x() - half * 0.06, peak.y() + height * 0.24},
                  {peak.x() - half * 0.15, peak.y() + height * 0.35},
                  {peak.x() - half * 0.25, peak.y() + height * 0.3}}),
         snow);
}

void paintFence(Stage &stage, double y)
{
    const QColor wood = stage.mood.light.on(QColor(0xfdf4e6));
    stage.painter.fillRect(QRectF(0, y - 58, stage.width, 11), wood);
    stage.painter.fillRect(QRectF(0, y - 26, stage.width, 11), wood);
    for (double x = 18; x < stage.width; x += 62) {
        fill(stage.painter, polygon({{x, y}, {x, y - 76}, {x + 13, y - 94}, {x + 26, y - 76}, {x + 26, y}}),
             wood);
    }
}

/// A band of flowers, the nearer the larger.
void paintFlowerBed(Stage &stage, double top, double bottom, int count)
{
    static constexpr auto Petals = std::to_array<QRgb>({0xf2679a, 0xf7b23c, 0xfff4ea, 0xa77be0, 0xef5d4e});
    for (int i = 0; i < count; ++i) {
        const double part = (i + 0.5) / count;
        const double x = stage.dice.between(0, stage.width);
        const QColor petals(stage.dice.pick(Petals));
        paintFlower(stage.painter, {x, top + part * (bottom - top)}, 0.5 + 0.5 * part, petals, stage.dice,
                    stage.mood);
    }
}

} // namespace

Places paintMeadow(Stage &stage, bool flowers)
{
    const double horizon = horizonOf(stage);
    paintHeavens(stage, horizon);
    paintRange(stage, QColor(0x7fb8a4), 0.62, horizon - 20, 46, 520);
    paintRange(stage, QColor(0x86c07a), 0.35, horizon + 50, 38, 640);
    for (int i = 0; i < 4; ++i) {
        const double x = stage.width * (0.08 + 0.26 * i) + stage.dice.between(-60, 60);
        paintRoundTree(stage.painter, {x, horizon + 96}, stage.dice.between(0.34, 0.5), stage.dice,
                       stage.mood);
    }
    paintRange(stage, QColor(0x8fcf6c), 0.08, horizon + 120, 26, 800);
    if (flowers) {
        paintFence(stage, horizon + 180);
        paintFlowerBed(stage, horizon + 210, horizon + 270, static_cast<int>(stage.width / 50));
    } else {
        paintRoundTree(stage.painter, {stage.width * 0.9, horizon + 190}, 1.05, stage.dice, stage.mood);
    }
    paintGrass(stage.painter, QRectF(0, horizon + 200, stage.width, stage.height - horizon - 200),
               static_cast<int>(stage.width / 16), withOpacity(stage.mood.light.on(QColor(0x4f9a56)), 0.75),
               stage.dice);
    return {.ground = {stage.width * 0.42, stage.height - 120},
            .scale = 1.4,
            .horizon = horizon + 120,
            .sky = {stage.width * 0.3, horizon * 0.4},
            .light = stage.mood.light,
            .grass = stage.mood.light.on(QColor(0x4f9a56))};
}

Places paintForest(Stage &stage)
{
    const double horizon = horizonOf(stage);
    paintHeavens(stage, horizon);
    for (int depth = 0; depth < 3; ++depth) {
        const double distance = 0.72 - 0.27 * depth;
        const double foot = horizon + 30 + 56 * depth;
        const double scale = 0.8 + 0.34 * depth;
        paintRange(stage, QColor(0x3f8f76), distance, foot - 20, 12, 700);
        for (double x = -30; x < stage.width + 60; x += 104 * scale) {
            const double shift = stage.dice.between(-24, 24);
            const double growth = stage.dice.between(0.8, 1.3);
            const double aside = std::abs(x - stage.width * 0.45) / stage.width;
            paintFir(stage.painter, {x + shift, foot + 14}, scale * growth * (0.6 + aside), distance,
                     stage.mood);
        }
    }
    paintRange(stage, QColor(0x5fae74), 0.04, horizon + 190, 16, 900);
    paintFir(stage.painter, {stage.width * 0.03, stage.height - 90}, 2.3, 0, stage.mood);
    paintFir(stage.painter, {stage.width * 0.97, stage.height - 60}, 2.6, 0, stage.mood);
    paintGrass(stage.painter, QRectF(0, horizon + 240, stage.width, stage.height - horizon - 240),
               static_cast<int>(stage.width / 18), withOpacity(stage.mood.light.on(QColor(0x2f7a5a)), 0.8),
               stage.dice);
    return {.ground = {stage.width * 0.45, stage.height - 120},
            .scale = 1.4,
            .horizon = horizon + 170,
            .sky = {stage.width * 0.42, horizon * 0.4},
            .light = stage.mood.light,
            .grass = stage.mood.light.on(QColor(0x2f7a5a))};
}

Places paintMountains(Stage &stage)
{
    const double horizon = horizonOf(stage);
    paintHeavens(stage, horizon);
    const double foot = horizon + 140;
    const double high = std::min(horizon - 90, 560.0);
    for (int i = 0; i < 3; ++i) {
        const double x = stage.width * (0.12 + 0.4 * i) + stage.dice.between(-70, 70);
        paintMountain(stage, {x, foot - high * stage.dice.between(0.72, 0.95) - 60}, stage.width * 0.26 + 120,
                      foot, 0.5);
    }
    const double main = stage.width * stage.dice.between(0.3, 0.62);
    paintMountain(stage, {main, foot - high * 1.02}, stage.width * 0.2 + 260, foot + 20, 0.14);
    fillDown(stage.painter, QRectF(0, foot - 170, stage.width, 190),
             {{0, withOpacity(stage.mood.haze, 0)}, {1, withOpacity(stage.mood.haze, 0.75)}});
    paintRange(stage, QColor(0x4f8f8a), 0.36, horizon + 110, 26, 420);
    for (double x = 10; x < stage.width; x += 52) {
        const double shift = stage.dice.between(-18, 18);
        paintFir(stage.painter, {x + shift, horizon + 196}, stage.dice.between(0.24, 0.44), 0.22, stage.mood);
    }
    paintRange(stage, QColor(0x6fb07a), 0.05, horizon + 190, 20, 760);
    return {.ground = {stage.width * 0.42, stage.height - 110},
            .scale = 1.3,
            .horizon = horizon + 190,
            .sky = {stage.width * 0.26, horizon * 0.36},
            .light = stage.mood.light,
            .grass = stage.mood.light.on(QColor(0x3f8a66))};
}

Places paintDesert(Stage &stage)
{
    const double horizon = horizonOf(stage);
    paintHeavens(stage, horizon);
    const QColor mesa = stage.mood.at(QColor(0xc9785c), 0.45);
    for (const double part : {0.16, 0.7}) {
        const double x = stage.width * part;
        const double half = stage.dice.between(90, 150);
        const double top = horizon - stage.dice.between(110, 190);
        fillDown(stage.painter,
                 polygon({{x - half - 60, horizon + 60},
                          {x - half, top + 16},
                          {x - half * 0.8, top},
                          {x + half * 0.8, top},
                          {x + half, top + 16},
                          {x + half + 60, horizon + 60}}),
                 {{0, mesa}, {1, mixed(mesa, stage.mood.haze, 0.5)}});
    }
    paintRange(stage, QColor(0xf0b070), 0.4, horizon + 34, 22, 700);
    paintRange(stage, QColor(0xf2b266), 0.18, horizon + 110, 40, 860);
    paintCactus(stage.painter, {stage.width * 0.86, horizon + 190}, 0.9, stage.mood);
    paintCactus(stage.painter, {stage.width * 0.1, horizon + 150}, 0.6, stage.mood);
    paintRange(stage, QColor(0xf6bf76), 0.02, horizon + 210, 30, 1000);
    paintCactus(stage.painter, {stage.width * 0.95, stage.height - 100}, 1.5, stage.mood);
    return {.ground = {stage.width * 0.42, stage.height - 110},
            .scale = 1.4,
            .horizon = horizon + 200,
            .sky = {stage.width * 0.36, horizon * 0.36},
            .light = stage.mood.light};
}

} // namespace ContactSheet
