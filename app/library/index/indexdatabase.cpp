#include "library/index/indexdatabase.h"

#include "core/filewriting.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(LibraryIndex)
};

/// Grows with each change of the tables or of what stands in them.
constexpr int Version = 1;

/// Says that a file is ours: "CShe".
constexpr int ApplicationId = 0x43536865;

/// More statements than the index has, save for searches, of which each may be another.
constexpr qsizetype MostPrepared = 40;

const QStringList &tables()
{
    static const QStringList Tables{
        u"CREATE TABLE about (library BLOB NOT NULL)"_s,
        u"CREATE TABLE picture (age INTEGER NOT NULL, press INTEGER NOT NULL, place INTEGER NOT NULL, "
        "run INTEGER NOT NULL, job INTEGER NOT NULL, number INTEGER NOT NULL, prompt BLOB NOT NULL, "
        "folded BLOB NOT NULL, model BLOB NOT NULL, state INTEGER NOT NULL, error BLOB NOT NULL, "
        "file BLOB NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, "
        "format INTEGER NOT NULL, blake2b BLOB NOT NULL, is_marked INTEGER NOT NULL, "
        "file_state INTEGER NOT NULL, seen_bytes INTEGER NOT NULL, seen_time INTEGER NOT NULL, "
        "in_trash BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (age, press, place)) "
        "WITHOUT ROWID"_s,
        u"CREATE TABLE press (id INTEGER PRIMARY KEY, folder BLOB NOT NULL, folder_time INTEGER NOT NULL, "
        "journal BLOB NOT NULL, journal_bytes INTEGER NOT NULL, journal_time INTEGER NOT NULL, "
        "started INTEGER NOT NULL, list BLOB NOT NULL, service BLOB NOT NULL, may_be_open INTEGER NOT NULL, "
        "problem BLOB NOT NULL, pictures INTEGER NOT NULL, checksum INTEGER NOT NULL)"_s,
    };
    return Tables;
}

/// Whether SQLite's result \a code says that the file may be whole, and cannot be used here all the same.
bool isBlocking(int code)
{
    // SQLITE_PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN, AUTH.
    static const QSet<int> Codes{3, 5, 6, 7, 8, 10, 13, 14, 23};
    return Codes.contains(code & 0xFF);
}

Error failure(const QString &detail)
{
    return {.kind = Error::Kind::Disk,
            .message = Texts::tr("The index of the library could not be read or written."),
            .detail = detail};
}

/// Without these a new file would take up what an older one of its name has left.
void removeCompanions(const QString &path)
{
    for (const QString &ending : {u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path % ending);
}

} // namespace

IndexDatabase::IndexDatabase(QSqlDatabase database)
    : m_database(std::move(database))
{}

IndexDatabase::~IndexDatabase()
{
    m_statements.clear();
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

bool IndexDatabase::isAvailable()
{
    return QSqlDatabase::isDriverAvailable(u"QSQLITE"_s);
}

std::unique_ptr<IndexDatabase> IndexDatabase::open(const QString &path, const QString &library,
                                                   DatabaseRefusal &refusal)
{
    if (!path.isEmpty()) {
        if (QFileInfo(path).size() == 0)
            removeCompanions(path);
        if (!QFileInfo::exists(path)) {
            // SQLite would make it, and let others read it.
            if (const Result<Done> made = writePrivateFile(path, {}); !made) {
                refusal = {.reason = DatabaseRefusal::Reason::Blocked, .detail = made.error().detail};
                return nullptr;
            }
        }
    }
    static std::atomic_int number = 0;
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"library %1"_s.arg(++number));
    connection.setDatabaseName(path.isEmpty() ? u":memory:"_s : path);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=500"_s);
    std::unique_ptr<IndexDatabase> database(new IndexDatabase(connection));
    connection = {};
    if (!database->m_database.open()) {
        refusal = {.reason = DatabaseRefusal::Reason::Blocked,
                   .detail = database->m_database.lastError().databaseText()};
        return nullptr;
    }
    if (!database->prepareFor(library, refusal))
        return nullptr;
    return database;
}

