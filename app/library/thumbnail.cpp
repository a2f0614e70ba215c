#include "library/thumbnail.h"

#include "library/picturedecoding.h"

namespace ContactSheet {

namespace {

/// A box with room for a picture: an empty one would mean every pixel of it.
QSize usable(const QSize &box)
{
    return box.expandedTo(QSize(1, 1));
}

} // namespace

Result<QImage> makeThumbnail(const QString &file, const QSize &box)
{
    return imageOrError(decodePicture({.file = file, .box = usable(box)}));
}

Result<QImage> makeThumbnailOf(const QByteArray &picture, const QSize &box)
{
    return imageOrError(decodePicture({.bytes = picture, .box = usable(box)}));
}

Result<QImage> readPicture(const QString &file)
{
    return imageOrError(decodePicture({.file = file}));
}

} // namespace ContactSheet
