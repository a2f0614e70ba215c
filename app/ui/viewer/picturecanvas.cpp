#include "ui/viewer/picturecanvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace ContactSheet {

namespace {

constexpr double StepFactor = 1.25;

} // namespace

PictureCanvas::PictureCanvas(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Image"));
}

PictureCanvas::~PictureCanvas() = default;

QSize PictureCanvas::sizeHint() const
{
    return {640, 480};
}

QSize PictureCanvas::minimumSizeHint() const
{
    return {160, 120};
}

void PictureCanvas::showContent(const CanvasContent &content)
{
    const bool isAnother = content.file != m_content.file || content.size != m_transform.picture();
    m_content = content;
    m_words = {};
    update();
    if (!isAnother)
        return;
    m_isDragging = false;
    m_transform.setPicture(content.size);
    updateCursor();
    emit zoomChanged();
}

void PictureCanvas::showWords(const CanvasWords &words)
{
    m_content = {};
    m_words = words;
    m_isDragging = false;
    m_transform.setPicture({});
    update();
    updateCursor();
    emit zoomChanged();
}

void PictureCanvas::fit()
{
    PictureTransform transform = m_transform;
    transform.fit();
    changeTransform(transform);
}

void PictureCanvas::showActualSize()
{
    PictureTransform transform = m_transform;
    transform.zoomTo(1, QRectF(rect()).center());
    changeTransform(transform);
}

void PictureCanvas::zoomIn()
{
    zoomBy(StepFactor, QRectF(rect()).center());
}

void PictureCanvas::zoomOut()
{
    zoomBy(1 / StepFactor, QRectF(rect()).center());
}

void PictureCanvas::zoomBy(double factor, const QPointF &anchor)
{
    const double before = m_transform.zoom();
    double after = before * factor;
    // Nobody passes by 100 % without a stop: it is the one zoom that shows what the file holds.
    if ((before < 1 && after > 1) || (before > 1 && after < 1))
        after = 1;
    PictureTransform transform = m_transform;
    transform.zoomTo(after, anchor);
    changeTransform(transform);
}

void PictureCanvas::changeTransform(const PictureTransform &transform)
{
    if (transform == m_transform)
        return;
    const bool isZoomed =
        transform.zoom() != m_transform.zoom() || transform.isFitted() != m_transform.isFitted();
    m_transform = transform;
    update();
    updateCursor();
    if (isZoomed)
        emit zoomChanged();
}

void PictureCanvas::followRoom()
{
    PictureTransform transform = m_transform;
    transform.setRoom(size(), devicePixelRatioF());
    changeTransform(transform);
}

void PictureCanvas::updateCursor()
{
    if (m_transform.isEmpty() || !m_transform.canPan())
        unsetCursor();
    else
        setCursor(m_isDragging ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
}

void PictureCanvas::paintEvent(QPaintEvent * /*event*/)
{
    followRoom(); // A window may have come to another screen without a change of its size.
    QPainter painter(this);
    if (!hasPicture())
        paintWords(&painter, rect(), m_words, palette());
    else if (m_content.picture.isNull())
        paintPreview(&painter, m_content.preview, m_transform, palette());
    else
        paintPicture(&painter, rect(), m_content.picture, m_transform, palette());
}

void PictureCanvas::resizeEvent(QResizeEvent * /*event*/)
{
    followRoom();
}

void PictureCanvas::wheelEvent(QWheelEvent *event)
{
    constexpr double Step = 120; // Of the wheel, by Qt's measure; a touch pad gives parts of it.
    if (event->angleDelta().y() != 0)
        zoomBy(std::pow(StepFactor, event->angleDelta().y() / Step), event->position());
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        event->ignore();
        return;
    }
    m_isDragging = true;
    m_dragged = event->position();
    updateCursor();
}

void PictureCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging)
        return;
    PictureTransform transform = m_transform;
    transform.panBy(event->position() - m_dragged);
    m_dragged = event->position();
    changeTransform(transform);
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    m_isDragging = false;
    updateCursor();
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    PictureTransform transform = m_transform;
    if (transform.isFitted())
        transform.zoomTo(1, event->position());
    else
        transform.fit();
    changeTransform(transform);
}

} // namespace ContactSheet
