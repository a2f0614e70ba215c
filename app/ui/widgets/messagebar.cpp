#include "ui/widgets/messagebar.h"

#include "ui/timing/timingcolours.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 12;
constexpr QChar ZeroWidthSpace = u'\u200B';

/// \a sentence with places to break names of files and folders, which have no spaces.
QString breakable(const QString &sentence)
{
    QString text;
    for (const QChar c : sentence) {
        text += c;
        if (c == u'_' || c == u'/' || c == u'\\')
            text += ZeroWidthSpace;
    }
    return text;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel(this))
    , m_text(plainLabel({}, this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"messageBar"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    auto *close = new QToolButton(this);
    close->setObjectName(u"closeMessageButton"_s);
    close->setText(u"×"_s);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &MessageBar::closeMessage);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Margin, Margin / 2, Margin / 2, Margin / 2);
    layout->setSpacing(Margin / 2);
    layout->addWidget(m_sign);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(close);
    connect(qApp, &QApplication::focusChanged, this, &MessageBar::noteFocus);
    hide();
}

MessageBar::~MessageBar() = default;

int MessageBar::showMessage(const QString &sentence, const QList<Action> &actions, Kind kind)
{
    closeMessage(); // A button of the old message that has the focus would take it along.
    ++m_message;
    m_kind = kind;
    setSentence(sentence);
    for (const Action &action : actions)
        addButton(action);
    updateSign();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return m_message;
}

void MessageBar::setSentence(const QString &sentence)
{
    m_sentence = sentence;
    m_text->setText(breakable(sentence));
    setAccessibleName(sentence);
}

void MessageBar::addButton(const Action &action)
{
    auto *button = new QPushButton(action.text, this);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoDefault(true); // Return presses the one with the focus.
    connect(button, &QPushButton::clicked, this, [this, run = action.run] {
        closeMessage();
        run();
    });
    m_buttons->addWidget(button);
    // Reached in the order in which they are seen, at the bar's own place in the window.
    auto *close = findChild<QToolButton *>(u"closeMessageButton"_s);
    QWidget *before = m_buttons->count() > 1 ? m_buttons->itemAt(m_buttons->count() - 2)->widget() : close;
    setTabOrder(before, button);
    setTabOrder(button, close);
}

void MessageBar::closeMessage()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    QWidget *before = std::exchange(m_focusBefore, nullptr);
    if (hadFocus && before)
        before->setFocus(Qt::OtherFocusReason);
    const bool wasOpen = !std::exchange(m_sentence, {}).isEmpty();
    hide();
    while (const std::unique_ptr<QLayoutItem> item{m_buttons->takeAt(0)}) {
        item->widget()->hide();
        item->widget()->deleteLater(); // It may be the one that was just clicked.
    }
    if (wasOpen)
        emit closed();
}

void MessageBar::noteFocus(QWidget *before, const QWidget *now)
{
    if (before && isAncestorOf(now) && !isAncestorOf(before))
        m_focusBefore = before;
}

void MessageBar::updateSign()
{
    const QIcon sign = icon(m_kind == Kind::Problem ? IconName::Warning : IconName::Details);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_sign->setPixmap(sign.pixmap(QSize(size, size), devicePixelRatioF()));
    m_sign->setAccessibleName(m_kind == Kind::Problem ? tr("Problem") : tr("Information"));
}

void MessageBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), selectedBackground(palette()));
    painter.fillRect(0, height() - 1, width(), 1, faintLine(palette()));
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closeMessage();
    else
        QWidget::keyPressEvent(event);
}

void MessageBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        updateSign();
}

} // namespace ContactSheet
