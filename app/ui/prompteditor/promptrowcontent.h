#pragma once

#include <QString>

class QModelIndex;

namespace ContactSheet {

/// What one row shows.
struct PromptRowContent
{
    enum class Tone { Quiet, Accent, Wrong };

    QString text = {};
    int number = 1;
    bool isTicked = true;
    bool isReal = true; ///< Not so for the row below the list, where the next prompt is typed.
    QString note = {};  ///< At the right: copies, variants, or how the pictures are doing.
    Tone noteTone = Tone::Quiet;
    QString noteWords = {};  ///< The note for those who hear it.
    QString widestNote = {}; ///< What needs the most room of all notes that the row gets.
    QString mistake = {};    ///< Below the text; plain text.
    int mistakeColumn = 0;   ///< The character it is about, from 1; 0 where there is none.
};

/// What the row \a index of a PromptListModel shows.
[[nodiscard]] PromptRowContent promptRowContent(const QModelIndex &index);

/// The first variants of \a prompt, a line each, ready for a tooltip; empty where there are no two.
[[nodiscard]] QString variantsToolTip(const QString &prompt);

} // namespace ContactSheet
