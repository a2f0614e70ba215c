// Whatever is imported as a list: it is refused in words, or every prompt of it can be used.
#include "fuzzing.h"
#include "prompts/alternatives.h"
#include "prompts/promptcsv.h"
#include "prompts/promptjsonlines.h"
#include "prompts/promptlistreader.h"

using namespace ContactSheet;

namespace {

void check(const Result<QList<Prompt>> &prompts)
{
    constexpr qint64 FewEnough = 1000;
    if (!prompts) {
        Fuzzing::require(!prompts.error().message.isEmpty());
        return;
    }
    for (const Prompt &prompt : prompts.value()) {
        const Result<Alternatives> alternatives = Alternatives::parse(prompt.text);
        if (alternatives && alternatives.value().count() <= FewEnough)
            Fuzzing::require(alternatives.value().expanded().size() == alternatives.value().count());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = Fuzzing::bytesOf(data, size);
    check(readPromptLines(bytes));
    check(readPromptJsonLines(bytes));
    const Result<QList<Prompt>> csv = readPromptCsv(bytes);
    check(csv);
    if (csv && !csv.value().isEmpty()) {
        const Result<QList<Prompt>> again = readPromptCsv(writePromptCsv(csv.value()));
        Fuzzing::require(again && again.value().size() == csv.value().size());
    }
    return 0;
}
