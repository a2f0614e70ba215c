#include "generation/previewdecoder.h"

#include "core/runinpool.h"
#include "generation/picturesaving.h"

#include <utility>

namespace ContactSheet {

PreviewDecoder::PreviewDecoder(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{}

PreviewDecoder::~PreviewDecoder() = default;

void PreviewDecoder::decode(const StreamedPreview &preview)
{
    m_next = preview;
    if (!m_isDecoding)
        decodeNext();
}

void PreviewDecoder::decodeNext()
{
    m_isDecoding = m_next.has_value();
    if (!m_isDecoding)
        return;
    runInPool(
        m_pool, this,
        [preview = *std::exchange(m_next, std::nullopt)] {
            return decodedPicture(preview.source, preview.text).value_or(QByteArray());
        },
        [this](const QByteArray &picture) {
            decodeNext();
            if (!picture.isEmpty())
                emit decoded(picture);
        });
}

} // namespace ContactSheet
