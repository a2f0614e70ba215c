// A stream means the same however it is cut into pieces.
#include "fuzzing.h"
#include "services/openaistream.h"

#include <algorithm>

using namespace ContactSheet;

namespace {

StreamEnd read(const QByteArray &body, qsizetype piece)
{
    ServiceAnswer head = Fuzzing::answer({});
    head.headers = {{"Content-Type", "text/event-stream"}};
    OpenAiStream stream(Fuzzing::account(), head);
    for (qsizetype begin = 0; begin < body.size() && !stream.isComplete(); begin += piece) {
        stream.feed(body.sliced(begin, std::min(piece, body.size() - begin)));
        static_cast<void>(stream.takePreview());
    }
    return stream.end();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray body = Fuzzing::bytesOf(data + 1, size - 1);
    const StreamEnd whole = read(body, body.size());
    const StreamEnd inPieces = read(body, 1 + data[0] % 64);
    Fuzzing::require(whole.outcome.index() == inPieces.outcome.index());
    if (std::holds_alternative<Pictures>(whole.outcome))
        Fuzzing::require(whole.text == inPieces.text && whole.outcome == inPieces.outcome);
    return 0;
}
