#include "core/blake2b.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace ContactSheet {

namespace {

constexpr qsizetype BlockSize = 128;
constexpr qsizetype ResultSize = 32;

/// RFC 7693 section 2.6: the fractions of the square roots of the first eight primes.
constexpr std::array<quint64, 8> InitialVector{
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/// RFC 7693 section 2.7: which words of a block each of the rounds mixes in, and in which order.
constexpr std::array<std::array<std::size_t, 16>, 10> Schedule{{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}};
constexpr std::size_t Rounds = 12;

using Words = std::array<quint64, 16>;

/// RFC 7693 section 3.1: mixes two words of a block into four of the state.
Q_ALWAYS_INLINE void mix(quint64 &a, quint64 &b, quint64 &c, quint64 &d, quint64 x, quint64 y)
{
    a += b + x;
    d = std::rotr(d ^ a, 32);
    c += d;
    b = std::rotr(b ^ c, 24);
    a += b + y;
    d = std::rotr(d ^ a, 16);
    c += d;
    b = std::rotr(b ^ c, 63);
}

/// A template, so that every look-up in the schedule is made by the compiler.
template<std::size_t Round>
Q_ALWAYS_INLINE void mixRound(Words &v, const Words &block)
{
    constexpr const std::array<std::size_t, 16> &Order = Schedule[Round % Schedule.size()];
    mix(v[0], v[4], v[8], v[12], block[Order[0]], block[Order[1]]);
    mix(v[1], v[5], v[9], v[13], block[Order[2]], block[Order[3]]);
    mix(v[2], v[6], v[10], v[14], block[Order[4]], block[Order[5]]);
    mix(v[3], v[7], v[11], v[15], block[Order[6]], block[Order[7]]);
    mix(v[0], v[5], v[10], v[15], block[Order[8]], block[Order[9]]);
    mix(v[1], v[6], v[11], v[12], block[Order[10]], block[Order[11]]);
    mix(v[2], v[7], v[8], v[13], block[Order[12]], block[Order[13]]);
    mix(v[3], v[4], v[9], v[14], block[Order[14]], block[Order[15]]);
}

template<std::size_t... Round>
Q_ALWAYS_INLINE void mixAllRounds(Words &v, const Words &block, std::index_sequence<Round...>)
{
    (mixRound<Round>(v, block), ...);
}

/// RFC 7693 section 3.2. \a end is the number of bytes up to the end of \a data, which is one block.
void compress(std::array<quint64, 8> &state, const char *data, quint64 end, bool isLast)
{
    Words block;
    qFromLittleEndian<quint64>(data, qsizetype(block.size()), block.data());
    Words v;
    std::copy(state.begin(), state.end(), v.begin());
    std::copy(InitialVector.begin(), InitialVector.end(), v.begin() + state.size());
    v[12] ^= end; // Of its 128 bits the upper 64 are 0: no array is that long.
    if (isLast)
        v[14] = ~v[14];
    mixAllRounds(v, block, std::make_index_sequence<Rounds>());
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] ^= v[i] ^ v[i + state.size()];
}

} // namespace

QByteArray blake2b256(QByteArrayView bytes)
{
    std::array<quint64, 8> state = InitialVector;
    state[0] ^= 0x01010000U | quint64(ResultSize); // No key, one leaf, one level: section 2.5.

    // The last block counts as such even where it is full, and an empty message has one of zeros.
    qsizetype position = 0;
    for (; bytes.size() - position > BlockSize; position += BlockSize)
        compress(state, bytes.data() + position, quint64(position + BlockSize), false);
    std::array<char, BlockSize> last{};
    std::copy(bytes.begin() + position, bytes.end(), last.begin());
    compress(state, last.data(), quint64(bytes.size()), true);

    QByteArray result(ResultSize, Qt::Uninitialized);
    qToLittleEndian<quint64>(state.data(), ResultSize / qsizetype(sizeof(quint64)), result.data());
    return result;
}

} // namespace ContactSheet
