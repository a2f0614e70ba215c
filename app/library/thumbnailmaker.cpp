#include "library/thumbnailmaker.h"

#include "core/runinpool.h"
#include "library/picturedecoder.h"

#include <algorithm>

namespace ContactSheet {

size_t qHash(const ThumbnailRequest &request, size_t seed)
{
    return qHashMulti(seed, request.file, request.box.width(), request.box.height());
}

int pictureThreadCount()
{
    return std::max(QThread::idealThreadCount() - 1, 1);
}

ThumbnailMaker::ThumbnailMaker(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{}

ThumbnailMaker::~ThumbnailMaker() = default;

void ThumbnailMaker::want(const QList<ThumbnailRequest> &requests)
{
    m_wanted.clear();
    std::copy_if(requests.rbegin(), requests.rend(), std::back_inserter(m_wanted),
                 [this](const ThumbnailRequest &request) { return !m_begun.contains(request); });
    beginMore();
}

void ThumbnailMaker::beginMore()
{
    // More would wait for a process that decodes, in the way of copies and of the viewer.
    const int most = std::min(m_pool->maxThreadCount(), PictureDecoder::MostProcesses);
    while (!m_wanted.isEmpty() && m_begun.size() < most) {
        const ThumbnailRequest request = m_wanted.takeLast();
        if (m_begun.contains(request))
            continue; // Asked for twice in one list.
        m_begun.insert(request);
        runInPool(
            m_pool, this, [request] { return makeThumbnail(request.file, request.box); },
            [this, request](const Result<QImage> &result) { take(request, result); });
    }
}

void ThumbnailMaker::take(const ThumbnailRequest &request, const Result<QImage> &result)
{
    m_begun.remove(request);
    beginMore();
    if (result)
        emit thumbnailMade(request, result.value());
    else
        emit thumbnailFailed(request, result.error());
}

} // namespace ContactSheet
