#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

// Country, each under the sky of the stage's mood.

/// Rolling green hills; with \a flowers a garden in bloom and a fence.
[[nodiscard]] Places paintMeadow(Stage &stage, bool flowers);

/// Firs in four depths around a clearing.
[[nodiscard]] Places paintForest(Stage &stage);

/// Snow-capped mountains over dark foothills.
[[nodiscard]] Places paintMountains(Stage &stage);

/// Dunes, a far table mountain and cactuses.
[[nodiscard]] Places paintDesert(Stage &stage);

} // namespace ContactSheet
