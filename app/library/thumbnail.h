#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <memory>

namespace ContactSheet {

class PictureDecoder;

/**
 * From now on all pictures below are decoded by \a decoder; where it is null, as at the start, in the thread
 * and process that asks. The program of the window sets one before anything is decoded.
 */
void setPictureDecoder(std::shared_ptr<PictureDecoder> decoder);

/**
 * The picture in \a file, scaled down to fit into \a box (pixels of the screen, its shape kept) and turned as
 * its EXIF says; a smaller picture stays as it is. In RGB32 or ARGB32_Premultiplied, which are drawn several
 * times faster than the rest. Any thread; reads, decodes and waits, so it belongs into a pool.
 *
 * Errors: Disk where the file cannot be read, holds no whole picture, or one that isDecodable() refuses;
 * those of PictureDecoder::decode() where one is set.
 */
[[nodiscard]] Result<QImage> makeThumbnail(const QString &file, const QSize &box);

/// As makeThumbnail(), of a picture whose file has not been written: its bytes are \a picture.
[[nodiscard]] Result<QImage> makeThumbnailOf(const QByteArray &picture, const QSize &box);

/// As makeThumbnail(), with every pixel that the file has.
[[nodiscard]] Result<QImage> readPicture(const QString &file);

} // namespace ContactSheet
