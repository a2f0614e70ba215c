#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QByteArray>

namespace ContactSheet {

/**
 * The prompts in \a bytes, a JSON object a line: {"prompt": "a dog", "copies": 2, "ticked": false}.
 *
 * `prompt` is needed, the other two are not, other members are ignored, and so are blank lines. Errors are
 * those of readPrompts().
 */
[[nodiscard]] Result<QList<Prompt>> readPromptJsonLines(const QByteArray &bytes);

} // namespace ContactSheet
