#pragma once

#include <QColor>
#include <QPalette>

namespace ContactSheet {

/// A surface and what is written on it, with a contrast of at least 4.5 (WCAG 2.1, 1.4.3).
struct SurfaceColours
{
    QColor surface;
    QColor text;
};

/// The one control that begins something: the palette's highlight, made lighter or darker until its text can
/// be read on it.
[[nodiscard]] SurfaceColours primaryColours(const QPalette &palette);

/// What is chosen among several, as the rows of a list are.
[[nodiscard]] SurfaceColours chosenColours(const QPalette &palette);

} // namespace ContactSheet
