#include "library/index/libraryindex.h"

#include "library/index/indexdatabase.h"
#include "library/index/indexrows.h"
#include "library/index/indexsearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlQuery>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(LibraryIndex)
};

Error indexError(const QString &message, const QString &detail)
{
    return {.kind = Error::Kind::Disk, .message = message, .detail = detail};
}

Error damaged()
{
    return indexError(Texts::tr("The index of the library is damaged."), u"checksum"_s);
}

Error cannotKeep(const QString &path, const QString &detail)
{
    return indexError(Texts::tr("The index of the library cannot be kept as “%1”. It is built anew at each "
                                "start until that can be written.")
                          .arg(QDir::toNativeSeparators(path)),
                      detail);
}

/// What is put aside is the file alone: what SQLite keeps beside it means nothing without it.
QString asideOf(const QString &path)
{
    return path % u".unreadable"_s;
}

/// Takes away what is at \a path; false where that is impossible.
bool clear(const QString &path, bool putsAside)
{
    for (const QString &ending : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path % ending);
    if (putsAside) {
        QFile::remove(asideOf(path));
        return QFile::rename(path, asideOf(path));
    }
    return QFile::remove(path) || !QFileInfo::exists(path);
}

std::optional<Error> problemOf(const QString &path, const DatabaseRefusal &refusal)
{
    const QString aside = QDir::toNativeSeparators(asideOf(path));
    switch (refusal.reason) {
    case DatabaseRefusal::Reason::Later:
        return indexError(Texts::tr("The index of the library is of a later version of Contact Sheet. It was "
                                    "put aside as “%1”, and is built anew from the folders.")
                              .arg(aside),
                          refusal.detail);
    case DatabaseRefusal::Reason::Damaged:
        return indexError(Texts::tr("The index of the library could not be read. It was put aside as “%1”, "
                                    "and is built anew from the folders; no picture is lost.")
                              .arg(aside),
                          refusal.detail);
    case DatabaseRefusal::Reason::Outdated:
    case DatabaseRefusal::Reason::Blocked:
        break;
    }
    return std::nullopt;
}

/// The lock of the index \a path; null where another process that is alive holds it.
std::unique_ptr<QLockFile> takeLock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path % u".lock"_s);
    lock->setStaleLockTime(0); // A window may stay open for weeks; its lock ends with its process.
    // A disk that takes no lock keeps nobody out.
    if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError)
        return lock;
    return nullptr;
}

QString placeholders(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

} // namespace

LibraryIndex::LibraryIndex() = default;
LibraryIndex::~LibraryIndex() = default;

LibraryIndex::Opened LibraryIndex::open(const QString &path, const QString &library)
{
    if (!IndexDatabase::isAvailable()) {
        return {nullptr,
                indexError(Texts::tr("The library cannot be searched, since Qt's driver for SQLite is not "
                                     "installed. On Debian and Ubuntu its package is libqt6sql6-sqlite."),
                           {})};
    }
    std::unique_ptr<LibraryIndex> index(new LibraryIndex);
    index->m_library = library;
    std::optional<Error> problem;
    DatabaseRefusal refusal;
    if (!path.isEmpty()) {
        QDir().mkpath(QFileInfo(path).absolutePath()); // Where that fails, opening says why.
        index->m_lock = takeLock(path);
        if (!index->m_lock) {
            problem = indexError(Texts::tr("Another window keeps the index of the library. This one builds "
                                           "its own, and forgets it at its end."),
                                 path);
        }
    }
    for (bool isSecond = false; index->m_lock; isSecond = true) {
        index->m_database = IndexDatabase::open(path, library, refusal);
        if (index->m_database) {
            const Result<Done> loaded = index->load();
            if (loaded) {
                index->m_path = path;
                return {std::move(index), problem};
            }
            index->m_database.reset();
            refusal = {.reason = DatabaseRefusal::Reason::Damaged, .detail = loaded.error().detail};
        }
        const bool isOutdated = refusal.reason == DatabaseRefusal::Reason::Outdated;
        if (isSecond || refusal.reason == DatabaseRefusal::Reason::Blocked || !clear(path, !isOutdated)) {
            problem = cannotKeep(path, refusal.detail);
            index->m_lock.reset();
        } else {
            problem = problemOf(path, refusal);
        }
    }
    index->m_database = IndexDatabase::open({}, library, refusal);
    if (!index->m_database)
        return {nullptr, cannotKeep(path, refusal.detail)};
    return {std::move(index), problem};
}

