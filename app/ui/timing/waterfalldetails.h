#pragma once

#include "ui/timing/waterfallscene.h"

#include <QPoint>
#include <QRect>
#include <QString>

class QFontMetrics;

namespace ContactSheet {

/// What there is to say of a point of a waterfall, and how far that holds.
struct WaterfallDetails
{
    QString text = {};
    QRect place = {};
};

/// What is at \a point of \a scene in words; nothing where there is nothing.
[[nodiscard]] std::optional<WaterfallDetails> detailsAt(const WaterfallScene &scene, QPoint point,
                                                        const QFontMetrics &metrics);

/// What happened to the pace of the run so far, in words: for who has no pointer.
[[nodiscard]] QString describePace(const WaterfallScene &scene);

/// The bar at \a point of \a scene, where its lines are places; narrow ones are met from beside them too.
[[nodiscard]] std::optional<BarPosition> barAt(const WaterfallScene &scene, QPoint point);

/// The place of \a bar on the screen.
[[nodiscard]] QRect barRect(const WaterfallScene &scene, BarPosition bar);

/// \a bar in words: which place and try it is, and all that is known of its picture.
[[nodiscard]] QString describeBar(const WaterfallScene &scene, BarPosition bar);

} // namespace ContactSheet
