// Server-sent events: the same events wherever the stream is cut, and none beyond the limit.
#include "services/eventstream.h"

#include "property.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    constexpr qsizetype LongestEvent = 500;
    const QByteArray text = bytesOf(data, size);
    EventStream whole(LongestEvent);
    QList<StreamEvent> events = whole.feed(text);
    EventStream inPieces(LongestEvent);
    QList<StreamEvent> others;
    feedInPieces(text, [&](QByteArrayView piece) { others += inPieces.feed(piece); });

    require(whole.isTooLong() == inPieces.isTooLong(), "the limit counts events, not pieces");
    require(events == others, "events are the same wherever a stream is cut");
    require(whole.nameUnderWay() == inPieces.nameUnderWay(),
            "an event has its name wherever a stream is cut");
    require(whole.dataUnderWay(50) == inPieces.dataUnderWay(50), "so has its data");
    require(whole.takeUnended() == inPieces.takeUnended(), "so has the event that was not ended");
    qsizetype total = 0;
    for (const StreamEvent &event : std::as_const(events)) {
        require(event.data.size() <= LongestEvent + 1, "no event is longer than the limit");
        total += event.data.size();
    }
    require(total <= text.size(), "events hold no more than what came");
    return 0;
}
