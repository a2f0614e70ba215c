#include "library/library.h"

#include "library/index/libraryworker.h"
#include "storage/pressfolder.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

LibraryPlaces personalLibrary()
{
    return {.folder = libraryFolder(),
            .index = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u"/library.sqlite"_s,
            .fallbackFolder = unsavedPicturesFolder()};
}

Library::Library(const LibraryPlaces &places, QObject *parent)
    : QObject(parent)
    , m_worker(new LibraryWorker(places, m_stops))
{
    m_thread.setObjectName(u"library"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &LibraryWorker::scanned, this, &Library::scanned);
    connect(m_worker, &LibraryWorker::checked, this, &Library::checked);
    connect(m_worker, &LibraryWorker::picturesChanged, this, &Library::picturesChanged);
    connect(m_worker, &LibraryWorker::rebuilt, this, &Library::rebuilt);
    connect(m_worker, &LibraryWorker::found, this, &Library::found);
    connect(m_worker, &LibraryWorker::unendedPressesFound, this, &Library::unendedPressesFound);
    connect(m_worker, &LibraryWorker::trashed, this, &Library::trashed);
    connect(m_worker, &LibraryWorker::restored, this, &Library::restored);
    connect(m_worker, &LibraryWorker::canUndoChanged, this, &Library::canUndoChanged);
    connect(m_worker, &LibraryWorker::failed, this, &Library::failed);
    m_thread.start(QThread::LowPriority);
}

Library::~Library()
{
    m_stops = true;
    m_thread.quit();
    m_thread.wait();
}

void Library::scan()
{
    QMetaObject::invokeMethod(m_worker, &LibraryWorker::scan);
}

void Library::find(const LibrarySearch &search)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, search] { worker->find(search); });
}

void Library::findUnendedPresses()
{
    QMetaObject::invokeMethod(m_worker, &LibraryWorker::findUnendedPresses);
}

void Library::moveToTrash(const QList<LibraryPicture> &pictures)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, pictures] { worker->moveToTrash(pictures); });
}

void Library::restore(const QList<LibraryPicture> &pictures)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, pictures] { worker->restore(pictures); });
}

void Library::undo()
{
    QMetaObject::invokeMethod(m_worker, &LibraryWorker::undo);
}

} // namespace ContactSheet
