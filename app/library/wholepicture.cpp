#include "library/wholepicture.h"

#include "library/thumbnail.h"

#include <algorithm>

namespace ContactSheet {

namespace {

/// Smaller than this, a picture is drawn at once however it is scaled.
constexpr int SmallestLevel = 256;

} // namespace

const QImage &WholePicture::levelFor(double zoom) const
{
    qsizetype level = 0;
    while (level + 1 < levels.size() && zoom <= 0.5) {
        zoom *= 2;
        ++level;
    }
    return levels.at(level);
}

WholePicture withLevels(const QImage &image)
{
    WholePicture picture{.levels = {image}};
    QSize size = image.size() / 2;
    while (std::min(size.width(), size.height()) >= SmallestLevel) {
        picture.levels.append(
            picture.levels.constLast().scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        size /= 2;
    }
    return picture;
}

Result<WholePicture> readWholePicture(const QString &file)
{
    const Result<QImage> image = readPicture(file);
    if (!image)
        return image.error();
    return withLevels(image.value());
}

} // namespace ContactSheet
