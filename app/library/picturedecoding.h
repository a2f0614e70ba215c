#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace ContactSheet {

/// A picture to decode, and how large it is wanted.
struct DecodeRequest
{
    QString file = {};     ///< Absolute.
    QByteArray bytes = {}; ///< The file itself, where \a file is empty.
    QSize box = {};        ///< What it has to fit into, in pixels; empty for every pixel that the file has.
};

/// Why there is no picture.
enum class DecodeFailure : quint32 {
    None,
    Unreadable,      ///< The file cannot be opened.
    FileTooLarge,    ///< It has more bytes than are read.
    PictureTooLarge, ///< It has more pixels than are decoded.
    Damaged,         ///< It is no whole PNG, JPEG or WebP picture.
};

/// What became of a DecodeRequest.
struct DecodeAnswer
{
    QImage image = {}; ///< Null where there is a failure.
    DecodeFailure failure = DecodeFailure::None;
    QSize size = {};     ///< What the file says of itself, where that is too large.
    QString detail = {}; ///< Plain text, never translated.
};

/**
 * Decodes \a bytes with every pixel, in the format and colours that they have, or scaled down to fit into
 * \a box where that is not empty; turned as EXIF says.
 *
 * The one place of the program that decodes what came from outside. Nothing is decoded that is no whole
 * PNG, JPEG or WebP picture by inspectPicture(), or that isDecodable() refuses; no other decoder is ever
 * asked, whatever the bytes or a file's name say. Of an animation this is the first frame. Any thread.
 */
[[nodiscard]] DecodeAnswer decodeOriginal(const QByteArray &bytes, const QSize &box = {});

/// Decodes what \a request asks for as decodeOriginal() does, in RGB32 or ARGB32_Premultiplied, which are
/// drawn several times faster than the rest. Any thread; reads and decodes, so it belongs into a pool.
[[nodiscard]] DecodeAnswer decodePicture(const DecodeRequest &request);

/// The picture in \a answer, or its failure in words (Error::Kind::Disk).
[[nodiscard]] Result<QImage> imageOrError(const DecodeAnswer &answer);

} // namespace ContactSheet
