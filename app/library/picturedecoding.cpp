#include "library/picturedecoding.h"

#include "core/pictureformat.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QImageReader>

#include <optional>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureDecoding)
};

/// The longest file that is read: twice what any picture may have that comes from a service.
constexpr qint64 LongestFile = 256 * 1024 * 1024;

/// What the pixels of one picture may take: MostPixels of four bytes, and some more.
constexpr int MostMegabytes = 512;

DecodeAnswer failed(DecodeFailure failure, const QString &detail = {})
{
    return {.failure = failure, .detail = detail};
}

/// Qt's own limit, which is for the whole program, stands below MostPixels, or at none.
void setLimitOfQt()
{
    [[maybe_unused]] static const bool isSet = [] {
        QImageReader::setAllocationLimit(MostMegabytes);
        return true;
    }();
}

/// Whether the pixels that \a reader would make of a picture of \a size take more than Qt then allows.
bool takesTooMuch(const QImageReader &reader, const QSize &size)
{
    const QImage::Format format = reader.imageFormat();
    if (format == QImage::Format_Invalid)
        return false; // The decoder does not say; it makes four bytes of a pixel at most.
    const qint64 bits = QImage::toPixelFormat(format).bitsPerPixel();
    return bits * size.width() * size.height() / 8 > qint64(MostMegabytes) * 1024 * 1024;
}

} // namespace

DecodeAnswer decodeOriginal(const QByteArray &bytes, const QSize &box)
{
    const std::optional<PictureInfo> info = inspectPicture(bytes);
    if (!info)
        return failed(DecodeFailure::Damaged);
    const DecodeAnswer tooLarge{.failure = DecodeFailure::PictureTooLarge, .size = info->size};
    if (!isDecodable(info->size))
        return tooLarge;

    setLimitOfQt();
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, extension(info->format).toLatin1());
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    if (takesTooMuch(reader, info->size))
        return tooLarge;
    if (!box.isEmpty()) {
        // The reader scales before it turns.
        const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
        const QSize room = isTurned ? box.transposed() : box;
        if (info->size.width() > room.width() || info->size.height() > room.height())
            reader.setScaledSize(info->size.scaled(room, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    }
    const QImage image = reader.read();
    if (image.isNull())
        return failed(DecodeFailure::Damaged, reader.errorString());
    return {.image = image};
}

DecodeAnswer decodePicture(const DecodeRequest &request)
{
    QByteArray bytes = request.bytes;
    if (!request.file.isEmpty()) {
        QFile source(request.file);
        if (!source.open(QIODevice::ReadOnly))
            return failed(DecodeFailure::Unreadable, source.errorString());
        if (source.size() > LongestFile)
            return failed(DecodeFailure::FileTooLarge);
        bytes = source.readAll();
    }
    DecodeAnswer answer = decodeOriginal(bytes, request.box);
    if (!answer.image.isNull()) {
        answer.image.convertTo(answer.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                              : QImage::Format_RGB32);
        answer.image.setDevicePixelRatio(1);
    }
    return answer;
}

Result<QImage> imageOrError(const DecodeAnswer &answer)
{
    const auto error = [&answer](const QString &message) {
        return Error{.kind = Error::Kind::Disk, .message = message, .detail = answer.detail};
    };
    switch (answer.failure) {
    case DecodeFailure::None:
        return answer.image;
    case DecodeFailure::Unreadable:
        return error(Texts::tr("The file of this picture cannot be read."));
    case DecodeFailure::FileTooLarge:
        return error(Texts::tr("The file of this picture is too large to preview."));
    case DecodeFailure::PictureTooLarge:
        return error(Texts::tr("The picture is too large to preview (%1 × %2).")
                         .arg(answer.size.width())
                         .arg(answer.size.height()));
    case DecodeFailure::Damaged:
        return error(Texts::tr("The file of this picture is damaged."));
    }
    Q_UNREACHABLE();
    return error({});
}

} // namespace ContactSheet
