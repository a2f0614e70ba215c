#include "core/webpstructure.h"

#include <QRect>
#include <QtEndian>

#include <algorithm>

namespace ContactSheet {

namespace {

constexpr qsizetype ChunkOverhead = 8; // Type and length.

struct Chunk
{
    QByteArrayView type = {};
    QByteArrayView data = {};
};

/// The first chunk of \a rest, which is shortened by it; nothing where none is left or it is longer.
std::optional<Chunk> takeChunk(QByteArrayView *rest)
{
    if (rest->size() < ChunkOverhead)
        return std::nullopt;
    const qint64 length = qFromLittleEndian<quint32>(rest->data() + 4);
    if (length > rest->size() - ChunkOverhead)
        return std::nullopt;
    const Chunk chunk{.type = rest->first(4), .data = rest->sliced(ChunkOverhead, qsizetype(length))};
    // Lengths are padded to even ones.
    *rest = rest->sliced(std::min(rest->size(), ChunkOverhead + qsizetype(length + length % 2)));
    return chunk;
}

int littleEndian24(const char *data)
{
    return quint8(data[0]) | quint8(data[1]) << 8 | quint8(data[2]) << 16;
}

/// Section 2.5, and RFC 6386, section 9.1.
std::optional<QSize> lossySize(QByteArrayView data)
{
    constexpr qsizetype HeaderSize = 10;
    if (data.size() < HeaderSize || data.sliced(3, 3) != "\x9D\x01\x2A")
        return std::nullopt;
    const int bits = littleEndian24(data.data());
    const bool isKeyFrame = (bits & 1) == 0;
    const bool isKnownVersion = (bits >> 1 & 7) <= 3;
    const bool isShown = (bits >> 4 & 1) != 0;
    const qsizetype firstPartition = bits >> 5;
    const QSize size(qFromLittleEndian<quint16>(data.data() + 6) & 0x3FFF,
                     qFromLittleEndian<quint16>(data.data() + 8) & 0x3FFF);
    if (!isKeyFrame || !isKnownVersion || !isShown || firstPartition >= data.size() || size.isEmpty())
        return std::nullopt;
    return size;
}

/// Section 3.4.
std::optional<QSize> losslessSize(QByteArrayView data)
{
    constexpr qsizetype HeaderSize = 5;
    if (data.size() <= HeaderSize || !data.startsWith('\x2F'))
        return std::nullopt;
    const quint32 bits = qFromLittleEndian<quint32>(data.data() + 1);
    const bool isKnownVersion = bits >> 29 == 0;
    if (!isKnownVersion)
        return std::nullopt;
    return QSize(int(bits & 0x3FFF) + 1, int(bits >> 14 & 0x3FFF) + 1);
}

bool isOfPixels(const Chunk &chunk)
{
    return chunk.type == "VP8 " || chunk.type == "VP8L";
}

std::optional<QSize> pixelsSize(const Chunk &chunk)
{
    if (chunk.type == "VP8 ")
        return lossySize(chunk.data);
    if (chunk.type == "VP8L")
        return losslessSize(chunk.data);
    return std::nullopt;
}

/// Section 2.7.
std::optional<QSize> canvasSize(QByteArrayView data)
{
    constexpr qsizetype HeaderSize = 10;
    if (data.size() < HeaderSize)
        return std::nullopt;
    return QSize(littleEndian24(data.data() + 4) + 1, littleEndian24(data.data() + 7) + 1);
}

/// Section 2.7.1.1: whether \a data is a frame of an animation on a canvas of the size \a canvas.
bool isFrameOn(const QSize &canvas, QByteArrayView data)
{
    constexpr qsizetype HeaderSize = 16;
    if (data.size() < HeaderSize)
        return false;
    const QRect place(2 * littleEndian24(data.data()), 2 * littleEndian24(data.data() + 3),
                      littleEndian24(data.data() + 6) + 1, littleEndian24(data.data() + 9) + 1);
    if (!QRect(QPoint(), canvas).contains(place))
        return false;
    QByteArrayView rest = data.sliced(HeaderSize);
    while (const std::optional<Chunk> chunk = takeChunk(&rest)) {
        if (isOfPixels(*chunk))
            return pixelsSize(*chunk) == place.size();
    }
    return false;
}

/// The size of what \a rest, the chunks behind the one of the canvas, shows on it.
std::optional<QSize> extendedSize(const QSize &canvas, QByteArrayView rest)
{
    bool hasPicture = false;
    while (const std::optional<Chunk> chunk = takeChunk(&rest)) {
        const bool isFrame = chunk->type == "ANMF";
        if (isFrame ? !isFrameOn(canvas, chunk->data) : isOfPixels(*chunk) && pixelsSize(*chunk) != canvas)
            return std::nullopt;
        hasPicture = hasPicture || isFrame || isOfPixels(*chunk);
    }
    const bool wasWalkedToTheEnd = rest.size() < ChunkOverhead;
    return hasPicture && wasWalkedToTheEnd ? std::optional(canvas) : std::nullopt;
}

} // namespace

std::optional<QSize> webpSize(QByteArrayView bytes)
{
    constexpr qsizetype BeforeChunks = 12;
    const qint64 end = qint64(qFromLittleEndian<quint32>(bytes.data() + 4)) + 8;
    if (end < BeforeChunks || end > bytes.size())
        return std::nullopt;
    QByteArrayView rest = bytes.first(qsizetype(end)).sliced(BeforeChunks);
    const std::optional<Chunk> first = takeChunk(&rest);
    if (!first)
        return std::nullopt;
    if (first->type != "VP8X")
        return pixelsSize(*first);
    const std::optional<QSize> canvas = canvasSize(first->data);
    return canvas ? extendedSize(*canvas, rest) : std::nullopt;
}

} // namespace ContactSheet
