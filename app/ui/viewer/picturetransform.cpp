#include "ui/viewer/picturetransform.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

/// Where a stretch of \a length that begins at \a begin has to begin to stay in view of \a room.
double inView(double begin, double length, double room)
{
    return length <= room ? (room - length) / 2 : std::clamp(begin, room - length, 0.0);
}

} // namespace

void PictureTransform::setPicture(const QSize &size)
{
    m_picture = size;
    fit();
}

void PictureTransform::setRoom(const QSizeF &size, double pixelRatio)
{
    const QPointF middle = pictureAt({m_room.width() / 2, m_room.height() / 2});
    m_room = size;
    m_pixelRatio = pixelRatio;
    if (m_isFitted || m_zoom <= fittingZoom()) {
        fit();
        return;
    }
    m_topLeft = QPointF(m_room.width() / 2, m_room.height() / 2) - middle * (m_zoom / m_pixelRatio);
    keepInView();
}

QRectF PictureTransform::target() const
{
    const auto snapped = [this](double place) { return std::round(place * m_pixelRatio) / m_pixelRatio; };
    return {{snapped(m_topLeft.x()), snapped(m_topLeft.y())}, shownSize()};
}

QPointF PictureTransform::pictureAt(const QPointF &position) const
{
    return (position - m_topLeft) * (m_pixelRatio / m_zoom);
}

bool PictureTransform::canPan() const
{
    const QSizeF shown = shownSize();
    return shown.width() > m_room.width() || shown.height() > m_room.height();
}

double PictureTransform::fittingZoom() const
{
    if (isEmpty())
        return 1;
    const auto share = [](double room, int length) { return std::max(room - 2 * Margin, 1.0) / length; };
    const double zoom =
        std::min(share(m_room.width(), m_picture.width()), share(m_room.height(), m_picture.height()));
    return std::min(zoom, 1.0) * m_pixelRatio;
}

void PictureTransform::fit()
{
    m_isFitted = true;
    m_zoom = fittingZoom();
    keepInView();
}

void PictureTransform::zoomTo(double zoom, const QPointF &anchor)
{
    if (isEmpty())
        return;
    const double fitting = fittingZoom();
    const double least = std::min(fitting, 1.0);
    zoom = std::clamp(zoom, least, std::max(LargestZoom, fitting));
    if (qFuzzyCompare(zoom, fitting)) {
        fit();
        return;
    }
    const QPointF point = pictureAt(anchor);
    m_isFitted = false;
    m_zoom = zoom;
    m_topLeft = anchor - point * (m_zoom / m_pixelRatio);
    keepInView();
}

void PictureTransform::panBy(const QPointF &distance)
{
    m_topLeft += distance;
    keepInView();
}

QSizeF PictureTransform::shownSize() const
{
    return QSizeF(m_picture) * (m_zoom / m_pixelRatio);
}

void PictureTransform::keepInView()
{
    const QSizeF shown = shownSize();
    m_topLeft = {inView(m_topLeft.x(), shown.width(), m_room.width()),
                 inView(m_topLeft.y(), shown.height(), m_room.height())};
}

} // namespace ContactSheet
