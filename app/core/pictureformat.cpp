#include "core/pictureformat.h"

#include "core/jpegstructure.h"
#include "core/pngstructure.h"
#include "core/webpstructure.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

std::optional<QSize> sizeOf(PictureFormat format, QByteArrayView bytes)
{
    switch (format) {
    case PictureFormat::Png:
        return pngSize(bytes);
    case PictureFormat::Jpeg:
        return jpegSize(bytes);
    case PictureFormat::Webp:
        return webpSize(bytes);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

std::optional<PictureFormat> beginningFormat(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return PictureFormat::Png;
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return PictureFormat::Jpeg;
    if (bytes.startsWith("RIFF") && bytes.size() >= 12 && bytes.sliced(8, 4) == "WEBP")
        return PictureFormat::Webp;
    return std::nullopt;
}

std::optional<PictureInfo> inspectPicture(QByteArrayView bytes)
{
    const std::optional<PictureFormat> format = beginningFormat(bytes);
    const std::optional<QSize> size = format ? sizeOf(*format, bytes) : std::nullopt;
    return size ? std::optional(PictureInfo{.format = *format, .size = *size}) : std::nullopt;
}

bool isDecodable(const QSize &size)
{
    return std::max(size.width(), size.height()) <= LongestSide
        && qint64(size.width()) * size.height() <= MostPixels;
}

QString extension(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return u"png"_s;
    case PictureFormat::Jpeg:
        return u"jpg"_s;
    case PictureFormat::Webp:
        return u"webp"_s;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace ContactSheet
