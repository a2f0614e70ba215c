#include "ui/timing/waterfalllayout.h"

#include "core/formatting.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The label takes this share of the width, within these numbers of digits.
constexpr double LabelShare = 0.22;
constexpr int FewestDigits = 14;
constexpr int MostDigits = 30;

/// The band gives way to this many rows.
constexpr int RowsBeforeBand = 4;

} // namespace

WaterfallLayout::WaterfallLayout(QSize viewport, int room, const QFontMetrics &metrics)
    : m_size(viewport)
    , m_axisHeight(metrics.height() + 6)
    , m_rowHeight(metrics.height() + 3)
{
    const int band = 2 * metrics.height() + 6;
    if (viewport.height() - m_axisHeight - band >= RowsBeforeBand * m_rowHeight)
        m_bandHeight = band;
    const int digit = metrics.horizontalAdvance(u'0');
    const int label = std::clamp(int(room * LabelShare), FewestDigits * digit, MostDigits * digit);
    m_barsLeft = Margin + label + Margin;
    m_barsWidth = std::max(room - m_barsLeft - Margin, 0);
}

QRect WaterfallLayout::rowRect(int row, int scroll) const
{
    return {0, rowsTop() + row * m_rowHeight - scroll, m_size.width(), m_rowHeight};
}

QRect WaterfallLayout::labelRect(int row, int scroll) const
{
    QRect rect = rowRect(row, scroll);
    rect.setLeft(Margin);
    rect.setRight(m_barsLeft - Margin);
    return rect;
}

int WaterfallLayout::rowAt(int y, int scroll) const
{
    return y < rowsTop() ? -1 : (y - rowsTop() + scroll) / m_rowHeight;
}

int WaterfallLayout::rowsHeight() const
{
    return std::max(m_size.height() - rowsTop(), 0);
}

QRect WaterfallLayout::bandRect() const
{
    return {m_barsLeft, m_axisHeight, m_barsWidth, m_bandHeight};
}

double onGrid(double position, double pixelRatio)
{
    return std::round(position * pixelRatio) / pixelRatio;
}

QList<BarSegment> barSegments(const QList<BarPiece> &pieces, const TimeScale &scale, double pixelRatio)
{
    QList<BarSegment> segments;
    const BarPiece *queue = nullptr;
    const BarPiece *longest = nullptr; // Of all but the queue.
    bool isMoreThanQueue = false;
    for (const BarPiece &piece : pieces) {
        if (piece.end <= scale.begin() || piece.begin >= scale.end())
            continue;
        const bool isQueue = piece.part == BarPart::Queued;
        if (isQueue)
            queue = &piece;
        else if (!longest || piece.end - piece.begin > longest->end - longest->begin)
            longest = &piece;
        const double left = onGrid(std::max(scale.position(piece.begin), 0.0), pixelRatio);
        const double right = onGrid(std::min(scale.position(piece.end), scale.width()), pixelRatio);
        if (right <= left)
            continue;
        segments.append({.piece = piece, .left = left, .right = right});
        isMoreThanQueue = isMoreThanQueue || !isQueue;
    }

    const BarPiece *thin = longest ? longest : segments.isEmpty() ? queue : nullptr;
    if (thin && !isMoreThanQueue) {
        const double pixel = 1 / pixelRatio;
        const double begin = onGrid(std::max(scale.position(thin->begin), 0.0), pixelRatio);
        const double left = std::min(begin, scale.width() - pixel);
        segments.append({.piece = *thin, .left = left, .right = left + pixel});
    }
    return segments;
}

QString tickText(Moment tick, Moment step)
{
    if (step >= std::chrono::seconds(1) && tick >= std::chrono::minutes(10))
        return formatDuration(tick);
    const int decimals = std::max(0, int(std::ceil(-std::log10(toSeconds(step)) - 1e-9)));
    return u"%1 s"_s.arg(QLocale().toString(toSeconds(tick), 'f', decimals));
}

} // namespace ContactSheet
