#pragma once

#include "prompts/prompt.h"

#include <QStringList>

namespace ContactSheet {

/// What a pasted text could become, so that the choice can be offered with its numbers.
struct PastedText
{
    QStringList lines = {};  ///< Every line that is not blank, without the white space at its ends.
    QStringList blocks = {}; ///< Lines that stand together, joined by line breaks; blank lines divide them.

    /// Whether there is something to ask: lines and blocks are not the same rows.
    [[nodiscard]] bool isAmbiguous() const { return lines != blocks; }

    friend bool operator==(const PastedText &, const PastedText &) = default;
};

/// Divides \a text at the line ends of any system.
[[nodiscard]] PastedText dividePastedText(const QString &text);

/// A prompt for each of \a texts.
[[nodiscard]] QList<Prompt> promptsOf(const QStringList &texts);

} // namespace ContactSheet
