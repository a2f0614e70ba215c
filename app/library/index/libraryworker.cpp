#include "library/index/libraryworker.h"

#include "core/clock.h"
#include "storage/runjournal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Library)
};

/// How long a search waits at most for a step, save for one that reads a large journal or picture.
constexpr auto SliceTime = 50ms;

/// Much happens at once where a folder is copied.
constexpr auto WatchDelay = 500ms;

/// Some systems open a file for each folder that is watched.
constexpr qsizetype MostWatched = 200;

/// An index that breaks again in one session would break again on the disk.
constexpr int MostRebuilds = 1;

/// Whether a press in \a folder goes on: its journal changes all the time, and is read at its end.
bool isWrittenOn(const QString &folder)
{
    return !QDir(folder).entryList({u"run*.jsonl.lock"_s}, QDir::Files | QDir::Hidden).isEmpty();
}

} // namespace

LibraryWorker::LibraryWorker(const LibraryPlaces &places, const std::atomic_bool &stops)
    : m_places(places)
    , m_stops(stops)
    , m_watcher(this)
    , m_watchTimer(this) // Children, so that they move to the worker's thread along with it.
{
    m_watchTimer.setSingleShot(true);
    m_watchTimer.setInterval(WatchDelay);
    connect(&m_watchTimer, &QTimer::timeout, this, &LibraryWorker::beginScan);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this](const QString &folder) {
        if (!m_watchTimer.isActive() && !isWrittenOn(folder))
            m_watchTimer.start();
    });
}

LibraryWorker::~LibraryWorker() = default;

bool LibraryWorker::openIndex()
{
    if (!m_index && !m_isBroken)
        take(LibraryIndex::open(m_places.index, m_places.folder));
    return m_index != nullptr;
}

void LibraryWorker::take(LibraryIndex::Opened opened)
{
    m_index = std::move(opened.index);
    m_isBroken = !m_index;
    if (opened.problem)
        emit failed(*opened.problem);
}

void LibraryWorker::rebuild(const Error &error)
{
    m_toRead.clear();
    m_toCheck.clear();
    m_checking.clear();
    m_isScanning = false;
    const bool wasInMemory = m_index->isInMemory();
    emit failed(
        {.kind = Error::Kind::Disk,
         .message = Texts::tr("The index of the library could not be used any more, and is built anew "
                              "from the folders; no picture is lost."),
         .detail = error.detail});
    if (wasInMemory) {
        m_index.reset();
        m_isBroken = true;
    } else {
        take(LibraryIndex::rebuild(std::move(m_index), ++m_rebuilds > MostRebuilds));
    }
    emit rebuilt();
    scan();
}

void LibraryWorker::scan()
{
    m_looksAtAll = true;
    beginScan();
}

void LibraryWorker::beginScan()
{
    if (m_isScanning && !m_isScannedTold) {
        m_scansAgain = true;
        return;
    }
    if (!openIndex()) {
        emit scanned({});
        emit checked({});
        if (std::exchange(m_isUnendedWanted, false))
            emit unendedPressesFound({});
        return;
    }
    const QFileInfo folder(m_places.folder);
    if (folder.exists() && !folder.isReadable()) {
        emit failed(
            {.kind = Error::Kind::Disk,
             .message = Texts::tr("The folder “%1” cannot be looked into. Allow it, or choose another "
                                  "one for the pictures.")
                            .arg(QDir::toNativeSeparators(m_places.folder))});
    }
    m_isScanning = true;
    m_isScannedTold = false;
    m_scansAgain = false;
    m_trash.writeMarks();
    const KnownFolders known = m_index->folders();
    LibraryWalk walk = walkLibrary(m_places.folder, known, m_stops);
    if (watch(walk)) // What was made before that is seen only now.
        walk = walkLibrary(m_places.folder, known, m_stops);
    m_toRead = walk.toRead;
    if (std::exchange(m_looksAtAll, false))
        m_toCheck = walk.unchanged;
    else if (!m_checking.isEmpty())
        m_toCheck.prepend(m_checkedFolder);
    m_checking.clear();
    for (const QString &gone : walk.gone) {
        if (const Result<Done> removed = m_index->remove(gone); !removed) {
            rebuild(removed.error());
            return;
        }
        m_hasChanges = true;
    }
    postStep();
}

