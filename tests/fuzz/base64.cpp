// Base64: exactly what RFC 4648 says, but for white space and the prefix of a data: URL.
#include "core/base64.h"

#include "property.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray input = bytesOf(data, size);
    if (!input.isEmpty())
        require(decodeBase64(input.toBase64()) == input, "what is encoded is decoded to the same bytes");
    const std::optional<QByteArray> decoded = decodeBase64(input);
    if (!decoded)
        return 0;
    require(!decoded->isEmpty(), "nothing is no picture");
    QByteArray text;
    for (const char c : input) {
        if (!QByteArrayView(" \n\r\t").contains(c))
            text += c;
    }
    const QByteArray again = decoded->toBase64();
    require(text.endsWith(again), "what is decoded is encoded to the same text");
    require(text.size() == again.size() || text.startsWith("data:") || text.first(5).toLower() == "data:",
            "nothing is skipped");
    return 0;
}
