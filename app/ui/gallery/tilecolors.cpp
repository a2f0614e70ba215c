#include "ui/gallery/tilecolors.h"

#include "ui/theme/colours.h"

#include <QPalette>

namespace ContactSheet {

namespace {

/// Each colour twice: for a light surface and for a dark one.
constexpr QRgb Accents[] = {qRgb(0xC4, 0x3E, 0x12), qRgb(0xFA, 0x73, 0x34)};
constexpr QRgb Alarms[] = {qRgb(0xB3, 0x26, 0x1E), qRgb(0xFF, 0x8A, 0x80)};

QColor readable(const QRgb (&choices)[2], const QColor &surface)
{
    const QColor first(choices[0]);
    const QColor second(choices[1]);
    return contrast(first, surface) >= contrast(second, surface) ? first : second;
}

} // namespace

TileColors::TileColors(const QPalette &palette)
    : surface(palette.color(QPalette::Base))
    , frame(blended(surface, palette.color(QPalette::Text), 0.16))
    , outline(blended(surface, palette.color(QPalette::Text), 0.4))
    , text(palette.color(QPalette::Text))
    , accent(readable(Accents, surface))
    , alarm(readable(Alarms, surface))
    , underWay(blended(surface, accent, 0.08))
{
    double share = 0.6;
    do {
        quietText = blended(surface, text, share);
        share += 0.05;
    } while (share < 1 && contrast(quietText, underWay) < ReadableContrast);
}

} // namespace ContactSheet
