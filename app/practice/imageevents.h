#pragma once

#include "practice/imagesrequest.h"

#include <QByteArray>
#include <QList>

namespace ContactSheet {

/**
 * The events of OpenAI's Images API that carry \a pictures, the answer to \a request, made at \a createdAt
 * (seconds since 1970): a preview each, and the last one is the picture itself. As they go over the wire.
 */
[[nodiscard]] QList<QByteArray> imageEvents(const ImagesRequest &request, const QList<QByteArray> &pictures,
                                            qint64 createdAt);

} // namespace ContactSheet
