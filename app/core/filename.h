#pragma once

#include <QString>

namespace ContactSheet {

/// Of the 120 bytes that every file system takes with ease, what "_1000000" and ".webp" leave.
constexpr qsizetype LongestNameBytes = 106;

/**
 * \a text as one word of a file name: lower case, with what is neither letter nor digit turned into
 * single underscores ("Robot dog journey" gives "robot_dog_journey"), of at most \a longest characters,
 * cut between words where that is possible. A dot or hyphen between two letters or digits stays
 * ("gpt-image-1.5"). Empty where nothing is left. Of a very long text only the start is looked at.
 */
[[nodiscard]] QString slug(const QString &text, qsizetype longest = 60);

/**
 * \a name as a file name, without its extension, that Linux, Windows and macOS all take: a library may
 * move between them.
 *
 * Control, invisible and direction characters are dropped, characters that a system reserves become
 * underscores, so do device names of Windows (CON, LPT1, …); dots and spaces at either end go; the
 * length is at most LongestNameBytes bytes of UTF-8. Never empty ("image"), and
 * safeFileName(safeFileName(name)) == safeFileName(name).
 */
[[nodiscard]] QString safeFileName(const QString &name);

/// \a name as the \a number-th of its kind: 1 gives the name itself, 2 gives "name_2", and so on.
[[nodiscard]] QString numberedName(const QString &name, int number);

} // namespace ContactSheet
