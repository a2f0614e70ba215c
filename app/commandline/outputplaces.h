#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace ContactSheet {

/**
 * Proves, without making anything, that pictures can be written into \a folder: that it is a folder, or can
 * become one (Error::Kind::Disk, which names the option that is to change).
 */
[[nodiscard]] Result<Done> checkPictureFolder(const QString &folder);

/// A file that an option of the command line asks for, beside the pictures.
struct OutputFile
{
    QString option = {}; ///< "report", without the dashes.
    QString path = {};
};

/**
 * Proves, without making anything, that each of \a files can be written once pictures and journal are in
 * \a pictureFolder: it is no folder, it replaces no journal and none of the others, and its own folder is
 * there or can be made.
 */
[[nodiscard]] Result<Done> checkOutputFiles(const QList<OutputFile> &files, const QString &pictureFolder);

/**
 * Writes \a bytes to \a file and makes its folder where that is missing. An old file is replaced whole;
 * into what is no file, such as a pipe or /dev/stdout, they are written as they stand.
 */
[[nodiscard]] Result<Done> writeOutputFile(const QString &file, const QByteArray &bytes);

} // namespace ContactSheet
