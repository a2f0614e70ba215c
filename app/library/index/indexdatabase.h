#pragma once

#include "core/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>

class QSqlError;
class QSqlQuery;

namespace ContactSheet {

/// Why a file is not the database that was asked for.
struct DatabaseRefusal
{
    enum class Reason {
        Damaged,  ///< It is none, or somebody else's, or broken.
        Later,    ///< A later version of the program wrote it.
        Outdated, ///< It is of an earlier version, or of another library.
        Blocked,  ///< It cannot be opened or written here.
    };

    Reason reason = Reason::Damaged;
    QString detail = {};
};

/**
 * The SQLite file behind a LibraryIndex: its connection, its tables, and statements that are prepared once.
 *
 * Text is kept as UTF-8 in values of type BLOB, which SQLite neither converts nor cuts. A transaction is
 * always open. Every failure is Error::Kind::Disk, with SQLite's words as its detail. Used by the thread that
 * made it.
 */
class IndexDatabase final
{
    Q_DISABLE_COPY_MOVE(IndexDatabase)

public:
    ~IndexDatabase();

    /// Whether Qt can open SQLite files at all.
    [[nodiscard]] static bool isAvailable();

    /// Opens the file \a path, or memory where that is empty; a new or empty file becomes the index of
    /// \a library. Null where \a refusal says why not.
    [[nodiscard]] static std::unique_ptr<IndexDatabase> open(const QString &path, const QString &library,
                                                             DatabaseRefusal &refusal);

    /// Executes the statement \a sql with \a values in the places of its question marks.
    [[nodiscard]] Result<Done> run(const QString &sql, const QVariantList &values = {});

    /// The same, and calls \a take for each row of the result until that returns false.
    [[nodiscard]] Result<Done> select(const QString &sql, const QVariantList &values,
                                      const std::function<bool(const QSqlQuery &)> &take);

    /// Ends the transaction, and begins the next.
    [[nodiscard]] Result<Done> commit();

private:
    explicit IndexDatabase(QSqlDatabase database);

    [[nodiscard]] bool prepareFor(const QString &library, DatabaseRefusal &refusal);
    [[nodiscard]] bool make(const QString &library);
    /// The first value that \a sql gives, as text; null where there is none.
    [[nodiscard]] QString ask(const QString &sql);

    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
    int m_errorCode = 0; ///< SQLite's, of the last failure.
    QString m_detail = {};
};

} // namespace ContactSheet
