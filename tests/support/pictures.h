#pragma once

#include <QByteArray>
#include <QSize>

namespace ContactSheet {

/// A whole picture file of \a size in \a format ("PNG", "JPG", "WEBP"), painted by the test itself.
[[nodiscard]] QByteArray pictureBytes(const QSize &size = {16, 12}, const char *format = "PNG");

/// An answer of OpenAI's shape that holds \a picture in base64.
[[nodiscard]] QByteArray answerWithPicture(const QByteArray &picture);

/// An answer of OpenAI's shape that names \a url.
[[nodiscard]] QByteArray answerWithLink(const QByteArray &url);

} // namespace ContactSheet
