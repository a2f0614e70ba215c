#include "ui/timing/whatifsection.h"

#include "ui/theme/colours.h"
#include "ui/timing/comparisonbars.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace ContactSheet {

namespace {

constexpr int TopGap = 6;

} // namespace

WhatIfSection::WhatIfSection(QWidget *parent)
    : QWidget(parent)
    , m_title(plainLabel(tr("What if…"), this))
    , m_origin(
          plainLabel(tr("Computed from the measured requests. A service may answer more slowly when it is "
                        "asked for more at once."),
                     this))
    , m_bars(new ComparisonBars(this))
    , m_conclusion(plainLabel({}, this))
{
    m_origin->setWordWrap(true);
    m_conclusion->setWordWrap(true);
    m_bars->setAccessibleName(tr("Computed time with other numbers at once"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, TopGap, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_bars);
    layout->addWidget(m_conclusion);
    layout->addWidget(m_origin);
    setAccessibleName(m_title->text());
    applyLook();
    hide();
}

WhatIfSection::~WhatIfSection() = default;

void WhatIfSection::setWhatIf(const WhatIf &whatIf, int atOnce)
{
    m_bars->setBars(barsOf(whatIf, atOnce));
    m_conclusion->setText(conclusion(whatIf));
    setAccessibleDescription(
        QStringList{m_bars->accessibleDescription(), m_conclusion->text(), m_origin->text()}.join(u'\n'));
    setVisible(!whatIf.rows.isEmpty());
}

void WhatIfSection::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void WhatIfSection::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    quiet.setColor(QPalette::Text, quietText(palette())); // What text on a base is drawn in.
    m_origin->setPalette(quiet);
}

} // namespace ContactSheet
