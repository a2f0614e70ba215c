#include "library/thumbnail.h"

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
    Q_DECLARE_TR_FUNCTIONS(Thumbnail)
};

/// The longest file that is read at all: several times what MostPixels take in any of the formats.
constexpr qint64 LongestFile = qint64(1) << 30;

Error diskError(const QString &message, const QString &detail = {})
{
    return {.kind = Error::Kind::Disk, .message = message, .detail = detail};
}

/// Qt's own limit, for the whole program, stands below MostPixels of four bytes.
void raiseQtLimit()
{
    constexpr int Megabyte = 1 << 20;
    [[maybe_unused]] static const bool isRaised = [] {
        QImageReader::setAllocationLimit(int(MostPixels * 4 / Megabyte) + 1);
        return true;
    }();
}

/// The picture that \a bytes are, made to fit into \a box where there is one.
Result<QImage> decode(const QByteArray &bytes, std::optional<QSize> box)
{
    const std::optional<PictureInfo> info = inspectPicture(bytes);
    if (!info)
        return diskError(Texts::tr("The file of this picture is damaged."));
    if (qint64(info->size.width()) * info->size.height() > MostPixels) {
        return diskError(Texts::tr("The picture is too large to show."),
                         u"%1 × %2"_s.arg(info->size.width()).arg(info->size.height()));
    }

    raiseQtLimit();
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, extension(info->format).toLatin1());
    reader.setAutoTransform(true);
    if (box) {
        // The reader scales before it turns.
        const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
        const QSize room = isTurned ? box->transposed() : *box;
        if (info->size.width() > room.width() || info->size.height() > room.height())
            reader.setScaledSize(info->size.scaled(room, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    }
    QImage image = reader.read();
    if (image.isNull())
        return diskError(Texts::tr("The file of this picture is damaged."), reader.errorString());
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    return image;
}

Result<QImage> decodeFile(const QString &file, std::optional<QSize> box)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return diskError(Texts::tr("The file of this picture cannot be read."), source.errorString());
    if (source.size() > LongestFile)
        return diskError(Texts::tr("The file of this picture is too large to show."));
    return decode(source.readAll(), box);
}

} // namespace

Result<QImage> makeThumbnail(const QString &file, const QSize &box)
{
    return decodeFile(file, box);
}

Result<QImage> makeThumbnailOf(const QByteArray &picture, const QSize &box)
{
    return decode(picture, box);
}

Result<QImage> readPicture(const QString &file)
{
    return decodeFile(file, {});
}

} // namespace ContactSheet
