#pragma once

#include "practice/painting/scenewords.h"

namespace ContactSheet {

struct Stage;

/// Lets it rain, snow or be foggy over what is on the stage; the fog is thickest at \a horizon.
void paintWeather(Stage &stage, Weather weather, double horizon);

} // namespace ContactSheet
