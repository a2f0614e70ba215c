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

/// A picture of more pixels, or of a longer side, is saved but not decoded: its file may be a few kilobytes
/// and fill the memory.
constexpr qint64 MostPixels = 100'000'000;
constexpr int LongestSide = 16'384;

/**
 * What \a bytes are, read from the bytes alone, or nothing where they are no whole picture.
 *
 * Only the structure is walked, nothing is decoded: pngSize(), jpegSize() and webpSize() say what is checked
 * and what forgiven. So a picture that was cut off is found, which Qt's JPEG decoder shows as if it were
 * whole; and none is refused that Qt and browsers show as it is meant.
 */
[[nodiscard]] std::optional<PictureInfo> inspectPicture(QByteArrayView bytes);

/// Which format \a bytes begin as, whole or not, or nothing.
[[nodiscard]] std::optional<PictureFormat> beginningFormat(QByteArrayView bytes);

/// Whether a picture of \a size may be decoded: by LongestSide and MostPixels.
[[nodiscard]] bool isDecodable(const QSize &size);

/// The file name extension of \a format, which is also its word in journals: "png".
[[nodiscard]] QString extension(PictureFormat format);

} // namespace ContactSheet
