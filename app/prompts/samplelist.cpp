#include "prompts/samplelist.h"

#include "prompts/promptlistreader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace ContactSheet {

PromptList sampleList()
{
    QFile file(u":/prompts/robot_dog_journey.txt"_s);
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const Result<QList<Prompt>> prompts = readPromptLines(file.readAll());
    return {.name = u"robot dog journey"_s, .prompts = prompts.value()};
}

} // namespace ContactSheet
