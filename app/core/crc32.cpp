#include "core/crc32.h"

#include <libdeflate.h>

namespace ContactSheet {

quint32 crc32(QByteArrayView bytes)
{
    return libdeflate_crc32(0, bytes.data(), size_t(bytes.size()));
}

} // namespace ContactSheet
