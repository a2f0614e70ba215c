// Alternatives in a prompt: counted as they are expanded, or refused with a sentence.
#include "prompts/alternatives.h"

#include "property.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const Result<Alternatives> read = Alternatives::parse(text);
    if (!read) {
        require(!read.error().message.isEmpty(), "a wrong prompt is told in a sentence");
        require(read.error().column && *read.error().column >= 1 && *read.error().column <= text.size() + 1,
                "what is wrong has a place");
        return 0;
    }
    const qint64 count = read.value().count();
    require(count >= 1, "a prompt stands for at least one");
    constexpr qint64 MostExpanded = 500;
    if (count > MostExpanded)
        return 0;
    const QStringList prompts = read.value().expanded();
    require(prompts.size() == count, "there are as many prompts as were counted");
    for (const QString &prompt : prompts)
        require(prompt.size() <= text.size(), "no prompt is longer than what it was made of");
    if (!text.contains(u'{') && !text.contains(u'\\'))
        require(prompts.constFirst() == text.trimmed(), "a plain prompt stays as it is");
    return 0;
}
