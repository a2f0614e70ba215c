#pragma once

#include "runs/timeline.h"
#include "ui/theme/colours.h"

#include <QColor>
#include <QPalette>

namespace ContactSheet {

/// The colour of \a phase on a window of \a palette, light or dark.
[[nodiscard]] QColor phaseColour(Phase phase, const QPalette &palette);

} // namespace ContactSheet
