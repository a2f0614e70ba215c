#include "ui/timing/axispainter.h"

#include "core/formatting.h"
#include "timing/timingmodel.h"
#include "ui/timing/timingcolours.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Waterfall)
};

constexpr double ClosestTicks = 72;

/// Between a label of the axis and what stands beside it.
constexpr int LabelGap = 4;

void drawHeading(QPainter &painter, const WaterfallScene &scene)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect place(WaterfallLayout::Margin, 0, scene.layout.barsLeft() - 2 * WaterfallLayout::Margin,
                      metrics.height());
    painter.setPen(scene.palette.color(QPalette::Text));
    painter.drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(scene.heading, Qt::ElideRight, place.width()));
}

} // namespace

std::optional<IdealLabel> idealLabel(const WaterfallScene &scene, const QFontMetrics &metrics)
{
    if (!scene.ideal || scene.ideal->at < scene.scale.begin())
        return std::nullopt;
    const bool isBeyond = scene.ideal->at > scene.scale.end();
    if (isBeyond && !scene.ideal->isForeseen)
        return std::nullopt;
    const QString text =
        isBeyond ? Texts::tr("ideal %1 →").arg(formatDuration(scene.ideal->at)) : Texts::tr("ideal");
    const int width = metrics.horizontalAdvance(text);
    const int last = scene.layout.barsLeft() + scene.layout.barsWidth() + WaterfallLayout::Margin / 2;
    const int left =
        isBeyond ? last - width : std::min(scene.pixel(scene.ideal->at) - width / 2, last - width);
    return IdealLabel{.text = text, .place = QRect(left, 0, width, metrics.height())};
}

void drawAxis(QPainter &painter, const WaterfallScene &scene, int bottom)
{
    const WaterfallLayout &layout = scene.layout;
    const QFontMetrics metrics = painter.fontMetrics();
    drawHeading(painter, scene);
    const std::optional<IdealLabel> ideal = idealLabel(scene, metrics);
    const Moment step = tickStep(scene.scale.stretch(), scene.scale.width() / ClosestTicks);
    for (const Moment tick : scene.scale.ticks(ClosestTicks)) {
        const int x = scene.pixel(tick);
        painter.fillRect(x, layout.axisHeight() - 3, 1, bottom - layout.axisHeight() + 3,
                         faintLine(scene.palette));

        if (!scene.isAxisNamed)
            continue;
        const QString text = tickText(tick, step);
        const int width = metrics.horizontalAdvance(text);
        const QRect place(x - width / 2, 0, width, metrics.height());
        // A word that would be cut at the edge says nothing, and two on each other even less.
        if (place.right() > layout.barsLeft() + layout.barsWidth() + WaterfallLayout::Margin)
            continue;
        if (ideal && place.adjusted(-LabelGap, 0, LabelGap, 0).intersects(ideal->place))
            continue;
        painter.setPen(quietText(scene.palette));
        painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
    }
}

void drawPauses(QPainter &painter, const WaterfallScene &scene, int bottom)
{
    const QColor shade =
        blended(scene.palette.color(QPalette::Base), scene.palette.color(QPalette::Text), 0.05);
    const double right = scene.layout.barsLeft() + scene.scale.width();
    for (const ServicePause &pause : scene.model.run().pauses) {
        const double from = std::max(scene.x(pause.begin), double(scene.layout.barsLeft()));
        const double to = std::min(scene.x(pause.end.value_or(scene.now)), right);
        if (to > from)
            painter.fillRect(QRectF(from, scene.layout.rowsTop(), to - from, bottom), shade);
    }
}

void drawIdeal(QPainter &painter, const WaterfallScene &scene, int bottom)
{
    const std::optional<IdealLabel> label = idealLabel(scene, painter.fontMetrics());
    if (!label)
        return;
    const QColor colour = accentText(scene.palette);
    painter.setPen(colour);
    painter.drawText(label->place, Qt::AlignCenter | Qt::TextDontClip, label->text);
    if (scene.ideal->at > scene.scale.end())
        return;
    QPen pen(colour, 1);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    const int x = scene.pixel(scene.ideal->at);
    painter.drawLine(x, scene.layout.axisHeight() - 4, x, bottom);
}

} // namespace ContactSheet
