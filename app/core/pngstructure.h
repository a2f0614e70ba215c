#pragma once

#include <QByteArrayView>
#include <QSize>

#include <optional>

namespace ContactSheet {

/**
 * The size of the picture that the PNG file \a bytes holds, or nothing where it is damaged (ISO/IEC 15948).
 *
 * \a bytes begin with PNG's signature. The chunks are walked and their checksums compared; nothing is
 * decoded, so what the data says is not known. Forgiven is what libpng, and with it Qt and every browser,
 * forgives: a wrong checksum of a chunk that only tells of the picture (a text, a time, a profile), and bytes
 * after IEND, which are no part of the picture. An animated PNG is the picture that it shows where nothing
 * moves.
 */
[[nodiscard]] std::optional<QSize> pngSize(QByteArrayView bytes);

} // namespace ContactSheet