LibraryIndex::Opened LibraryIndex::rebuild(std::unique_ptr<LibraryIndex> index, bool isLast)
{
    const QString path = index->m_path;
    const QString library = index->m_library;
    index->m_database.reset();
    if (!path.isEmpty())
        clear(path, false);
    index.reset();
    return open(isLast ? QString() : path, library);
}

Result<Done> LibraryIndex::load()
{
    m_presses.clear();
    m_folders.clear();
    bool isWhole = true;
    const Result<Done> asked =
        m_database->select(u"SELECT * FROM press"_s, {}, [this, &isWhole](const QSqlQuery &query) {
            const std::optional<ReadPressRow> press = pressFrom(query);
            isWhole = isWhole && press;
            if (!isWhole)
                return false;
            m_presses.insert(press->id, {press->row, press->folderTime, press->pictures});
            m_folders[press->row.folder].append(press->id);
            m_lastPress = std::max(m_lastPress, press->id);
            return true;
        });
    if (!asked)
        return asked;
    qint64 missing = 0;
    for (const KeptPress &press : std::as_const(m_presses))
        missing += press.pictures;
    Result<Done> counted =
        m_database->select(u"SELECT COUNT(*) FROM picture"_s, {}, [&missing](const QSqlQuery &query) {
            missing -= query.value(0).toLongLong();
            return false;
        });
    if (!counted)
        return counted;
    return isWhole && missing == 0 ? Result<Done>(Done{}) : Result<Done>(damaged());
}

KnownFolders LibraryIndex::folders() const
{
    KnownFolders folders;
    for (auto folder = m_folders.begin(); folder != m_folders.end(); ++folder) {
        KnownFolder &known = folders[folder.key()];
        for (const qint64 id : folder.value()) {
            const KeptPress &press = *m_presses.constFind(id);
            known.time = press.folderTime;
            known.journals.append({press.row.journal, press.row.stamp});
        }
    }
    return folders;
}

Result<KnownFiles> LibraryIndex::files(const QString &folder)
{
    KnownFiles files;
    for (const qint64 id : pressesIn(folder)) {
        const Result<QList<IndexedPicture>> pictures = picturesOf(id);
        if (!pictures)
            return pictures.error();
        for (const IndexedPicture &picture : pictures.value()) {
            if (!picture.row.file.name.isEmpty())
                files.insert(picture.row.file.name, picture.row.file);
        }
    }
    return files;
}

Result<Done> LibraryIndex::put(const PressFolderRows &folder)
{
    QHash<QString, qint64> before;
    for (const qint64 id : pressesIn(folder.folder))
        before.insert(m_presses.value(id).row.journal, id);
    for (const PressRow &press : folder.presses) {
        // A press keeps its number, so that places hold.
        qint64 id = before.take(press.journal);
        if (id == 0)
            id = ++m_lastPress;
        else if (Result<Done> removed = removePress(id); !removed)
            return removed;
        if (Result<Done> written = putPress(id, folder, press); !written)
            return written;
    }
    for (const qint64 id : std::as_const(before)) {
        if (Result<Done> removed = removePress(id); !removed)
            return removed;
    }
    return Done{};
}

Result<Done> LibraryIndex::putPress(qint64 id, const PressFolderRows &folder, const PressRow &press)
{
    const QVariantList columns = columnsOf(id, folder.time, press);
    Result<Done> written =
        m_database->run(u"INSERT INTO press VALUES (%1)"_s.arg(placeholders(columns.size())), columns);
    LibraryPlace place{.age = -press.started, .press = id};
    for (const PictureRow &row : press.pictures) {
        if (!written)
            return written;
        const QVariantList values = columnsOf(place, row);
        static const QString Insert = u"INSERT INTO picture VALUES (%1)"_s.arg(placeholders(values.size()));
        written = m_database->run(Insert, values);
        ++place.row;
    }
    KeptPress kept{press, folder.time, int(press.pictures.size())};
    kept.row.pictures.clear();
    m_presses.insert(id, kept);
    m_folders[folder.folder].append(id);
    return written;
}