bool IndexDatabase::prepareFor(const QString &library, DatabaseRefusal &refusal)
{
    using Reason = DatabaseRefusal::Reason;
    const auto refuse = [&refusal](Reason reason, const QString &detail) {
        refusal = {.reason = reason, .detail = detail};
        return false;
    };
    // One window keeps an index. Nothing of it is then in memory that another process could cut.
    for (const QString &setting :
         {u"PRAGMA locking_mode = EXCLUSIVE"_s, u"PRAGMA trusted_schema = OFF"_s,
          u"PRAGMA cell_size_check = ON"_s, u"PRAGMA temp_store = MEMORY"_s, u"PRAGMA cache_size = -16000"_s,
          u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s, u"BEGIN IMMEDIATE"_s}) {
        if (!run(setting))
            return refuse(isBlocking(m_errorCode) ? Reason::Blocked : Reason::Damaged, m_detail);
    }
    QStringList found;
    const Result<Done> asked =
        select(u"SELECT sql FROM sqlite_schema ORDER BY name"_s, {}, [&found](const QSqlQuery &row) {
            found.append(row.value(0).toString());
            return true;
        });
    const int application = ask(u"PRAGMA application_id"_s).toInt();
    if (asked && found.isEmpty() && application == 0)
        return make(library) || refuse(isBlocking(m_errorCode) ? Reason::Blocked : Reason::Damaged, m_detail);
    if (application != ApplicationId)
        return refuse(Reason::Damaged, u"application_id"_s);
    const int version = ask(u"PRAGMA user_version"_s).toInt();
    if (version != Version)
        return refuse(version > Version ? Reason::Later : Reason::Outdated, u"user_version"_s);
    if (!asked || found != tables())
        return refuse(Reason::Damaged, m_detail);
    if (const QString answer = ask(u"PRAGMA quick_check(1)"_s); answer != u"ok")
        return refuse(Reason::Damaged, answer);
    if (ask(u"SELECT library FROM about"_s).toUtf8() != library.toUtf8())
        return refuse(Reason::Outdated, u"library"_s);
    return true;
}

bool IndexDatabase::make(const QString &library)
{
    for (const QString &table : tables()) {
        if (!run(table))
            return false;
    }
    return run(u"INSERT INTO about VALUES (?)"_s, {library.toUtf8()})
        && run(u"PRAGMA application_id = %1"_s.arg(ApplicationId))
        && run(u"PRAGMA user_version = %1"_s.arg(Version)) && commit();
}

QString IndexDatabase::ask(const QString &sql)
{
    QString answer;
    const Result<Done> asked = select(sql, {}, [&answer](const QSqlQuery &row) {
        answer = row.value(0).toString();
        return false;
    });
    return asked ? answer : QString();
}

Result<Done> IndexDatabase::run(const QString &sql, const QVariantList &values)
{
    return select(sql, values, [](const QSqlQuery &) { return false; });
}

Result<Done> IndexDatabase::select(const QString &sql, const QVariantList &values,
                                   const std::function<bool(const QSqlQuery &)> &take)
{
    if (m_statements.size() > MostPrepared)
        m_statements.clear();
    std::shared_ptr<QSqlQuery> &kept = m_statements[sql];
    const auto failed = [this](const QSqlError &error) {
        m_errorCode = error.nativeErrorCode().toInt();
        m_detail = error.databaseText();
        return failure(m_detail);
    };
    if (!kept) {
        auto query = std::make_shared<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            m_statements.remove(sql);
            return failed(query->lastError());
        }
        kept = query;
    }
    const std::shared_ptr<QSqlQuery> query = kept; // Also while \a take runs other statements.
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values.at(i));
    if (!query->exec())
        return failed(query->lastError());
    while (query->next()) {
        if (!take(*query))
            break;
    }
    const QSqlError error = query->lastError();
    query->finish();
    if (error.isValid())
        return failed(error);
    return Done{};
}

Result<Done> IndexDatabase::commit()
{
    if (Result<Done> committed = run(u"COMMIT"_s); !committed)
        return committed;
    return run(u"BEGIN IMMEDIATE"_s);
}

} // namespace ContactSheet
