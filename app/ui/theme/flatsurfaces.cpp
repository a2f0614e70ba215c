#include "ui/theme/flatsurfaces.h"

#include "ui/theme/colours.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace ContactSheet {

namespace {

constexpr double Radius = 5;
constexpr double SmallRadius = 3;

/// Lines of half a pixel each side, so that one of 1 fills a whole pixel.
QRectF inside(const QRectF &rect)
{
    return rect.adjusted(0.5, 0.5, -0.5, -0.5);
}

/// Sets up smooth drawing, and puts the painter back.
class Brush
{
    Q_DISABLE_COPY_MOVE(Brush)

public:
    Brush(QPainter *painter, const QColor &fill, const QPen &pen)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
        m_painter->setBrush(fill);
        m_painter->setPen(pen);
    }
    ~Brush() { m_painter->restore(); }

private:
    QPainter *m_painter;
};

void paintRounded(QPainter *painter, const QRectF &rect, double radius, const QColor &fill, const QPen &pen)
{
    const Brush brush(painter, fill, pen);
    painter->drawRoundedRect(rect, radius, radius);
}

/// The edge of what can be operated.
QColor edge(const QStyleOption &option)
{
    const double strength = option.state.testFlag(QStyle::State_Enabled) ? 0.22 : 0.12;
    return blended(option.palette.color(QPalette::Window), option.palette.color(QPalette::WindowText),
                   strength);
}

bool isUnderPointer(const QStyleOption &option)
{
    return option.state.testFlags(QStyle::State_MouseOver | QStyle::State_Enabled);
}

/// \a ground as it looks under the pointer, or pressed.
QColor touched(const QColor &ground, const QStyleOption &option, const QColor &ink)
{
    if (option.state.testFlag(QStyle::State_Sunken))
        return blended(ground, ink, 0.14);
    return isUnderPointer(option) ? blended(ground, ink, 0.06) : ground;
}

QColor highlightOf(const QStyleOption &option)
{
    return option.palette.color(QPalette::Highlight);
}

/// What is yet to be filled.
QColor grooveOf(const QStyleOption &option)
{
    return blended(option.palette.color(QPalette::Window), option.palette.color(QPalette::WindowText), 0.14);
}

/// The ground and edge of a box or circle that can be ticked.
void chooseTickColours(const QStyleOption &option, QColor *fill, QColor *line)
{
    const bool isTicked =
        option.state.testFlag(QStyle::State_On) || option.state.testFlag(QStyle::State_NoChange);
    const QColor base = option.palette.color(QPalette::Base);
    *fill = touched(isTicked ? highlightOf(option) : base, option, option.palette.color(QPalette::Text));
    // Stronger than other edges: it is all there is to see of an empty box.
    *line = isTicked ? *fill : blended(base, option.palette.color(QPalette::Text), 0.5);
}

QRectF squareIn(const QRect &rect)
{
    const int side = std::min(rect.width(), rect.height());
    return inside(
        QRect(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side));
}

} // namespace

void paintButton(QPainter *painter, const QStyleOption &option, bool isPrimary)
{
    const bool isChecked = option.state.testFlag(QStyle::State_On);
    const QColor text = option.palette.color(QPalette::ButtonText);
    QColor fill = option.palette.color(QPalette::Button);
    QColor line = edge(option);
    if (isPrimary) {
        fill = touched(highlightOf(option), option, option.palette.color(QPalette::WindowText));
        line = fill;
    } else {
        fill = touched(isChecked ? selectedBackground(option.palette) : fill, option, text);
    }
    paintRounded(painter, inside(option.rect), Radius, fill, line);
}

void paintToolButton(QPainter *painter, const QStyleOption &option)
{
    const bool isChecked = option.state.testFlag(QStyle::State_On);
    const bool isBare = option.state.testFlag(QStyle::State_AutoRaise);
    if (isBare && !isChecked && !isUnderPointer(option) && !option.state.testFlag(QStyle::State_Sunken))
        return;
    const QColor ground = option.palette.color(isBare ? QPalette::Window : QPalette::Button);
    const QColor fill = isChecked ? selectedBackground(option.palette)
                                  : touched(ground, option, option.palette.color(QPalette::WindowText));
    paintRounded(painter, inside(option.rect), Radius, fill, isBare ? QPen(Qt::NoPen) : QPen(edge(option)));
}

void paintField(QPainter *painter, const QStyleOption &option)
{
    const bool hasFocus = option.state.testFlags(QStyle::State_HasFocus | QStyle::State_Enabled);
    paintRounded(painter, inside(option.rect), Radius, option.palette.color(QPalette::Base),
                 hasFocus ? highlightOf(option) : edge(option));
}

