#include "ui/timing/timingcolours.h"

#include <algorithm>

namespace ContactSheet {

namespace {

struct PhaseColours
{
    Phase phase;
    QRgb light;
    QRgb dark;
};

constexpr PhaseColours ColourTable[] = {
    {Phase::Queued, 0xffd6d5d0, 0xff4a4a4d},   {Phase::Server, 0xffea9f5b, 0xffd98e43},
    {Phase::Download, 0xff4a86c8, 0xff5d9bdb}, {Phase::Finish, 0xff5ca178, 0xff68ae8a},
    {Phase::Backoff, 0xffb0241d, 0xfff4827b},
};

} // namespace

QColor phaseColour(Phase phase, const QPalette &palette)
{
    const auto *found = std::find_if(std::begin(ColourTable), std::end(ColourTable),
                                     [phase](const PhaseColours &colours) { return colours.phase == phase; });
    return isDark(palette) ? found->dark : found->light;
}

} // namespace ContactSheet
