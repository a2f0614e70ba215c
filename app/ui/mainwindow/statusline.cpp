#include "ui/mainwindow/statusline.h"

#include "core/formatting.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int BarWidth = 180;
constexpr int LeastBarWidth = 48; ///< Where words need the room.
constexpr int BarHeight = 6;
constexpr int BarStretch = 1000; ///< It takes its room before the gap in the middle does.
constexpr int Gap = 14;
constexpr int SideMargin = 12;

QString number(int count)
{
    return QLocale().toString(count);
}

} // namespace

QString clockText(Moment duration)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    const QString minutesAndSeconds = u"%1:%2"_s.arg(seconds / 60 % 60, seconds >= 3600 ? 2 : 1, 10, '0'_L1)
                                          .arg(seconds % 60, 2, 10, '0'_L1);
    return seconds >= 3600 ? u"%1:%2"_s.arg(seconds / 3600).arg(minutesAndSeconds) : minutesAndSeconds;
}

QString troubleText(const PressCounts &counts)
{
    QStringList parts;
    if (counts.waitingToRetry > 0)
        parts.append(StatusLine::tr("%1 waiting to retry").arg(number(counts.waitingToRetry)));
    parts.append(StatusLine::tr("%1 failed").arg(number(counts.withoutPicture)));
    if (counts.unknown > 0)
        parts.append(StatusLine::tr("%1 of unknown outcome").arg(number(counts.unknown)));
    if (counts.cancelled > 0)
        parts.append(StatusLine::tr("%1 cancelled").arg(number(counts.cancelled)));
    return parts.join(u"   "_s);
}

QString timeText(const RunStatus &status)
{
    const QString elapsed = clockText(status.elapsed);
    if (!status.isRunning)
        return StatusLine::tr("finished in %1").arg(formatDuration(status.elapsed));
    if (!status.timeLeft || !status.wait.isEmpty()) // How long a service lets wait is part of no guess.
        return StatusLine::tr("%1 so far").arg(elapsed);
    return StatusLine::tr("%1 so far, about %2 left").arg(elapsed, clockText(*status.timeLeft));
}

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_pictures(plainLabel({}, this))
    , m_wait(plainLabel({}, this))
    , m_troubles(plainLabel({}, this))
    , m_time(plainLabel({}, this))
    , m_money(plainLabel({}, this))
{
    m_bar->setObjectName(u"progressBar"_s);
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(BarHeight);
    m_bar->setMinimumWidth(LeastBarWidth);
    m_bar->setMaximumWidth(BarWidth);
    m_bar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pictures->setObjectName(u"picturesLabel"_s);
    m_wait->setObjectName(u"waitLabel"_s);
    m_troubles->setObjectName(u"troublesLabel"_s);
    m_time->setObjectName(u"timeLabel"_s);
    m_money->setObjectName(u"moneyLabel"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(SideMargin, 5, SideMargin, 5);
    layout->setSpacing(Gap);
    layout->addWidget(m_bar, BarStretch);
    layout->addWidget(m_pictures);
    layout->addWidget(m_troubles);
    layout->addWidget(m_wait);
    layout->addStretch(1);
    layout->addWidget(m_time);
    layout->addWidget(m_money);
    showStatus({});
}

StatusLine::~StatusLine() = default;

void StatusLine::showStatus(const RunStatus &status)
{
    const bool isEmpty = status.counts.pictures == 0;
    m_bar->setRange(0, std::max(status.counts.pictures, 1));
    m_bar->setValue(status.counts.pictures - status.counts.waiting - status.counts.underWay);
    m_pictures->setText(
        isEmpty ? tr("No run yet")
                : tr("%1 of %2 images").arg(number(status.counts.saved), number(status.counts.pictures)));
    m_wait->setText(status.wait);
    m_wait->setVisible(!status.wait.isEmpty());
    m_time->setText(isEmpty ? QString() : timeText(status));
    m_money->setText(status.money);
    m_money->setVisible(!status.money.isEmpty());
    m_troubleText = isEmpty ? QString() : troubleText(status.counts);
    fitTroubles();
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTroubles();
}

void StatusLine::fitTroubles()
{
    int room = contentsRect().width() - 2 * SideMargin - LeastBarWidth - Gap;
    for (const QLabel *label : {m_pictures, m_wait, m_time, m_money})
        room -= label->isHidden() ? 0 : label->sizeHint().width() + Gap;
    const QString shown = m_troubles->fontMetrics().elidedText(m_troubleText, Qt::ElideRight, room - Gap);
    m_troubles->setText(shown);
    m_troubles->setAccessibleName(m_troubleText);
    m_troubles->setToolTip(shown == m_troubleText ? QString() : plainToolTip(m_troubleText));
}

} // namespace ContactSheet
