#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace ContactSheet {

/**
 * Proves, without making anything, that pictures can be written into \a folder: that it is a folder, or can
 * become one (Error::Kind::Disk, which names the option that is to change).
 */
[[nodiscard]] Result<Done> checkPictureFolder(const QString &folder);

/**
 * Proves, without making anything, that a report can be written to \a file once pictures and journal are in
 * \a pictureFolder: it is no folder, it replaces no journal, and its own folder is there or can be made.
 */
[[nodiscard]] Result<Done> checkReportFile(const QString &file, const QString &pictureFolder);

/**
 * Writes \a report to \a file and makes its folder where that is missing. An old file is replaced whole;
 * into what is no file, such as a pipe or /dev/stdout, the report is written as it stands.
 */
[[nodiscard]] Result<Done> writeReportFile(const QString &file, const QByteArray &report);

} // namespace ContactSheet
