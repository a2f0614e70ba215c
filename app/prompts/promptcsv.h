#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QByteArray>

namespace ContactSheet {

/// Whether \a line names a column `prompt`, so that what follows it is CSV.
[[nodiscard]] bool isPromptCsvHeader(const QString &line);

/**
 * The prompts in \a bytes, in CSV (RFC 4180) with commas, semicolons or tabs between the fields.
 *
 * The header names a column `prompt`; `copies` (1 to 100) and `ticked` (true or false, yes or no, 1 or 0) are
 * read where they are there, other columns are ignored. A list of one column needs no header. Rows without
 * a prompt are skipped. Errors are those of readPrompts().
 */
[[nodiscard]] Result<QList<Prompt>> readPromptCsv(const QByteArray &bytes);

/// \a prompts with a header, all three columns and line ends as RFC 4180 asks for them. Read again, they are
/// the same: a prompt that a spreadsheet takes for a formula has no mark before it.
[[nodiscard]] QByteArray writePromptCsv(const QList<Prompt> &prompts);

} // namespace ContactSheet
