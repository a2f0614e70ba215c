#include "practice/picturerecipe.h"

#include "practice/pngwriter.h"
#include "practice/scenepainter.h"

#include <QBuffer>
#include <QImageWriter>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString keyword(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return u"png"_s;
    case PictureFormat::Jpeg:
        return u"jpeg"_s;
    case PictureFormat::Webp:
        return u"webp"_s;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<PictureFormat> pictureFormatFromKeyword(QStringView word)
{
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Webp}) {
        if (keyword(format) == word)
            return format;
    }
    return std::nullopt;
}

bool canWrite(PictureFormat format)
{
    static const QList<QByteArray> Writable = QImageWriter::supportedImageFormats();
    return Writable.contains(keyword(format).toLatin1());
}

size_t qHash(const PictureRecipe &recipe, size_t seed)
{
    return qHashMulti(seed, recipe.prompt, recipe.number, recipe.size.width(), recipe.size.height(),
                      int(recipe.format), recipe.quality);
}

QByteArray makePicture(const PictureRecipe &recipe)
{
    const QImage scene = paintScene(recipe.prompt, recipe.number, recipe.size);
    if (recipe.format == PictureFormat::Png)
        return writePng(scene);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, keyword(recipe.format).toLatin1());
    writer.setQuality(recipe.quality);
    if (!writer.write(scene))
        return {};
    return bytes;
}

} // namespace ContactSheet
