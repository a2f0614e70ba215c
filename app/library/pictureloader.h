#pragma once

#include "library/wholepicture.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <atomic>
#include <memory>
#include <optional>

class QThreadPool;

namespace ContactSheet {

/**
 * Reads the few whole pictures that are wanted, in the threads of a pool, and keeps them as long as they are.
 *
 * Each file that is wanted until it has been read ends with one pictureRead() or pictureFailed(), emitted in
 * the loader's thread and never inside want(). What is no longer wanted is dropped: before it begins, it is
 * not read at all; after that, its picture is thrown away.
 */
class PictureLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureLoader)

public:
    /// The one that is seen, and one to each side.
    static constexpr int MostPictures = 3;

    /// \a pool is not owned and must outlive the loader.
    explicit PictureLoader(QThreadPool *pool, QObject *parent = nullptr);
    ~PictureLoader() override;

    /// From now on the first MostPictures of \a files are wanted, the most wanted first, and no others. One
    /// that failed is read again only once it was not wanted for a while.
    void want(const QStringList &files);

    /// The picture in \a file; null where it is not wanted, or not read yet, or cannot be read.
    [[nodiscard]] WholePicture picture(const QString &file) const;
    /// Why \a file, which is wanted, cannot be shown.
    [[nodiscard]] std::optional<Error> error(const QString &file) const;

signals:
    void pictureRead(const QString &file);
    void pictureFailed(const QString &file, const ContactSheet::Error &error);

private:
    /// Set as soon as a file is no longer wanted; read by the thread that is about to begin with it.
    using Dropped = std::shared_ptr<std::atomic_bool>;

    void beginMore();
    void take(const QString &file, const Dropped &dropped, const Result<WholePicture> &result);

    QThreadPool *m_pool;
    QStringList m_wanted;
    QHash<QString, Dropped> m_begun;
    QHash<QString, Result<WholePicture>> m_read;
    int m_underWay = 0; ///< Also of files that are no longer wanted.
};

} // namespace ContactSheet
