#include "ui/services/choicebox.h"

#include "ui/services/signs.h"
#include "ui/widgets/plainlabel.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLineEdit>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace ContactSheet {

ChoiceBox::ChoiceBox(const QString &name, Width width, QWidget *parent)
    : QComboBox(parent)
    , m_name(name)
    , m_width(width)
{
    setAccessibleName(name);
    setInsertPolicy(NoInsert);
    setSizeAdjustPolicy(AdjustToContents);
    setMinimumContentsLength(1); // Then the least width does not follow from what is offered.
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    showTip();
    connect(this, &QComboBox::activated, this, [this](int row) {
        const QString value = itemData(row).toString();
        if (row < 0 || value == m_value)
            return;
        setValue(value, itemText(row));
        emit chosen(value);
    });
}

ChoiceBox::~ChoiceBox() = default;

void ChoiceBox::offer(const QList<Choice> &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    fill();
}

void ChoiceBox::setTypable(bool isTypable, const QString &hint)
{
    if (isTypable != isEditable()) {
        setEditable(isTypable);
        if (isTypable) {
            lineEdit()->setAccessibleName(m_name);
            setCompleter(nullptr); // It would complete what is typed to what was not meant.
            connect(lineEdit(), &QLineEdit::editingFinished, this, &ChoiceBox::takeTyped);
        }
        fill();
    }
    if (isTypable)
        lineEdit()->setPlaceholderText(hint);
}

void ChoiceBox::setValue(const QString &value, const QString &text)
{
    m_value = value;
    m_text = text;
    fill();
    showTip();
}

void ChoiceBox::complain(const QString &sentence)
{
    if (sentence == m_complaint)
        return;
    m_complaint = sentence;
    showTip();
    setAccessibleDescription(sentence);
    if (isEditable())
        lineEdit()->setAccessibleDescription(sentence);
    fill();
}

QSize ChoiceBox::sizeHint() const
{
    QSize hint = QComboBox::sizeHint();
    // What the style asks for is not what it leaves to the text.
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.rect = QRect({}, hint);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    constexpr int Slack = 8;
    const int wanted = fontMetrics().horizontalAdvance(currentText()) + Slack;
    hint.rwidth() += std::max(0, wanted - field.width());
    return {qBound(widthFor(m_width.least), hint.width(), widthFor(m_width.most)), hint.height()};
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {leastWidth(m_isTight), QComboBox::minimumSizeHint().height()};
}

void ChoiceBox::setTight(bool isTight)
{
    if (std::exchange(m_isTight, isTight) != isTight)
        updateGeometry();
}

int ChoiceBox::leastWidth(bool isTight) const
{
    return widthFor(isTight ? m_width.least * 2 / 3 : m_width.least);
}

int ChoiceBox::widthFor(int characters) const
{
    const int chrome = QComboBox::minimumSizeHint().width() - fontMetrics().horizontalAdvance(u'X');
    const int sign = m_complaint.isEmpty() ? 0 : iconSize().width() + 4;
    return chrome + sign + characters * fontMetrics().averageCharWidth();
}

void ChoiceBox::showPopup()
{
    // The list shows whole what the field has no room for.
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * view()->frameWidth());
    QComboBox::showPopup();
}

void ChoiceBox::paintEvent(QPaintEvent *event)
{
    if (isEditable()) {
        QComboBox::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const int sign = option.currentIcon.isNull() ? 0 : option.iconSize.width() + 4;
    option.currentText =
        fontMetrics().elidedText(option.currentText, Qt::ElideRight, field.width() - sign - 4);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void ChoiceBox::changeEvent(QEvent *event)
{
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_complaint.isEmpty())
        fill();
}

void ChoiceBox::fill()
{
    const bool isBeingTyped = isEditable() && lineEdit()->isModified();
    const QString typed = currentText();
    clear();
    for (const Choice &choice : std::as_const(m_choices))
        addItem(choice.text, choice.value);
    if (findData(m_value) < 0 && !m_value.isEmpty())
        addItem(m_text, m_value);
    const int row = findData(m_value);
    setCurrentIndex(row);
    if (row >= 0 && !m_complaint.isEmpty())
        setItemIcon(row, warningSign(this));
    if (isEditable()) {
        setEditText(isBeingTyped ? typed : row >= 0 ? itemText(row) : m_text);
        lineEdit()->setModified(isBeingTyped);
        if (!isBeingTyped)
            lineEdit()->home(false); // A long text shows its beginning.
    }
    updateGeometry();
}

void ChoiceBox::showTip()
{
    const QString all = m_text.isEmpty() ? m_name : tr("%1: %2", "what is chosen").arg(m_name, m_text);
    setToolTip(plainToolTip(m_complaint.isEmpty() ? all : m_complaint));
}

void ChoiceBox::takeTyped()
{
    const QString text = currentText().trimmed();
    if (!lineEdit()->isModified())
        return;
    lineEdit()->setModified(false);
    const auto found = std::find_if(m_choices.begin(), m_choices.end(),
                                    [&text](const Choice &choice) { return choice.text == text; });
    if (found == m_choices.end()) {
        emit typed(text);
    } else if (found->value != m_value) {
        setValue(found->value, found->text);
        emit chosen(found->value);
    }
}

} // namespace ContactSheet
