#include "ui/timing/comparisonbars.h"

#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ContactSheet {

namespace {

constexpr int Gap = 10;
constexpr int BarMargin = 5;

} // namespace

ComparisonBars::ComparisonBars(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Runs of the same list"));
}

ComparisonBars::~ComparisonBars() = default;

void ComparisonBars::setBars(const QList<ComparisonBar> &bars)
{
    if (bars == m_bars)
        return;
    const QSize before = sizeHint();
    m_bars = bars;
    QStringList lines;
    for (const ComparisonBar &bar : m_bars)
        lines.append(textOf(bar));
    setAccessibleDescription(lines.join(u'\n'));
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QSize ComparisonBars::sizeHint() const
{
    int height = 0;
    for (const ComparisonBar &bar : m_bars)
        height += heightOf(bar);
    return {fontMetrics().averageCharWidth() * 50, height};
}

QSize ComparisonBars::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

bool ComparisonBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), plainToolTip(textAt(help->pos().y())), this);
    return true;
}

void ComparisonBars::paintEvent(QPaintEvent *)
{
    int nameWidth = 0;
    int timeWidth = 0;
    for (const ComparisonBar &bar : m_bars) {
        // Widths are rounded: one pixel more, or a word that fits would be cut.
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(bar.name) + 1);
        timeWidth = std::max(timeWidth, fontMetrics().horizontalAdvance(bar.time) + 1);
    }
    const double longest = std::max(width() - nameWidth - timeWidth - 2 * Gap, 1);

    QPainter painter(this);
    int top = 0;
    for (const ComparisonBar &bar : m_bars) {
        const QRect line(0, top, width(), lineHeight());
        painter.setPen(bar.isShown ? palette().color(QPalette::WindowText) : quietText(palette()));
        painter.drawText(line, Qt::AlignVCenter | Qt::TextSingleLine, bar.name);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, bar.time);
        painter.fillRect(QRectF(nameWidth + Gap, top + BarMargin, std::max(longest * bar.share, 1.0),
                                lineHeight() - 2 * BarMargin),
                         bar.isShown ? palette().color(QPalette::Highlight)
                                     : phaseColour(Phase::Queued, palette()));
        const QRect noteLine = line.translated(0, lineHeight()).adjusted(nameWidth + Gap, 0, 0, 0);
        painter.setPen(quietText(palette()));
        painter.drawText(noteLine, Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(bar.note, Qt::ElideRight, noteLine.width()));
        top += heightOf(bar);
    }
}

int ComparisonBars::lineHeight() const
{
    return fontMetrics().height() + 6;
}

int ComparisonBars::heightOf(const ComparisonBar &bar) const
{
    return bar.note.isEmpty() ? lineHeight() : 2 * lineHeight();
}

QString ComparisonBars::textAt(int y) const
{
    int bottom = 0;
    for (const ComparisonBar &bar : m_bars) {
        bottom += heightOf(bar);
        if (y < bottom)
            return textOf(bar);
    }
    return {};
}

QString ComparisonBars::textOf(const ComparisonBar &bar) const
{
    return bar.note.isEmpty() ? tr("%1: %2").arg(bar.name, bar.time)
                              : tr("%1: %2, %3").arg(bar.name, bar.time, bar.note);
}

} // namespace ContactSheet
