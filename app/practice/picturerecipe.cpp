#include "practice/picturerecipe.h"

#include "practice/pngwriter.h"
#include "practice/scenepainter.h"

#include <QBuffer>
#include <QImageWriter>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The shorter side of what is painted; the longer side of what is sent, small since each picture has
/// several; and of what is seen of it at the coarseness of 1. Each step more sees a third.
constexpr int PaintedSide = 256;
constexpr int LongestCoarseSide = 256;
constexpr int FinestDetail = 72;

/// The scene of \a recipe as through frosted glass, in its proportions.
QImage paintCoarsely(const PictureRecipe &recipe)
{
    const QSize painted = recipe.size.scaled(PaintedSide, PaintedSide, Qt::KeepAspectRatioByExpanding);
    int detail = FinestDetail;
    for (int step = 1; step < recipe.coarseness; ++step)
        detail = detail / 3;
    const QSize most(LongestCoarseSide, LongestCoarseSide);
    const QSize sent = recipe.size.boundedTo(recipe.size.scaled(most, Qt::KeepAspectRatio));
    return paintScene(recipe.prompt, recipe.number, painted)
        .scaled(sent.scaled(detail, detail, Qt::KeepAspectRatio).expandedTo(QSize(2, 2)),
                Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(sent, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

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
                      int(recipe.format), recipe.quality, recipe.coarseness);
}

QByteArray makePicture(const PictureRecipe &recipe)
{
    const QImage scene =
        recipe.coarseness > 0 ? paintCoarsely(recipe) : paintScene(recipe.prompt, recipe.number, recipe.size);
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
