#include "ui/services/primarybutton.h"

#include "ui/services/controlcolours.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QPainter>
#include <QPixmap>

namespace ContactSheet {

namespace {

constexpr int SidePadding = 12;
constexpr int TopPadding = 7;
constexpr int IconGap = 7;
constexpr double Rounding = 4;

/// The shape of \a pixmap in \a colour, since a sign for other surfaces may not be seen on this one.
QPixmap tinted(QPixmap pixmap, const QColor &colour)
{
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    return pixmap;
}

} // namespace

PrimaryButton::PrimaryButton(QWidget *parent)
    : QPushButton(parent)
{
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QPushButton::clicked, this, [this] {
        if (m_action)
            m_action->trigger();
    });
}

PrimaryButton::~PrimaryButton() = default;

void PrimaryButton::setAction(QAction *action)
{
    if (m_action)
        m_action->disconnect(this);
    m_action = action;
    if (!action)
        return;
    connect(action, &QAction::changed, this, &PrimaryButton::takeOver);
    takeOver();
}

void PrimaryButton::takeOver()
{
    setEnabled(m_action->isEnabled());
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setAccessibleDescription(m_action->statusTip());
}

QFont PrimaryButton::boldFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

void PrimaryButton::setTexts(const QString &text, const QString &brief)
{
    m_text = text;
    m_briefText = brief;
    setAccessibleName(text);
    setText(m_isBrief ? m_briefText : m_text);
    updateGeometry();
}

void PrimaryButton::setBrief(bool isBrief)
{
    if (isBrief == m_isBrief)
        return;
    m_isBrief = isBrief;
    setTexts(m_text, m_briefText);
}

QSize PrimaryButton::sizeFor(const QString &text) const
{
    const QFontMetrics metrics(boldFont());
    const int icons = icon().isNull() ? 0 : iconSize().width() + IconGap;
    return {metrics.horizontalAdvance(text) + icons + 2 * SidePadding, metrics.height() + 2 * TopPadding};
}

void PrimaryButton::paintEvent(QPaintEvent * /*event*/)
{
    SurfaceColours colours = primaryColours(palette());
    if (!isEnabled()) {
        colours = {.surface = faintLine(palette()),
                   .text = palette().color(QPalette::Disabled, QPalette::ButtonText)};
    } else if (isDown()) {
        colours.surface = colours.surface.darker(115);
    } else if (underMouse()) {
        colours.surface = colours.surface.lighter(106);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(rect(), Rounding, Rounding);
    if (hasFocus() && isEnabled()) {
        painter.setPen(QPen(colours.text, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), Rounding - 1, Rounding - 1);
    }

    const QFontMetrics metrics(boldFont());
    const int icons = icon().isNull() ? 0 : iconSize().width() + IconGap;
    QRect place(0, 0, icons + metrics.horizontalAdvance(text()), height());
    place.moveCenter(rect().center());
    if (icons > 0) {
        QRect sign(QPoint(place.left(), 0), iconSize());
        sign.moveTop((height() - sign.height()) / 2);
        painter.drawPixmap(sign, tinted(icon().pixmap(sign.size(), devicePixelRatioF()), colours.text));
    }
    painter.setFont(boldFont());
    painter.setPen(colours.text);
    painter.drawText(place.adjusted(icons, 0, 1, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace ContactSheet
