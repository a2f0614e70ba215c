#pragma once

#include "practice/painting/scenewords.h"

namespace ContactSheet {

struct Stage;

/// What the weather does to the backdrop: grey light, white ground, fog that is thickest at \a horizon.
void paintWeatherBehind(Stage &stage, Weather weather, double horizon);

/// What falls and drifts in front of everything.
void paintWeatherInFront(Stage &stage, Weather weather, double horizon);

} // namespace ContactSheet
