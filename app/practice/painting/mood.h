#pragma once

#include "practice/painting/colours.h"

namespace ContactSheet {

class Dice;

enum class Daytime {
    Day,
    Sunrise,
    Sunset,
    Night,
};

/// The colours that an hour gives to everything out of doors.
struct Mood
{
    Daytime daytime = Daytime::Day;
    QColor skyTop;
    QColor skyMiddle;
    QColor skyLow; ///< At the horizon.
    QColor haze;   ///< What far things fade into.
    QColor sun;    ///< The disc of the sun, or of the moon at night.
    Light light;

    /// How \a colour looks from afar; \a distance is 0 (here) to 1 (lost in the haze).
    [[nodiscard]] QColor at(const QColor &colour, double distance) const
    {
        return mixed(light.on(colour), haze, distance);
    }

    /// One of the palettes of this \a daytime, in turn.
    [[nodiscard]] static Mood of(Daytime daytime, const Dice &dice);
};

} // namespace ContactSheet
