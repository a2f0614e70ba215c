#include "ui/gallery/tilecolors.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

/// Each colour twice: for a light surface and for a dark one.
constexpr QRgb Accents[] = {qRgb(0xC4, 0x3E, 0x12), qRgb(0xFA, 0x73, 0x34)};
constexpr QRgb Alarms[] = {qRgb(0xB3, 0x26, 0x1E), qRgb(0xFF, 0x8A, 0x80)};

double linear(double part)
{
    return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// \a share of \a one and the rest of \a other.
QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return {part(one.red(), other.red()), part(one.green(), other.green()), part(one.blue(), other.blue())};
}

QColor readable(const QRgb (&choices)[2], const QColor &surface)
{
    const QColor first(choices[0]);
    const QColor second(choices[1]);
    return contrastRatio(first, surface) >= contrastRatio(second, surface) ? first : second;
}

} // namespace

double contrastRatio(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

TileColors::TileColors(const QPalette &palette)
    : surface(palette.color(QPalette::Base))
    , frame(mixed(palette.color(QPalette::Text), surface, 0.16))
    , outline(mixed(palette.color(QPalette::Text), surface, 0.4))
    , text(palette.color(QPalette::Text))
    , accent(readable(Accents, surface))
    , alarm(readable(Alarms, surface))
    , underWay(mixed(accent, surface, 0.08))
{
    double share = 0.6;
    do {
        quietText = mixed(text, surface, share);
        share += 0.05;
    } while (share < 1 && contrastRatio(quietText, underWay) < ReadableContrast);
}

} // namespace ContactSheet
