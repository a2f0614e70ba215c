#include "ui/timing/timingcolours.h"

#include <algorithm>

namespace ContactSheet {

namespace {

struct PartColours
{
    BarPart part;
    QRgb light;
    QRgb dark;
};

constexpr PartColours ColourTable[] = {
    {BarPart::Queued, 0xffd6d5d0, 0xff4a4a4d}, {BarPart::Connecting, 0xffa8632a, 0xfff2c491},
    {BarPart::Server, 0xffea9f5b, 0xffd98e43}, {BarPart::Download, 0xff4a86c8, 0xff5d9bdb},
    {BarPart::Finish, 0xff5ca178, 0xff68ae8a}, {BarPart::Backoff, 0xffb0241d, 0xfff4827b},
};

} // namespace

QColor phaseColour(Phase phase, const QPalette &palette)
{
    switch (phase) {
    case Phase::Queued:
        return partColour(BarPart::Queued, palette);
    case Phase::Server:
        return partColour(BarPart::Server, palette);
    case Phase::Download:
        return partColour(BarPart::Download, palette);
    case Phase::Finish:
        return partColour(BarPart::Finish, palette);
    case Phase::Backoff:
        return partColour(BarPart::Backoff, palette);
    }
    Q_UNREACHABLE();
    return {};
}

QColor partColour(BarPart part, const QPalette &palette)
{
    const auto *found = std::find_if(std::begin(ColourTable), std::end(ColourTable),
                                     [part](const PartColours &colours) { return colours.part == part; });
    return isDark(palette) ? found->dark : found->light;
}

} // namespace ContactSheet
