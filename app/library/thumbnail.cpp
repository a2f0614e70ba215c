#include "library/thumbnail.h"

#include "library/picturedecoder.h"

#include <QMutex>
#include <QMutexLocker>

#include <utility>

namespace ContactSheet {

namespace {

/// Where pictures are decoded: one choice for the whole program.
class DecoderChoice
{
public:
    void set(std::shared_ptr<PictureDecoder> decoder)
    {
        const QMutexLocker lock(&m_mutex);
        std::swap(m_decoder, decoder);
    }
    std::shared_ptr<PictureDecoder> get()
    {
        const QMutexLocker lock(&m_mutex);
        return m_decoder;
    }

private:
    QMutex m_mutex;
    std::shared_ptr<PictureDecoder> m_decoder;
};

DecoderChoice &decoderChoice()
{
    static DecoderChoice choice;
    return choice;
}

Result<QImage> decoded(const DecodeRequest &request)
{
    if (const std::shared_ptr<PictureDecoder> decoder = decoderChoice().get())
        return decoder->decode(request);
    return imageOrError(decodePicture(request));
}

/// A box with room for a picture: an empty one would mean every pixel of it.
QSize usable(const QSize &box)
{
    return box.expandedTo(QSize(1, 1));
}

} // namespace

void setPictureDecoder(std::shared_ptr<PictureDecoder> decoder)
{
    decoderChoice().set(std::move(decoder));
}

Result<QImage> makeThumbnail(const QString &file, const QSize &box)
{
    return decoded({.file = file, .box = usable(box)});
}

Result<QImage> makeThumbnailOf(const QByteArray &picture, const QSize &box)
{
    return decoded({.bytes = picture, .box = usable(box)});
}

Result<QImage> readPicture(const QString &file)
{
    return decoded({.file = file});
}

} // namespace ContactSheet
