#include "practice/painting/mood.h"

#include "practice/painting/dice.h"

#include <array>

namespace ContactSheet {

namespace {

struct Palette
{
    QRgb skyTop;
    QRgb skyMiddle;
    QRgb skyLow;
    QRgb haze;
    QRgb sun;
    QRgb tint;
};

constexpr auto DayPalettes = std::to_array<Palette>({
    {0x5fb4e5, 0xa5dbf0, 0xe9f6ee, 0xcfe9ee, 0xfff6d0, 0xffffff},
    {0x4f9fd8, 0x8fcbe8, 0xfdf1d6, 0xdcebe4, 0xfff1bd, 0xfffaf0},
    {0x77c3d0, 0xb5e2dc, 0xf7f4dc, 0xd8eee2, 0xfffbe0, 0xfafff6},
});
constexpr auto SunrisePalettes = std::to_array<Palette>({
    {0x7fa7dd, 0xf6c9c9, 0xffe7b8, 0xf7d6c8, 0xfff3c4, 0xffeadb},
    {0x8d9be0, 0xf3b6cf, 0xffdcae, 0xf2c9d0, 0xfff0c9, 0xfde2e2},
});
constexpr auto SunsetPalettes = std::to_array<Palette>({
    {0x3f2f7c, 0xc4508a, 0xffa559, 0xe78a7d, 0xfff0a8, 0xc8929e},
    {0x2d3576, 0x8b4fa0, 0xff8a66, 0xc8779a, 0xffe3a1, 0xb893b4},
    {0x5a2a6e, 0xe2586c, 0xffc15e, 0xf19b78, 0xfff5c0, 0xd09a92},
});
constexpr auto NightPalettes = std::to_array<Palette>({
    {0x0f1440, 0x27306f, 0x5a5aa6, 0x4b5197, 0xfdf6d8, 0x8288c4},
    {0x0b2038, 0x1d4a66, 0x4f8a99, 0x3a7286, 0xf4fbe6, 0x7c9cb8},
    {0x1d1240, 0x45306f, 0x9a5f96, 0x75568f, 0xffeedd, 0x9a86bc},
});

const Palette &paletteOf(Daytime daytime, const Dice &dice)
{
    switch (daytime) {
    case Daytime::Day:
        return dice.pickInTurn(DayPalettes);
    case Daytime::Sunrise:
        return dice.pickInTurn(SunrisePalettes);
    case Daytime::Sunset:
        return dice.pickInTurn(SunsetPalettes);
    case Daytime::Night:
        break;
    }
    return dice.pickInTurn(NightPalettes);
}

} // namespace

Mood Mood::of(Daytime daytime, const Dice &dice)
{
    const Palette &palette = paletteOf(daytime, dice);
    const bool lowSun = daytime == Daytime::Sunset || daytime == Daytime::Sunrise;
    return {
        .daytime = daytime,
        .skyTop = palette.skyTop,
        .skyMiddle = palette.skyMiddle,
        .skyLow = palette.skyLow,
        .haze = palette.haze,
        .sun = palette.sun,
        .light = {.tint = palette.tint,
                  .rim = lowSun ? withOpacity(palette.sun, 0.8) : QColor(Qt::transparent),
                  .shadow = daytime == Daytime::Night ? 0.4 : 0.28},
    };
}

} // namespace ContactSheet
