#include "ui/timing/phaselegend.h"

#include "runs/displaynames.h"
#include "ui/timing/barpainter.h"
#include "ui/timing/timingcolours.h"
#include "ui/timing/waterfalllayout.h"

#include <QPainter>

#include <algorithm>

namespace ContactSheet {

namespace {

constexpr BarPart Parts[] = {BarPart::Queued,   BarPart::Connecting, BarPart::Server,
                             BarPart::Download, BarPart::Finish,     BarPart::Backoff};

/// The word of each entry: one for each part, and one for what came to nothing.
QStringList entryNames()
{
    QStringList names;
    for (const BarPart part : Parts)
        names.append(displayName(part));
    names.append(PhaseLegend::tr("failed"));
    return names;
}

constexpr int PatchSize = 9;
constexpr int PatchGap = 5;
constexpr int EntryGap = 14;

} // namespace

PhaseLegend::PhaseLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(tr("Phases"));
    setAccessibleDescription(entryNames().join(u", "));
}

PhaseLegend::~PhaseLegend() = default;

void PhaseLegend::setIndented(bool isIndented)
{
    m_isIndented = isIndented;
    updateGeometry();
    update();
}

QSize PhaseLegend::sizeHint() const
{
    const QRect last = entryRects(QWIDGETSIZE_MAX).last();
    return {last.right() + WaterfallLayout::Margin, last.bottom() + 1};
}

QSize PhaseLegend::minimumSizeHint() const
{
    int widest = 0;
    for (const QRect &entry : entryRects(0))
        widest = std::max(widest, entry.width());
    return {widest + 2 * WaterfallLayout::Margin, fontMetrics().height() + 4};
}

int PhaseLegend::heightForWidth(int width) const
{
    return entryRects(width).last().bottom() + 1;
}

QList<QRect> PhaseLegend::entryRects(int width) const
{
    QList<QRect> rects;
    const int height = fontMetrics().height() + 4;
    QPoint place(indent(), 0);
    for (const QString &name : entryNames()) {
        const int entry = PatchSize + PatchGap + fontMetrics().horizontalAdvance(name);
        if (!rects.isEmpty() && place.x() + entry > width - WaterfallLayout::Margin)
            place = {indent(), place.y() + height};
        rects.append({place.x(), place.y(), entry, height});
        place.rx() += entry + EntryGap;
    }
    return rects;
}

int PhaseLegend::indent() const
{
    return m_isIndented ? WaterfallLayout::Margin : 0;
}

void PhaseLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QList<QRect> rects = entryRects(width());
    painter.translate(0, (height() - rects.last().bottom() - 1) / 2);
    const QStringList names = entryNames();
    for (int i = 0; i < rects.size(); ++i) {
        const QRect &rect = rects.at(i);
        const QRect patch(rect.left(), rect.center().y() - PatchSize / 2, PatchSize, PatchSize);
        if (i < int(std::size(Parts)))
            fillPart(painter, patch, Parts[i], palette());
        else
            fillFailedPart(painter, patch, BarPart::Server, palette());
        painter.setPen(quietText(palette()));
        painter.drawText(rect.adjusted(PatchSize + PatchGap, 0, 0, 0), Qt::AlignVCenter | Qt::TextDontClip,
                         names.at(i));
    }
}

} // namespace ContactSheet
