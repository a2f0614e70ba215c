#pragma once

#include "library/index/libraryindex.h"

#include <QVariantList>

#include <optional>

class QSqlQuery;

namespace ContactSheet {

/// The columns of a picture in the index, in the order of its table; with the checksum as the last.
[[nodiscard]] QVariantList columnsOf(const LibraryPlace &place, const PictureRow &row);

/// A row of the table, read back; nothing where its checksum does not match. The folder is not set.
[[nodiscard]] std::optional<IndexedPicture> pictureFrom(const QSqlQuery &query);

/// The same for a press and the time of its folder, as the press with the number \a id.
[[nodiscard]] QVariantList columnsOf(qint64 id, qint64 folderTime, const PressRow &row);

struct ReadPressRow
{
    qint64 id = 0;
    qint64 folderTime = 0;
    int pictures = 0;
    PressRow row = {};
};

[[nodiscard]] std::optional<ReadPressRow> pressFrom(const QSqlQuery &query);

/// \a text as words are looked for in it: without differences between upper and lower case, or between ways
/// to write the same letter.
[[nodiscard]] QByteArray foldedForSearch(const QString &text);

} // namespace ContactSheet
