#include "core/crc32.h"

#include <QtEndian>

#include <array>

namespace ContactSheet {

namespace {

/// How many bytes are taken in one step: their look-ups do not wait for each other.
constexpr qsizetype StepSize = 16;

using Table = std::array<quint32, 256>;

/// The table at n carries a byte over n more bytes.
constexpr std::array<Table, StepSize> makeTables()
{
    std::array<Table, StepSize> tables = {};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder & 1U) != 0 ? 0xEDB88320U ^ (remainder >> 1) : remainder >> 1;
        tables[0][byte] = remainder;
    }
    for (size_t n = 1; n < tables.size(); ++n) {
        for (size_t byte = 0; byte < 256; ++byte) {
            const quint32 before = tables[n - 1][byte];
            tables[n][byte] = (before >> 8) ^ tables[0][before & 0xFFU];
        }
    }
    return tables;
}

constexpr auto Tables = makeTables();

/// What the four bytes of \a word, the first of which is the lowest, leave behind \a more bytes.
quint32 carried(quint32 word, size_t more)
{
    return Tables[more + 3][word & 0xFFU] ^ Tables[more + 2][word >> 8 & 0xFFU]
        ^ Tables[more + 1][word >> 16 & 0xFFU] ^ Tables[more][word >> 24];
}

} // namespace

quint32 crc32(QByteArrayView bytes)
{
    quint32 crc = ~0U;
    const char *at = bytes.data();
    qsizetype left = bytes.size();
    for (; left >= StepSize; left -= StepSize, at += StepSize) {
        crc = carried(crc ^ qFromLittleEndian<quint32>(at), 12)
            ^ carried(qFromLittleEndian<quint32>(at + 4), 8) ^ carried(qFromLittleEndian<quint32>(at + 8), 4)
            ^ carried(qFromLittleEndian<quint32>(at + 12), 0);
    }
    for (; left > 0; --left, ++at)
        crc = Tables[0][(crc ^ quint8(*at)) & 0xFFU] ^ (crc >> 8);
    return ~crc;
}

} // namespace ContactSheet
