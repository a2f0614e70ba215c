#pragma once

#include <QColor>

class QPalette;

namespace ContactSheet {

/// The colours of a tile, for a light and for a dark palette.
struct TileColors
{
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
