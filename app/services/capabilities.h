#pragma once

#include "core/result.h"
#include "runs/job.h"

#include <QList>
#include <QSize>
#include <QStringList>

#include <optional>

namespace ContactSheet {

/// Which sizes a model makes: the ones listed, or all within the limits.
struct SizeRule
{
    QList<QSize> fixed = {}; ///< Where not empty, these and no others.
    int multipleOf = 1;
    int shortest = 1;             ///< The least length of a side.
    int longest = 16384;          ///< The greatest length of the longer side.
    int longestShortSide = 16384; ///< The greatest length of the shorter side.
    int largestAspect = 0;        ///< The longer side is at most so many times the shorter one; 0 for any.

    friend bool operator==(const SizeRule &, const SizeRule &) = default;
};

/// What a model can do, as far as it is known beforehand.
struct Capabilities
{
    std::optional<qsizetype> longestPrompt = {}; ///< In characters.
    SizeRule sizes = {};
    QStringList qualities = {}; ///< Empty where nothing is known: then any is passed on.
    int mostPreviews = 0; ///< How many coarse pictures it can send while it makes one; 0 where it cannot.

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/// Says, in one sentence, the first of \a options that the model cannot do (Error::Kind::BadRequest).
[[nodiscard]] Result<Done> checkOptions(const ImageOptions &options, const Capabilities &capabilities);

/// Says how long \a prompt is and how long it may be, where it is too long (Error::Kind::BadRequest).
[[nodiscard]] Result<Done> checkPrompt(const QString &prompt, const Capabilities &capabilities);

/// Sizes to choose from for a model of \a capabilities: all that it makes, or usual ones where it makes many.
[[nodiscard]] QList<QSize> offeredSizes(const Capabilities &capabilities);

/// The size that \a text means, such as "1024x768" or "1024 × 768", or nothing; checkOptions() says whether a
/// model makes it.
[[nodiscard]] std::optional<QSize> sizeFromText(const QString &text);

/// \a size as services and people write it: "1024x768".
[[nodiscard]] QString sizeText(const QSize &size);

} // namespace ContactSheet
