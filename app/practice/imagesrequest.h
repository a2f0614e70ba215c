#pragma once

#include "practice/apierror.h"
#include "practice/picturerecipe.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

namespace ContactSheet {

/// The one model of the practice service. It does not answer to the name of any other.
inline constexpr QStringView PracticeModel = u"practice-painter";

/// The body of POST /v1/images/generations, understood and within its limits.
struct ImagesRequest
{
    QString prompt = {};
    int count = 1;
    quint64 firstNumber = 0; ///< The number of the first picture; the others count on from it.
    QSize size = {};
    QString quality = {};   ///< Repeated in the answer; the painter always does its best.
    bool wantsLinks = true; ///< Links to the pictures, else their bytes in base64.
    PictureFormat format = PictureFormat::Png;
    int compression = 0;     ///< What JPEG and WebP are written with, 0 to 100.
    bool isStreamed = false; ///< Answered with events; then there is one picture, in base64.
    int previews = 0;        ///< Events with coarse pictures before it.

    /// What picture \a index of this request is made from; 0 up to below count.
    [[nodiscard]] PictureRecipe recipe(int index) const;

    /// What the events of a streamed answer show, the picture itself last.
    [[nodiscard]] QList<PictureRecipe> streamedRecipes() const;
};

/**
 * Reads \a body by the rules of OpenAI's Images API: every field has its type, its range or its list of
 * values, and what is not known is refused rather than ignored. The error is the first one found.
 *
 * One field is not OpenAI's and common among compatible servers: `seed`, a whole number, is the number of
 * the first picture. Without it pictures are numbered from 0, so the same request gives the same pictures.
 */
[[nodiscard]] std::variant<ImagesRequest, ApiError> readImagesRequest(const QByteArray &body);

} // namespace ContactSheet
