#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdio>
#include <cstdlib>

namespace ContactSheet {

/// Ends the fuzzer where \a holds is false, so that it keeps the input that did it; \a claim says what should
/// be.
inline void require(bool holds, const char *claim)
{
    if (holds)
        return;
    std::fprintf(stderr, "This does not hold: %s\n", claim);
    std::abort();
}

inline QByteArray bytesOf(const unsigned char *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

/// Cuts \a text into pieces whose lengths follow from the text itself, so that a found input stays one file.
template<typename Feed>
void feedInPieces(QByteArrayView text, Feed feed)
{
    quint32 state = quint32(text.size()) * 2'654'435'761U + 1;
    for (const char c : text.first(std::min<qsizetype>(text.size(), 64)))
        state = (state ^ quint8(c)) * 16'777'619U;
    while (!text.isEmpty()) {
        state = state * 1'664'525U + 1'013'904'223U;
        // Mostly a few bytes, now and then a long piece.
        const qsizetype asked = 1 + ((state >> 28) == 0 ? state >> 8 & 0x3FF : state >> 16 & 0x7);
        const qsizetype length = std::min(asked, text.size());
        feed(text.first(length));
        text = text.sliced(length);
    }
}

} // namespace ContactSheet

/// What libFuzzer calls with each input.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);
