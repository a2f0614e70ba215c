#pragma once

#include "library/thumbnailmaker.h"
#include "runs/job.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace ContactSheet {

class GalleryModel;

/**
 * Keeps the thumbnails of a GalleryModel where they are seen: has those made that are visible, and gives the
 * memory of others back once all together take more than MostBytes.
 */
class GalleryThumbnails final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryThumbnails)

public:
    static constexpr qint64 MostBytes = 192 * 1024 * 1024;

    /// Neither \a model nor \a maker is owned; both must outlive this.
    GalleryThumbnails(GalleryModel *model, ThumbnailMaker *maker, QObject *parent = nullptr);
    ~GalleryThumbnails() override;

public slots:
    /// Now \a jobs are on screen, the most wanted first, each on \a box pixels of the screen.
    void showJobs(const QList<ContactSheet::JobId> &jobs, const QSize &box);

private:
    /// What was made, or found impossible to make.
    struct Made
    {
        ThumbnailRequest request = {};
        qint64 bytes = 0;
    };

    void ask();
    void take(const ThumbnailRequest &request, const QImage &image);
    void giveBack();
    void forgetAll();

    GalleryModel *m_model;
    ThumbnailMaker *m_maker;
    QList<JobId> m_visible;
    QSize m_box;
    QHash<JobId, Made> m_made;
    qint64 m_bytes = 0;
};

} // namespace ContactSheet