void LibraryWorker::postStep()
{
    if (!std::exchange(m_isStepPosted, true))
        QMetaObject::invokeMethod(this, &LibraryWorker::step, Qt::QueuedConnection);
}

void LibraryWorker::step()
{
    m_isStepPosted = false;
    const Clock::time_point end = Clock::now() + SliceTime;
    while (m_isScanning && !m_stops && Clock::now() < end) {
        if (const Result<Done> done = stepOnce(); !done) {
            rebuild(done.error());
            return;
        }
    }
    if (!m_index)
        return;
    if (const Result<Done> committed = m_index->commit(); !committed) {
        rebuild(committed.error());
        return;
    }
    tellChanges();
    if (m_isScanning && !m_stops)
        postStep();
}

Result<Done> LibraryWorker::stepOnce()
{
    if (!m_toRead.isEmpty())
        return readFolder(m_toRead.takeFirst());
    if (!m_isScannedTold)
        return tellScanned();
    if (!m_checking.isEmpty())
        return checkFile(m_checking.takeFirst());
    if (m_toCheck.isEmpty())
        return endScan();
    m_checkedFolder = m_toCheck.takeFirst();
    Result<QList<IndexedPicture>> pictures = m_index->pictures(m_checkedFolder);
    if (!pictures)
        return pictures.error();
    m_checking = std::move(pictures).value();
    return Done{};
}

Result<Done> LibraryWorker::readFolder(const QString &folder)
{
    const Result<KnownFiles> known = m_index->files(folder);
    if (!known)
        return known.error();
    m_hasChanges = true;
    m_toCheck.append(folder);
    return m_index->put(readPressFolder(m_places.folder, folder, m_places.fallbackFolder, known.value()));
}

Result<Done> LibraryWorker::checkFile(IndexedPicture picture)
{
    KnownFile &file = picture.row.file;
    if (file.name.isEmpty())
        return Done{};
    const QString path = pathOfFile(picture.folder, file.name);
    FileLook look = lookAtFile(file, stampOf(path));
    if (look.mustCompareBytes)
        look = compareBytes(file, path);
    if (look.state == file.state && look.seen == file.seen)
        return Done{};
    m_hasChanges = m_hasChanges || look.state != file.state;
    file.state = look.state;
    file.seen = look.seen;
    return m_index->update(picture);
}

Result<Done> LibraryWorker::tellScanned()
{
    if (Result<Done> committed = m_index->commit(); !committed)
        return committed;
    const Result<LibraryCounts> counts = m_index->counts();
    if (!counts)
        return counts.error();
    m_isScannedTold = true;
    m_wasScanned = true;
    tellChanges();
    emit scanned(counts.value());
    if (std::exchange(m_isUnendedWanted, false))
        tellUnended();
    if (m_scansAgain)
        beginScan();
    return Done{};
}

Result<Done> LibraryWorker::endScan()
{
    if (Result<Done> committed = m_index->commit(); !committed)
        return committed;
    m_isScanning = false;
    const Result<LibraryCounts> counts = m_index->counts();
    if (!counts)
        return counts.error();
    tellChanges();
    emit checked(counts.value());
    return Done{};
}

void LibraryWorker::tellChanges()
{
    if (std::exchange(m_hasChanges, false))
        emit picturesChanged();
}

bool LibraryWorker::watch(const LibraryWalk &walk)
{
    QSet<QString> wanted;
    for (const QStringList &folders : {walk.withoutJournal, walk.toRead, walk.unchanged}) {
        for (const QString &folder : folders) {
            if (wanted.size() < MostWatched)
                wanted.insert(folder.isEmpty() ? m_places.folder : QString(m_places.folder % u'/' % folder));
        }
    }
    const QStringList watched = m_watcher.directories();
    const QSet<QString> before(watched.begin(), watched.end());
    const QSet<QString> added = wanted - before;
    const QSet<QString> removed = before - wanted;
    // Qt warns of nothing to do.
    if (!added.isEmpty())
        m_watcher.addPaths(added.values());
    if (!removed.isEmpty())
        m_watcher.removePaths(removed.values());
    return !added.isEmpty();
}

