#include "core/base64.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

/// Above every value of 24 bits, so that one comparison finds a bad character among four.
constexpr quint32 Invalid = 1U << 24;

using Table = std::array<quint32, 256>;

/// What each character adds to a group of 24 bits at one of the four places: four look-ups, no shifts.
constexpr Table tableFor(int place)
{
    constexpr char Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Table table{};
    table.fill(Invalid);
    for (quint32 value = 0; value < 64; ++value)
        table[static_cast<unsigned char>(Alphabet[value])] = value << (6 * (3 - place));
    return table;
}

constexpr std::array<Table, 4> Tables{tableFor(0), tableFor(1), tableFor(2), tableFor(3)};

bool isWhiteSpace(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

QByteArrayView withoutDataPrefix(QByteArrayView text)
{
    constexpr QByteArrayView Scheme("data:");
    constexpr QByteArrayView Encoding(";base64");
    if (text.first(std::min(text.size(), Scheme.size())).compare(Scheme, Qt::CaseInsensitive) != 0)
        return text;
    // The prefix is short; a comma far inside would belong to something else.
    constexpr qsizetype LongestPrefix = 128;
    const qsizetype comma = text.first(std::min(text.size(), LongestPrefix)).indexOf(',');
    if (comma < Scheme.size() + Encoding.size()
        || text.first(comma).last(Encoding.size()).compare(Encoding, Qt::CaseInsensitive) != 0)
        return text;
    return text.sliced(comma + 1);
}

quint32 bitsOf(const unsigned char *group)
{
    return Tables[0][group[0]] | Tables[1][group[1]] | Tables[2][group[2]] | Tables[3][group[3]];
}

/// Decodes whole groups of four good characters, as many as stand together at the start.
qsizetype decodeGroups(const unsigned char *&in, const unsigned char *end, char *out)
{
    char *const begin = out;
    // Two groups a step, written as eight bytes: the last two of them belong to the two groups that follow.
    while (end - in >= 16) {
        const quint32 first = bitsOf(in);
        const quint32 second = bitsOf(in + 4);
        if ((first | second) >= Invalid)
            break;
        qToBigEndian<quint64>(quint64(first) << 40 | quint64(second) << 16, out);
        out += 6;
        in += 8;
    }
    while (end - in >= 4) {
        const quint32 bits = bitsOf(in);
        if (bits >= Invalid)
            break;
        *out++ = char(bits >> 16);
        *out++ = char(bits >> 8);
        *out++ = char(bits);
        in += 4;
    }
    return out - begin;
}

/// The next group, which has white space or padding among its characters.
struct SlowGroup
{
    std::array<unsigned char, 4> characters = {};
    int count = 0;

    SlowGroup(const unsigned char *&in, const unsigned char *end)
    {
        for (; in != end && count < 4; ++in) {
            if (!isWhiteSpace(*in))
                characters[size_t(count++)] = *in;
        }
    }

    [[nodiscard]] int paddingCount() const { return characters[3] != '=' ? 0 : characters[2] != '=' ? 1 : 2; }

    /// The group's 24 bits with padding counted as zero, or Invalid.
    [[nodiscard]] quint32 bits() const
    {
        quint32 sum = 0;
        for (size_t place = 0; place < size_t(4 - paddingCount()); ++place)
            sum |= Tables[place][characters[place]];
        return sum;
    }
};

} // namespace

std::optional<QByteArray> decodeBase64(QByteArrayView text)
{
    text = withoutDataPrefix(text);
    const auto *in = reinterpret_cast<const unsigned char *>(text.data());
    const auto *const end = in + text.size();

    QByteArray bytes(text.size() / 4 * 3 + 3, Qt::Uninitialized);
    char *out = bytes.data();
    while (in != end) {
        out += decodeGroups(in, end, out);
        const SlowGroup group(in, end);
        if (group.count == 0)
            break;
        if (group.count != 4)
            return std::nullopt;
        const quint32 bits = group.bits();
        if (bits >= Invalid)
            return std::nullopt;
        const int padding = group.paddingCount();
        *out++ = char(bits >> 16);
        if (padding < 2)
            *out++ = char(bits >> 8);
        if (padding == 0) {
            *out++ = char(bits);
            continue;
        }
        const quint32 leftOver = padding == 1 ? bits & 0xFF : bits & 0xFFFF;
        if (leftOver != 0 || SlowGroup(in, end).count != 0)
            return std::nullopt;
    }
    bytes.truncate(out - bytes.constData());
    if (bytes.isEmpty())
        return std::nullopt;
    return bytes;
}

} // namespace ContactSheet
