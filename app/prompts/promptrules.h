#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QStringList>

namespace ContactSheet {

/// The most prompts that one row may stand for; a slip of the finger makes millions.
constexpr qint64 MostVariants = 1000;

/**
 * The prompts that \a prompt stands for once its alternatives are expanded.
 *
 * Refused, with the column where there is one (Error::Kind::BadRequest): an empty prompt, control
 * characters other than tab and line break, halves of characters, unbalanced braces, more than
 * MostVariants variants, a variant that is empty.
 */
[[nodiscard]] Result<QStringList> expandPrompt(const QString &prompt);

} // namespace ContactSheet
