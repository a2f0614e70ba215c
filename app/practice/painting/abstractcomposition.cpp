#include "practice/painting/abstractcomposition.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/stage.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace ContactSheet {

namespace {

/// Paper, three colours and a dark one.
using Palette = std::array<QRgb, 5>;

constexpr auto Palettes = std::to_array<Palette>({
    {0xf7efe2, 0xe8604c, 0xf2b441, 0x2f8f8b, 0x26324f},
    {0xeef3f0, 0x4f8fd0, 0xf49a7a, 0xf6d06f, 0x2c2f5c},
    {0xfaeee7, 0xd8608f, 0xf6a05c, 0x7b6bd0, 0x33244f},
    {0xf1f0e4, 0x5aa77a, 0xe7c35a, 0xd96b4f, 0x1f4547},
    {0xf0edf7, 0x6b7be0, 0x45c1b8, 0xf59bb5, 0x272a55},
});

void paintWaves(Stage &stage, const Palette &palette)
{
    Dice &dice = stage.dice;
    const QColor paper(palette[0]);
    fillDown(stage.painter, QRectF(0, 0, stage.width, stage.height),
             {{0, mixed(paper, QColor(palette[2]), 0.25)},
              {0.7, mixed(paper, QColor(palette[1]), 0.35)},
              {1, QColor(palette[1])}});
    const QPointF sun(stage.width * dice.between(0.3, 0.7), stage.height * dice.between(0.26, 0.38));
    const double radius = dice.between(120, 180);
    glow(stage.painter, sun, radius * 2.4, withOpacity(QColor(palette[2]), 0.55));
    fillEllipse(stage.painter, sun, radius, radius, QColor(palette[2]));
    constexpr int Waves = 7;
    for (int wave = 0; wave < Waves; ++wave) {
        const double part = static_cast<double>(wave) / (Waves - 1);
        const QColor colour = part < 0.5 ? mixed(QColor(palette[1]), QColor(palette[3]), part * 2)
                                         : mixed(QColor(palette[3]), QColor(palette[4]), part * 2 - 1);
        const double level = stage.height * (0.38 + 0.52 * part);
        const QPainterPath shape = hills(dice, stage.width, stage.height, level, 58, dice.between(420, 720));
        fillDown(
            stage.painter, shape,
            {{0, mixed(colour, Qt::white, 0.22)}, {0.35, colour}, {1, multiplied(colour, QColor(0xc8c0e0))}});
    }
}

void paintTile(Stage &stage, const QRectF &tile, const QColor &colour)
{
    QPainter &painter = stage.painter;
    Dice &dice = stage.dice;
    painter.save();
    painter.translate(tile.center());
    painter.rotate(90.0 * dice.below(4));
    const double half = tile.width() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (dice.below(6)) {
    case 0:
        painter.drawPie(
            QRectF(-half - tile.width(), -half - tile.width(), tile.width() * 2, tile.width() * 2), 270 * 16,
            90 * 16);
        break;
    case 1:
        painter.drawPie(QRectF(-half, -tile.width(), tile.width(), tile.width() * 2), 180 * 16, 180 * 16);
        break;
    case 2:
        painter.drawEllipse(QPointF(0, 0), half * 0.72, half * 0.72);
        break;
    case 3:
        painter.drawPath(polygon({{-half, -half}, {half, -half}, {-half, half}}));
        break;
    case 4:
        for (int ring = 0; ring < 3; ++ring) {
            painter.setPen(QPen(colour, half * 0.22));
            painter.setBrush(Qt::NoBrush);
            const double radius = tile.width() * (0.3 + 0.28 * ring);
            painter.drawArc(QRectF(-half - radius, -half - radius, radius * 2, radius * 2), 270 * 16,
                            90 * 16);
        }
        break;
    default:
        for (int bar = 0; bar < 4; ++bar)
            painter.drawRect(QRectF(-half + bar * half * 0.5, -half, half * 0.25, tile.width()));
        break;
    }
    painter.restore();
}

void paintGrid(Stage &stage, const Palette &palette)
{
    Dice &dice = stage.dice;
    const int across = 4 + dice.below(2);
    const double side = 1000.0 / across;
    const int columns = static_cast<int>(std::ceil(stage.width / side));
    const int rows = static_cast<int>(std::ceil(stage.height / side));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const QRectF tile(column * side, row * side, side, side);
            const int ground = dice.below(5);
            const int figure = (ground + 1 + dice.below(4)) % 5;
            stage.painter.fillRect(tile.adjusted(0, 0, 1, 1), QColor(palette[static_cast<size_t>(ground)]));
            stage.painter.save();
            stage.painter.setClipRect(tile);
            paintTile(stage, tile, QColor(palette[static_cast<size_t>(figure)]));
            stage.painter.restore();
        }
    }
}

