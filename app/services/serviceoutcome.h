#pragma once

#include "core/error.h"
#include "core/jsonoutline.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

#include <variant>

namespace ContactSheet {

/// A picture in base64 that stands within the answer's body; decoded later, off the engine's thread.
struct EmbeddedPicture
{
    Span span = {};

    friend bool operator==(const EmbeddedPicture &, const EmbeddedPicture &) = default;
};

/// A picture in base64 apart from the body: one too short to be left in place, or a data: URL.
struct EncodedPicture
{
    QByteArray base64 = {};

    friend bool operator==(const EncodedPicture &, const EncodedPicture &) = default;
};

/// The body itself is the picture.
struct WholeBody
{
    friend bool operator==(const WholeBody &, const WholeBody &) = default;
};

/// A picture to be fetched by a second request, which carries no key.
struct LinkedPicture
{
    QUrl url = {};

    friend bool operator==(const LinkedPicture &, const LinkedPicture &) = default;
};

using PictureSource = std::variant<EmbeddedPicture, EncodedPicture, WholeBody, LinkedPicture>;

/// What a service made. The first picture is the one that was asked for; others were sent beside it.
struct Pictures
{
    QList<PictureSource> sources = {};
    QString revisedPrompt = {};
    QJsonObject usage = {}; ///< What the service counted, in its own words; empty where it said nothing.

    friend bool operator==(const Pictures &, const Pictures &) = default;
};

/// What an answer means.
using ServiceOutcome = std::variant<Pictures, Error>;

} // namespace ContactSheet
