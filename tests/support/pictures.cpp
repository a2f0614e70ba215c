#include "support/pictures.h"

#include <QBuffer>
#include <QImage>

namespace ContactSheet {

QByteArray pictureBytes(const QSize &size, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(x * 7 % 256, y * 11 % 256, (x ^ y) * 5 % 256));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    [[maybe_unused]] const bool isSaved = image.save(&buffer, format);
    Q_ASSERT(isSaved);
    return bytes;
}

QByteArray answerWithPicture(const QByteArray &picture)
{
    return R"({"created":1795344000,"data":[{"b64_json":")" + picture.toBase64() + R"("}]})";
}

QByteArray answerWithLink(const QByteArray &url)
{
    return R"({"created":1795344000,"data":[{"url":")" + url + R"("}]})";
}

} // namespace ContactSheet
