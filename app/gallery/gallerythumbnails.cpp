#include "gallery/gallerythumbnails.h"

#include "gallery/gallerymodel.h"

#include <QSet>

namespace ContactSheet {

GalleryThumbnails::GalleryThumbnails(GalleryModel *model, ThumbnailMaker *maker, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_maker(maker)
{
    connect(model, &GalleryModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.contains(GalleryModel::FileRole))
                    ask();
            });
    connect(model, &GalleryModel::modelReset, this, &GalleryThumbnails::forgetAll);
    connect(maker, &ThumbnailMaker::thumbnailMade, this, &GalleryThumbnails::take);
    connect(maker, &ThumbnailMaker::thumbnailFailed, this,
            [this](const ThumbnailRequest &request, const Error &error) {
                take(request, {});
                for (const JobId job : std::as_const(m_visible)) {
                    if (m_made.value(job).request == request)
                        m_model->setThumbnailError(job, error.message);
                }
            });
}

GalleryThumbnails::~GalleryThumbnails() = default;

void GalleryThumbnails::showJobs(const QList<JobId> &jobs, const QSize &box)
{
    m_visible = jobs;
    m_box = box;
    ask();
}

void GalleryThumbnails::ask()
{
    QList<ThumbnailRequest> wanted;
    for (const JobId job : std::as_const(m_visible)) {
        const int row = m_model->rowOf(job);
        if (row < 0 || m_model->tile(row).file.isEmpty())
            continue;
        const ThumbnailRequest request{.file = m_model->tile(row).file, .box = m_box};
        if (m_made.value(job).request != request)
            wanted.append(request);
    }
    m_maker->want(wanted);
}

void GalleryThumbnails::take(const ThumbnailRequest &request, const QImage &image)
{
    // What went out of sight meanwhile is not kept: it would only push out what is seen.
    for (const JobId job : std::as_const(m_visible)) {
        const int row = m_model->rowOf(job);
        if (row < 0 || m_model->tile(row).file != request.file || request.box != m_box)
            continue;
        Made &made = m_made[job];
        m_bytes += image.sizeInBytes() - made.bytes;
        made = {.request = request, .bytes = image.sizeInBytes()};
        m_model->setThumbnail(job, image);
    }
    giveBack();
}

void GalleryThumbnails::giveBack()
{
    if (m_bytes <= MostBytes)
        return;
    const QSet<JobId> visible(m_visible.begin(), m_visible.end());
    // Half of the room, so that this comes rarely.
    for (auto made = m_made.begin(); made != m_made.end() && m_bytes > MostBytes / 2;) {
        if (visible.contains(made.key())) {
            ++made;
            continue;
        }
        m_bytes -= made->bytes;
        m_model->setThumbnail(made.key(), {});
        made = m_made.erase(made);
    }
}

void GalleryThumbnails::forgetAll()
{
    m_visible.clear();
    m_made.clear();
    m_bytes = 0;
}

} // namespace ContactSheet
