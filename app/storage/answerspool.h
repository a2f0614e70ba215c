#pragma once

#include "storage/answerlines.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace ContactSheet {

/// The place of the answer to \a order in a press's folder while its picture is not safe yet, relative to it:
/// the same for all whose \a size in bytes is small, unless that file is full.
[[nodiscard]] QString spooledAnswerName(const QString &order, qint64 size);

/// What is kept of an answer.
struct KeptAnswer
{
    QByteArray bytes = {};  ///< The answer, or the one picture in it that is all its worth.
    bool isPicture = false; ///< Which of the two.
    bool isKept = false;    ///< Some disk took it.
    QString file = {}; ///< The file that is it, absolute; empty where it shares one, or the disk took none.
};

/**
 * Keeps answers that were paid for as files until their pictures are safe.
 *
 * A kept answer outlives the program, however that ends; a power cut may take it, since nobody waits for the
 * disk here. Whoever finds one finishes it without another order. Files are written by one thread of the
 * spool's own, in the order of the calls, and where the disk takes none nothing is said: the picture itself
 * is about to meet the same trouble. Lives in the thread that made it; its destructor waits until all is
 * written and removed.
 */
class AnswerSpool final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AnswerSpool)

public:
    /// Keeps answers below \a folder, or, where that takes none, below \a fallbackFolder, which is made where
    /// it is not there.
    AnswerSpool(const QString &folder, const QString &fallbackFolder, QObject *parent = nullptr);
    ~AnswerSpool() override;

    /// Keeps what \a make returns, without a file, of the answer to \a order, which has \a size bytes; it is
    /// called in the spool's thread, since it may take milliseconds. Whoever makes something of the answer
    /// waits for what is returned first.
    QFuture<KeptAnswer> keep(const QString &order, qint64 size, std::function<KeptAnswer()> make);

    /// The answer to \a order is not needed any more. Small ones, such as those with links, stay until
    /// tidy().
    void remove(const QString &order);

    /// Leaves nothing behind of what is not needed.
    void tidy();

    /// The bytes that are on their way to the disk, and therefore in memory.
    [[nodiscard]] qint64 backlog() const { return m_backlog; }

signals:
    /// backlog() has become smaller.
    void written();

private:
    QThreadPool m_pool;
    QList<AnswerPlace> m_places;
    qint64 m_backlog = 0;
    std::shared_ptr<AnswerLines> m_lines; ///< For the pool's thread alone.
    QSet<QString> m_removed;              ///< Orders whose answers may still have a line.
};

/// The answers of a press that an earlier run of the program has kept. For a pool.
class KeptAnswers final
{
public:
    /// Those in \a folder or \a fallbackFolder, each of which may be empty.
    KeptAnswers(const QString &folder, const QString &fallbackFolder);

    [[nodiscard]] bool contains(const QString &order) const;
    /// All orders whose answers are there, of whichever press.
    [[nodiscard]] QStringList orders() const;
    /// What is kept of the answer to \a order; empty where there is nothing.
    [[nodiscard]] QByteArray read(const QString &order) const;

private:
    QStringList m_folders;
    QHash<QString, QByteArray> m_lines;
};

} // namespace ContactSheet
