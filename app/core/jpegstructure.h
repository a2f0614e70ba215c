#pragma once

#include <QByteArrayView>
#include <QSize>

#include <optional>

namespace ContactSheet {

/**
 * The size of the picture that the JPEG file \a bytes holds, or nothing where it is damaged (ITU T.81,
 * annex B).
 *
 * \a bytes begin with SOI. The markers are walked to EOI, which what was cut off does not have; nothing is
 * decoded, so what the data says is not known. Forgiven is what libjpeg, and with it Qt and every browser,
 * forgives: bytes between two segments, and bytes after EOI, such as a second picture or what a phone adds.
 */
[[nodiscard]] std::optional<QSize> jpegSize(QByteArrayView bytes);

} // namespace ContactSheet
