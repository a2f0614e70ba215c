#pragma once

#include "library/index/picturefilecheck.h"
#include "storage/journalreader.h"

#include <QHash>
#include <QList>
#include <QString>

namespace ContactSheet {

/// A picture of a press, as the index keeps it.
struct PictureRow
{
    RunId run = {};
    JobId job = {};
    int index = 1;
    QString prompt = {};
    QString model = {};
    JobState state = JobState::Waiting;
    QString error = {};
    KnownFile file = {};
    QSize size = {};
    PictureFormat format = PictureFormat::Png;

    friend bool operator==(const PictureRow &, const PictureRow &) = default;
};

/// The journal of a press, as the index keeps it.
struct PressRow
{
    QString folder = {};  ///< Relative to the library.
    QString journal = {}; ///< The name of its file.
    FileStamp stamp = {}; ///< The journal's, before it was read.
    qint64 started = 0;   ///< In milliseconds since 1970.
    QString listName = {};
    QString service = {};
    bool mayBeOpen = false; ///< It did not end, or answers are kept of it.
    QString problem = {};   ///< Why it cannot be read; it then has no pictures.
    QList<PictureRow> pictures = {};

    friend bool operator==(const PressRow &, const PressRow &) = default;
};

/// A folder with journals, and what is in it.
struct PressFolderRows
{
    QString folder = {}; ///< Relative to the library.
    qint64 time = 0;     ///< When a name in it was added or removed last; 0 where it must be looked at again.
    QList<PressRow> presses = {};

    friend bool operator==(const PressFolderRows &, const PressFolderRows &) = default;
};

/**
 * The pictures of \a read, in the order of its runs and their plans: of one that was tried again after the
 * end what came of it last, and behind each what its service sent beyond it. Nothing is said of their files
 * but what the journal tells. Pure.
 */
[[nodiscard]] QList<PictureRow> pictureRows(const ReadPress &read);

/// Whether a run of \a read has no end, or a picture of it has none. Pure.
[[nodiscard]] bool isPressOpen(const ReadPress &read);

/// Whether isPressOpen(), or an answer is kept in \a folder or \a fallbackFolder of which nothing was made.
/// Waits for the disk.
[[nodiscard]] bool isPressUnended(const ReadPress &read, const QString &folder,
                                  const QString &fallbackFolder);

/// The files of a folder that were known before, by their names.
using KnownFiles = QHash<QString, KnownFile>;

/**
 * Reads the journals in \a folder of \a library, and looks at the files that they name; \a known says which
 * of them need not be compared again. No bytes of pictures are read. Without a journal there are no presses.
 * Waits for the disk.
 */
[[nodiscard]] PressFolderRows readPressFolder(const QString &library, const QString &folder,
                                              const QString &fallbackFolder, const KnownFiles &known);

/// The absolute path of the file \a name of a journal in \a folder, itself absolute.
[[nodiscard]] QString pathOfFile(const QString &folder, const QString &name);

/// The journals of \a folder, by their names.
[[nodiscard]] QStringList journalNames(const QString &folder);

/// When a name in \a folder was added or removed last; 0 where that was just now, since another change may
/// bear the same time.
[[nodiscard]] qint64 timeOfFolder(const QString &folder);

} // namespace ContactSheet
