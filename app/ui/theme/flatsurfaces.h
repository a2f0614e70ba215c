#pragma once

class QColor;
class QPainter;
class QRect;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionProgressBar;

namespace ContactSheet {

// The surfaces of QuietStyle. Each is drawn into the rect of its option, in the colours of its palette.

void paintButton(QPainter *painter, const QStyleOption &option, bool isPrimary);
/// A tool button: bare until the pointer is over it, tinted while it is checked.
void paintToolButton(QPainter *painter, const QStyleOption &option);
/// The ground and edge of a field to type in.
void paintField(QPainter *painter, const QStyleOption &option);
/// The arrow of a control that opens or steps, in the middle of \a rect; the colours are those of \a option.
void paintChevron(QPainter *painter, const QRect &rect, const QStyleOption &option, bool isUp);
void paintCheckBox(QPainter *painter, const QStyleOption &option);
void paintRadioButton(QPainter *painter, const QStyleOption &option);
/// The ring around what has the focus of the keyboard.
void paintFocusRing(QPainter *painter, const QStyleOption &option, const QColor &colour);
void paintHeaderSection(QPainter *painter, const QStyleOptionHeader &option);
void paintProgressGroove(QPainter *painter, const QStyleOptionProgressBar &option);
void paintProgress(QPainter *painter, const QStyleOptionProgressBar &option);
/// A slider's \a groove, filled up to its \a handle, which is round.
void paintSlider(QPainter *painter, const QRect &groove, const QRect &handle, const QStyleOption &option);
/// The ground of what the pointer is at in a menu.
void paintMenuHighlight(QPainter *painter, const QStyleOption &option);
/// A thin line all around.
void paintFrame(QPainter *painter, const QStyleOption &option);
/// The handle of a scroll bar in the place \a option gives it.
void paintScrollHandle(QPainter *painter, const QStyleOption &option, bool isHorizontal);
/// A line along the lower edge of \a option, under what stands at the top of a window.
void paintLowerLine(QPainter *painter, const QStyleOption &option);

} // namespace ContactSheet
