#pragma once

#include <QByteArrayView>

namespace ContactSheet {

/**
 * The checksum of PNG's chunks, zlib's and gzip's (ISO/IEC 15948, annex D).
 *
 * Our own: Qt has none of these 32 bits, zlib comes with no Qt package, and a table of one byte a step would
 * cost several milliseconds for each picture that is saved or shown.
 */
[[nodiscard]] quint32 crc32(QByteArrayView bytes);

} // namespace ContactSheet
