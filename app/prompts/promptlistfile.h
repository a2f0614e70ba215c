#pragma once

#include "core/result.h"
#include "prompts/prompt.h"

#include <QByteArray>

namespace ContactSheet {

/// The forms in which lists of prompts come.
enum class PromptFormat {
    Lines,     ///< Text, a prompt a line; as readPromptLines() reads it.
    Csv,       ///< RFC 4180, as readPromptCsv() reads it.
    JsonLines, ///< An object a line (jsonlines.org), as readPromptJsonLines() reads it.
};

/// The form that the ending of \a fileName names, or, where it names none, the one \a bytes look like.
[[nodiscard]] PromptFormat promptFormat(const QString &fileName, const QByteArray &bytes);

/**
 * The prompts in \a bytes, the contents of \a fileName.
 *
 * Refused, with line and column where there are any (Error::Kind::BadRequest): what does not follow the
 * form, bytes that are no UTF-8, a list without a prompt. Nothing is half read.
 */
[[nodiscard]] Result<QList<Prompt>> readPrompts(const QString &fileName, const QByteArray &bytes);

/// A list as a file: what to write, and the ending that says what it is.
struct WrittenPrompts
{
    QByteArray bytes = {};
    QString extension = {}; ///< "txt" or "csv"

    friend bool operator==(const WrittenPrompts &, const WrittenPrompts &) = default;
};

/**
 * \a prompts as the plainest file that loses nothing: a line each, or CSV where a line break, a tick that is
 * off, or copies would be lost. readPrompts() gives them back. White space at the ends of a prompt and rows
 * without text mean nothing and are left out; what Unicode cannot hold is written as U+FFFD.
 */
[[nodiscard]] WrittenPrompts writePrompts(const QList<Prompt> &prompts);

} // namespace ContactSheet
