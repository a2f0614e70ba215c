#pragma once

#include <QByteArrayView>
#include <QSize>
#include <QString>

#include <optional>

namespace ContactSheet {

/// The formats that are saved and shown; anything else is no picture to this program.
enum class PictureFormat { Png, Jpeg, Webp };

struct PictureInfo
{
    PictureFormat format = PictureFormat::Png;
    QSize size = {};

    friend bool operator==(const PictureInfo &, const PictureInfo &) = default;
};

/**
 * What \a bytes are, read from the bytes alone, or nothing where they are no whole picture.
 *
 * Only the structure is walked, nothing is decoded: PNG from signature to IEND (PNG specification,
 * section 5), JPEG from SOI to EOI (ITU T.81, annex B), WebP by its RIFF length and chunks (RFC 9649). So a
 * picture that was cut off is found, which Qt's JPEG decoder shows as if it were whole.
 */
[[nodiscard]] std::optional<PictureInfo> inspectPicture(QByteArrayView bytes);

/// The file name extension of \a format, which is also its word in journals: "png".
[[nodiscard]] QString extension(PictureFormat format);

} // namespace ContactSheet
