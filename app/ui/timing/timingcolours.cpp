#include "ui/timing/timingcolours.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

struct PhaseColours
{
    Phase phase;
    QRgb light;
    QRgb dark;
};

constexpr PhaseColours ColourTable[] = {
    {Phase::Queued, 0xffd6d5d0, 0xff4a4a4d},   {Phase::Server, 0xffea9f5b, 0xffd98e43},
    {Phase::Download, 0xff4a86c8, 0xff5d9bdb}, {Phase::Finish, 0xff5ca178, 0xff68ae8a},
    {Phase::Backoff, 0xffb0241d, 0xfff4827b},
};

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor mixed(const QColor &from, const QColor &to, float amount)
{
    const float rest = 1 - amount;
    return QColor::fromRgbF(from.redF() * rest + to.redF() * amount,
                            from.greenF() * rest + to.greenF() * amount,
                            from.blueF() * rest + to.blueF() * amount);
}

double linear(float channel)
{
    return channel <= 0.03928F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// WCAG 2.1, "relative luminance".
double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

constexpr double ReadableContrast = 4.5;

} // namespace

QColor phaseColour(Phase phase, const QPalette &palette)
{
    const auto *found = std::find_if(std::begin(ColourTable), std::end(ColourTable),
                                     [phase](const PhaseColours &colours) { return colours.phase == phase; });
    return isDark(palette) ? found->dark : found->light;
}

QColor quietText(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    for (const float amount : {0.35F, 0.25F, 0.15F}) {
        const QColor quiet = mixed(text, window, amount);
        if (contrast(quiet, window) >= ReadableContrast)
            return quiet;
    }
    return text;
}

QColor accentText(const QPalette &palette)
{
    const QColor accent = palette.color(QPalette::Highlight);
    return contrast(accent, palette.color(QPalette::Window)) >= ReadableContrast
        ? accent
        : palette.color(QPalette::WindowText);
}

QColor selectedBackground(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.16F);
}

QColor faintLine(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.12F);
}

double contrast(const QColor &first, const QColor &second)
{
    const double one = luminance(first);
    const double other = luminance(second);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace ContactSheet
