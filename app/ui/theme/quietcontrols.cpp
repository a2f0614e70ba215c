// The controls of QuietStyle that have several parts.

#include "ui/theme/colours.h"
#include "ui/theme/flatsurfaces.h"
#include "ui/theme/quietstyle.h"

#include <QPainter>
#include <QSlider>
#include <QSpinBox>
#include <QStyleOption>

#include <algorithm>

namespace ContactSheet {

void QuietStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (const auto *comboBox = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        comboBox && control == CC_ComboBox && comboBox->frame)
        drawComboBox(*comboBox, painter, widget);
    else if (const auto *spinBox = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
             spinBox && control == CC_SpinBox && spinBox->frame)
        drawSpinBox(*spinBox, painter, widget);
    else if (slider && control == CC_ScrollBar)
        drawScrollBar(*slider, painter, widget);
    else if (slider && control == CC_Slider && slider->orientation == Qt::Horizontal
             && slider->tickPosition == QSlider::NoTicks)
        drawSlider(*slider, painter, widget);
    else
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void QuietStyle::drawComboBox(const QStyleOptionComboBox &option, QPainter *painter,
                              const QWidget *widget) const
{
    QStyleOption ground = option;
    ground.state.setFlag(State_Sunken,
                         option.activeSubControls.testFlag(SC_ComboBoxArrow)
                             && option.state.testFlag(State_Sunken));
    if (option.editable)
        paintField(painter, ground);
    else
        paintButton(painter, ground, false);
    paintChevron(painter, proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), option,
                 false);
    if (option.state.testFlags(State_HasFocus | State_KeyboardFocusChange) && !option.editable) {
        ground.rect.adjust(2, 2, -2, -2);
        paintFocusRing(painter, ground, accentText(option.palette));
    }
}

void QuietStyle::drawSpinBox(const QStyleOptionSpinBox &option, QPainter *painter,
                             const QWidget *widget) const
{
    paintField(painter, option);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    for (const SubControl control : {SC_SpinBoxUp, SC_SpinBoxDown}) {
        const bool isUp = control == SC_SpinBoxUp;
        QStyleOption arrow = option;
        arrow.rect = proxy()->subControlRect(CC_SpinBox, &option, control, widget);
        const bool canStep = option.stepEnabled.testFlag(isUp ? QAbstractSpinBox::StepUpEnabled
                                                              : QAbstractSpinBox::StepDownEnabled);
        if (!canStep) {
            arrow.state.setFlag(State_Enabled, false);
            arrow.palette.setCurrentColorGroup(QPalette::Disabled);
        }
        arrow.state.setFlag(State_AutoRaise);
        const bool isActive = option.activeSubControls.testFlag(control);
        arrow.state.setFlag(State_MouseOver, isActive && option.state.testFlag(State_MouseOver));
        arrow.state.setFlag(State_Sunken, isActive && option.state.testFlag(State_Sunken));
        arrow.state.setFlag(State_On, false);
        paintToolButton(painter, arrow);
        paintChevron(painter, arrow.rect, arrow, isUp);
    }
}

void QuietStyle::drawScrollBar(const QStyleOptionSlider &option, QPainter *painter,
                               const QWidget *widget) const
{
    painter->fillRect(option.rect, option.palette.window());
    if (option.minimum == option.maximum)
        return;
    QStyleOption handle = option;
    handle.rect = proxy()->subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    handle.state.setFlag(State_Sunken,
                         option.state.testFlag(State_Sunken)
                             && option.activeSubControls.testFlag(SC_ScrollBarSlider));
    paintScrollHandle(painter, handle, option.orientation == Qt::Horizontal);
}

void QuietStyle::drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QWidget *widget) const
{
    paintSlider(painter, proxy()->subControlRect(CC_Slider, &option, SC_SliderGroove, widget),
                proxy()->subControlRect(CC_Slider, &option, SC_SliderHandle, widget), option);
    if (option.state.testFlags(State_HasFocus | State_KeyboardFocusChange))
        paintFocusRing(painter, option, accentText(option.palette));
}

QRect QuietStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                 SubControl subControl, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider) {
        const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
        const auto *comboBox = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        const bool isTypedIn = comboBox ? comboBox->editable && subControl == SC_ComboBoxEditField
                                        : control == CC_SpinBox && subControl == SC_SpinBoxEditField;
        return isTypedIn ? rect.adjusted(FieldRoom, 0, 0, 0) : rect;
    }

    // The handle has the whole bar: no buttons with arrows at its ends.
    const bool isHorizontal = slider->orientation == Qt::Horizontal;
    const QRect bar = option->rect;
    const int room = isHorizontal ? bar.width() : bar.height();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    int length = room;
    if (range > 0) {
        length = int(qint64(slider->pageStep) * room / (range + slider->pageStep));
        length = std::clamp(length, std::min(ShortestHandle, room), room);
    }
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                              room - length, slider->upsideDown);
    const auto part = [&](int from, int size) {
        const QRect rect = isHorizontal ? QRect(bar.x() + from, bar.y(), size, bar.height())
                                        : QRect(bar.x(), bar.y() + from, bar.width(), size);
        return visualRect(slider->direction, bar, rect);
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return part(start, length);
    case SC_ScrollBarGroove:
        return part(0, room);
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + length, room - start - length);
    default:
        return {};
    }
}

} // namespace ContactSheet
