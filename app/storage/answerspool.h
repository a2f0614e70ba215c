#pragma once

#include "core/secret.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QThreadPool>

namespace ContactSheet {

/// The place of the answer to \a order in a press's folder while its picture is not safe yet, relative to it.
[[nodiscard]] QString spooledAnswerName(const QString &order);

/// The longest that a spooled answer can be, which is the longest answer there is.
constexpr qint64 LargestSpooledAnswer = qint64(256) * 1024 * 1024;

/**
 * Keeps answers that were paid for as files, as they came, until their pictures are safe.
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
    /// Keeps answers below \a folder, or, where that takes none, below \a fallbackFolder.
    AnswerSpool(const QString &folder, const QString &fallbackFolder, QObject *parent = nullptr);
    ~AnswerSpool() override;

    /// Keeps \a answer, in which \a key is masked. Whoever makes something of it waits for what is returned
    /// first.
    QFuture<void> keep(const QString &order, const QByteArray &answer, const Secret &key);

    /// The answer to \a order is not needed any more. Small ones, such as those with links, stay until
    /// tidy(): a folder that changes as often as pictures come makes the disk slower for all of them
    /// (measured on ext4).
    void remove(const QString &order);

    /// Leaves nothing behind of what is not needed.
    void tidy();

    /// The bytes that are on their way to the disk, and therefore in memory.
    [[nodiscard]] qint64 backlog() const { return m_backlog; }

signals:
    /// backlog() has become smaller.
    void written();

private:
    [[nodiscard]] QStringList folders() const;

    QString m_folder;
    QString m_fallbackFolder;
    QThreadPool m_pool;
    qint64 m_backlog = 0;
    QSet<QString> m_small; ///< Orders whose answers are small.
    QStringList m_removedLater;
};

/// Whether anything is kept of the answer to \a order. For a pool.
[[nodiscard]] bool isAnswerKept(const QString &folder, const QString &fallbackFolder, const QString &order);

/// The answer to \a order that an earlier run of the program has kept in \a folder or \a fallbackFolder;
/// empty where there is none. For a pool.
[[nodiscard]] QByteArray readSpooledAnswer(const QString &folder, const QString &fallbackFolder,
                                           const QString &order);

} // namespace ContactSheet
