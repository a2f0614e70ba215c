#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

/// Paints a low, huge sun in a banded sky, seen from a dark hill top: over the sea where
/// \a bySea, else over ranges of hills.
[[nodiscard]] Places paintSunset(Stage &stage, bool bySea);

} // namespace ContactSheet
