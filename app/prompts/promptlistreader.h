#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QByteArray>

namespace ContactSheet {

/**
 * The prompts in \a bytes, one a line, in UTF-8, with the line ends of any system.
 *
 * Empty lines and lines that start with # are skipped; a prompt that starts with # is written \#. White
 * space at the ends of a line is dropped. Bytes that are no UTF-8, or no text at all, are refused with
 * their line (Error::Kind::BadRequest), and so is a list without a prompt: nothing is half read.
 */
[[nodiscard]] Result<QList<Prompt>> readPromptLines(const QByteArray &bytes);

} // namespace ContactSheet
