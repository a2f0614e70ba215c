#include "practice/painting/backdrops/laboratory.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/labware.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

struct Palette
{
    QRgb wallTop;
    QRgb wallLow;
    QRgb floorFar;
    QRgb floorNear;
    QRgb furniture;
    QRgb counter;
    QRgb tint;
    bool dark;
};

/// Each is unlike the coat that a robot dog wears in the same turn.
constexpr auto Palettes = std::to_array<Palette>({
    {0x0f3440, 0x1f5f66, 0x1d5058, 0x0d2b38, 0x0a222e, 0x55b0a8, 0xa9d8d4, true},
    {0xf5d7b0, 0xfdf0da, 0xd49a72, 0xa86b55, 0x2c6e73, 0xfff8ea, 0xfff4e6, false},
    {0x1a2152, 0x3a3f86, 0x343a7c, 0x1b1f52, 0x14183f, 0x6f77c4, 0xb4b8ea, true},
    {0xbfe3df, 0xe6f4ec, 0x8fbfc4, 0x5f98a6, 0x2f6273, 0xf7fbf6, 0xffffff, false},
    {0xc9bcee, 0xece5fa, 0x9384c4, 0x6a5aa2, 0x46397c, 0xfaf6ff, 0xf6f0ff, false},
});

constexpr double TileSize = 92;

void paintWall(Stage &stage, const Palette &palette, double floor)
{
    fillDown(stage.painter, QRectF(0, 0, stage.width, floor),
             {{0, QColor(palette.wallTop)}, {1, QColor(palette.wallLow)}});
    const int rows = static_cast<int>(floor / TileSize) + 1;
    const int columns = static_cast<int>(stage.width / TileSize) + 1;
    for (int i = 0; i < rows * columns / 7; ++i) {
        const int column = stage.dice.below(columns);
        const int row = stage.dice.below(rows);
        stage.painter.fillRect(QRectF(column * TileSize, floor - (row + 1) * TileSize, TileSize, TileSize),
                               withOpacity(Qt::white, palette.dark ? 0.04 : 0.2));
    }
    const QColor joint = withOpacity(Qt::white, palette.dark ? 0.09 : 0.42);
    for (int column = 1; column <= columns; ++column)
        stage.painter.fillRect(QRectF(column * TileSize - 1.5, 0, 3, floor), joint);
    for (int row = 1; row <= rows; ++row)
        stage.painter.fillRect(QRectF(0, floor - row * TileSize - 1.5, stage.width, 3), joint);
}

void paintFloor(Stage &stage, const Palette &palette, double floor)
{
    QPainter &painter = stage.painter;
    fillDown(painter, QRectF(0, floor, stage.width, stage.height - floor),
             {{0, QColor(palette.floorFar)}, {1, QColor(palette.floorNear)}});
    const QColor joint = withOpacity(Qt::white, palette.dark ? 0.07 : 0.2);
    const double deep = stage.height - floor;
    for (const double part : {0.12, 0.3, 0.56, 0.92})
        painter.fillRect(QRectF(0, floor + deep * part, stage.width, 3), joint);
    const double middle = stage.width / 2;
    for (double x = -stage.width; x <= stage.width; x += 150)
        line(painter, {middle + x * 0.75, floor}, {middle + x * 1.5, stage.height + 5}, 3, joint);
    painter.fillRect(QRectF(0, floor - 22, stage.width, 22), QColor(palette.furniture));
    painter.fillRect(QRectF(0, floor, stage.width, 14), withOpacity(Qt::black, 0.1));
}

