#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

/// The sea from a sandy beach.
[[nodiscard]] Places paintBeach(Stage &stage);

/// A lake between hills, with the near bank in front.
[[nodiscard]] Places paintLake(Stage &stage);

/// The bottom of the sea: shafts of light, weed, corals and bubbles.
[[nodiscard]] Places paintUnderwater(Stage &stage);

} // namespace ContactSheet
