#include "practice/painting/colours.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

int between(int from, int to, double amount)
{
    return static_cast<int>(std::lround(from + (to - from) * amount));
}

} // namespace

QColor mixed(const QColor &from, const QColor &to, double amount)
{
    const double part = std::clamp(amount, 0.0, 1.0);
    return {between(from.red(), to.red(), part), between(from.green(), to.green(), part),
            between(from.blue(), to.blue(), part), between(from.alpha(), to.alpha(), part)};
}

QColor multiplied(const QColor &colour, const QColor &light)
{
    return {colour.red() * light.red() / 255, colour.green() * light.green() / 255,
            colour.blue() * light.blue() / 255, colour.alpha()};
}

QColor withOpacity(QColor colour, double opacity)
{
    colour.setAlpha(static_cast<int>(std::lround(std::clamp(opacity, 0.0, 1.0) * 255)));
    return colour;
}

} // namespace ContactSheet
