#pragma once

#include "library/index/picturefilecheck.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>

namespace ContactSheet {

/// A folder with journals as it was when it was read last.
struct KnownFolder
{
    qint64 time = 0; ///< PressFolderRows::time.
    QList<std::pair<QString, FileStamp>> journals = {};

    friend bool operator==(const KnownFolder &, const KnownFolder &) = default;
};

/// By their paths, relative to the library.
using KnownFolders = QHash<QString, KnownFolder>;

/// What has happened to the folders of a library; the paths are relative to it.
struct LibraryWalk
{
    QStringList toRead = {};         ///< New ones, and those that may have changed; the newest first.
    QStringList unchanged = {};      ///< The newest first.
    QStringList gone = {};           ///< Known, and not there any more.
    QStringList withoutJournal = {}; ///< In which folders of presses may appear; with the library itself, "".
    bool isWhole = true;             ///< False where it was stopped, or a folder could not be looked into.

    friend bool operator==(const LibraryWalk &, const LibraryWalk &) = default;
};

/**
 * Looks for folders with journals below \a library, DeepestFolder levels down, and tells which of them are no
 * longer as they are \a known. Links to folders are not followed, nothing below a folder with a journal is
 * looked at, and no file is read. Waits for the disk; ends early once \a stops.
 */
[[nodiscard]] LibraryWalk walkLibrary(const QString &library, const KnownFolders &known,
                                      const std::atomic_bool &stops);

constexpr int DeepestFolder = 4;

/// More than a library has; what is beyond is not looked at.
constexpr int MostFoldersWalked = 200'000;

} // namespace ContactSheet