void paintBench(Stage &stage, const Palette &palette, double left, double floor)
{
    QPainter &painter = stage.painter;
    const double right = stage.width + 60;
    const double top = floor - 150;
    const QColor front(palette.furniture);
    fillDown(painter, QRectF(left + 24, floor + 60, right, 30),
             {{0, withOpacity(Qt::black, 0.32)}, {1, withOpacity(Qt::black, 0)}});
    fillDown(painter, QRectF(left + 24, top, right, floor + 60 - top),
             {{0, mixed(front, Qt::white, 0.16)}, {1, front}});
    painter.fillRect(QRectF(left + 24, floor + 46, right, 14), withOpacity(Qt::black, 0.3));
    for (double x = left + 44; x < right; x += 168) {
        fill(painter, roundedBox(QRectF(x, top + 34, 150, 68), 9), mixed(front, Qt::white, 0.24));
        fill(painter, roundedBox(QRectF(x, top + 112, 150, 84), 9), mixed(front, Qt::white, 0.2));
        fill(painter, roundedBox(QRectF(x + 50, top + 60, 50, 11), 5), QColor(palette.counter));
        fill(painter, roundedBox(QRectF(x + 50, top + 128, 50, 11), 5), QColor(palette.counter));
    }
    fill(painter, roundedBox(QRectF(left, top - 16, right, 30), 10), QColor(palette.counter));
    painter.fillRect(QRectF(left + 24, top + 14, right, 12), withOpacity(Qt::black, 0.18));
}

void paintBenchWare(Stage &stage, double left, double top, const Light &light)
{
    Dice &dice = stage.dice;
    const int first = dice.turn(4);
    int item = 0;
    for (double x = left; x < stage.width - 70; x += 166, ++item) {
        stage.painter.save();
        stage.painter.translate(x, top);
        if (item == 0) {
            stage.painter.scale(1.35, 1.35);
            paintConicalFlask(stage.painter, dice, light);
        } else {
            paintLabware(stage.painter, dice, (first + item) % 4, light);
        }
        stage.painter.restore();
    }
}

void paintShelf(Stage &stage, const Palette &palette, QPointF left, double width, const Light &light)
{
    stage.painter.fillRect(QRectF(left.x() + 14, left.y() + 14, width - 10, 14), withOpacity(Qt::black, 0.1));
    int kind = stage.dice.below(3);
    for (double x = left.x() + 60; x < left.x() + width - 30; x += 94, ++kind) {
        stage.painter.save();
        stage.painter.translate(x, left.y());
        stage.painter.scale(0.66, 0.66);
        if (kind % 3 == 0)
            paintConicalFlask(stage.painter, stage.dice, light);
        else if (kind % 3 == 1)
            paintJar(stage.painter, stage.dice, light);
        else
            paintBooks(stage.painter, stage.dice, light);
        stage.painter.restore();
    }
    fill(stage.painter, roundedBox(QRectF(left.x(), left.y(), width, 20), 7), QColor(palette.furniture));
}

/// What a lamp at \a lamp throws through the air, and on the floor around \a pool.
void paintLampLight(Stage &stage, const Palette &palette, QPointF lamp, QPointF pool)
{
    QPainter &painter = stage.painter;
    const QColor shine(0xfff3c4);
    lightCone(painter, lamp, pool.y() + 40, 560, withOpacity(shine, palette.dark ? 0.42 : 0.8));
    painter.save();
    painter.translate(pool);
    painter.scale(1, 0.26);
    glow(painter, {0, 0}, 400, withOpacity(shine, palette.dark ? 0.34 : 0.55));
    painter.restore();
}

void paintLamp(Stage &stage, const Palette &palette, double x, double drop)
{
    QPainter &painter = stage.painter;
    painter.fillRect(QRectF(x - 3, 0, 6, drop - 60), QColor(palette.furniture));
    fillEllipse(painter, {x, drop - 2}, 46, 22, QColor(0xfff6cf));
    QPainterPath shade(QPointF(x - 80, drop));
    shade.cubicTo(QPointF(x - 74, drop - 64), QPointF(x - 36, drop - 74), QPointF(x, drop - 74));
    shade.cubicTo(QPointF(x + 36, drop - 74), QPointF(x + 74, drop - 64), QPointF(x + 80, drop));
    shade.closeSubpath();
    fillDown(painter, shade, {{0, QColor(0xf6a14b)}, {1, QColor(0xe56b4a)}});
}

