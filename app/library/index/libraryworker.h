#pragma once

#include "library/index/libraryindex.h"
#include "library/index/librarytrash.h"
#include "library/library.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <memory>

namespace ContactSheet {

/**
 * The part of Library that waits for the disk, in the library's thread; its slots and signals are those of
 * Library. Whatever takes long is done in steps of a slice of time each, between which other commands come.
 */
class LibraryWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LibraryWorker)

public:
    /// Once \a stops, no further step is made.
    LibraryWorker(const LibraryPlaces &places, const std::atomic_bool &stops);
    ~LibraryWorker() override;

public slots:
    void scan();
    void find(const ContactSheet::LibrarySearch &search);
    void findUnendedPresses();
    void moveToTrash(const QList<ContactSheet::LibraryPicture> &pictures);
    void restore(const QList<ContactSheet::LibraryPicture> &pictures);
    void undo();

signals:
    void scanned(const ContactSheet::LibraryCounts &counts);
    void checked(const ContactSheet::LibraryCounts &counts);
    void picturesChanged();
    void rebuilt();
    void found(const ContactSheet::LibrarySearch &search, const ContactSheet::LibraryPage &page);
    void unendedPressesFound(const QList<ContactSheet::UnendedPress> &presses);
    void trashed(const QList<ContactSheet::LibraryPicture> &pictures,
                 const QList<ContactSheet::Error> &failures);
    void restored(const QList<ContactSheet::LibraryPicture> &pictures,
                  const QList<ContactSheet::Error> &failures);
    void canUndoChanged(bool canUndo);
    void failed(const ContactSheet::Error &error);

private:
    [[nodiscard]] bool openIndex();
    void take(LibraryIndex::Opened opened);
    void rebuild(const Error &error);
    void beginScan();
    void postStep();
    void step();
    [[nodiscard]] Result<Done> stepOnce();
    [[nodiscard]] Result<Done> readFolder(const QString &folder);
    [[nodiscard]] Result<Done> checkFile(IndexedPicture picture);
    [[nodiscard]] Result<Done> tellScanned();
    [[nodiscard]] Result<Done> endScan();
    void tellUnended();
    void bringBack(const QList<TrashedPicture> &pictures);
    void commitTrash(Result<Done> updated);
    [[nodiscard]] Result<Done> updateFile(const TrashedPicture &trashed, bool isTrashed);
    [[nodiscard]] Result<std::optional<IndexedPicture>> indexed(const LibraryPicture &picture);
    void tellChanges();
    /// Watches the folders of \a walk; whether there are others among them than before.
    [[nodiscard]] bool watch(const LibraryWalk &walk);

    LibraryPlaces m_places;
    const std::atomic_bool &m_stops;
    std::unique_ptr<LibraryIndex> m_index;
    LibraryTrash m_trash;
    QFileSystemWatcher m_watcher;
    QTimer m_watchTimer;

    QStringList m_toRead;
    QStringList m_toCheck;
    QString m_checkedFolder;
    QList<IndexedPicture> m_checking; ///< Of m_checkedFolder.
    int m_rebuilds = 0;
    bool m_isBroken = false;   ///< There is no index, not even in memory.
    bool m_isScanning = false; ///< Until endScan().
    bool m_scansAgain = false; ///< As soon as all folders are read.
    bool m_looksAtAll = false; ///< Also at the files of folders that are as they were.
    bool m_isScannedTold = false;
    bool m_wasScanned = false; ///< Once at least.
    bool m_isUnendedWanted = false;
    bool m_isStepPosted = false;
    bool m_hasChanges = false; ///< That nobody was told of.
};

} // namespace ContactSheet
