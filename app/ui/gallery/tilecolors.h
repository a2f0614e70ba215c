#pragma once

#include <QColor>

class QPalette;

namespace ContactSheet {

/// How well one colour stands out from another: 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

/// The colours of a tile, for a light and for a dark palette.
struct TileColors
{
    /// What text needs to be read well (WCAG 2.1, success criterion 1.4.3).
    static constexpr double ReadableContrast = 4.5;

    explicit TileColors(const QPalette &palette);

    QColor surface;
    QColor frame;
    QColor outline; ///< Stronger than the frame: what is inside a tile.
    QColor text;
    QColor quietText; ///< For what is read second; still with ReadableContrast on surface and underWay.
    QColor accent;
    QColor alarm;
    QColor underWay; ///< The surface of a picture that is being made.
};

} // namespace ContactSheet
