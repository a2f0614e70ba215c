#pragma once

#include "core/ids.h"
#include "timing/placetable.h"
#include "timing/timescale.h"
#include "timing/underway.h"
#include "ui/timing/waterfalllayout.h"

#include <QList>
#include <QPalette>
#include <QSet>
#include <QString>

#include <algorithm>
#include <optional>

namespace ContactSheet {

class TimingModel;

/// When a run would have ended had no time been lost.
struct IdealEnd
{
    Moment at = {};
    bool isForeseen = false; ///< The run goes on, and the median stands for what is not known yet.

    friend bool operator==(const IdealEnd &, const IdealEnd &) = default;
};

/// How many requests were under way, and how many were allowed to.
struct UnderWay
{
    QList<CountStep> steps = {};
    QList<CountStep> allowed = {};
    int largest = 1; ///< Of all of them, and at least 1.
};

/// The numbers of \a run. Takes the time that sorting all attempts takes.
[[nodiscard]] UnderWay underWayOf(const RunRecord &run);

/// A waterfall as it stands at one moment: what it is drawn from, and what can be pointed at.
struct WaterfallScene
{
    const TimingModel &model; ///< Not owned; outlives the scene.
    Moment now = {};
    TimeScale scale = {};
    WaterfallLayout layout = {};
    int scroll = 0;
    bool isByPlace = false; ///< A line for each place at once, not for each picture.
    QString heading = {};   ///< In the place beside the axis.
    bool isAxisNamed = true;
    std::optional<IdealEnd> ideal = {};
    UnderWay underWay = {};
    QSet<JobId> selectedJobs = {};
    int focusedRow = -1;                        ///< -1 where there is none.
    std::optional<BarPosition> focusedBar = {}; ///< The same by place.
    QPalette palette = {};

    /// Where \a moment stands in the viewport.
    [[nodiscard]] double x(Moment moment) const { return layout.barsLeft() + scale.position(moment); }
    /// The same as a pixel; what is far outside the viewport only that it is outside, and on which side.
    [[nodiscard]] int pixel(Moment moment) const { return int(std::clamp(x(moment), -1000.0, 100'000.0)); }
    /// The moment at \a x of the viewport.
    [[nodiscard]] Moment momentAt(double x) const { return scale.moment(x - layout.barsLeft()); }
    /// The end of \a bar, or now.
    [[nodiscard]] Moment endOf(const PlaceBar &bar) const { return bar.end.value_or(now); }
};

} // namespace ContactSheet
