#pragma once

#include <QPointF>

namespace ContactSheet {

struct Stage;

/// Fills the stage with the sky of its mood, whose lowest colour lies at \a horizon; stars at night.
void paintSky(Stage &stage, double horizon);

/// The sun, or the moon at night, with its shine.
void paintSunOrMoon(Stage &stage, QPointF centre, double radius);

/// \a count clouds between the heights \a top and \a bottom.
void paintClouds(Stage &stage, int count, double top, double bottom);

/// \a count stars above \a bottom.
void paintStars(Stage &stage, int count, double bottom);

/// A handful of far birds around \a centre.
void paintFarBirds(Stage &stage, QPointF centre, int count);

} // namespace ContactSheet
