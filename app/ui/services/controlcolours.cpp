#include "ui/services/controlcolours.h"

#include "ui/theme/colours.h"

namespace ContactSheet {

SurfaceColours primaryColours(const QPalette &palette)
{
    const QColor text = palette.color(QPalette::HighlightedText);
    QColor surface = palette.color(QPalette::Highlight);
    const bool isLightText = text.lightness() > 127;
    constexpr int MostSteps = 20;
    for (int step = 0; step < MostSteps && contrast(surface, text) < ReadableContrast; ++step)
        surface = isLightText ? surface.darker(108) : surface.lighter(108);
    return {.surface = surface, .text = text};
}

SurfaceColours chosenColours(const QPalette &palette)
{
    const QColor surface = selectedBackground(palette);
    const QColor accent = palette.color(QPalette::Highlight);
    return {.surface = surface,
            .text = contrast(accent, surface) >= ReadableContrast ? accent : palette.color(QPalette::Text)};
}

} // namespace ContactSheet
