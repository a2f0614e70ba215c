#include "ui/timing/waterfallpainter.h"

#include "timing/timingmodel.h"
#include "ui/timing/barpainter.h"
#include "ui/timing/timingcolours.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Waterfall)
};

/// Of the line's height; the rest keeps the bars apart.
constexpr int BarMargin = 4;

/// In pixels of the screen: bars narrower than this become one with their neighbours.
constexpr double NarrowestBar = 2;

/// From this width on, a bar stands apart from the one before it.
constexpr double WidthWithGap = 5;

} // namespace

WaterfallPainter::WaterfallPainter(QPainter *painter, const WaterfallScene &scene)
    : m_painter(painter)
    , m_scene(scene)
    , m_metrics(painter->fontMetrics())
    , m_pixel(1 / painter->device()->devicePixelRatioF())
{}

void WaterfallPainter::drawLine(int line) const
{
    if (m_scene.isByPlace)
        drawPlace(line + 1);
    else
        drawPicture(line);
}

void WaterfallPainter::drawPicture(int row) const
{
    drawPictureLabel(row);
    const QList<BarSegment> segments =
        barSegments(m_scene.model.piecesAt(row, m_scene.now), m_scene.scale, 1 / m_pixel);
    drawSegments(*m_painter, barsOf(row), segments, m_scene.palette);
    if (!segments.isEmpty())
        drawEndMark(row, segments.last().right);
}

void WaterfallPainter::drawPictureLabel(int row) const
{
    const QPalette &palette = m_scene.palette;
    const Job &job = m_scene.model.record(row).job;
    const bool isLit = m_scene.selectedJobs.contains(job.id);
    if (isLit) {
        const QRect line = m_scene.layout.rowRect(row, m_scene.scroll);
        m_painter->fillRect(line, selectedBackground(palette));
        m_painter->fillRect(QRect(line.topLeft(), QSize(3, line.height())),
                            palette.color(QPalette::Highlight));
        if (row == m_scene.focusedRow) {
            m_painter->setPen(palette.color(QPalette::Highlight));
            m_painter->drawRect(line.adjusted(0, 0, -1, -1));
        }
    }

    QRect rect = m_scene.layout.labelRect(row, m_scene.scroll);
    // Room for the widest number of the run, so that all prompts begin below each other.
    const int numbers = m_metrics.horizontalAdvance(QString::number(m_scene.model.rowCount()));
    m_painter->setPen(isLit ? palette.color(QPalette::Text) : quietText(palette));
    m_painter->drawText(QRect(rect.left(), rect.top(), numbers, rect.height()),
                        Qt::AlignRight | Qt::AlignVCenter, QString::number(job.index));
    rect.setLeft(rect.left() + numbers + WaterfallLayout::Margin / 2);
    // Long prompts are cut before they are measured: only what may be seen costs time.
    const QString start = job.prompt.left(rect.width()).simplified();
    m_painter->setPen(palette.color(QPalette::Text));
    m_painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                        m_metrics.elidedText(start, Qt::ElideRight, rect.width()));
}

void WaterfallPainter::drawEndMark(int row, double right) const
{
    const JobState state = m_scene.model.record(row).state;
    if (!isEndState(state) || state == JobState::Saved)
        return;
    const QRect line = m_scene.layout.rowRect(row, m_scene.scroll);
    const int width = m_metrics.horizontalAdvance(u'×');
    const double left = std::min(m_scene.layout.barsLeft() + right + 4, double(line.right() - width));
    m_painter->setPen(m_scene.palette.color(QPalette::Text));
    m_painter->drawText(QRectF(left, line.top(), width, line.height()), Qt::AlignCenter | Qt::TextDontClip,
                        u"×"_s);
}

void WaterfallPainter::drawPlace(int place) const
{
    drawPlaceLabel(place);
    const QRectF line = barsOf(place - 1);
    // How long it could have been in use: where nothing is drawn on it, it was free.
    const double from = std::max(m_scene.x(Moment::zero()), line.left());
    const double to = std::min(m_scene.x(m_scene.now), line.right());
    fillPart(*m_painter, QRectF(from, line.top(), std::max(to - from, 0.0), line.height()), BarPart::Queued,
             m_scene.palette);

    const QList<PlaceBar> &bars = m_scene.model.places().bars(place);
    qsizetype bar = std::max<qsizetype>(m_scene.model.places().lastBegun(place, m_scene.scale.begin()), 0);
    while (bar < bars.size() && bars.at(bar).begin < m_scene.scale.end()) {
        const double left = onScreen(bars.at(bar).begin);
        const double right = onScreen(m_scene.endOf(bars.at(bar)));
        if (right - left < NarrowestBar * m_pixel)
            bar = drawMerged(bars, bar, line);
        else
            drawBarAtPlace(bars.at(bar++), left, right, line);
    }
}

