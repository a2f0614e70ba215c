#include "ui/services/atoncefield.h"

#include "runs/runplan.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

AtOnceField::AtOnceField(QWidget *parent)
    : QSpinBox(parent)
{
    setRange(Auto, MostAtOnce);
    setKeyboardTracking(false); // Ten is not one first.
}

AtOnceField::~AtOnceField() = default;

void AtOnceField::setFound(int lanes)
{
    if (lanes == m_found)
        return;
    m_found = lanes;
    if (lanes > 0)
        m_number = lanes;
    // What is just being typed stays.
    if (value() == Auto && (!hasFocus() || !lineEdit()->isModified()))
        lineEdit()->setText(textFromValue(Auto));
}

void AtOnceField::stepBy(int steps)
{
    interpretText(); // What is typed and not taken yet is where it steps from.
    if (value() == Auto) {
        if (steps > 0 && !m_isStreaming)
            setValue(m_number);
    } else if (value() == FewestAtOnce && steps == -1 && !m_isStreaming) {
        setValue(Auto);
    } else {
        setValue(std::clamp(value() + steps, FewestAtOnce, MostAtOnce));
    }
    selectAll();
}

QSize AtOnceField::sizeHint() const
{
    ensurePolished();
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const int width = fontMetrics().horizontalAdvance(tr("Auto (%1)").arg(MostAtOnce) + u' ');
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, {width, lineEdit()->sizeHint().height()},
                                     this);
}

QString AtOnceField::textFromValue(int value) const
{
    if (value != Auto)
        return QSpinBox::textFromValue(value);
    return m_found > 0 ? tr("Auto (%1)").arg(locale().toString(m_found)) : tr("Auto");
}

int AtOnceField::valueFromText(const QString &text) const
{
    const QString typed = text.trimmed();
    const bool isWord = !typed.isEmpty()
        && (typed == textFromValue(Auto) || tr("Auto").startsWith(typed, Qt::CaseInsensitive));
    return isWord ? Auto : QSpinBox::valueFromText(typed);
}

QValidator::State AtOnceField::validate(QString &text, int &position) const
{
    const QString typed = text.trimmed();
    if (typed.isEmpty())
        return QValidator::Intermediate;
    if (typed == textFromValue(Auto) || tr("Auto").startsWith(typed, Qt::CaseInsensitive))
        return QValidator::Acceptable;
    bool isNumber = false;
    const int number = locale().toInt(typed, &isNumber);
    // Auto has its word: no number stands for it.
    if (isNumber && number < FewestAtOnce)
        return QValidator::Invalid;
    return QSpinBox::validate(text, position);
}

AtOnceField::StepEnabled AtOnceField::stepEnabled() const
{
    if (value() == Auto)
        return StepUpEnabled;
    return value() < MostAtOnce ? StepUpEnabled | StepDownEnabled : StepEnabled(StepDownEnabled);
}

void AtOnceField::wheelEvent(QWheelEvent *event)
{
    m_isStreaming = true;
    QSpinBox::wheelEvent(event);
    m_isStreaming = false;
}

void AtOnceField::keyPressEvent(QKeyEvent *event)
{
    m_isStreaming = event->isAutoRepeat();
    QSpinBox::keyPressEvent(event);
}

void AtOnceField::keyReleaseEvent(QKeyEvent *event)
{
    QSpinBox::keyReleaseEvent(event);
    m_isStreaming = event->isAutoRepeat();
}

void AtOnceField::mousePressEvent(QMouseEvent *event)
{
    QSpinBox::mousePressEvent(event);
    m_isStreaming = true; // The first step is made; those that follow are made by holding.
}

void AtOnceField::mouseReleaseEvent(QMouseEvent *event)
{
    QSpinBox::mouseReleaseEvent(event);
    m_isStreaming = false;
}

} // namespace ContactSheet
