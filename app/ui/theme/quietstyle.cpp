#include "ui/theme/quietstyle.h"

#include "ui/theme/colours.h"
#include "ui/theme/flatsurfaces.h"
#include "ui/widgets/icons.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr char PrimaryProperty[] = "isPrimary";
constexpr int LineRoom = 12; ///< What a control in a line is higher than its text.
constexpr int IconGap = 4;   ///< What Fusion leaves between an icon and the text beside it.
constexpr int ScrollBarExtent = 12;

bool isPrimary(const QWidget *widget)
{
    const auto *button = qobject_cast<const QPushButton *>(widget);
    return button && button->isEnabled()
        && (button->isDefault() || button->property(PrimaryProperty).toBool());
}

/// The picture of \a icon as it is, whatever is selected.
QIcon steadyIcon(const QIcon &icon, const QSize &size, QIcon::Mode mode, const QWidget *widget)
{
    const QPixmap pixmap = icon.pixmap(size, widget ? widget->devicePixelRatioF() : 1, mode);
    QIcon steady(pixmap);
    steady.addPixmap(pixmap, QIcon::Selected);
    return steady;
}

/// What is selected, with a tint in place of the highlight and the text that stands on it.
QStyleOptionViewItem tinted(const QStyleOptionViewItem &option, const QWidget *widget)
{
    QStyleOptionViewItem copy = option;
    copy.palette.setColor(QPalette::HighlightedText, option.palette.color(QPalette::Text));
    copy.palette.setColor(QPalette::Highlight, selectedBackground(option.palette));
    if (!option.icon.isNull())
        copy.icon = steadyIcon(option.icon, option.decorationSize, QIcon::Normal, widget);
    return copy;
}

/// A primary button's label, in the colours that stand on the highlight.
QStyleOptionButton onHighlight(const QStyleOptionButton &option, const QWidget *widget)
{
    QStyleOptionButton copy = option;
    copy.palette.setColor(QPalette::ButtonText, option.palette.color(QPalette::HighlightedText));
    if (!option.icon.isNull())
        copy.icon = steadyIcon(option.icon, option.iconSize, QIcon::Selected, widget);
    return copy;
}

/// A tool button's label: in the accent while it is checked, and no nearer to the left edge than to the
/// right.
QStyleOptionToolButton quietLabel(const QStyleOptionToolButton &option)
{
    QStyleOptionToolButton copy = option;
    if (option.state.testFlags(QStyle::State_On | QStyle::State_Enabled))
        copy.palette.setColor(QPalette::ButtonText, accentText(option.palette));
    if (option.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !option.icon.isNull()) {
        const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
        const int room = option.rect.width() - option.iconSize.width() - IconGap - text;
        const int shift = std::max(room / 2 - IconGap, 0);
        copy.rect.adjust(option.direction == Qt::LeftToRight ? shift : 0, 0,
                         option.direction == Qt::RightToLeft ? -shift : 0, 0);
    }
    return copy;
}

} // namespace

QuietStyle::QuietStyle()
    : QProxyStyle(u"fusion"_s)
{}

QuietStyle::~QuietStyle() = default;

void QuietStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        paintButton(painter, *option, isPrimary(widget));
        return;
    case PE_PanelButtonTool:
        paintToolButton(painter, *option);
        return;
    case PE_FrameLineEdit:
    case PE_FrameButtonTool:
        return; // Drawn with the ground.
    case PE_PanelItemViewRow:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            const QStyleOptionViewItem quiet = tinted(*item, widget);
            QProxyStyle::drawPrimitive(element, &quiet, painter, widget);
            return;
        }
        break;
    case PE_PanelLineEdit:
        // A field inside another control has no frame, and stands on that control's ground.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            paintField(painter, *option);
        return;
    case PE_IndicatorCheckBox:
        paintCheckBox(painter, *option);
        return;
    case PE_IndicatorItemViewItemCheck: {
        QStyleOption box = *option;
        if (widget) {
            // The row's own palette may be the one of a tinted row.
            box.palette = widget->palette();
            box.palette.setCurrentColorGroup(option->palette.currentColorGroup());
        }
        paintCheckBox(painter, box);
        return;
    }
    case PE_IndicatorRadioButton:
        paintRadioButton(painter, *option);
        return;
    case PE_FrameFocusRect:
        paintFocusRing(painter, *option,
                       isPrimary(widget) ? option->palette.color(QPalette::HighlightedText)
                                         : accentText(option->palette));
        return;
    case PE_Frame:
    case PE_FrameTabWidget:
    case PE_FrameMenu:
        paintFrame(painter, *option); // Fusion's lines vanish on a dark ground.
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void QuietStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case CE_MenuItem:
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            drawMenuItem(element, *item, painter, widget);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
            item && item->state.testFlag(State_Selected)) {
            const QStyleOptionViewItem quiet = tinted(*item, widget);
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const QStyleOptionToolButton label = quietLabel(*button);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && isPrimary(widget)) {
            const QStyleOptionButton label = onHighlight(*button, widget);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
        break;
    case CE_ToolBar:
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        paintLowerLine(painter, *option);
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paintHeaderSection(painter, *header);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        paintLowerLine(painter, *option);
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->state.testFlag(State_Horizontal)) {
            if (element == CE_ProgressBarGroove)
                paintProgressGroove(painter, *bar);
            else if (bar->minimum == bar->maximum)
                break; // Busy: Fusion moves the stripes.
            else
                paintProgress(painter, *bar);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void QuietStyle::drawMenuItem(ControlElement element, const QStyleOptionMenuItem &option, QPainter *painter,
                              const QWidget *widget) const
{
    const bool isTouched =
        option.state.testFlag(State_Selected) && option.menuItemType != QStyleOptionMenuItem::Separator;
    if (element == CE_MenuBarItem)
        drawControl(CE_MenuBarEmptyArea, &option, painter, widget);
    if (isTouched)
        paintMenuHighlight(painter, option);
    if (element == CE_MenuBarItem) {
        const bool showsMnemonic = proxy()->styleHint(SH_UnderlineShortcut, &option, widget);
        proxy()->drawItemText(painter, option.rect,
                              Qt::AlignCenter | Qt::TextSingleLine
                                  | (showsMnemonic ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                              option.palette, option.state.testFlag(State_Enabled), option.text,
                              QPalette::WindowText);
        return;
    }
    QStyleOptionMenuItem bare = option;
    bare.state.setFlag(State_Selected, false);
    QProxyStyle::drawControl(element, &bare, painter, widget);
}

QRect QuietStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(FieldRoom, 0, -FieldRoom, 0);
    return rect;
}

QSize QuietStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize whole = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_ToolButton:
    case CT_PushButton:
    case CT_ComboBox:
    case CT_LineEdit:
    case CT_SpinBox:
        // Whatever stands in one line has one height; a field without a frame is part of another control.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            option && !(frame && frame->lineWidth == 0))
            whole.setHeight(std::max(whole.height(), option->fontMetrics.height() + LineRoom));
        return whole;
    default:
        return whole;
    }
}

int QuietStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return ScrollBarExtent;
    case PM_ScrollBarSliderMin:
        return ShortestHandle;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
        return 5;
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
        return 16; // The size that the icons are drawn for.
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int QuietStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *returned) const
{
    if (hint == SH_Table_GridLineColor && option)
        return int(faintLine(option->palette).rgba());
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

QIcon QuietStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    // Fusion searches the icon themes of the desktop and loads every image plugin for these, which each
    // window has: that took as long as building half of the window.
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
        return icon(IconName::Close);
    case SP_TitleBarNormalButton:
        return icon(IconName::Duplicate);
    case SP_ToolBarHorizontalExtensionButton:
    case SP_ToolBarVerticalExtensionButton:
        return icon(IconName::More);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

void makePrimary(QPushButton *button)
{
    button->setProperty(PrimaryProperty, true);
    button->update();
}

} // namespace ContactSheet
