// A whole answer, to whatever was asked: what does it mean?
#include "property.h"
#include "services/answererror.h"
#include "services/openaianswer.h"
#include "wireanswer.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const ServiceAnswer answer = wireAnswer(bytesOf(data, size));
    for (const bool isPaid : {false, true}) {
        const ServiceAccount account = wireAccount(isPaid);
        const ServiceOutcome outcome = readOpenAiAnswer(answer, account);
        if (const auto *error = std::get_if<Error>(&outcome))
            requireFit(*error);
        else
            requireFit(std::get<Pictures>(outcome), answer.body);
        for (const Asked asked : {Asked::Order, Asked::Fetch, Asked::Probe}) {
            const Error error = errorFromAnswer(answer, asked, account);
            requireFit(error);
            require(asked != Asked::Probe || error.charge == Error::Charge::No, "a probe costs nothing");
            require(error.kind != Error::Kind::UnknownOutcome || error.again == Error::Again::Never,
                    "what may have been charged is never sent again by itself");
        }
    }
    return 0;
}
