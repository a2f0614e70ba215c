#include "core/pictureformat.h"

#include <QtEndian>

#include <cstring>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

std::optional<PictureInfo> infoOf(PictureFormat format, qint64 width, qint64 height)
{
    if (width < 1 || height < 1 || width > 0x7fffffff || height > 0x7fffffff)
        return std::nullopt;
    return PictureInfo{.format = format, .size = QSize(int(width), int(height))};
}

std::optional<PictureInfo> inspectPng(QByteArrayView bytes)
{
    constexpr qsizetype SignatureSize = 8;
    constexpr qsizetype ChunkOverhead = 12; // Length, type and checksum.
    std::optional<PictureInfo> info;
    bool hasData = false;
    qsizetype at = SignatureSize;
    while (bytes.size() - at >= ChunkOverhead) {
        const qint64 length = qFromBigEndian<quint32>(bytes.data() + at);
        const QByteArrayView type = bytes.sliced(at + 4, 4);
        if (length > bytes.size() - at - ChunkOverhead)
            return std::nullopt;
        if (!info) {
            if (type != "IHDR" || length != 13)
                return std::nullopt;
            const char *const header = bytes.data() + at + 8;
            info = infoOf(PictureFormat::Png, qFromBigEndian<quint32>(header),
                          qFromBigEndian<quint32>(header + 4));
            if (!info)
                return std::nullopt;
        } else if (type == "IDAT") {
            hasData = true;
        } else if (type == "IEND") {
            return hasData ? info : std::nullopt;
        }
        at += ChunkOverhead + qsizetype(length);
    }
    return std::nullopt;
}

/// The position after the entropy-coded data that starts at \a at: that of the next real marker.
qsizetype skipEntropyCodedData(QByteArrayView bytes, qsizetype at)
{
    while (at + 1 < bytes.size()) {
        const void *const found = std::memchr(bytes.data() + at, 0xFF, size_t(bytes.size() - at - 1));
        if (!found)
            return bytes.size();
        at = static_cast<const char *>(found) - bytes.data();
        const quint8 code = byteAt(bytes, at + 1);
        const bool isStuffed = code == 0x00;
        const bool isRestart = code >= 0xD0 && code <= 0xD7;
        if (!isStuffed && !isRestart && code != 0xFF)
            return at;
        at += code == 0xFF ? 1 : 2;
    }
    return bytes.size();
}

bool isStartOfFrame(quint8 code)
{
    // C4, C8 and CC in this range are tables and an extension (T.81, table B.1).
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

std::optional<PictureInfo> inspectJpeg(QByteArrayView bytes)
{
    constexpr quint8 EndOfImage = 0xD9;
    constexpr quint8 StartOfScan = 0xDA;
    std::optional<PictureInfo> info;
    bool hasScan = false;
    qsizetype at = 2;
    while (at + 1 < bytes.size()) {
        if (byteAt(bytes, at) != 0xFF)
            return std::nullopt;
        const quint8 code = byteAt(bytes, at + 1);
        if (code == 0xFF) { // A fill byte.
            ++at;
            continue;
        }
        if (code == EndOfImage)
            return hasScan ? info : std::nullopt;
        if (bytes.size() - at < 4)
            return std::nullopt;
        const qsizetype length = qFromBigEndian<quint16>(bytes.data() + at + 2);
        if (length < 2 || length > bytes.size() - at - 2)
            return std::nullopt;
        if (isStartOfFrame(code)) {
            if (length < 7)
                return std::nullopt;
            info = infoOf(PictureFormat::Jpeg, qFromBigEndian<quint16>(bytes.data() + at + 7),
                          qFromBigEndian<quint16>(bytes.data() + at + 5));
        }
        at += 2 + length;
        if (code == StartOfScan) {
            hasScan = true;
            at = skipEntropyCodedData(bytes, at);
        }
    }
    return std::nullopt;
}

quint32 littleEndian24(const char *data)
{
    return quint32(quint8(data[0])) | quint32(quint8(data[1])) << 8 | quint32(quint8(data[2])) << 16;
}

/// The size of the picture that a chunk of the kind \a type describes, or nothing where it is damaged.
std::optional<PictureInfo> webpInfo(QByteArrayView type, QByteArrayView payload)
{
    constexpr qsizetype HeaderSize = 10; // Of the extended and the lossy kind.
    const char *const data = payload.data();
    if (type == "VP8L" && payload.size() > 5 && payload.startsWith('\x2F')) {
        const quint32 bits = qFromLittleEndian<quint32>(data + 1);
        return infoOf(PictureFormat::Webp, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    if (payload.size() < HeaderSize)
        return std::nullopt;
    if (type == "VP8X")
        return infoOf(PictureFormat::Webp, littleEndian24(data + 4) + 1, littleEndian24(data + 7) + 1);
    if (type == "VP8 " && payload.sliced(3, 3) == "\x9D\x01\x2A") {
        return infoOf(PictureFormat::Webp, qFromLittleEndian<quint16>(data + 6) & 0x3FFF,
                      qFromLittleEndian<quint16>(data + 8) & 0x3FFF);
    }
    return std::nullopt;
}

std::optional<PictureInfo> inspectWebp(QByteArrayView bytes)
{
    constexpr qsizetype ChunkOverhead = 8; // Type and length.
    const qint64 riffSize = qFromLittleEndian<quint32>(bytes.data() + 4);
    if (riffSize + 8 > bytes.size())
        return std::nullopt;
    const qsizetype end = qsizetype(riffSize) + 8;
    std::optional<PictureInfo> info;
    qsizetype at = 12;
    while (end - at >= ChunkOverhead) {
        const QByteArrayView type = bytes.sliced(at, 4);
        const qint64 length = qFromLittleEndian<quint32>(bytes.data() + at + 4);
        if (length > end - at - ChunkOverhead)
            return std::nullopt;
        const QByteArrayView payload = bytes.sliced(at + ChunkOverhead, qsizetype(length));
        if (!info) {
            info = webpInfo(type, payload);
            if (!info || type != "VP8X")
                return info;
        } else if (type == "VP8 " || type == "VP8L" || type == "ANMF") {
            return info; // The canvas says how large it is; what it holds may be smaller.
        }
        at += ChunkOverhead + qsizetype(length) + qsizetype(length % 2);
    }
    return std::nullopt;
}

} // namespace

std::optional<PictureInfo> inspectPicture(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return inspectPng(bytes);
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return inspectJpeg(bytes);
    if (bytes.startsWith("RIFF") && bytes.size() >= 12 && bytes.sliced(8, 4) == "WEBP")
        return inspectWebp(bytes);
    return std::nullopt;
}

QString extension(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return u"png"_s;
    case PictureFormat::Jpeg:
        return u"jpg"_s;
    case PictureFormat::Webp:
        return u"webp"_s;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace ContactSheet
