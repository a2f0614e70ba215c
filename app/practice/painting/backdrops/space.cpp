#include "practice/painting/backdrops/space.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/sky.h"

#include <QPainter>

#include <array>

namespace ContactSheet {

namespace {

struct Palette
{
    QRgb top;
    QRgb low;
    QRgb nebula;
    QRgb planet;
    QRgb ring;
    QRgb ground;
};

constexpr auto Palettes = std::to_array<Palette>({
    {0x0c0f33, 0x3a2a78, 0x9b4fc0, 0xf2955c, 0xffdf9c, 0x8f86c4},
    {0x071c34, 0x17527a, 0x2fa7a8, 0xe86f8f, 0xffd0c4, 0x7fa3b8},
    {0x1c0b30, 0x6b2a6e, 0xe0567c, 0x5fb8d8, 0xd8f2f5, 0xc48f96},
});

void paintPlanet(Stage &stage, const Palette &palette, QPointF centre, double radius)
{
    QPainter &painter = stage.painter;
    const QColor planet(palette.planet);
    const auto ring = [&](double from) {
        QPainterPath arc;
        const QRectF box(-radius * 1.75, -radius * 0.42, radius * 3.5, radius * 0.84);
        arc.arcMoveTo(box, from);
        arc.arcTo(box, from, 180);
        return arc;
    };
    painter.save();
    painter.translate(centre);
    painter.rotate(-18);
    stroke(painter, ring(0), radius * 0.13, withOpacity(QColor(palette.ring), 0.6));
    QPainterPath disc;
    disc.addEllipse(QPointF(0, 0), radius, radius);
    fillDown(
        painter, disc,
        {{0, mixed(planet, Qt::white, 0.35)}, {0.5, planet}, {1, mixed(planet, QColor(palette.top), 0.6)}});
    painter.save();
    painter.setClipPath(disc);
    for (const double part : {-0.52, -0.14, 0.22, 0.56})
        painter.fillRect(QRectF(-radius, radius * part, radius * 2, radius * 0.13),
                         withOpacity(QColor(palette.ring), 0.3));
    painter.restore();
    stroke(painter, ring(180), radius * 0.13, QColor(palette.ring));
    painter.restore();
}

void paintMoonGround(Stage &stage, const Palette &palette, double crest)
{
    QPainter &painter = stage.painter;
    const QColor ground(palette.ground);
    QPainterPath hill(QPointF(-20, stage.height + 10));
    hill.lineTo(-20, crest + 60);
    hill.quadTo(QPointF(stage.width / 2, crest - 60), QPointF(stage.width + 20, crest + 60));
    hill.lineTo(stage.width + 20, stage.height + 10);
    hill.closeSubpath();
    fillDown(
        painter, hill,
        {{0, mixed(ground, Qt::white, 0.3)}, {0.5, ground}, {1, mixed(ground, QColor(palette.top), 0.55)}});
    for (const double part : {0.08, 0.27, 0.66, 0.9}) {
        const double radius = stage.dice.between(40, 84);
        const QPointF centre(stage.width * part, crest + stage.dice.between(80, 230));
        fillEllipse(painter, centre, radius, radius * 0.3, mixed(ground, QColor(palette.top), 0.42));
        fillEllipse(painter, centre + QPointF(0, radius * 0.07), radius * 0.9, radius * 0.23,
                    mixed(ground, QColor(palette.top), 0.24));
    }
}

} // namespace

Places paintSpace(Stage &stage)
{
    const Palette &palette = stage.dice.pickInTurn(Palettes);
    const double crest = stage.height - 290;
    fillDown(stage.painter, QRectF(0, 0, stage.width, stage.height),
             {{0, QColor(palette.top)}, {0.8, QColor(palette.low)}, {1, QColor(palette.low)}});
    for (int i = 0; i < 3; ++i) {
        const double x = stage.width * stage.dice.between(0.1, 0.9);
        const double y = crest * stage.dice.between(0.2, 0.9);
        glow(stage.painter, {x, y}, stage.dice.between(260, 420), withOpacity(QColor(palette.nebula), 0.5));
    }
    paintStars(stage, static_cast<int>(stage.width * stage.height / 9000), stage.height);
    paintPlanet(stage, palette, {stage.width * 0.78, crest * 0.34}, 118);
    fillEllipse(stage.painter, {stage.width * 0.14, crest * 0.2}, 34, 34,
                withOpacity(QColor(palette.ring), 0.85));
    fillEllipse(stage.painter, {stage.width * 0.14 - 12, crest * 0.2 - 6}, 30, 30,
                withOpacity(QColor(palette.low), 0.45));
    paintMoonGround(stage, palette, crest);
    return {
        .ground = {stage.width * 0.4, stage.height - 140},
        .scale = 1.35,
        .horizon = crest,
        .sky = {stage.width * 0.42, crest * 0.5},
        .light = {.tint = QColor(0xe4e0ff), .rim = withOpacity(QColor(palette.ring), 0.5), .shadow = 0.4}};
}

} // namespace ContactSheet