Result<Done> LibraryIndex::removePress(qint64 id)
{
    const KeptPress press = m_presses.take(id);
    const auto folder = m_folders.find(press.row.folder);
    if (folder != m_folders.end()) {
        folder->removeOne(id);
        if (folder->isEmpty())
            m_folders.erase(folder);
    }
    Result<Done> removed =
        m_database->run(u"DELETE FROM picture WHERE age = ? AND press = ?"_s, {-press.row.started, id});
    if (!removed)
        return removed;
    return m_database->run(u"DELETE FROM press WHERE id = ?"_s, {id});
}

Result<Done> LibraryIndex::remove(const QString &folder)
{
    for (const qint64 id : pressesIn(folder)) {
        if (Result<Done> removed = removePress(id); !removed)
            return removed;
    }
    return Done{};
}

Result<Done> LibraryIndex::commit()
{
    return m_database->commit();
}

Result<QList<IndexedPicture>> LibraryIndex::picturesOf(qint64 press)
{
    const KeptPress &kept = *m_presses.constFind(press);
    QList<IndexedPicture> pictures;
    bool isWhole = true;
    const QString folder = folderOf(kept);
    const Result<Done> asked = m_database->select(
        u"SELECT * FROM picture WHERE age = ? AND press = ? ORDER BY place"_s, {-kept.row.started, press},
        [&pictures, &isWhole, &folder](const QSqlQuery &query) {
            std::optional<IndexedPicture> picture = pictureFrom(query);
            isWhole = isWhole && picture;
            if (!isWhole)
                return false;
            picture->folder = folder;
            pictures.append(*picture);
            return true;
        });
    if (!asked)
        return asked.error();
    if (!isWhole || pictures.size() != kept.pictures)
        return damaged();
    return pictures;
}

Result<QList<IndexedPicture>> LibraryIndex::pictures(const QString &folder)
{
    QList<IndexedPicture> pictures;
    for (const qint64 id : pressesIn(folder)) {
        const Result<QList<IndexedPicture>> some = picturesOf(id);
        if (!some)
            return some;
        pictures += some.value();
    }
    return pictures;
}

Result<std::optional<IndexedPicture>> LibraryIndex::picture(const QString &journal, JobId job,
                                                            const QString &file)
{
    const QFileInfo info(journal);
    const QString folder = QDir(m_library).relativeFilePath(info.absolutePath());
    std::optional<IndexedPicture> found;
    for (const qint64 id : pressesIn(folder)) {
        const KeptPress &press = *m_presses.constFind(id);
        if (press.row.journal != info.fileName())
            continue;
        bool isWhole = true;
        const Result<Done> asked =
            m_database->select(u"SELECT * FROM picture WHERE age = ? AND press = ? AND job = ?"_s,
                               {-press.row.started, id, qint64(job)}, [&](const QSqlQuery &query) {
                                   std::optional<IndexedPicture> picture = pictureFrom(query);
                                   isWhole = isWhole && picture;
                                   if (isWhole && picture->row.file.name == file)
                                       found = picture;
                                   return isWhole;
                               });
        if (!asked || !isWhole)
            return asked ? damaged() : asked.error();
        if (found)
            found->folder = folderOf(press);
    }
    return found;
}

Result<Done> LibraryIndex::update(const IndexedPicture &picture)
{
    const QVariantList columns = columnsOf(picture.place, picture.row);
    return m_database->run(
        u"UPDATE picture SET is_marked = ?, file_state = ?, seen_bytes = ?, seen_time = ?, "
        "in_trash = ?, checksum = ? WHERE age = ? AND press = ? AND place = ?"_s,
        columns.sliced(columns.size() - 6)
            + QVariantList{picture.place.age, picture.place.press, qint64(picture.place.row)});
}

