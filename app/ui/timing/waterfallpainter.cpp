#include "ui/timing/waterfallpainter.h"

#include "timing/timingmodel.h"
#include "ui/timing/timingcolours.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr double ClosestTicks = 72;

/// Of the line's height; the rest keeps the bars apart.
constexpr int BarMargin = 4;

} // namespace

WaterfallPainter::WaterfallPainter(QPainter *painter, const Scene &scene, const QPalette &palette)
    : m_painter(painter)
    , m_scene(scene)
    , m_palette(palette)
    , m_metrics(painter->fontMetrics())
{}

void WaterfallPainter::drawAxis(int bottom) const
{
    const WaterfallLayout &layout = m_scene.layout;
    drawHeading();
    const Moment step = tickStep(m_scene.scale.stretch(), m_scene.scale.width() / ClosestTicks);
    for (const Moment tick : m_scene.scale.ticks(ClosestTicks)) {
        const int x = layout.barsLeft() + int(m_scene.scale.position(tick));
        m_painter->fillRect(x, layout.axisHeight() - 3, 1, bottom - layout.axisHeight() + 3,
                            faintLine(m_palette));

        if (!m_scene.isAxisNamed)
            continue;
        // A word that would be cut at the edge says nothing.
        const QString text = tickText(tick, step);
        const int width = m_metrics.horizontalAdvance(text);
        if (x + width / 2 > layout.barsLeft() + layout.barsWidth() + WaterfallLayout::Margin)
            continue;
        m_painter->setPen(quietText(m_palette));
        m_painter->drawText(QRect(x - width / 2, 0, width, m_metrics.height()),
                            Qt::AlignCenter | Qt::TextDontClip, text);
    }
}

void WaterfallPainter::drawRow(int row) const
{
    drawLabel(row);
    drawBar(row);
}

void WaterfallPainter::drawHeading() const
{
    const QRect place(WaterfallLayout::Margin, 0, m_scene.layout.barsLeft() - 2 * WaterfallLayout::Margin,
                      m_metrics.height());
    m_painter->setPen(m_palette.color(QPalette::Text));
    m_painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine,
                        m_metrics.elidedText(m_scene.heading, Qt::ElideRight, place.width()));
}

void WaterfallPainter::drawLabel(int row) const
{
    const Job &job = m_scene.model.record(row).job;
    const bool isSelected = m_scene.selectedJobs.contains(job.id);
    if (isSelected) {
        const QRect line = m_scene.layout.rowRect(row, m_scene.scroll);
        m_painter->fillRect(line, selectedBackground(m_palette));
        m_painter->fillRect(QRect(line.topLeft(), QSize(3, line.height())),
                            m_palette.color(QPalette::Highlight));
        if (row == m_scene.focusedRow) {
            m_painter->setPen(m_palette.color(QPalette::Highlight));
            m_painter->drawRect(line.adjusted(0, 0, -1, -1));
        }
    }

    QRect rect = m_scene.layout.labelRect(row, m_scene.scroll);
    // Room for the widest number of the run, so that all prompts begin below each other.
    const int numbers = m_metrics.horizontalAdvance(QString::number(m_scene.model.rowCount()));
    m_painter->setPen(isSelected ? m_palette.color(QPalette::Text) : quietText(m_palette));
    m_painter->drawText(QRect(rect.left(), rect.top(), numbers, rect.height()),
                        Qt::AlignRight | Qt::AlignVCenter, QString::number(job.index));
    rect.setLeft(rect.left() + numbers + WaterfallLayout::Margin / 2);
    // Long prompts are cut before they are measured: only what may be seen costs time.
    const QString start = job.prompt.left(rect.width()).simplified();
    m_painter->setPen(m_palette.color(QPalette::Text));
    m_painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                        m_metrics.elidedText(start, Qt::ElideRight, rect.width()));
}

void WaterfallPainter::drawBar(int row) const
{
    const QRect line = m_scene.layout.rowRect(row, m_scene.scroll);
    const QList<BarSegment> segments = barSegments(m_scene.model.spansAt(row, m_scene.now), m_scene.scale,
                                                   m_painter->device()->devicePixelRatioF());
    for (const BarSegment &segment : segments) {
        const QRectF rect(m_scene.layout.barsLeft() + segment.left, line.top() + BarMargin,
                          segment.right - segment.left, line.height() - 2 * BarMargin);
        m_painter->fillRect(rect, phaseColour(segment.span.phase, m_palette));
        // Told apart without colour: what came to nothing is hatched.
        if (m_scene.model.hasFailed(row, segment.span))
            m_painter->fillRect(rect, QBrush(m_palette.color(QPalette::Text), Qt::BDiagPattern));
    }
    if (!segments.isEmpty())
        drawEndMark(row, segments.last().right);
}

void WaterfallPainter::drawEndMark(int row, double right) const
{
    const JobState state = m_scene.model.record(row).state;
    if (!isEndState(state) || state == JobState::Saved)
        return;
    const QRect line = m_scene.layout.rowRect(row, m_scene.scroll);
    const int width = m_metrics.horizontalAdvance(u'×');
    const double left = std::min(m_scene.layout.barsLeft() + right + 4, double(line.right() - width));
    m_painter->setPen(m_palette.color(QPalette::Text));
    m_painter->drawText(QRectF(left, line.top(), width, line.height()), Qt::AlignCenter | Qt::TextDontClip,
                        u"×"_s);
}

} // namespace ContactSheet
