#include "ui/timing/timingheader.h"

#include "ui/timing/phaselegend.h"
#include "ui/timing/waterfalllayout.h"
#include "ui/widgets/plainlabel.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ContactSheet {

TimingHeader::TimingHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(plainLabel(tr("Timing"), this))
    , m_legend(new PhaseLegend(this))
    , m_firstLine(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(WaterfallLayout::Margin, 3, WaterfallLayout::Margin, 3);
    layout->setSpacing(0);
    layout->addLayout(m_firstLine);
    m_firstLine->setSpacing(2);
    m_firstLine->addWidget(m_title);
    m_firstLine->addWidget(m_legend, 1);
    m_firstLine->addStretch();

    m_byRequest = addButton(tr("By request"), tr("By request"), tr("A line for each picture"));
    m_byPlace =
        addButton(tr("By place"), tr("By place"),
                  tr("A line for each place at once, with the requests that had it one after another"));
    m_table = addButton(tr("Table"), tr("Table"), tr("The same in words and numbers"));
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_byRequest, m_byPlace, m_table}) {
        button->setCheckable(true);
        group->addButton(button);
    }
    m_byRequest->setChecked(true);
    m_firstLine->addSpacing(WaterfallLayout::Margin);
    m_zoomOut = addButton(u"−"_s, tr("Zoom out"), tr("Show more of the time"));
    m_zoomIn = addButton(u"+"_s, tr("Zoom in"), tr("Show less of the time"));
    m_fit = addButton(tr("Fit"), tr("Fit"), tr("Show the whole run"));

    connect(m_byRequest, &QToolButton::clicked, this, [this] { emit waterfallRequested(false); });
    connect(m_byPlace, &QToolButton::clicked, this, [this] { emit waterfallRequested(true); });
    connect(m_table, &QToolButton::clicked, this, &TimingHeader::tableRequested);
    connect(m_zoomOut, &QToolButton::clicked, this, &TimingHeader::zoomOutRequested);
    connect(m_zoomIn, &QToolButton::clicked, this, &TimingHeader::zoomInRequested);
    connect(m_fit, &QToolButton::clicked, this, &TimingHeader::fitRequested);
    applyLook();
}

TimingHeader::~TimingHeader() = default;

void TimingHeader::setShown(bool isTable, bool isByPlace)
{
    (isTable ? m_table : isByPlace ? m_byPlace : m_byRequest)->setChecked(true);
}

void TimingHeader::setZoomEnabled(bool isEnabled)
{
    for (QToolButton *button : {m_zoomOut, m_zoomIn, m_fit})
        button->setEnabled(isEnabled);
}

void TimingHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyLook();
}

void TimingHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeLegend();
}

/// Gives the legend the second line where the first would break it.
void TimingHeader::placeLegend()
{
    int others = m_title->sizeHint().width() + 3 * WaterfallLayout::Margin;
    for (const QToolButton *button : {m_byRequest, m_byPlace, m_table, m_zoomOut, m_zoomIn, m_fit})
        others += button->sizeHint().width() + m_firstLine->spacing();
    const bool hasRoom = width() >= others + m_legend->sizeHint().width();
    const bool isInFirst = m_firstLine->indexOf(m_legend) >= 0;
    if (hasRoom == isInFirst)
        return;
    auto *lines = static_cast<QVBoxLayout *>(layout());
    if (hasRoom) {
        lines->removeWidget(m_legend);
        m_firstLine->insertWidget(1, m_legend, 1);
    } else {
        m_firstLine->removeWidget(m_legend);
        lines->addWidget(m_legend);
    }
    m_legend->setIndented(hasRoom);
}

QToolButton *TimingHeader::addButton(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    m_firstLine->addWidget(button);
    return button;
}

void TimingHeader::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    // As wide as they are high: a thin sign alone would be a small target.
    for (QToolButton *button : {m_zoomOut, m_zoomIn})
        button->setMinimumWidth(button->sizeHint().height());
    placeLegend();
}

} // namespace ContactSheet
