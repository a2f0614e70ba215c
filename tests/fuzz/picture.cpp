// What is called a whole picture, by its structure alone.
#include "core/pictureformat.h"
#include "property.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const std::optional<PictureInfo> info = inspectPicture(bytes);
    if (!info)
        return 0;
    require(info->size.width() > 0 && info->size.height() > 0, "a picture has a size");
    const QByteArrayView view(bytes);
    const bool isPng = view.startsWith("\x89PNG\r\n\x1A\n");
    const bool isJpeg = view.startsWith("\xFF\xD8\xFF");
    require(info->format
                == (isPng        ? PictureFormat::Png
                        : isJpeg ? PictureFormat::Jpeg
                                 : PictureFormat::Webp),
            "a picture is what it begins as");
    // Each format says where it ends, so that a beginning is either no picture or the very same one.
    for (qsizetype length = view.size() - 1; length > 0; length = length * 3 / 4) {
        const std::optional<PictureInfo> beginning = inspectPicture(view.first(length));
        require(!beginning || beginning == info, "what follows a picture changes nothing of it");
    }
    return 0;
}
