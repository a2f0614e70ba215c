// Lists of prompts from files: read whole or refused with a sentence, and written so that they are read
// again.
#include "prompts/promptcsv.h"
#include "prompts/promptjsonlines.h"
#include "prompts/promptlistreader.h"
#include "property.h"

using namespace ContactSheet;

namespace {

void requireFit(const Result<QList<Prompt>> &read)
{
    if (!read) {
        require(read.error().kind == Error::Kind::BadRequest, "a wrong list is the list's fault");
        require(!read.error().message.isEmpty(), "a wrong list is told in a sentence");
        return;
    }
    require(!read.value().isEmpty(), "a list that is read holds a prompt");
    int line = 0;
    for (const Prompt &prompt : read.value()) {
        require(!prompt.text.isEmpty() && prompt.text == prompt.text.trimmed(), "a prompt has no margin");
        require(prompt.copies >= FewestCopies && prompt.copies <= MostCopies,
                "copies are within their limits");
        require(prompt.line > line, "prompts keep their order");
        line = prompt.line;
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    requireFit(readPromptLines(bytes));
    requireFit(readPromptJsonLines(bytes));
    const Result<QList<Prompt>> csv = readPromptCsv(bytes);
    requireFit(csv);
    if (!csv)
        return 0;
    const Result<QList<Prompt>> again = readPromptCsv(writePromptCsv(csv.value()));
    require(bool(again), "a list that is written can be read");
    require(again.value().size() == csv.value().size(), "no prompt is lost by writing");
    for (qsizetype i = 0; i < again.value().size(); ++i) {
        Prompt expected = csv.value().at(i);
        expected.line = again.value().at(i).line;
        require(again.value().at(i) == expected, "a prompt is written as it is");
    }
    return 0;
}
