#pragma once

#include "services/serviceoutcome.h"

#include <QByteArray>

#include <optional>

namespace ContactSheet {

/// A coarse picture that a service shows while it makes the real one. Never what was asked for.
struct StreamedPreview
{
    QByteArray text = {};      ///< What an EmbeddedPicture stands in.
    PictureSource source = {}; ///< Never linked.

    friend bool operator==(const StreamedPreview &, const StreamedPreview &) = default;
};

/// What a streamed answer came to.
struct StreamEnd
{
    QByteArray text = {}; ///< What embedded pictures stand in; where there is none, what is worth keeping.
    ServiceOutcome outcome = {};
};

/**
 * Reads one successful answer to an order while it comes: previews, and at last what ImageService::read()
 * says of a whole answer. An answer that is no stream after all is read as what it is.
 *
 * Pure: no network, no clock. Nothing of a picture is decoded.
 */
class StreamReader
{
public:
    StreamReader() = default;
    StreamReader(const StreamReader &) = delete;
    StreamReader &operator=(const StreamReader &) = delete;
    virtual ~StreamReader();

    /// Takes the bytes of the body that come next; a piece may end anywhere.
    virtual void feed(const QByteArray &bytes) = 0;

    /// The newest preview that came since the last call; those before it are gone.
    [[nodiscard]] virtual std::optional<StreamedPreview> takePreview() = 0;

    /// Whether part of what carries or names the picture itself is here, as far as can be told by now.
    [[nodiscard]] virtual bool hasPictureBegun() const = 0;

    /// Whether the outcome is known, whatever may still come.
    [[nodiscard]] virtual bool isComplete() const = 0;

    /**
     * What the answer means; to be called once, when isComplete() or when nothing more comes. An order whose
     * stream ends without its picture has an unknown outcome.
     */
    [[nodiscard]] virtual StreamEnd end() = 0;
};

} // namespace ContactSheet
