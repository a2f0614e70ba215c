#pragma once

#include "core/result.h"
#include "runs/job.h"

#include <QByteArray>
#include <QString>

namespace ContactSheet {

/// Where a picture goes.
struct PictureDestination
{
    QString folder = {};         ///< The press's folder, absolute.
    QString fallbackFolder = {}; ///< Where a picture goes that the press's folder could not take.
    QString name = {};           ///< Without extension; it is numbered where it is taken.
    int firstNumber = 1;         ///< Names below this number are known to be taken.
    /// A file with the bytes of the picture, absolute, that can have a second name in place of a second file.
    QString keptFile = {};
    /// Files in the folder that may be this picture already, written just before the program was ended.
    QStringList unclaimedFiles = {};
};

/**
 * Writes \a bytes, exactly as they came, as a picture file that survives kill -9 and power cuts, with the
 * extension that the bytes ask for. No file is overwritten; one of the unclaimed files that has the same
 * bytes is taken in its place. Any thread; waits for the disk.
 *
 * Where the press's folder cannot take it, the picture goes to the fallback folder, and its name is then an
 * absolute path. Errors: UnreadableAnswer where \a bytes are no whole PNG, JPEG or WebP picture, Disk where
 * neither folder can take it. The hash is left to pictureHash(), since the file is safe before it is known.
 */
[[nodiscard]] Result<SavedPicture> savePicture(const PictureDestination &destination,
                                               const QByteArray &bytes);

/// BLAKE2b-256 of \a bytes (RFC 7693), an eighth of the work of Qt's SHA-256.
[[nodiscard]] QByteArray pictureHash(const QByteArray &bytes);

/**
 * Keeps \a bytes, of which no picture could be made, in the folder "incoming" beside the pictures, for
 * inspection. Returns the file's name relative to the press's folder, or absolute where that could not take
 * it and the fallback folder did.
 */
[[nodiscard]] Result<QString> keepAside(const PictureDestination &destination, const QByteArray &bytes);

} // namespace ContactSheet
