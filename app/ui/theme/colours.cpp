#include "ui/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// WCAG 2.1, "relative luminance".
double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

double contrast(const QColor &first, const QColor &second)
{
    const auto [darker, lighter] = std::minmax({luminance(first), luminance(second)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor blended(const QColor &from, const QColor &to, double amount)
{
    const auto part = [amount](int a, int b) { return int(std::lround(a * (1 - amount) + b * amount)); };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor quietText(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    for (const double amount : {0.35, 0.25, 0.15}) {
        const QColor quiet = blended(text, window, amount);
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
    return blended(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.14);
}

QColor faintLine(const QPalette &palette)
{
    return blended(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.12);
}

} // namespace ContactSheet
