// What people do with a WaterfallView: keys, wheel and mouse.

#include "timing/timingmodel.h"
#include "ui/timing/waterfalldetails.h"
#include "ui/timing/waterfallview.h"
#include "ui/widgets/plainlabel.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

/// Each notch of a wheel and each press of + shows this much less of the axis.
constexpr double ZoomStep = 1.25;

/// A key pans by this share of the width.
constexpr double PanShare = 0.1;

/// By place, Page Up and Page Down go this many tries.
constexpr qsizetype BarsOnAPage = 10;

/// Between a bar that was brought into view and the edge.
constexpr double RoomBesideBar = 12;

} // namespace

void WaterfallView::zoomIn()
{
    zoomBy(ZoomStep);
}

void WaterfallView::zoomOut()
{
    zoomBy(1 / ZoomStep);
}

bool WaterfallView::event(QEvent *event)
{
    // Keys that this view answers must not become shortcuts of the window while it has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *keyEvent = static_cast<QKeyEvent *>(event);
        switch (keyEvent->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Minus:
        case Qt::Key_Home:
        case Qt::Key_Space:
        case Qt::Key_Return:
            if (keyEvent->modifiers() == Qt::NoModifier) {
                event->accept();
                return true;
            }
            break;
        default:
            break;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool WaterfallView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto details = m_model ? detailsAt(scene(), help->pos(), fontMetrics()) : std::nullopt;
    if (details)
        QToolTip::showText(help->globalPos(), plainToolTip(details->text), viewport(), details->place);
    else
        QToolTip::hideText();
    return true;
}

void WaterfallView::keyPressEvent(QKeyEvent *event)
{
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!isShifted && m_model && (m_isByPlace ? walkBars(event->key()) : walkRows(event->key())))
        return;
    switch (event->key()) {
    case Qt::Key_Left:
        return panBy(-PanShare * m_scale.width());
    case Qt::Key_Right:
        return panBy(PanShare * m_scale.width());
    case Qt::Key_Plus:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_Home:
        return fit();
    case Qt::Key_Space:
        if (isShifted)
            showPace();
        else
            showCurrentDetails();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_currentJob)
            emit jobActivated(*m_currentJob);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void WaterfallView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double notches = double(delta.y()) / int(QWheelEvent::DefaultDeltasPerStep);
        zoomAt(std::pow(ZoomStep, notches), event->position().x() - m_layout.barsLeft());
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) || delta.x() != 0) {
        panBy(delta.x() != 0 ? -delta.x() : -delta.y());
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
    event->accept();
}

void WaterfallView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{.pressed = event->position().toPoint(), .scale = m_scale, .scroll = scroll()};
}

void WaterfallView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drag)
        return;
    const QPoint way = event->position().toPoint() - m_drag->pressed;
    if (!m_drag->hasMoved && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->hasMoved = true;
    m_followsRows = false;
    viewport()->setCursor(Qt::ClosedHandCursor);
    verticalScrollBar()->setValue(m_drag->scroll - way.y());
    emit rowsScrolled(scroll());
    const TimeScale panned = m_drag->scale.panned(-way.x(), axisEnd());
    if (panned != m_scale) {
        showScale(panned, false);
        emit timeScaleChanged(m_scale);
    }
}

void WaterfallView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const bool isClick = !m_drag->hasMoved;
    const QPoint pressed = m_drag->pressed;
    m_drag.reset();
    viewport()->unsetCursor();
    if (!isClick)
        return;
    if (const auto bar = m_model && m_isByPlace ? barAt(scene(), pressed) : std::nullopt)
        selectBar(*bar);
    else if (const std::optional<int> row = rowAt(pressed))
        selectRow(*row);
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const std::optional<int> row = rowAt(event->position().toPoint());
        row && event->button() == Qt::LeftButton)
        emit jobActivated(m_model->record(*row).job.id);
}

void WaterfallView::zoomBy(double factor)
{
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const double position = pointer.x() - m_layout.barsLeft();
    const bool isOverBars = viewport()->rect().contains(pointer) && position >= 0;
    zoomAt(factor, isOverBars ? position : m_scale.width() / 2);
}

void WaterfallView::zoomAt(double factor, double position)
{
    const TimeScale zoomed = m_scale.zoomed(factor, std::clamp(position, 0.0, m_scale.width()), axisEnd());
    // Nothing left to zoom out to: what shows all of a run goes on to do so as it grows.
    const bool showsAll = zoomed.begin() <= Moment::zero() && zoomed.end() >= axisEnd();
    showScale(zoomed, showsAll);
    emit timeScaleChanged(m_scale);
}