void paintWindow(Stage &stage, const Palette &palette, QPointF centre, double radius)
{
    QPainter &painter = stage.painter;
    QPainterPath pane;
    pane.addEllipse(centre, radius, radius);
    fillEllipse(painter, centre, radius + 18, radius + 18, QColor(palette.counter));
    fillDown(painter, pane,
             palette.dark ? std::initializer_list<ColourStop>{{0, QColor(0x0d1238)}, {1, QColor(0x5a4a9c)}}
                          : std::initializer_list<ColourStop>{{0, QColor(0x6fbdea)}, {1, QColor(0xdff3ee)}});
    painter.save();
    painter.setClipPath(pane);
    if (palette.dark) {
        for (int i = 0; i < 14; ++i) {
            const double x = stage.dice.between(-1, 1);
            const double y = stage.dice.between(-1, 0.6);
            fillEllipse(painter, centre + QPointF(x, y) * radius, 2.6, 2.6, QColor(0xfff8e6));
        }
        fillEllipse(painter, centre + QPointF(0.3, -0.25) * radius, radius * 0.28, radius * 0.28,
                    QColor(0xfdf6d8));
    } else {
        fill(painter, cloud(stage.dice, centre + QPointF(-0.2, 0.02) * radius, radius * 1.1),
             withOpacity(Qt::white, 0.9));
        fill(painter,
             hills(stage.dice, stage.width, centre.y() + radius, centre.y() + radius * 0.62, 18, 150),
             QColor(0x7cc29a));
    }
    painter.restore();
    const QColor bar(palette.counter);
    painter.fillRect(QRectF(centre.x() - 5, centre.y() - radius, 10, radius * 2), bar);
    painter.fillRect(QRectF(centre.x() - radius, centre.y() - 5, radius * 2, 10), bar);
}

/// The shining disc on which a robot dog recharges.
void paintChargingPad(Stage &stage, QPointF centre)
{
    QPainter &painter = stage.painter;
    const QColor shine(0x6ff3ff);
    painter.save();
    painter.translate(centre);
    painter.scale(1, 0.22);
    glow(painter, {0, 0}, 380, withOpacity(shine, 0.75));
    fillEllipse(painter, {0, 36}, 270, 270, QColor(0x3a4468));
    fillEllipse(painter, {0, 0}, 270, 270, QColor(0xe9edf5));
    fillEllipse(painter, {0, 0}, 240, 240, shine);
    fillEllipse(painter, {0, 0}, 216, 216, QColor(0x55608c));
    painter.restore();
}

} // namespace

Places paintLaboratory(Stage &stage)
{
    const Palette &palette = stage.dice.pickInTurn(Palettes);
    const Light light{.tint = QColor(palette.tint), .shadow = palette.dark ? 0.42 : 0.26};
    const double floor = stage.height - std::clamp(stage.height * 0.34, 330.0, 430.0);
    const double benchLeft = stage.width * 0.65;

    const double screenTop = std::max(70.0, (floor - 330) * 0.3);
    const QPointF lamp(stage.width * 0.48, std::max(120.0, screenTop + 40));
    const QPointF ground(stage.width * 0.32, floor + (stage.height - floor) * 0.62);

    paintWall(stage, palette, floor);
    paintFloor(stage, palette, floor);
    paintLampLight(stage, palette, lamp, {lamp.x(), ground.y()});
    const bool hasWindow = stage.dice.turn(2) == 0;
    if (hasWindow)
        paintWindow(stage, palette, {stage.width * 0.07 + 165, screenTop + 124}, 118);
    else
        paintScreen(stage.painter, stage.dice, QRectF(stage.width * 0.07, screenTop, 320, 210), light);
    const double shelfWidth = stage.width * 0.4;
    for (double y = floor - 490; y > 110; y -= 215)
        paintShelf(stage, palette, {stage.width - shelfWidth - 30, y}, shelfWidth, light);
    const QRectF cabinet(stage.width * 0.02, floor - 330, 140, 372);
    groundShadow(stage.painter, {cabinet.center().x(), cabinet.bottom()}, 105, 20, light);
    paintCabinet(stage.painter, stage.dice, cabinet, light);
    paintBench(stage, palette, benchLeft, floor);
    paintBenchWare(stage, benchLeft + 100 + (stage.width - 1000) * 0.1, floor - 166, light);
    paintLamp(stage, palette, lamp.x(), lamp.y());
    if (stage.dice.turn(3) == 0)
        paintChargingPad(stage, ground + QPointF(0, 6));
    return {.ground = ground,
            .scale = 1.36,
            .horizon = floor,
            .sky = {stage.width * 0.5, floor * 0.4},
            .light = light};
}

} // namespace ContactSheet
