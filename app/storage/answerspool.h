#pragma once

#include "core/secret.h"

#include <QFuture>
#include <QObject>
#include <QString>
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

    /// The answer to \a order is not needed any more.
    void remove(const QString &order);

    /// Leaves nothing behind where nothing is kept any more.
    void tidy();

    /// How many answers are on their way to the disk, and therefore in memory.
    [[nodiscard]] int backlog() const { return m_backlog; }

signals:
    /// backlog() has become smaller.
    void written();

private:
    QString m_folder;
    QString m_fallbackFolder;
    QThreadPool m_pool;
    int m_backlog = 0;
};

/// Whether anything is kept of the answer to \a order. For a pool.
[[nodiscard]] bool isAnswerKept(const QString &folder, const QString &fallbackFolder, const QString &order);

/// The answer to \a order that an earlier run of the program has kept in \a folder or \a fallbackFolder;
/// empty where there is none. For a pool.
[[nodiscard]] QByteArray readSpooledAnswer(const QString &folder, const QString &fallbackFolder,
                                           const QString &order);

} // namespace ContactSheet
