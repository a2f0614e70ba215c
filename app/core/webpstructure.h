#pragma once

#include <QByteArrayView>
#include <QSize>

#include <optional>

namespace ContactSheet {

/**
 * The size of the picture that the WebP file \a bytes holds, or nothing where it is damaged (RFC 9649).
 *
 * \a bytes begin with "RIFF", a length and "WEBP". The chunks are walked and the heads of the data in them
 * read; nothing is decoded, so what the data says is not known. Bytes after the length are forgiven, and so
 * is a byte of padding that is missing at the end. An animation is a picture as well: its first frame is
 * what is shown.
 */
[[nodiscard]] std::optional<QSize> webpSize(QByteArrayView bytes);

} // namespace ContactSheet
