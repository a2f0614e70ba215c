#include "core/jpegstructure.h"

#include <QtEndian>

#include <cstring>

namespace ContactSheet {

namespace {

constexpr quint8 EndOfImage = 0xD9;
constexpr quint8 StartOfScan = 0xDA;

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return quint8(bytes[at]);
}

/**
 * Where the code of the next marker stands from \a at on, or the end of \a bytes.
 *
 * In a scan's data a byte of 0xFF is followed by 0x00, so that it is no marker; any number of 0xFF may stand
 * before a code.
 */
qsizetype nextMarkerCode(QByteArrayView bytes, qsizetype at)
{
    while (at + 1 < bytes.size()) {
        const void *const found = std::memchr(bytes.data() + at, 0xFF, size_t(bytes.size() - at - 1));
        if (!found)
            break;
        at = static_cast<const char *>(found) - bytes.data() + 1;
        const quint8 code = byteAt(bytes, at);
        if (code != 0x00 && code != 0xFF)
            return at;
        if (code == 0x00)
            ++at;
    }
    return bytes.size();
}

/// Table B.1: the markers that no segment follows, within a scan or elsewhere.
bool standsAlone(quint8 code)
{
    constexpr quint8 Temporary = 0x01;
    return code == Temporary || (code >= 0xD0 && code <= 0xD7);
}

bool isStartOfFrame(quint8 code)
{
    // C4, C8 and CC in this range are tables and an extension.
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

/// Whether decoders pass over or read a segment of this kind; any other makes them give up.
bool isSegmentOfPictures(quint8 code)
{
    const bool isFrameOrTable = code >= 0xC0 && code <= 0xCF && code != 0xC8;
    const bool isForScans = code >= StartOfScan && code <= 0xDD;
    const bool isOfApplications = code >= 0xE0 && code <= 0xEF;
    constexpr quint8 Comment = 0xFE;
    return isFrameOrTable || isForScans || isOfApplications || code == Comment;
}

std::optional<QSize> frameSize(QByteArrayView frame)
{
    constexpr qsizetype FixedSize = 6; // Precision, height, width, and how many components follow.
    if (frame.size() < FixedSize)
        return std::nullopt;
    const int height = qFromBigEndian<quint16>(frame.data() + 1);
    const int width = qFromBigEndian<quint16>(frame.data() + 3);
    const qsizetype components = byteAt(frame, 5);
    // A height that only comes behind the first scan is legal, and no decoder in use knows it.
    if (height < 1 || width < 1 || components < 1 || frame.size() != FixedSize + 3 * components)
        return std::nullopt;
    return QSize(width, height);
}

bool isScanHeader(QByteArrayView scan)
{
    constexpr qsizetype FixedSize = 4; // How many components follow, and the coefficients at the end.
    constexpr int MostComponents = 4;
    const int components = scan.isEmpty() ? 0 : byteAt(scan, 0);
    return components >= 1 && components <= MostComponents && scan.size() == FixedSize + 2 * components;
}

/// Whether a scan has any data where \a at is the byte behind its header.
bool hasScanData(QByteArrayView bytes, qsizetype at)
{
    return bytes.size() - at >= 2 && (byteAt(bytes, at) != 0xFF || byteAt(bytes, at + 1) == 0x00);
}

} // namespace

std::optional<QSize> jpegSize(QByteArrayView bytes)
{
    std::optional<QSize> size;
    bool hasScan = false;
    qsizetype at = 2;
    while ((at = nextMarkerCode(bytes, at)) < bytes.size()) {
        const quint8 code = byteAt(bytes, at);
        ++at;
        if (code == EndOfImage)
            return hasScan ? size : std::nullopt;
        if (standsAlone(code))
            continue;
        if (!isSegmentOfPictures(code) || bytes.size() - at < 2)
            return std::nullopt;
        const qsizetype length = qFromBigEndian<quint16>(bytes.data() + at);
        if (length < 2 || length > bytes.size() - at)
            return std::nullopt;
        const QByteArrayView segment = bytes.sliced(at + 2, length - 2);
        at += length;
        if (isStartOfFrame(code)) {
            if (size)
                return std::nullopt;
            size = frameSize(segment);
            if (!size)
                return std::nullopt;
        } else if (code == StartOfScan) {
            if (!size || !isScanHeader(segment))
                return std::nullopt;
            hasScan = hasScan || hasScanData(bytes, at);
        }
    }
    return std::nullopt;
}

} // namespace ContactSheet
