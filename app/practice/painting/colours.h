#pragma once

#include <QColor>

namespace ContactSheet {

/// The colour on the way from \a from (\a amount 0) to \a to (\a amount 1), opacity included.
[[nodiscard]] QColor mixed(const QColor &from, const QColor &to, double amount);

/// \a colour as it looks in light of the colour \a light; the opacity stays.
[[nodiscard]] QColor multiplied(const QColor &colour, const QColor &light);

/// \a colour with \a opacity (0 to 1).
[[nodiscard]] QColor withOpacity(QColor colour, double opacity);

/// How the light of a scene falls on what stands in it.
struct Light
{
    QColor tint = Qt::white;      ///< What every colour is multiplied with.
    QColor rim = Qt::transparent; ///< Edges turned to the sun shine in this.
    double shadow = 0.28;         ///< Opacity of what is thrown on the ground.

    [[nodiscard]] QColor on(const QColor &colour) const { return multiplied(colour, tint); }
};

} // namespace ContactSheet