void paintChevron(QPainter *painter, const QRect &rect, const QStyleOption &option, bool isUp)
{
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor text = option.palette.color(QPalette::ButtonText);
    const QColor ink = isEnabled ? blended(text, option.palette.color(QPalette::Button), 0.25) : text;
    const Brush brush(painter, Qt::transparent, QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    const double rise = isUp ? -1.5 : 1.5;
    painter->drawPolyline(
        QPolygonF({middle + QPointF(-3, -rise), middle + QPointF(0, rise), middle + QPointF(3, -rise)}));
}

void paintCheckBox(QPainter *painter, const QStyleOption &option)
{
    QColor fill;
    QColor line;
    chooseTickColours(option, &fill, &line);
    const QRectF box = squareIn(option.rect);
    paintRounded(painter, box, SmallRadius, fill, line);

    QPainterPath sign;
    if (option.state.testFlag(QStyle::State_NoChange)) {
        sign.moveTo(0.28, 0.5);
        sign.lineTo(0.72, 0.5);
    } else if (option.state.testFlag(QStyle::State_On)) {
        sign.moveTo(0.24, 0.53);
        sign.lineTo(0.43, 0.71);
        sign.lineTo(0.77, 0.32);
    }
    const QTransform place = QTransform::fromTranslate(box.x(), box.y()).scale(box.width(), box.height());
    const Brush brush(painter, Qt::transparent,
                      QPen(option.palette.color(QPalette::HighlightedText), box.width() / 9, Qt::SolidLine,
                           Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(place.map(sign));
}

void paintRadioButton(QPainter *painter, const QStyleOption &option)
{
    QColor fill;
    QColor line;
    chooseTickColours(option, &fill, &line);
    const QRectF circle = squareIn(option.rect);
    paintRounded(painter, circle, circle.width() / 2, fill, line);
    if (option.state.testFlag(QStyle::State_On)) {
        const Brush brush(painter, option.palette.color(QPalette::HighlightedText), Qt::NoPen);
        painter->drawEllipse(circle.center(), circle.width() / 5, circle.width() / 5);
    }
}

void paintFocusRing(QPainter *painter, const QStyleOption &option, const QColor &colour)
{
    paintRounded(painter, inside(option.rect), SmallRadius, Qt::transparent, colour);
}

void paintHeaderSection(QPainter *painter, const QStyleOptionHeader &option)
{
    painter->fillRect(
        option.rect,
        touched(option.palette.color(QPalette::Window), option, option.palette.color(QPalette::WindowText)));
    const QColor line = faintLine(option.palette);
    const QRect rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
    if (option.position != QStyleOptionHeader::End && option.position != QStyleOptionHeader::OnlyOneSection)
        painter->fillRect(QRect(rect.right(), rect.top() + 4, 1, rect.height() - 8), line);
}

void paintProgressGroove(QPainter *painter, const QStyleOptionProgressBar &option)
{
    paintRounded(painter, option.rect, SmallRadius, grooveOf(option), Qt::NoPen);
}

void paintProgress(QPainter *painter, const QStyleOptionProgressBar &option)
{
    const qint64 range = qint64(option.maximum) - option.minimum;
    const double share = range > 0 ? double(qint64(option.progress) - option.minimum) / double(range) : 0;
    if (share <= 0)
        return;
    QRectF done(option.rect);
    done.setWidth(done.width() * std::min(share, 1.0));
    const bool fromRight = (option.direction == Qt::RightToLeft) != option.invertedAppearance;
    if (fromRight)
        done.moveRight(QRectF(option.rect).right());
    QPainterPath groove;
    groove.addRoundedRect(option.rect, SmallRadius, SmallRadius);
    QPainterPath part;
    part.addRect(done);
    const Brush brush(painter, highlightOf(option), Qt::NoPen);
    painter->drawPath(groove & part);
}

void paintSlider(QPainter *painter, const QRect &groove, const QRect &handle, const QStyleOption &option)
{
    QRectF line(groove.x(), groove.center().y() - 1, groove.width(), 3);
    paintRounded(painter, line, 1.5, grooveOf(option), Qt::NoPen);
    const QPointF middle = QRectF(handle).center();
    if (option.direction == Qt::RightToLeft)
        line.setLeft(middle.x());
    else
        line.setRight(middle.x());
    paintRounded(painter, line, 1.5, highlightOf(option), Qt::NoPen);
    // Held apart from the line by a rim of the ground.
    const Brush brush(painter,
                      touched(highlightOf(option), option, option.palette.color(QPalette::WindowText)),
                      QPen(option.palette.color(QPalette::Window), 2));
    painter->drawEllipse(middle, 7, 7);
}

void paintMenuHighlight(QPainter *painter, const QStyleOption &option)
{
    paintRounded(painter, QRectF(option.rect).adjusted(2, 1, -2, -1), SmallRadius,
                 selectedBackground(option.palette), Qt::NoPen);
}

void paintFrame(QPainter *painter, const QStyleOption &option)
{
    const Brush brush(painter, Qt::transparent, faintLine(option.palette));
    painter->drawRect(inside(option.rect));
}

void paintScrollHandle(QPainter *painter, const QStyleOption &option, bool isHorizontal)
{
    const bool isTouched = isUnderPointer(option) || option.state.testFlag(QStyle::State_Sunken);
    const QRectF handle = isHorizontal ? QRectF(option.rect).adjusted(1, 3, -1, -3)
                                       : QRectF(option.rect).adjusted(3, 1, -3, -1);
    const double radius = std::min(handle.width(), handle.height()) / 2;
    paintRounded(painter, handle, radius,
                 blended(option.palette.color(QPalette::Window), option.palette.color(QPalette::WindowText),
                         isTouched ? 0.55 : 0.35),
                 Qt::NoPen);
}

void paintLowerLine(QPainter *painter, const QStyleOption &option)
{
    const QRect rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), faintLine(option.palette));
}

} // namespace ContactSheet
