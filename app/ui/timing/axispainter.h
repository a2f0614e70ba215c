#pragma once

#include "ui/timing/waterfallscene.h"

#include <QRect>
#include <QString>

class QPainter;

namespace ContactSheet {

/// The words at the ideal end, and where they stand.
struct IdealLabel
{
    QString text = {};
    QRect place = {};
};

/// What is written of the ideal end beside the axis: while the run goes on, also where it lies beyond the end
/// of the axis. Nothing where it is not shown.
[[nodiscard]] std::optional<IdealLabel> idealLabel(const WaterfallScene &scene, const QFontMetrics &metrics);

/// Draws the heading, and the marks of the axis with their times and their lines down to \a bottom.
void drawAxis(QPainter &painter, const WaterfallScene &scene, int bottom);

/// Draws the stretches in which the whole run paused down to \a bottom: below the bars.
void drawPauses(QPainter &painter, const WaterfallScene &scene, int bottom);

/// Draws the line of the ideal end down to \a bottom: above the bars.
void drawIdeal(QPainter &painter, const WaterfallScene &scene, int bottom);

} // namespace ContactSheet
