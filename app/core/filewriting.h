#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace ContactSheet {

/**
 * Writes \a bytes into a new file of \a folder and returns its name: \a name with \a extension, or
 * \a name_2, \a name_3, … from \a firstNumber on, whichever is free first. No file is ever overwritten,
 * whoever else writes.
 *
 * On success file and folder have reached the disk: neither kill -9 nor a power cut takes the file
 * away, and under its final name it is whole at every moment. On failure nothing is left behind
 * (Error::Kind::Disk). Any thread; waits for the disk.
 *
 * QSaveFile is no substitute: it overwrites, commits short files on a full disk, and does not sync the
 * folder (measured with Qt 6.4.2 and 6.8.2).
 */
[[nodiscard]] Result<QString> writeNewFile(const QString &folder, const QString &name,
                                           const QString &extension, const QByteArray &bytes,
                                           int firstNumber = 1);

/**
 * Gives the file \a path, which somebody has written, a second name in \a folder, by the rules and with the
 * promises of writeNewFile(), and the rights of any new file. On failure it has no other name than before
 * (Error::Kind::Disk): so with file systems that know no second names, and between two of them.
 */
[[nodiscard]] Result<QString> nameSyncedFile(const QString &path, const QString &folder, const QString &name,
                                             const QString &extension, int firstNumber = 1);

/**
 * Writes \a bytes into the new file \a path, which its owner alone may read: it outlives the program, but not
 * a power cut. On failure nothing is left behind (Error::Kind::Disk). Any thread; does not wait for the disk.
 */
[[nodiscard]] Result<Done> writePrivateFile(const QString &path, const QByteArray &bytes);

/// Writes \a bytes to \a path in place of what stood there: the old file or the new one, never a mixture.
[[nodiscard]] Result<Done> replaceFile(const QString &path, const QByteArray &bytes);

/// Gives the file \a from the path \a to, also on another disk; fails where something stands there already,
/// and the file then keeps its place. Any thread; waits for the disk.
[[nodiscard]] Result<Done> moveFile(const QString &from, const QString &to);

/// Makes \a folder where it is missing, and proves that files can be written into it by writing one.
[[nodiscard]] Result<Done> ensureWritableFolder(const QString &folder);

/// Makes \a folder where it is missing, and sees to it that this user alone can look into it; folders above
/// it are made as usual. False where that fails.
[[nodiscard]] bool ensurePrivateFolder(const QString &folder);

/// Sees to it that new names in \a folder survive a power cut. Does nothing where the system has no such
/// call.
void syncFolder(const QString &folder);

/// Sees to it that what was written to the open file \a handle survives a power cut.
[[nodiscard]] bool syncFile(int handle);

/// Whether the open file \a handle has lost its last name: whatever is written to it goes with the program.
[[nodiscard]] bool isDeletedFile(int handle);

/// Sees to it that the file \a path, which somebody has written, and its name survive a power cut.
[[nodiscard]] bool syncWrittenFile(const QString &path);

/// Reads the whole of \a path, of at most \a largest bytes.
[[nodiscard]] Result<QByteArray> readFile(const QString &path, qint64 largest);

} // namespace ContactSheet
