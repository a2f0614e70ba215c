#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

/// Paints space: stars, nebulae, a ringed planet, and the cratered ground of a moon to stand on.
[[nodiscard]] Places paintSpace(Stage &stage);

} // namespace ContactSheet
