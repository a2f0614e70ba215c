#include "support/pngfiles.h"

#include "core/crc32.h"

#include <QtEndian>

namespace ContactSheet {

namespace {

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

/// The bytes of \a width by \a height pixels, each row behind the number of its filter.
qsizetype rawSize(const PngHeader &header, quint32 width, quint32 height)
{
    constexpr int Channels[] = {1, 0, 3, 1, 2, 0, 4};
    const qsizetype bits = qsizetype(width) * header.depth * Channels[header.colourType];
    return width == 0 ? 0 : qsizetype(height) * (1 + (bits + 7) / 8);
}

/// The bytes of all seven passes of an interlaced picture (8.2).
qsizetype interlacedSize(const PngHeader &header)
{
    struct Pass
    {
        quint32 x, y, stepX, stepY;
    };
    constexpr Pass Passes[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                               {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    qsizetype size = 0;
    for (const Pass &pass : Passes) {
        size += rawSize(header, (header.width + pass.stepX - 1 - pass.x) / pass.stepX,
                        (header.height + pass.stepY - 1 - pass.y) / pass.stepY);
    }
    return size;
}

} // namespace

QByteArray pngSignature()
{
    return QByteArray("\x89PNG\r\n\x1A\n", 8);
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    const QByteArray checked = type + data;
    return bigEndian(quint32(data.size())) + checked + bigEndian(crc32(checked));
}

QByteArray pngChunk(const PngHeader &header)
{
    QByteArray data = bigEndian(header.width) + bigEndian(header.height);
    for (const quint8 value : {header.depth, header.colourType, quint8(0), quint8(0), header.interlacing})
        data += char(value);
    return pngChunk("IHDR", data);
}

QByteArray pngFile(const PngHeader &header, const QByteArray &data, const QByteArray &chunks)
{
    return pngSignature() + pngChunk(header) + chunks + pngChunk("IDAT", data) + pngChunk("IEND", {});
}

QByteArray blackPngData(const PngHeader &header)
{
    const qsizetype size =
        header.interlacing ? interlacedSize(header) : rawSize(header, header.width, header.height);
    return qCompress(QByteArray(size, '\0')).sliced(4); // Behind four bytes of Qt's own.
}

QByteArray pngBomb(quint32 side)
{
    return pngFile({.width = side, .height = side}, blackPngData({.width = 16, .height = 16}));
}

} // namespace ContactSheet
