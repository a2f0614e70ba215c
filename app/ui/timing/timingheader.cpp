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
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(WaterfallLayout::Margin, 3, WaterfallLayout::Margin, 3);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(new PhaseLegend(this), 1);

    m_waterfall = addButton(tr("Waterfall"), tr("Waterfall"), tr("A line for each picture"));
    m_table = addButton(tr("Table"), tr("Table"), tr("The same in words and numbers"));
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_waterfall, m_table}) {
        button->setCheckable(true);
        group->addButton(button);
    }
    m_waterfall->setChecked(true);
    layout->addSpacing(WaterfallLayout::Margin);
    m_zoomOut = addButton(u"−"_s, tr("Zoom out"), tr("Show more of the time"));
    m_zoomIn = addButton(u"+"_s, tr("Zoom in"), tr("Show less of the time"));
    m_fit = addButton(tr("Fit"), tr("Fit"), tr("Show the whole run"));

    connect(group, &QButtonGroup::buttonClicked, this,
            [this](const QAbstractButton *button) { emit tableRequested(button == m_table); });
    connect(m_zoomOut, &QToolButton::clicked, this, &TimingHeader::zoomOutRequested);
    connect(m_zoomIn, &QToolButton::clicked, this, &TimingHeader::zoomInRequested);
    connect(m_fit, &QToolButton::clicked, this, &TimingHeader::fitRequested);
    applyLook();
}

TimingHeader::~TimingHeader() = default;

void TimingHeader::setTableShown(bool isShown)
{
    (isShown ? m_table : m_waterfall)->setChecked(true);
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

QToolButton *TimingHeader::addButton(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setAutoRaise(true);
    layout()->addWidget(button);
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
}

} // namespace ContactSheet
