#pragma once

#include <QByteArray>

namespace ContactSheet {

/// What a PNG file says of its picture (ISO/IEC 15948, 11.2.2).
struct PngHeader
{
    quint32 width = 1;
    quint32 height = 1;
    quint8 depth = 8;
    quint8 colourType = 2; ///< Red, green and blue.
    quint8 interlacing = 0;
};

/// What every PNG file begins with.
[[nodiscard]] QByteArray pngSignature();

/// A chunk with its length and checksum.
[[nodiscard]] QByteArray pngChunk(const QByteArray &type, const QByteArray &data);
[[nodiscard]] QByteArray pngChunk(const PngHeader &header);

/// A file with \a header whose one IDAT holds \a data, behind \a chunks.
[[nodiscard]] QByteArray pngFile(const PngHeader &header, const QByteArray &data,
                                 const QByteArray &chunks = {});

/// The data of a picture with \a header whose every byte is zero.
[[nodiscard]] QByteArray blackPngData(const PngHeader &header);

/// A small file that says of itself that it is \a side pixels wide and high, and looks whole.
[[nodiscard]] QByteArray pngBomb(quint32 side);

} // namespace ContactSheet
