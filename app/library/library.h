#pragma once

#include "library/librarypicture.h"
#include "storage/journalreader.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>

namespace ContactSheet {

class LibraryWorker;

/// Where a library and what belongs to it is; all paths are absolute.
struct LibraryPlaces
{
    QString folder = {};         ///< With the folders of presses.
    QString index = {};          ///< The file of the index; in memory where empty.
    QString fallbackFolder = {}; ///< unsavedPicturesFolder().
};

/// The places of this person.
[[nodiscard]] LibraryPlaces personalLibrary();

/// A press that did not end, and that no process goes on with.
struct UnendedPress
{
    QString journal = {}; ///< Its absolute path.
    ReadPress read = {};
};

/**
 * All pictures of a library, as the folders have them: searched, watched, moved to the trash and back.
 *
 * The folders are the truth. Their journals are read into an index on the disk, which is found out to be old,
 * damaged, somebody else's or of a later version, and is then built anew: deleting it loses nothing. A folder
 * of a press that is copied in appears, one that is removed disappears, a picture that another program
 * changed or deleted is shown as that.
 *
 * Nothing here waits: all work is done by a thread of the library's own, in small steps, so that searches are
 * answered while folders are read. Each command ends with the signal that it names, never inside the call.
 * Its destructor waits for the step that is under way. Lives in the thread that made it.
 */
class Library final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Library)

public:
    explicit Library(const LibraryPlaces &places, QObject *parent = nullptr);
    ~Library() override;

public slots:
    /**
     * Looks for what has changed, and then at the file of every picture: at the start, and whenever the
     * window comes to the front. Folders that appear or disappear in between are seen by themselves. Ends
     * with scanned() and then checked(), or where it is called again before that, with those of the last
     * call.
     */
    void scan();
    /// Ends with found().
    void find(const ContactSheet::LibrarySearch &search);
    /// Ends with unendedPressesFound(), which waits for the first scanned(), and begins a scan where none
    /// was.
    void findUnendedPresses();
    /// Moves the files of \a pictures to the trash of the system; ends with trashed().
    void moveToTrash(const QList<ContactSheet::LibraryPicture> &pictures);
    /// Brings those of \a pictures back that are in the trash; ends with restored().
    void restore(const QList<ContactSheet::LibraryPicture> &pictures);
    /// Brings back what moveToTrash() moved last; ends with restored() where there is anything.
    void undo();

signals:
    /// Every folder is in the index; files of pictures that another program changed are not found yet.
    void scanned(const ContactSheet::LibraryCounts &counts);
    /// Every file was looked at.
    void checked(const ContactSheet::LibraryCounts &counts);
    /// Pictures have appeared, disappeared or changed: what is shown should be looked for again.
    void picturesChanged();
    /// The index is built anew: no LibraryPlace holds any more.
    void rebuilt();
    void found(const ContactSheet::LibrarySearch &search, const ContactSheet::LibraryPage &page);
    /// The newest first; also of services that cost nothing.
    void unendedPressesFound(const QList<ContactSheet::UnendedPress> &presses);
    /// The files of \a pictures are in the trash; \a failures says why others are not.
    void trashed(const QList<ContactSheet::LibraryPicture> &pictures,
                 const QList<ContactSheet::Error> &failures);
    /// The files of \a pictures are back; \a failures says why others are not.
    void restored(const QList<ContactSheet::LibraryPicture> &pictures,
                  const QList<ContactSheet::Error> &failures);
    void canUndoChanged(bool canUndo);
    /// Something was wrong with the index or the folder, in words for the person; pictures are not lost by
    /// it.
    void failed(const ContactSheet::Error &error);

private:
    std::atomic_bool m_stops = false;
    QThread m_thread;
    LibraryWorker *m_worker; ///< Lives in m_thread, and is deleted when that ends.
};

} // namespace ContactSheet
