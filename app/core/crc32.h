#pragma once

#include <QByteArrayView>

namespace ContactSheet {

/// The checksum of PNG's chunks, zlib's and gzip's (ISO/IEC 15948, annex D).
[[nodiscard]] quint32 crc32(QByteArrayView bytes);

} // namespace ContactSheet
