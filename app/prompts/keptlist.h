#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QByteArray>

namespace ContactSheet {

/// \a list with its name and every row as it stands, empty ones included: the form in which the program keeps
/// what is on screen. JSON; what Unicode cannot hold is written as U+FFFD.
[[nodiscard]] QByteArray writeKeptList(const PromptList &list);

/// The list in \a bytes, as writeKeptList() wrote it, or BadRequest where they are anything else.
[[nodiscard]] Result<PromptList> readKeptList(const QByteArray &bytes);

} // namespace ContactSheet
