#pragma once

#include "core/result.h"
#include "library/index/libraryrows.h"
#include "library/index/librarywalk.h"
#include "library/librarypicture.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>

class QLockFile;

namespace ContactSheet {

class IndexDatabase;

/// A picture of the index with what is needed to go on with it.
struct IndexedPicture
{
    LibraryPlace place = {};
    QString folder = {}; ///< That of its press; absolute.
    PictureRow row = {};
};

/**
 * The index of a library: what the journals in its folders say, ordered and searchable, in an SQLite file.
 *
 * It is derived from the folders and holds nothing that cannot be found out again, but where in the trash a
 * file is: it can be deleted at any time. Every row bears a checksum, and is never handed out where it does
 * not match. All functions wait for the disk; one that fails (Error::Kind::Disk) leaves an index that is of
 * no further use: it is to be discarded and built anew. Used by one thread, the one that opened it.
 */
class LibraryIndex final
{
    Q_DISABLE_COPY_MOVE(LibraryIndex)

public:
    ~LibraryIndex();

    /// An open index, and what is to be said of how it was opened.
    struct Opened
    {
        std::unique_ptr<LibraryIndex> index; ///< Null only where SQLite itself is missing.
        std::optional<Error> problem;
    };

    /**
     * Opens the index of \a library in the file \a path, or makes it; where \a path is empty, in memory.
     *
     * What is no index, a damaged one, and one of a later version are put aside; one of another library or
     * an earlier version is made anew. Where none can be kept at \a path, or another process keeps it, it is
     * in memory.
     */
    [[nodiscard]] static Opened open(const QString &path, const QString &library);

    /// Closes \a index and opens a new, empty one in its place: in memory where \a isLast. What another
    /// program has put there meanwhile is deleted.
    [[nodiscard]] static Opened rebuild(std::unique_ptr<LibraryIndex> index, bool isLast);

    /// Whether it ends with the program.
    [[nodiscard]] bool isInMemory() const { return m_path.isEmpty(); }

    /// What the index was read from.
    [[nodiscard]] KnownFolders folders() const;
    /// The files of the pictures in \a folder, as they were known last.
    [[nodiscard]] Result<KnownFiles> files(const QString &folder);

    /// Puts \a folder in the place of what was known of it.
    [[nodiscard]] Result<Done> put(const PressFolderRows &folder);
    [[nodiscard]] Result<Done> remove(const QString &folder);
    /// Everything since the last one becomes visible to the next start at once, or not at all.
    [[nodiscard]] Result<Done> commit();

    /// The pictures of the presses in \a folder; it fails where one is lacking.
    [[nodiscard]] Result<QList<IndexedPicture>> pictures(const QString &folder);
    /// The picture of \a job whose file the \a journal, an absolute path, calls \a file; or nothing.
    [[nodiscard]] Result<std::optional<IndexedPicture>> picture(const QString &journal, JobId job,
                                                                const QString &file);
    /// Writes down what was found out of the file of \a picture.
    [[nodiscard]] Result<Done> update(const IndexedPicture &picture);

    [[nodiscard]] Result<LibraryPage> find(const LibrarySearch &search);
    [[nodiscard]] Result<LibraryCounts> counts();
    /// The journals, by their absolute paths, of presses that may not have ended; the newest first.
    [[nodiscard]] QStringList openJournals() const;

private:
    /// A press without its pictures, of which this has the number.
    struct KeptPress
    {
        PressRow row = {};
        qint64 folderTime = 0;
        int pictures = 0;
    };

    LibraryIndex();

    [[nodiscard]] Result<Done> load();
    [[nodiscard]] Result<Done> putPress(qint64 id, const PressFolderRows &folder, const PressRow &press);
    [[nodiscard]] Result<Done> removePress(qint64 id);
    [[nodiscard]] Result<QList<IndexedPicture>> picturesOf(qint64 press);
    [[nodiscard]] LibraryPicture shown(const IndexedPicture &picture) const;
    [[nodiscard]] QList<qint64> pressesIn(const QString &folder) const;
    [[nodiscard]] QString folderOf(const KeptPress &press) const;

    QString m_path;
    QString m_library;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<IndexDatabase> m_database;
    QHash<qint64, KeptPress> m_presses;
    QHash<QString, QList<qint64>> m_folders; ///< The presses of each.
    qint64 m_lastPress = 0;
};

} // namespace ContactSheet
