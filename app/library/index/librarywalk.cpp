#include "library/index/librarywalk.h"

#include "library/index/libraryrows.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

bool isUnchanged(const QString &path, const KnownFolder &known)
{
    return known.time != 0 && timeOfFolder(path) == known.time
        && std::all_of(known.journals.begin(), known.journals.end(), [&path](const auto &journal) {
               return stampOf(path % u'/' % journal.first) == journal.second;
           });
}

class Walk
{
public:
    Walk(const QString &library, const KnownFolders &known, const std::atomic_bool &stops)
        : m_library(library)
        , m_known(known)
        , m_stops(stops)
    {}

    void lookInto(const QString &folder, int depth);
    [[nodiscard]] LibraryWalk result();

private:
    void lookAt(const QString &folder, int depth);

    const QString &m_library;
    const KnownFolders &m_known;
    const std::atomic_bool &m_stops;
    LibraryWalk m_walk = {};
    int m_count = 0;
};

void Walk::lookInto(const QString &folder, int depth)
{
    m_walk.withoutJournal.append(folder);
    const QDir dir(folder.isEmpty() ? m_library : QString(m_library % u'/' % folder));
    if (dir.exists() && !dir.isReadable()) {
        m_walk.isWhole = false;
        return;
    }
    // Their names begin with the time at which they were made.
    const QStringList names =
        dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name | QDir::Reversed);
    for (const QString &name : names) {
        if (m_stops || ++m_count > MostFoldersWalked) {
            m_walk.isWhole = false;
            return;
        }
        lookAt(folder.isEmpty() ? name : QString(folder % u'/' % name), depth);
    }
}

void Walk::lookAt(const QString &folder, int depth)
{
    const QString path = m_library % u'/' % folder;
    const auto known = m_known.constFind(folder);
    if (known != m_known.constEnd() && isUnchanged(path, *known))
        m_walk.unchanged.append(folder);
    else if (!journalNames(path).isEmpty())
        m_walk.toRead.append(folder);
    else if (depth < DeepestFolder)
        lookInto(folder, depth + 1);
}

LibraryWalk Walk::result()
{
    if (m_walk.isWhole) {
        const QSet<QString> there(m_walk.unchanged.begin(), m_walk.unchanged.end());
        const QSet<QString> read(m_walk.toRead.begin(), m_walk.toRead.end());
        for (auto known = m_known.keyBegin(); known != m_known.keyEnd(); ++known) {
            if (!there.contains(*known) && !read.contains(*known))
                m_walk.gone.append(*known);
        }
    }
    return std::move(m_walk);
}

} // namespace

LibraryWalk walkLibrary(const QString &library, const KnownFolders &known, const std::atomic_bool &stops)
{
    Walk walk(library, known, stops);
    walk.lookInto({}, 1);
    return walk.result();
}

} // namespace ContactSheet
