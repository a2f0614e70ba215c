#pragma once

#include "library/thumbnail.h"

#include <QList>
#include <QObject>
#include <QSet>

class QThreadPool;

namespace ContactSheet {

/// One thumbnail to make: of \a file, to fit into \a box pixels of the screen.
struct ThumbnailRequest
{
    QString file = {};
    QSize box = {};

    friend bool operator==(const ThumbnailRequest &, const ThumbnailRequest &) = default;
};

[[nodiscard]] size_t qHash(const ThumbnailRequest &request, size_t seed = 0);

/// How many threads may have pictures decoded at once: one core is left to the window, at least one works,
/// and no more than PictureDecoder has processes.
[[nodiscard]] int pictureThreadCount();

/**
 * Makes the thumbnails that are on screen, in the threads of a pool, without ever queueing more than the pool
 * can begin at once: what scrolls out of sight is dropped before it costs anything.
 *
 * Each request that is still wanted when its turn comes ends with one thumbnailMade() or thumbnailFailed(),
 * emitted in the maker's thread and never inside want(). Work that has begun is always reported.
 */
class ThumbnailMaker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThumbnailMaker)

public:
    /// \a pool is not owned, must outlive the maker, and may be shared.
    explicit ThumbnailMaker(QThreadPool *pool, QObject *parent = nullptr);
    ~ThumbnailMaker() override;

public slots:
    /// From now on \a requests are wanted, in this order, and nothing else that has not begun.
    void want(const QList<ContactSheet::ThumbnailRequest> &requests);

signals:
    void thumbnailMade(const ContactSheet::ThumbnailRequest &request, const QImage &image);
    void thumbnailFailed(const ContactSheet::ThumbnailRequest &request, const ContactSheet::Error &error);

private:
    void beginMore();
    void take(const ThumbnailRequest &request, const Result<QImage> &result);

    QThreadPool *m_pool;
    QList<ThumbnailRequest> m_wanted; ///< The most wanted last.
    QSet<ThumbnailRequest> m_begun;
};

} // namespace ContactSheet
