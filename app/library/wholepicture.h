#pragma once

#include "core/result.h"

#include <QImage>
#include <QList>
#include <QString>

namespace ContactSheet {

/**
 * A picture with smaller ones of it beside it, each half as wide and high as the one before: a large picture
 * is drawn small as quickly as a small one, and without the noise of pixels left out.
 */
struct WholePicture
{
    QList<QImage> levels = {}; ///< The first has every pixel. In formats that are drawn quickly.

    [[nodiscard]] bool isNull() const { return levels.isEmpty(); }
    /// In pixels of the picture; empty where there is none.
    [[nodiscard]] QSize size() const { return isNull() ? QSize() : levels.constFirst().size(); }
    /// The smallest that still has a pixel for each pixel of the screen where \a zoom of them show one of
    /// the picture.
    [[nodiscard]] const QImage &levelFor(double zoom) const;
};

/// \a image with its smaller ones. Any thread; takes its time for a large picture.
[[nodiscard]] WholePicture withLevels(const QImage &image);

/// The picture in \a file, with the errors of readPicture(). Any thread; belongs into a pool.
[[nodiscard]] Result<WholePicture> readWholePicture(const QString &file);

} // namespace ContactSheet