void paintArches(Stage &stage, const Palette &palette)
{
    Dice &dice = stage.dice;
    const QColor paper(palette[0]);
    fillDown(stage.painter, QRectF(0, 0, stage.width, stage.height),
             {{0, mixed(paper, QColor(palette[2]), 0.18)}, {1, mixed(paper, QColor(palette[1]), 0.3)}});
    const int arches = 3 + static_cast<int>(stage.width / 700);
    for (int arch = 0; arch < arches; ++arch) {
        const double x = stage.width * (arch + dice.between(0.3, 0.7)) / arches;
        const double outer = dice.between(210, 330);
        const double spring = stage.height * dice.between(0.5, 0.78);
        const int first = dice.below(4);
        constexpr int Rings = 5;
        for (int ring = 0; ring < Rings; ++ring) {
            const double radius = outer * (1 - ring / 5.6);
            QPainterPath shape(QPointF(x - radius, stage.height + 10));
            shape.lineTo(x - radius, spring);
            shape.arcTo(QRectF(x - radius, spring - radius, radius * 2, radius * 2), 180, -180);
            shape.lineTo(x + radius, stage.height + 10);
            shape.closeSubpath();
            const QColor colour(palette[static_cast<size_t>(1 + (first + ring) % 4)]);
            fillDown(stage.painter, shape, {{0, mixed(colour, Qt::white, 0.16)}, {1, colour}});
        }
    }
    const QPointF sun(stage.width * dice.between(0.2, 0.8), stage.height * 0.16);
    fillEllipse(stage.painter, sun, 78, 78, QColor(palette[2]));
    stroke(stage.painter, hills(dice, stage.width + 80, stage.height + 60, stage.height * 0.3, 30, 300), 5,
           withOpacity(QColor(palette[4]), 0.5));
}

void paintOrbits(Stage &stage, const Palette &palette)
{
    Dice &dice = stage.dice;
    const QColor dark(palette[4]);
    fillDown(stage.painter, QRectF(0, 0, stage.width, stage.height),
             {{0, mixed(dark, Qt::black, 0.25)}, {1, mixed(dark, QColor(palette[3]), 0.45)}});
    const QPointF centre(stage.width * dice.between(0.38, 0.62), stage.height * dice.between(0.4, 0.6));
    const double reach = std::hypot(stage.width, stage.height) * 0.55;
    glow(stage.painter, centre, reach * 0.8, withOpacity(QColor(palette[1]), 0.6));
    for (double radius = 130; radius < reach; radius += dice.between(64, 104)) {
        QPainterPath orbit;
        orbit.addEllipse(centre, radius, radius);
        stroke(stage.painter, orbit, 3, withOpacity(QColor(palette[0]), 0.32));
        const int bodies = 1 + dice.below(2);
        for (int body = 0; body < bodies; ++body) {
            const double angle = dice.between(0, 6.283);
            const QPointF place = centre + QPointF(std::cos(angle), std::sin(angle)) * radius;
            const double size = dice.between(14, 52);
            QPainterPath disc;
            disc.addEllipse(place, size, size);
            fillSolid(stage.painter, disc, QColor(palette[static_cast<size_t>(dice.below(4))]), {});
        }
    }
    QPainterPath core;
    core.addEllipse(centre, 92, 92);
    fillDown(stage.painter, core, {{0, mixed(QColor(palette[2]), Qt::white, 0.5)}, {1, QColor(palette[2])}});
}

} // namespace

void paintAbstractComposition(Stage &stage)
{
    const Palette &palette = stage.dice.pickInTurn(Palettes);
    switch (stage.dice.turn(4)) {
    case 0:
        return paintWaves(stage, palette);
    case 1:
        return paintGrid(stage, palette);
    case 2:
        return paintOrbits(stage, palette);
    default:
        return paintArches(stage, palette);
    }
}

} // namespace ContactSheet
