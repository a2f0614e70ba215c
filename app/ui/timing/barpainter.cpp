#include "ui/timing/barpainter.h"

#include "ui/timing/timingcolours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

constexpr double QueueHeight = 2;
constexpr double DotSize = 2;
constexpr double EndMarkWidth = 2;

/// How much of the text's colour is in the hatching: enough to be seen, and not to be seen first.
constexpr double HatchStrength = 0.6;

QRectF middleOf(const QRectF &rect, double height)
{
    return {rect.left(), std::round(rect.center().y() - height / 2), rect.width(), height};
}

void drawDots(QPainter &painter, const QRectF &rect, const QColor &colour)
{
    const QRectF line = middleOf(rect, DotSize);
    for (double left = line.left(); left < line.right(); left += 2 * DotSize)
        painter.fillRect(QRectF(left, line.top(), std::min(DotSize, line.right() - left), DotSize), colour);
}

/// Whether \a segment is the last of an attempt that came to nothing.
bool endsFailure(const QList<BarSegment> &segments, qsizetype segment)
{
    const BarPiece &piece = segments.at(segment).piece;
    const bool isLast = segment + 1 == segments.size()
        || segments.at(segment + 1).piece.attempt != piece.attempt
        || segments.at(segment + 1).piece.part == BarPart::Backoff;
    return piece.hasFailed && isLast;
}

} // namespace

void fillPart(QPainter &painter, const QRectF &rect, BarPart part, const QPalette &palette)
{
    const QColor colour = partColour(part, palette);
    if (part == BarPart::Queued)
        painter.fillRect(middleOf(rect, QueueHeight), colour);
    else if (part == BarPart::Backoff)
        drawDots(painter, rect, colour);
    else
        painter.fillRect(rect, colour);
}

void fillFailedPart(QPainter &painter, const QRectF &rect, BarPart part, const QPalette &palette)
{
    fillPart(painter, rect, part, palette);
    const QColor hatch = blended(partColour(part, palette), palette.color(QPalette::Text), HatchStrength);
    painter.fillRect(rect, QBrush(hatch, Qt::BDiagPattern));
}

void drawSegments(QPainter &painter, const QRectF &line, const QList<BarSegment> &segments,
                  const QPalette &palette)
{
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const BarSegment &segment = segments.at(i);
        const QRectF rect(line.left() + segment.left, line.top(), segment.right - segment.left,
                          line.height());
        if (segment.piece.hasFailed)
            fillFailedPart(painter, rect, segment.piece.part, palette);
        else
            fillPart(painter, rect, segment.piece.part, palette);
        if (endsFailure(segments, i)) {
            const double width = std::min(EndMarkWidth, rect.width() / 2);
            painter.fillRect(QRectF(rect.right() - width, rect.top() - 1, width, rect.height() + 2),
                             palette.color(QPalette::Text));
        }
    }
}

} // namespace ContactSheet