void WaterfallPainter::drawPlaceLabel(int place) const
{
    const QRect rect = m_scene.layout.labelRect(place - 1, m_scene.scroll);
    m_painter->setPen(m_scene.palette.color(QPalette::Text));
    m_painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine,
                        m_metrics.elidedText(Texts::tr("Place %1").arg(place), Qt::ElideRight, rect.width()));
}

void WaterfallPainter::drawBarAtPlace(const PlaceBar &bar, double left, double right,
                                      const QRectF &line) const
{
    const JobRecord &record = m_scene.model.record(bar.row);
    QList<BarSegment> segments =
        barSegments(barPiecesAtPlace(record, bar.attempt, m_scene.now), m_scene.scale, 1 / m_pixel);
    if (segments.isEmpty())
        return;
    const double shownLeft = std::max(line.left() + left, line.left());
    const double shownRight = std::min(line.left() + right, line.right());
    // What shows through between two bars is the line of a free place: it has to go first.
    m_painter->fillRect(QRectF(shownLeft, line.top(), shownRight - shownLeft, line.height()),
                        m_scene.palette.color(QPalette::Base));
    if (right - left >= WidthWithGap * m_pixel && left >= 0)
        segments.first().left = std::min(segments.first().left + m_pixel, segments.first().right);
    drawSegments(*m_painter, line, segments, m_scene.palette);
    if (!isSelected(bar))
        return;
    const bool isFocused = m_scene.focusedBar && m_scene.model.places().bar(*m_scene.focusedBar) == bar;
    const QRectF frame =
        QRectF(shownLeft, line.top(), shownRight - shownLeft, line.height()).adjusted(-1, -2, 1, 2);
    m_painter->setPen(QPen(m_scene.palette.color(QPalette::Highlight), isFocused ? 3 : 2));
    m_painter->setBrush(Qt::NoBrush);
    m_painter->drawRect(frame);
}

qsizetype WaterfallPainter::drawMerged(const QList<PlaceBar> &bars, qsizetype first, const QRectF &line) const
{
    const double left = std::max(onScreen(bars.at(first).begin), 0.0);
    double right = left + m_pixel;
    const Moment columnEnd = m_scene.scale.moment(right);
    Moment busy = Moment::zero();
    Moment last = m_scene.scale.moment(left);
    bool hasFailed = false;
    bool isLit = false;
    qsizetype next = first;
    for (; next < bars.size() && (next == first || bars.at(next).begin < columnEnd); ++next) {
        const PlaceBar &bar = bars.at(next);
        const Moment end = m_scene.endOf(bar);
        if (next > first && onScreen(end) - onScreen(bar.begin) >= NarrowestBar * m_pixel)
            break;
        busy += end - bar.begin;
        last = std::max(last, end);
        hasFailed = hasFailed || bar.hasFailed;
        isLit = isLit || isSelected(bar);
    }
    right = std::max(right, onScreen(last));
    const Moment whole = m_scene.scale.moment(right) - m_scene.scale.moment(left);
    const double share = whole > Moment::zero() ? double(busy.count()) / double(whole.count()) : 1;
    const QRectF rect(line.left() + left, line.top(), std::min(right, line.width()) - left, line.height());
    const QPalette &palette = m_scene.palette;
    m_painter->fillRect(rect,
                        blended(palette.color(QPalette::Base), partColour(BarPart::Server, palette),
                                std::clamp(share, 0.3, 1.0)));
    if (hasFailed) {
        // Told apart without colour: it hangs below the line.
        m_painter->fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 2),
                            partColour(BarPart::Backoff, palette));
    }
    if (isLit) {
        m_painter->fillRect(rect.adjusted(-1, -2, 1, 2 - rect.height()), palette.color(QPalette::Highlight));
        m_painter->fillRect(rect.adjusted(-1, rect.height() - 2, 1, 2), palette.color(QPalette::Highlight));
    }
    return next;
}

QRectF WaterfallPainter::barsOf(int line) const
{
    const QRect row = m_scene.layout.rowRect(line, m_scene.scroll);
    return QRectF(m_scene.layout.barsLeft(), row.top() + BarMargin, m_scene.layout.barsWidth(),
                  row.height() - 2 * BarMargin);
}

double WaterfallPainter::onScreen(Moment moment) const
{
    return onGrid(m_scene.scale.position(moment), 1 / m_pixel);
}

bool WaterfallPainter::isSelected(const PlaceBar &bar) const
{
    return !m_scene.selectedJobs.isEmpty()
        && m_scene.selectedJobs.contains(m_scene.model.record(bar.row).job.id);
}

} // namespace ContactSheet
