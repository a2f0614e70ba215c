#pragma once

#include "core/pictureformat.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QSize>
#include <QString>

#include <optional>

namespace ContactSheet {

/// The word of the API for \a format ("png", "jpeg", "webp").
[[nodiscard]] QString keyword(PictureFormat format);
[[nodiscard]] std::optional<PictureFormat> pictureFormatFromKeyword(QStringView word);

/// Whether Qt can write \a format on this computer. WebP needs a plugin that not every system installs.
[[nodiscard]] bool canWrite(PictureFormat format);

/**
 * All that a practice picture is made from. The same recipe gives the same bytes each time, so a picture
 * need not be kept: it can be painted again.
 */
struct PictureRecipe
{
    QString prompt = {};
    quint64 number = 0; ///< Tells copies of the same prompt apart.
    QSize size = {};
    PictureFormat format = PictureFormat::Png;
    int quality = 0;    ///< Of JPEG and WebP, 0 to 100; 0 for PNG, which loses nothing.
    int coarseness = 0; ///< 0 is the picture itself; each step more shows less of it, and is cheaper.

    friend bool operator==(const PictureRecipe &, const PictureRecipe &) = default;
};

[[nodiscard]] size_t qHash(const PictureRecipe &recipe, size_t seed = 0);

/// Paints and encodes \a recipe. Pure; for any thread. Empty where the format cannot be written here.
[[nodiscard]] QByteArray makePicture(const PictureRecipe &recipe);

} // namespace ContactSheet
