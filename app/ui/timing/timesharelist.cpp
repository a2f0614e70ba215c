#include "ui/timing/timesharelist.h"

#include "ui/theme/colours.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Gap = 10;
constexpr int LineGap = 4;
constexpr int TopGap = 6;

} // namespace

TimeShareList::TimeShareList(QWidget *parent)
    : QWidget(parent)
    , m_title(plainLabel(tr("Where the time went"), this))
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, TopGap, 0, 0);
    m_grid->setHorizontalSpacing(Gap);
    m_grid->setVerticalSpacing(LineGap);
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_title, 0, 0, 1, 2);
    setAccessibleName(m_title->text());
    m_title->setToolTip(
        plainToolTip(tr("Shares of the time of all places in which a request could be under way.")));
    applyLook();
    hide();
}

TimeShareList::~TimeShareList() = default;

void TimeShareList::setShares(const QList<TimeShare> &shares)
{
    if (shares == m_shares)
        return;
    m_shares = shares;
    while (m_lines.size() < shares.size())
        addLine();
    QStringList description;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const TimeShare share = shares.value(i);
        const Line &line = m_lines.at(i);
        line.share->setText(share.share);
        line.sentence->setText(share.sentence);
        line.share->setVisible(i < shares.size());
        line.sentence->setVisible(i < shares.size());
        if (i < shares.size())
            description.append(share.share.isEmpty() ? share.sentence
                                                     : tr("%1: %2").arg(share.share, share.sentence));
    }
    setAccessibleDescription(description.join(u'\n'));
    setVisible(!shares.isEmpty());
}

void TimeShareList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void TimeShareList::addLine()
{
    const Line line{.share = plainLabel({}, this), .sentence = plainLabel({}, this)};
    line.share->setAlignment(Qt::AlignRight | Qt::AlignTop);
    line.sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    line.sentence->setWordWrap(true);
    line.sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = int(m_lines.size()) + 1;
    m_grid->addWidget(line.share, row, 0);
    m_grid->addWidget(line.sentence, row, 1);
    m_lines.append(line);
    applyLook();
}

void TimeShareList::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    // Shares change while a run goes on; the sentences keep their place.
    m_grid->setColumnMinimumWidth(0, QFontMetrics(bold).horizontalAdvance(u"100 %"_s));
    for (const Line &line : std::as_const(m_lines))
        line.share->setFont(bold);
}

} // namespace ContactSheet
