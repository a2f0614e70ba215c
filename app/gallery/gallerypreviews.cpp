#include "gallery/gallerypreviews.h"

#include "core/runinpool.h"
#include "gallery/gallerymodel.h"
#include "library/thumbnail.h"

#include <QTimer>

#include <chrono>

namespace ContactSheet {

namespace {

/// Longer than a thumbnail takes for a tile that is seen.
constexpr auto WaitForThumbnail = std::chrono::seconds(2);

} // namespace

GalleryPreviews::GalleryPreviews(GalleryModel *model, QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_pool(pool)
    , m_dropTimer(new QTimer(this))
{
    m_dropTimer->setSingleShot(true);
    m_dropTimer->setInterval(WaitForThumbnail);
    connect(m_dropTimer, &QTimer::timeout, this, [this] { dropOfSaved(0); });
    connect(model, &GalleryModel::modelReset, this, &GalleryPreviews::forgetAll);
    connect(model, &GalleryModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                if (roles.contains(GalleryModel::StateRole))
                    noteSaved(first.row(), last.row());
            });
}

GalleryPreviews::~GalleryPreviews() = default;

void GalleryPreviews::take(RunId /*run*/, JobId job, const QByteArray &encodedPicture)
{
    if (!m_newest.contains(job))
        m_waiting.append(job);
    m_newest.insert(job, encodedPicture);
    decodeNext();
}

void GalleryPreviews::decodeNext()
{
    while (!m_isDecoding && !m_waiting.isEmpty()) {
        const JobId job = m_waiting.takeFirst();
        const QByteArray picture = m_newest.take(job);
        const int row = m_model->rowOf(job);
        if (row < 0 || isEndState(m_model->tile(row).state))
            continue;
        m_isDecoding = true;
        runInPool(
            m_pool, this,
            [picture] {
                return makeThumbnailOf(picture, {LongestSide, LongestSide});
            },
            [this, job, press = m_press](const Result<QImage> &image) {
                m_isDecoding = false;
                if (image && press == m_press)
                    m_model->setPreview(job, image.value());
                decodeNext();
            });
    }
}

void GalleryPreviews::noteSaved(int firstRow, int lastRow)
{
    for (int row = firstRow; row <= lastRow; ++row) {
        const Tile &tile = m_model->tile(row);
        if (tile.phase == TilePhase::Done && !tile.preview.isNull() && !m_saved.contains(tile.job))
            m_saved.append(tile.job);
    }
    dropOfSaved(MostOfSaved);
    if (!m_saved.isEmpty())
        m_dropTimer->start();
}

void GalleryPreviews::dropOfSaved(qsizetype most)
{
    while (m_saved.size() > most)
        m_model->setPreview(m_saved.takeFirst(), {});
}

void GalleryPreviews::forgetAll()
{
    ++m_press;
    m_newest.clear();
    m_waiting.clear();
    m_saved.clear();
}

} // namespace ContactSheet
