// What is taken for a picture has a size, and base64 comes back as it went.
#include "core/base64.h"
#include "core/pictureformat.h"
#include "fuzzing.h"

using namespace ContactSheet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = Fuzzing::bytesOf(data, size);
    if (const std::optional<PictureInfo> info = inspectPicture(bytes))
        Fuzzing::require(info->size.width() > 0 && info->size.height() > 0);
    static_cast<void>(decodeBase64(bytes));
    if (!bytes.isEmpty())
        Fuzzing::require(decodeBase64(bytes.toBase64()) == bytes);
    return 0;
}
