#pragma once

#include "runs/timeline.h"

#include <QColor>
#include <QPalette>

namespace ContactSheet {

/// The colour of \a phase on a window of \a palette, light or dark.
[[nodiscard]] QColor phaseColour(Phase phase, const QPalette &palette);

/// Text that stands back behind other text, with a contrast of at least 4.5 (WCAG 2.1, 1.4.3) to the window.
[[nodiscard]] QColor quietText(const QPalette &palette);

/// Text that stands out: the highlight where it can be read on the window, else the text's own colour.
[[nodiscard]] QColor accentText(const QPalette &palette);

/// The base of \a palette with a breath of its highlight, on which its text stays readable.
[[nodiscard]] QColor selectedBackground(const QPalette &palette);

/// A thin line that parts things without being seen first.
[[nodiscard]] QColor faintLine(const QPalette &palette);

/// How far apart two colours are in brightness, from 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrast(const QColor &first, const QColor &second);

} // namespace ContactSheet
