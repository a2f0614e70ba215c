#include "practice/pngwriter.h"

#include "core/crc32.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

// The fastest level of zlib that compresses. Flat areas and soft gradients gain little from a higher one.
constexpr int CompressionLevel = 1;

constexpr int BytesPerPixel = 3;
constexpr char FilterUp = 2; // Each byte less the one above it: a gradient becomes a row of equal bytes.

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

void appendChunk(QByteArray &file, const QByteArray &type, const QByteArray &data)
{
    const QByteArray checked = type + data;
    file += bigEndian(quint32(data.size())) + checked + bigEndian(crc32(checked));
}

/// The pixels of \a image, each row behind the number of its filter.
QByteArray filteredRows(const QImage &image)
{
    const int width = image.width();
    QByteArray rows(qsizetype(image.height()) * (1 + width * BytesPerPixel), Qt::Uninitialized);
    const QList<QRgb> black(width, 0);
    const QRgb *above = black.constData();
    char *out = rows.data();
    for (int y = 0; y < image.height(); ++y) {
        const auto *row = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        *out++ = FilterUp;
        for (int x = 0; x < width; ++x) {
            *out++ = char(qRed(row[x]) - qRed(above[x]));
            *out++ = char(qGreen(row[x]) - qGreen(above[x]));
            *out++ = char(qBlue(row[x]) - qBlue(above[x]));
        }
        above = row;
    }
    return rows;
}

} // namespace

QByteArray writePng(const QImage &image)
{
    const QImage pixels = image.convertToFormat(QImage::Format_RGB32);
    QByteArray file = "\x89PNG\r\n\x1a\n"_ba;
    // Eight bits a channel, colours as red, green and blue, and no interlacing.
    appendChunk(file, "IHDR"_ba,
                bigEndian(quint32(pixels.width())) + bigEndian(quint32(pixels.height()))
                    + "\x08\x02\x00\x00\x00"_ba);
    // What qCompress() gives is the stream of zlib that IDAT wants, behind four bytes of Qt's own.
    appendChunk(file, "IDAT"_ba, qCompress(filteredRows(pixels), CompressionLevel).sliced(4));
    appendChunk(file, "IEND"_ba, {});
    return file;
}

} // namespace ContactSheet
