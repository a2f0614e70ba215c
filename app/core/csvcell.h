#pragma once

#include <QString>

namespace ContactSheet {

/// What becomes of a file of CSV.
enum class CsvReader {
    Spreadsheet, ///< It is opened by a program that computes what looks like a formula.
    ThisProgram, ///< It is read again, and has to come back as it was.
};

/**
 * \a text as a field of CSV: in quotes, the quotes in it doubled (RFC 4180).
 *
 * For a spreadsheet, a field that would be computed has an apostrophe before it: one whose first visible
 * character is = + - or @ in any width, or that begins with a tab or a line end.
 */
[[nodiscard]] QString csvCell(QString text, CsvReader reader);

} // namespace ContactSheet
