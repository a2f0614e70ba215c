#include "practice/painting/backdrops/city.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/plants.h"
#include "practice/painting/figures/streetthings.h"
#include "practice/painting/figures/vehicles.h"
#include "practice/painting/sky.h"

#include <QPainter>

#include <array>

namespace ContactSheet {

namespace {

constexpr auto Walls =
    std::to_array<QRgb>({0xe58a6d, 0xf0c27a, 0x6f8fb8, 0xc9a0b8, 0x7fb0a4, 0xd9d2c5, 0x8b80b8});

constexpr auto CarPaints = std::to_array<QRgb>({0xe8604c, 0xf2b441, 0x3fa7a0, 0x5b7bd0, 0xd8608f});

struct Row
{
    double distance = 0; ///< 0 is near, 1 lost in the haze.
    double low = 0;      ///< Lowest and highest roof above the foot.
    double high = 0;
    double width = 0;
    double window = 0; ///< Width of a window; 0 for none.
};

bool isDark(const Mood &mood)
{
    return mood.daytime == Daytime::Night || mood.daytime == Daytime::Sunset;
}

void paintRoof(Stage &stage, const QRectF &house, const QColor &colour)
{
    QPainter &painter = stage.painter;
    const double middle = house.center().x();
    switch (stage.dice.below(5)) {
    case 0:
        painter.fillRect(QRectF(middle - 3, house.top() - 64, 6, 66), colour);
        fillEllipse(painter, {middle, house.top() - 64}, 6, 6, QColor(0xff6b5e));
        break;
    case 1:
        painter.fillRect(
            QRectF(house.left() + house.width() * 0.2, house.top() - 34, house.width() * 0.6, 36), colour);
        painter.fillRect(
            QRectF(house.left() + house.width() * 0.36, house.top() - 60, house.width() * 0.28, 30), colour);
        break;
    case 2:
        fill(painter,
             polygon({{house.left(), house.top() + 1},
                      {house.right(), house.top() + 1},
                      {house.right(), house.top() - 54}}),
             colour);
        break;
    case 3:
        fill(painter, roundedBox(QRectF(middle - 24, house.top() - 42, 48, 36), 10), colour);
        painter.fillRect(QRectF(middle - 18, house.top() - 12, 5, 14), colour);
        painter.fillRect(QRectF(middle + 13, house.top() - 12, 5, 14), colour);
        break;
    default:
        break;
    }
}

void paintWindows(Stage &stage, const QRectF &house, const Row &row)
{
    const bool dark = isDark(stage.mood);
    const QColor lit = mixed(QColor(0xffd983), stage.mood.haze, row.distance * 0.5);
    const QColor unlit = dark ? mixed(stage.mood.at(QColor(0x2b3160), 0.1), stage.mood.haze, row.distance)
                              : mixed(QColor(0xcfeaf6), stage.mood.haze, row.distance * 0.8);
    const double pitch = row.window * 1.9;
    const int columns = std::max(1, static_cast<int>((house.width() - row.window * 0.7) / pitch));
    const double left = house.left() + (house.width() - (columns * pitch - pitch + row.window)) / 2;
    const double tall = row.window * 1.35;
    for (double y = house.top() + row.window; y < house.bottom() - tall * 1.6; y += tall * 1.65) {
        for (int column = 0; column < columns; ++column) {
            const bool shines = stage.dice.chance(dark ? 0.5 : 0.14);
            stage.painter.fillRect(QRectF(left + column * pitch, y, row.window, tall), shines ? lit : unlit);
        }
    }
}

void paintHouse(Stage &stage, const QRectF &house, const Row &row)
{
    const QColor wall = stage.mood.at(QColor(stage.dice.pick(Walls)), row.distance);
    paintRoof(stage, house, wall);
    fillDown(stage.painter, house, {{0, wall}, {1, mixed(wall, stage.mood.haze, 0.35)}});
    stage.painter.fillRect(
        QRectF(house.right() - house.width() * 0.16, house.top(), house.width() * 0.16, house.height()),
        withOpacity(stage.mood.light.on(QColor(0x1c1840)), 0.16));
    if (row.window > 0)
        paintWindows(stage, house, row);
}

void paintRow(Stage &stage, double foot, const Row &row, double from, double to)
{
    for (double x = from; x < to;) {
        const double width = row.width * stage.dice.between(0.75, 1.3);
        const double height = stage.dice.between(row.low, row.high);
        paintHouse(stage, QRectF(x, foot - height, width + 1, height), row);
        x += width + (stage.dice.chance(0.3) ? row.width * 0.12 : 0);
    }
}

void paintShop(Stage &stage, double x, double foot)
{
    QPainter &painter = stage.painter;
    const Light &light = stage.mood.light;
    static constexpr auto Awnings = std::to_array<QRgb>({0xe8604c, 0x2f9c95, 0xf2a23c, 0x5b6bc0});
    const QColor awning = light.on(QColor(stage.dice.pick(Awnings)));
    const bool lit = stage.mood.daytime != Daytime::Day;
    const QColor inside = lit ? QColor(0xffdf94) : QColor(0xbfe3ec);
    fill(painter, roundedBox(QRectF(x, foot - 112, 190, 112), 6), light.on(QColor(0x4a4468)));
    painter.fillRect(QRectF(x + 14, foot - 84, 100, 68), inside);
    for (int i = 0; i < 4; ++i) {
        const double height = stage.dice.between(16, 34);
        fill(painter, roundedBox(QRectF(x + 22 + i * 23, foot - 16 - height, 17, height), 6),
             QColor(stage.dice.pick(CarPaints)));
    }
    fill(painter,
         polygon({{x + 34, foot - 84}, {x + 58, foot - 84}, {x + 34, foot - 16}, {x + 14, foot - 16}}),
         withOpacity(Qt::white, 0.35));
    fillDown(painter, QRectF(x + 128, foot - 84, 48, 84), {{0, inside}, {1, mixed(inside, awning, 0.5)}});
    fillEllipse(painter, {x + 166, foot - 34}, 4, 4, light.on(QColor(0x4a4468)));
    for (int i = 0; i < 7; ++i) {
        const QRectF strip(x - 8 + i * 29.4, foot - 122, 30, 44);
        fill(painter, roundedBox(strip, 10), i % 2 == 0 ? awning : light.on(QColor(0xfff6ea)));
    }
}

void paintStreet(Stage &stage, double foot)
{
    QPainter &painter = stage.painter;
    const Light &light = stage.mood.light;
    const double width = stage.width;
    const QColor pavement = mixed(light.on(QColor(0xd6cfcc)), stage.mood.haze, 0.2);
    const QColor road = light.on(QColor(0x565a78));
    painter.fillRect(QRectF(0, foot, width, 30), pavement);
    painter.fillRect(QRectF(0, foot + 30, width, 9), mixed(pavement, Qt::black, 0.25));
    fillDown(painter, QRectF(0, foot + 39, width, 148), {{0, mixed(road, stage.mood.haze, 0.25)}, {1, road}});
    const QColor paint = light.on(QColor(0xfff3cf));
    constexpr int Stripes = 5;
    constexpr double Pitch = 46;
    const double crossing = width * 0.15;
    for (double x = crossing + Stripes * Pitch + 30; x < width; x += 150)
        fill(painter,
             polygon({{x + 6, foot + 104}, {x + 86, foot + 104}, {x + 80, foot + 116}, {x, foot + 116}}),
             paint);
    for (int i = 0; i < Stripes; ++i) {
        const double x = crossing + i * Pitch;
        fill(painter,
             polygon({{x + 16, foot + 44}, {x + 40, foot + 44}, {x + 26, foot + 184}, {x, foot + 184}}),
             withOpacity(paint, 0.8));
    }
    const QColor kerb = light.on(QColor(0xf1ebe4));
    painter.fillRect(QRectF(0, foot + 187, width, 14), kerb);
    fillDown(painter, QRectF(0, foot + 201, width, stage.height - foot - 201),
             {{0, light.on(QColor(0xd9d0d4))}, {1, light.on(QColor(0xa79fb6))}});
    const QColor joint = withOpacity(light.on(QColor(0x6b6384)), 0.35);
    for (double x = -stage.width * 0.5; x < width * 1.5; x += 140)
        line(painter, {x, foot + 202}, {width / 2 + (x - width / 2) * 1.25, stage.height}, 3, joint);
    painter.fillRect(QRectF(0, foot + 262, width, 3), joint);
}

} // namespace

Places paintCity(Stage &stage)
{
    const double foot = stage.height - 360;
    const double width = stage.width;
    paintSky(stage, foot);
    const bool high = stage.mood.daytime == Daytime::Night || stage.mood.daytime == Daytime::Day;
    const QPointF sun(width * stage.dice.between(0.42, 0.6), foot - (high ? 0.78 * foot : 330));
    paintSunOrMoon(stage, sun, high ? 62 : 104);
    paintClouds(stage, 3, 70, foot - 420);

    const double tall = stage.height > 1200 ? 1.4 : 1;
    paintRow(stage, foot, {.distance = 0.78, .low = 200, .high = 440 * tall, .width = 74, .window = 8}, -20,
             width);
    paintRow(stage, foot, {.distance = 0.48, .low = 140, .high = 330 * tall, .width = 104, .window = 13}, -40,
             width);
    const Row near{.distance = 0.1, .low = 400 * tall, .high = 560 * tall, .width = 170, .window = 28};
    paintRow(stage, foot, near, -70, width * 0.13);
    paintRow(stage, foot, near, width * 0.8, width);
    fillDown(stage.painter, QRectF(0, foot - 330, width, 330),
             {{0, withOpacity(stage.mood.haze, 0)}, {1, withOpacity(stage.mood.haze, 0.6)}});
    for (double x = width * 0.24; x < width * 0.8; x += 110) {
        // No crown behind the head of whoever stands in front: it would be taken for a hat.
        if (x < width * 0.38 || x > width * 0.74)
            paintRoundTree(stage.painter, {x + stage.dice.between(-20, 20), foot + 12},
                           stage.dice.between(0.5, 0.72), stage.dice, stage.mood);
    }
    paintShop(stage, width * 0.02, foot + 8);
    paintShop(stage, width - 214, foot + 8);

    paintStreet(stage, foot);
    stage.painter.save();
    stage.painter.translate(width * stage.dice.between(0.73, 0.76), foot + 130);
    paintCar(stage.painter, QColor(stage.dice.pick(CarPaints)), stage.mood);
    stage.painter.restore();
    paintStreetLamp(stage.painter, {width * 0.1, foot + 208}, 560, stage.mood);
    paintTrafficLight(stage.painter, {width * 0.95, foot + 210}, stage.dice, stage.mood);
    return {.ground = {width * 0.42, stage.height - 74},
            .scale = 1.42,
            .horizon = foot,
            .sky = {width * 0.5, foot * 0.3},
            .light = stage.mood.light};
}

} // namespace ContactSheet
