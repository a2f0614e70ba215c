#pragma once

#include "timing/barpieces.h"
#include "ui/theme/colours.h"

#include <QColor>
#include <QPalette>

namespace ContactSheet {

/// The colour of \a phase on a window of \a palette, light or dark.
[[nodiscard]] QColor phaseColour(Phase phase, const QPalette &palette);

/// The colour of \a part: connecting is a shade of the server's.
[[nodiscard]] QColor partColour(BarPart part, const QPalette &palette);

} // namespace ContactSheet
