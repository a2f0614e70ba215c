// Whatever a server answers: what is taken for a picture stands within the answer, and no error holds the
// key.
#include "core/base64.h"
#include "fuzzing.h"
#include "services/answererror.h"
#include "services/modellist.h"
#include "services/openaianswer.h"

using namespace ContactSheet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray body = Fuzzing::bytesOf(data, size);
    ServiceAnswer answer = Fuzzing::answer(body);
    const ServiceAccount account = Fuzzing::account();

    const ServiceOutcome outcome = readOpenAiAnswer(answer, account);
    if (const auto *pictures = std::get_if<Pictures>(&outcome)) {
        Fuzzing::require(!pictures->sources.isEmpty());
        for (const PictureSource &source : pictures->sources) {
            if (const auto *embedded = std::get_if<EmbeddedPicture>(&source)) {
                const Span span = embedded->span;
                Fuzzing::require(span.begin >= 0 && span.length >= 0
                                 && span.begin + span.length <= body.size());
                static_cast<void>(decodeBase64(QByteArrayView(body).sliced(span.begin, span.length)));
            } else if (const auto *linked = std::get_if<LinkedPicture>(&source)) {
                Fuzzing::require(linked->url.scheme() == u"https"); // As its service is.
            }
        }
    } else {
        const Error &error = std::get<Error>(outcome);
        Fuzzing::require(!error.message.isEmpty());
        Fuzzing::require(!(error.message + error.detail + error.requestId).contains(u"sk-canary-1234567890"));
    }
    answer.status = size % 2 == 0 ? 401 : 500;
    static_cast<void>(errorFromAnswer(answer, Asked::Order, account));
    answer.status = 200;
    static_cast<void>(readModelList(account, answer));
    return 0;
}
