#pragma once

#include "prompts/prompt.h"

namespace ContactSheet {

/// The list that the program starts with: a robot dog's journey in three pictures.
[[nodiscard]] PromptList sampleList();

} // namespace ContactSheet
