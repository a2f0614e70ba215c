#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "timing/timescale.h"
#include "ui/timing/waterfalllayout.h"

#include <QFontMetrics>
#include <QPalette>
#include <QSet>
#include <QString>

class QPainter;

namespace ContactSheet {

class TimingModel;

/// Draws the parts of a waterfall as it stands at one moment. Made for one paint event.
class WaterfallPainter final
{
public:
    /// What there is to draw; refers to what outlives the paint event.
    struct Scene
    {
        const TimingModel &model;
        Moment now;
        TimeScale scale;
        WaterfallLayout layout;
        int scroll;
        QString heading; ///< In the place beside the axis.
        bool isAxisNamed;
        const QSet<JobId> &selectedJobs;
        int focusedRow; ///< -1 where there is none.
    };

    /// \a painter is not owned and must outlive this object.
    WaterfallPainter(QPainter *painter, const Scene &scene, const QPalette &palette);

    /// The heading, and the marks of the axis with their times and their lines down to \a bottom.
    void drawAxis(int bottom) const;
    void drawRow(int row) const;

private:
    void drawHeading() const;
    void drawLabel(int row) const;
    void drawBar(int row) const;
    void drawEndMark(int row, double right) const;

    QPainter *m_painter;
    const Scene &m_scene;
    QPalette m_palette;
    QFontMetrics m_metrics;
};

} // namespace ContactSheet