void LibraryWorker::find(const LibrarySearch &search)
{
    if (!openIndex()) {
        emit found(search, {});
        return;
    }
    const Result<LibraryPage> page = m_index->find(search);
    if (!page)
        rebuild(page.error());
    emit found(search, page ? page.value() : LibraryPage());
}

void LibraryWorker::findUnendedPresses()
{
    if (m_wasScanned && m_index) {
        tellUnended();
        return;
    }
    m_isUnendedWanted = true;
    if (!m_isScanning)
        scan();
}

void LibraryWorker::tellUnended()
{
    QList<UnendedPress> presses;
    for (const QString &journal : m_index->openJournals()) {
        if (m_stops)
            return;
        if (isJournalHeld(journal))
            continue;
        const Result<ReadPress> read = readJournalFile(journal, m_places.fallbackFolder);
        if (read && isPressUnended(read.value(), QFileInfo(journal).path(), m_places.fallbackFolder))
            presses.append({journal, read.value()});
    }
    emit unendedPressesFound(presses);
}

void LibraryWorker::moveToTrash(const QList<LibraryPicture> &pictures)
{
    const bool couldUndo = m_trash.canUndo();
    const LibraryTrash::Outcome outcome = m_trash.move(pictures);
    QList<LibraryPicture> moved;
    Result<Done> updated = Done{};
    for (const TrashedPicture &picture : outcome.pictures) {
        moved.append(picture.picture);
        if (updated)
            updated = updateFile(picture, true);
    }
    commitTrash(updated);
    if (m_trash.canUndo() != couldUndo)
        emit canUndoChanged(!couldUndo);
    emit trashed(moved, outcome.failures);
}

void LibraryWorker::restore(const QList<LibraryPicture> &pictures)
{
    QList<TrashedPicture> inTrash;
    for (const LibraryPicture &picture : pictures) {
        const Result<std::optional<IndexedPicture>> known = indexed(picture);
        if (known && known.value() && known.value()->row.file.state == PictureFileState::Trashed)
            inTrash.append({picture, {.file = picture.file, .inTrash = known.value()->row.file.inTrash}});
    }
    bringBack(inTrash);
}

void LibraryWorker::undo()
{
    if (m_trash.canUndo())
        bringBack(m_trash.takeLastStep());
}

void LibraryWorker::bringBack(const QList<TrashedPicture> &pictures)
{
    const LibraryTrash::Outcome outcome = m_trash.bringBack(pictures);
    QList<LibraryPicture> back;
    Result<Done> updated = Done{};
    for (const TrashedPicture &picture : outcome.pictures) {
        back.append(picture.picture);
        if (updated)
            updated = updateFile(picture, false);
    }
    commitTrash(updated);
    emit canUndoChanged(m_trash.canUndo());
    emit restored(back, outcome.failures);
}

void LibraryWorker::commitTrash(Result<Done> updated)
{
    if (updated && m_index)
        updated = m_index->commit(); // At once: where a file is in the trash stands nowhere else.
    if (!updated)
        rebuild(updated.error());
    tellChanges();
}

Result<Done> LibraryWorker::updateFile(const TrashedPicture &trashed, bool isTrashed)
{
    Result<std::optional<IndexedPicture>> known = indexed(trashed.picture);
    if (!known)
        return known.error();
    if (!known.value())
        return Done{}; // It is being read, or the window is older than the index.
    IndexedPicture picture = *known.value();
    KnownFile &file = picture.row.file;
    file.isMarkedTrashed = isTrashed;
    file.inTrash = isTrashed ? trashed.file.inTrash : QString();
    const FileLook look = compareBytes(file, trashed.picture.file);
    file.state = look.state;
    file.seen = look.seen;
    m_hasChanges = true;
    // What stands there is older than this.
    if (!m_checking.isEmpty() && m_checking.constFirst().folder == picture.folder) {
        m_checking.clear();
        m_toCheck.prepend(m_checkedFolder);
    }
    return m_index->update(picture);
}

Result<std::optional<IndexedPicture>> LibraryWorker::indexed(const LibraryPicture &picture)
{
    if (!openIndex())
        return std::optional<IndexedPicture>();
    return m_index->picture(picture.journal, picture.job, nameInJournal(picture));
}

} // namespace ContactSheet