void WaterfallView::panBy(double pixels)
{
    const TimeScale panned = m_scale.panned(pixels, axisEnd());
    if (panned == m_scale)
        return;
    showScale(panned, false);
    emit timeScaleChanged(m_scale);
}

/// Goes to another row by \a key; false where that is none that does.
bool WaterfallView::walkRows(int key)
{
    const int row = currentRow();
    const int page = std::max(m_layout.rowsHeight() / m_layout.rowHeight() - 1, 1);
    switch (key) {
    case Qt::Key_Down:
        selectRow(row + 1);
        return true;
    case Qt::Key_Up:
        selectRow(row - 1);
        return true;
    case Qt::Key_PageDown:
        selectRow(row + page);
        return true;
    case Qt::Key_PageUp:
        selectRow(row - page);
        return true;
    default:
        return false;
    }
}

/// Goes to another bar by \a key; false where that is none that does.
bool WaterfallView::walkBars(int key)
{
    qsizetype along = 0;
    int across = 0;
    switch (key) {
    case Qt::Key_Right:
        along = 1;
        break;
    case Qt::Key_Left:
        along = -1;
        break;
    case Qt::Key_PageDown:
        along = BarsOnAPage;
        break;
    case Qt::Key_PageUp:
        along = -BarsOnAPage;
        break;
    case Qt::Key_Down:
        across = 1;
        break;
    case Qt::Key_Up:
        across = -1;
        break;
    default:
        return false;
    }

    const PlaceTable &places = m_model->places();
    std::optional<BarPosition> target = currentBar();
    if (!target) {
        // From nowhere, to the first there is.
        if (places.count() > 0)
            target = places.nearest(1, Moment::zero());
    } else if (across != 0) {
        const PlaceBar &bar = places.bar(*target);
        const Moment middle = bar.begin + (bar.end.value_or(now()) - bar.begin) / 2;
        const int place = std::clamp(target->place + across, 1, places.count());
        if (place != target->place)
            target = places.nearest(place, middle);
    } else {
        target->bar = std::clamp<qsizetype>(target->bar + along, 0, places.bars(target->place).size() - 1);
    }
    if (target) {
        makeBarVisible(*target);
        selectBar(*target);
    }
    return true;
}

void WaterfallView::selectRow(int row)
{
    if (rowCount() == 0)
        return;
    const JobId job = m_model->record(std::clamp(row, 0, rowCount() - 1)).job.id;
    m_selectedJobs = {job};
    m_currentJob = job;
    m_currentAttempt = 0;
    showSelection();
    emit jobSelected(job);
}

void WaterfallView::selectBar(BarPosition position)
{
    const PlaceBar &bar = m_model->places().bar(position);
    const JobId job = m_model->record(bar.row).job.id;
    m_selectedJobs = {job};
    m_currentJob = job;
    m_currentAttempt = bar.attempt;
    showSelection();
    emit jobSelected(job);
}

/// Pans as little as shows all of \a position, or its beginning where it is too long.
void WaterfallView::makeBarVisible(BarPosition position)
{
    const PlaceBar &bar = m_model->places().bar(position);
    const double left = m_scale.position(bar.begin) - RoomBesideBar;
    const double right = m_scale.position(bar.end.value_or(now())) + RoomBesideBar;
    if (right > m_scale.width())
        panBy(std::min(right - m_scale.width(), left));
    else if (left < 0)
        panBy(left);
}

void WaterfallView::showPace()
{
    if (!m_model)
        return;
    const QRect band = m_layout.bandRect();
    QToolTip::showText(viewport()->mapToGlobal(band.bottomLeft()), plainToolTip(describePace(scene())),
                       viewport());
}

void WaterfallView::showCurrentDetails()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const auto bar = m_isByPlace ? currentBar() : std::nullopt;
    if (m_isByPlace && !bar)
        return;
    const QRect place = bar ? barRect(scene(), *bar) : m_layout.rowRect(row, scroll());
    const QPoint below(std::clamp(place.left(), m_layout.barsLeft(), viewport()->width()), place.bottom());
    const QString text = bar ? describeBar(scene(), *bar) : m_model->description(row, now());
    QToolTip::showText(viewport()->mapToGlobal(below), plainToolTip(text), viewport(), place);
}

} // namespace ContactSheet
