// A streamed answer: what is read of it is the same wherever the network cuts it.
#include "property.h"
#include "services/openaistream.h"
#include "wireanswer.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    ServiceAnswer head = wireAnswer(bytesOf(data, size));
    const QByteArray body = std::exchange(head.body, {});
    const ServiceAccount account = wireAccount(true);

    OpenAiStream whole(account, head);
    whole.feed(body);
    OpenAiStream inPieces(account, head);
    feedInPieces(body, [&inPieces](QByteArrayView piece) { inPieces.feed(piece.toByteArray()); });

    require(whole.isComplete() == inPieces.isComplete(), "a stream is complete wherever it is cut");
    // In pieces more may look like the beginning of one, and turn out to be none.
    require(!whole.hasPictureBegun() || inPieces.hasPictureBegun(),
            "a picture begins wherever a stream is cut");
    require(whole.takePreview() == inPieces.takePreview(), "previews are the same wherever a stream is cut");
    const StreamEnd end = whole.end();
    const StreamEnd other = inPieces.end();
    require(end.text == other.text && end.outcome == other.outcome,
            "a stream means the same wherever it is cut");
    if (const auto *error = std::get_if<Error>(&end.outcome))
        requireFit(*error);
    else
        requireFit(std::get<Pictures>(end.outcome), end.text);
    return 0;
}
