#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

/// Paints a laboratory: a tiled wall with a screen and shelves, a bench full of glass, a shining floor.
[[nodiscard]] Places paintLaboratory(Stage &stage);

} // namespace ContactSheet