Result<LibraryPage> LibraryIndex::find(const LibrarySearch &search)
{
    LibraryPage page;
    QList<qint64> presses;
    for (auto press = m_presses.begin(); press != m_presses.end(); ++press) {
        if (press->row.service == search.service)
            presses.append(press.key());
    }
    const SearchConditions conditions = conditionsOf(search, presses);
    if (!search.after) {
        const Result<Done> counted =
            m_database->select(u"SELECT COUNT(*) FROM picture WHERE "_s % conditions.text, conditions.values,
                               [&page](const QSqlQuery &query) {
                                   page.count = query.value(0).toInt();
                                   return false;
                               });
        if (!counted)
            return counted.error();
    }
    const int most = std::max(search.most, 1);
    bool isWhole = true;
    const Result<Done> asked = m_database->select(
        // One more than asked for tells whether there is another page.
        u"SELECT * FROM picture WHERE %1 ORDER BY age, press, place LIMIT %2"_s.arg(conditions.text)
            .arg(qint64(most) + 1),
        conditions.values, [this, &page, &isWhole](const QSqlQuery &query) {
            std::optional<IndexedPicture> picture = pictureFrom(query);
            isWhole = isWhole && picture && m_presses.contains(picture->place.press);
            if (isWhole)
                page.pictures.append(shown(*picture));
            return isWhole;
        });
    if (!asked || !isWhole)
        return asked ? damaged() : asked.error();
    if (page.pictures.size() > most) {
        page.pictures.removeLast();
        page.next = page.pictures.constLast().place;
    }
    return page;
}

LibraryPicture LibraryIndex::shown(const IndexedPicture &picture) const
{
    const KeptPress &press = *m_presses.constFind(picture.place.press);
    const QString folder = folderOf(press);
    const PictureRow &row = picture.row;
    return {.place = picture.place,
            .journal = folder % u'/' % press.row.journal,
            .listName = press.row.listName,
            .service = press.row.service,
            .started = QDateTime::fromMSecsSinceEpoch(press.row.started, Qt::UTC),
            .run = row.run,
            .job = row.job,
            .index = row.index,
            .prompt = row.prompt,
            .model = row.model,
            .state = row.state,
            .error = row.error,
            .file = row.file.name.isEmpty() ? QString() : pathOfFile(folder, row.file.name),
            .fileState = row.file.state,
            .bytes = row.file.bytes,
            .size = row.size,
            .format = row.format,
            .blake2b = row.file.blake2b};
}

Result<LibraryCounts> LibraryIndex::counts()
{
    LibraryCounts counts{.presses = int(m_presses.size())};
    for (const KeptPress &press : std::as_const(m_presses)) {
        if (!press.row.problem.isEmpty())
            counts.unreadable.append(press.row.problem);
    }
    counts.unreadable.sort();
    const Result<Done> asked =
        m_database->select(u"SELECT file_state, COUNT(*) FROM picture GROUP BY file_state"_s, {},
                           [&counts](const QSqlQuery &query) {
                               const int count = query.value(1).toInt();
                               const auto state = PictureFileState(query.value(0).toInt());
                               if (state != PictureFileState::None)
                                   counts.saved += count;
                               if (state == PictureFileState::Changed)
                                   counts.changed += count;
                               else if (state == PictureFileState::Missing)
                                   counts.missing += count;
                               else if (state == PictureFileState::Trashed)
                                   counts.trashed += count;
                               return true;
                           });
    if (!asked)
        return asked.error();
    return counts;
}

QStringList LibraryIndex::openJournals() const
{
    QList<KeptPress> open;
    for (const KeptPress &press : m_presses) {
        if (press.row.mayBeOpen)
            open.append(press);
    }
    std::sort(open.begin(), open.end(), [](const KeptPress &one, const KeptPress &other) {
        return one.row.started > other.row.started;
    });
    QStringList journals;
    for (const KeptPress &press : std::as_const(open))
        journals.append(folderOf(press) % u'/' % press.row.journal);
    return journals;
}

QList<qint64> LibraryIndex::pressesIn(const QString &folder) const
{
    return m_folders.value(folder);
}

QString LibraryIndex::folderOf(const KeptPress &press) const
{
    return m_library % u'/' % press.row.folder;
}

} // namespace ContactSheet
