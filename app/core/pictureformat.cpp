#include "core/pictureformat.h"

#include "core/jpegstructure.h"
#include "core/pngstructure.h"
#include "core/webpstructure.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

std::optional<PictureInfo> infoOf(PictureFormat format, std::optional<QSize> size)
{
    return size ? std::optional(PictureInfo{.format = format, .size = *size}) : std::nullopt;
}

} // namespace

std::optional<PictureInfo> inspectPicture(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return infoOf(PictureFormat::Png, pngSize(bytes));
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return infoOf(PictureFormat::Jpeg, jpegSize(bytes));
    if (bytes.startsWith("RIFF") && bytes.size() >= 12 && bytes.sliced(8, 4) == "WEBP")
        return infoOf(PictureFormat::Webp, webpSize(bytes));
    return std::nullopt;
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
