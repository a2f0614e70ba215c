#pragma once

#include "ui/timing/waterfallscene.h"

#include <QPoint>

class QPainter;

namespace ContactSheet {

/// Where the mark of the change of the number at once at \a index of the run stands; the first one begins the
/// run, and has none.
[[nodiscard]] QPoint changeMark(const WaterfallScene &scene, qsizetype index);

/// Draws the band of the number under way: the number itself, the number allowed with a mark at each change,
/// and the stretches in which the whole run paused. Does nothing where the layout has no band.
void drawUnderWay(QPainter &painter, const WaterfallScene &scene);

} // namespace ContactSheet
