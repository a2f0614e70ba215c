#include "core/pngstructure.h"

#include "core/crc32.h"

#include <QByteArray>
#include <QtEndian>

namespace ContactSheet {

namespace {

constexpr qsizetype SignatureSize = 8;
constexpr qsizetype ChunkOverhead = 12; // Length, type and checksum.
constexpr quint8 Palette = 3;           // The colour type of pixels that are numbers of colours.

struct Header
{
    QSize size = {};
    quint8 colourType = 0;
};

/// Table 11.1: the bits that a channel may have.
bool isDepthOf(quint8 colourType, quint8 depth)
{
    const bool isByteOrTwo = depth == 8 || depth == 16;
    const bool isLess = depth == 1 || depth == 2 || depth == 4;
    switch (colourType) {
    case 0: // Grey.
        return isLess || isByteOrTwo;
    case Palette:
        return isLess || depth == 8;
    case 2: // Colours.
    case 4: // Grey that is seen through.
    case 6: // Colours that are seen through.
        return isByteOrTwo;
    default:
        return false;
    }
}

std::optional<Header> readHeader(QByteArrayView data)
{
    constexpr qsizetype HeaderSize = 13;
    constexpr quint32 LargestNumber = 0x7FFFFFFF;
    if (data.size() != HeaderSize)
        return std::nullopt;
    const quint32 width = qFromBigEndian<quint32>(data.data());
    const quint32 height = qFromBigEndian<quint32>(data.data() + 4);
    const auto depth = quint8(data[8]);
    const auto colourType = quint8(data[9]);
    const bool hasSize = width >= 1 && height >= 1 && width <= LargestNumber && height <= LargestNumber;
    // There is one compression, one set of filters, and interlacing or none.
    const bool isKnown = data[10] == 0 && data[11] == 0 && (data[12] == 0 || data[12] == 1);
    if (!hasSize || !isKnown || !isDepthOf(colourType, depth))
        return std::nullopt;
    return Header{.size = QSize(int(width), int(height)), .colourType = colourType};
}

bool isLetter(char character)
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

bool isChunkType(QByteArrayView type)
{
    return isLetter(type[0]) && isLetter(type[1]) && isLetter(type[2]) && isLetter(type[3]);
}

/// Whether a decoder that does not know chunks of \a type shows the picture all the same (5.4).
bool isAncillary(QByteArrayView type)
{
    return type[0] >= 'a';
}

/// Whether the picture is shown as it is meant without the chunk of \a type.
bool isDispensable(QByteArrayView type)
{
    // One flipped bit turns IDAT into iDAT.
    const QByteArray name = type.toByteArray().toUpper();
    return isAncillary(type) && name != "TRNS" && name != "IDAT" && name != "PLTE" && name != "IEND";
}

bool isPalette(QByteArrayView data)
{
    constexpr qsizetype MostColours = 256;
    return !data.isEmpty() && data.size() % 3 == 0 && data.size() <= MostColours * 3;
}

/// What the chunks of a file have told so far.
class PngWalk
{
public:
    /// Takes the next chunk, which is neither the first nor the last; false where it does not belong there.
    bool take(QByteArrayView type, QByteArrayView data)
    {
        const bool isData = type == "IDAT";
        if (isData && (m_isDataOver || (m_header.colourType == Palette && !m_hasPalette)))
            return false;
        if (isData)
            m_hasData = m_hasData || !data.isEmpty();
        else if (m_hasData)
            m_isDataOver = true;
        if (type == "PLTE")
            m_hasPalette = isPalette(data);
        return isData || type == "PLTE" || isAncillary(type);
    }

    /// Takes the chunk that has to come first.
    bool begin(QByteArrayView type, QByteArrayView data)
    {
        const std::optional<Header> header = type == "IHDR" ? readHeader(data) : std::nullopt;
        m_header = header.value_or(Header());
        return header.has_value();
    }

    [[nodiscard]] bool hasBegun() const { return m_header.size.isValid(); }
    [[nodiscard]] std::optional<QSize> end() const
    {
        return m_hasData ? std::optional(m_header.size) : std::nullopt;
    }

private:
    Header m_header = {};
    bool m_hasData = false;
    bool m_isDataOver = false;
    bool m_hasPalette = false;
};

} // namespace

std::optional<QSize> pngSize(QByteArrayView bytes)
{
    PngWalk walk;
    qsizetype at = SignatureSize;
    while (bytes.size() - at >= ChunkOverhead) {
        const qint64 length = qFromBigEndian<quint32>(bytes.data() + at);
        const QByteArrayView type = bytes.sliced(at + 4, 4);
        if (!isChunkType(type) || length > bytes.size() - at - ChunkOverhead)
            return std::nullopt;
        const QByteArrayView checked = bytes.sliced(at + 4, 4 + qsizetype(length));
        const bool isIntact = qFromBigEndian<quint32>(checked.data() + checked.size()) == crc32(checked);
        if (!isIntact && !isDispensable(type))
            return std::nullopt;
        const QByteArrayView data = checked.sliced(4);
        if (walk.hasBegun() && type == "IEND")
            return walk.end();
        if (!(walk.hasBegun() ? walk.take(type, data) : walk.begin(type, data)))
            return std::nullopt;
        at += ChunkOverhead + qsizetype(length);
    }
    return std::nullopt;
}

} // namespace ContactSheet
