#pragma once

#include "practice/painting/stage.h"

namespace ContactSheet {

/// Paints a city: a skyline with lit windows in three depths, a street with its markings, lamps and a car.
[[nodiscard]] Places paintCity(Stage &stage);

} // namespace ContactSheet
