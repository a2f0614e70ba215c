#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QStringList>

namespace ContactSheet {

/**
 * The list that a command line names: \a prompts as they are, the lines of \a file ("-": the standard input),
 * or the sample list where both are empty. \a name replaces the list's own name where it is not empty.
 */
[[nodiscard]] Result<PromptList> readPromptSource(const QStringList &prompts, const QString &file,
                                                  const QString &name);

} // namespace ContactSheet
