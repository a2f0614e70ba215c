#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace ContactSheet {

/**
 * How a picture lies in the room that shows it: a value that zooms, pans and fits by arithmetic alone.
 *
 * Positions are device-independent pixels of the room. A zoom of 1 shows each pixel of the picture on one
 * pixel of the screen. The picture stays in view: where it is smaller than the room it stands in the middle,
 * where it is larger it covers the room.
 */
class PictureTransform final
{
public:
    static constexpr double LargestZoom = 32;
    /// What a fitted picture leaves free around itself.
    static constexpr double Margin = 12;

    /// A picture of \a size pixels is shown, fitted; an empty one is none.
    void setPicture(const QSize &size);
    /// The room has \a size now, on a screen with \a pixelRatio pixels for each device-independent one. A
    /// fitted picture stays fitted; of another, what was in the middle stays there.
    void setRoom(const QSizeF &size, double pixelRatio);

    [[nodiscard]] QSize picture() const { return m_picture; }
    [[nodiscard]] bool isEmpty() const { return m_picture.isEmpty() || m_room.isEmpty(); }
    /// Whether the whole picture is seen, and follows the room.
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// Where the whole picture lies; it begins on a whole pixel of the screen.
    [[nodiscard]] QRectF target() const;
    /// The point of the picture, in its pixels, that is seen at \a position.
    [[nodiscard]] QPointF pictureAt(const QPointF &position) const;
    /// Whether a part of the picture is out of sight.
    [[nodiscard]] bool canPan() const;

    /// The largest zoom at which the whole picture is seen; never larger than a device-independent pixel for
    /// each of the picture's.
    [[nodiscard]] double fittingZoom() const;

    void fit();
    /// What is seen at \a anchor stays there. The zoom is kept between the fitting one, or 1 where that is
    /// less, and LargestZoom; at the fitting one the picture is fitted.
    void zoomTo(double zoom, const QPointF &anchor);
    void panBy(const QPointF &distance);

    friend bool operator==(const PictureTransform &, const PictureTransform &) = default;

private:
    [[nodiscard]] QSizeF shownSize() const;
    void keepInView();

    QSize m_picture = {};
    QSizeF m_room = {};
    double m_pixelRatio = 1;
    double m_zoom = 1;
    QPointF m_topLeft = {}; ///< Of the picture.
    bool m_isFitted = true;
};

} // namespace ContactSheet
