#pragma once

#include "library/librarypicture.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace ContactSheet {

/// What tells cheaply that a file is another than before.
struct FileStamp
{
    qint64 bytes = -1; ///< -1 where the file was never looked at.
    qint64 time = 0;   ///< When it was changed last, in milliseconds since 1970.

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

/// The stamp of the file \a path, or nothing where there is none. Waits for the disk.
[[nodiscard]] std::optional<FileStamp> stampOf(const QString &path);

/// A picture's file as its journal tells of it, and as it was when it was looked at last.
struct KnownFile
{
    QString name = {}; ///< As in the journal; empty where there is none.
    qint64 bytes = 0;
    QByteArray blake2b = {};
    bool isMarkedTrashed = false;     ///< The journal says that it was moved to the trash.
    std::optional<qint64> saved = {}; ///< When, in milliseconds since 1970; where that is known.
    PictureFileState state = PictureFileState::None;
    FileStamp seen = {};  ///< When \a state was found out.
    QString inTrash = {}; ///< Where it is in the trash; empty where that is not known.

    friend bool operator==(const KnownFile &, const KnownFile &) = default;
};

/// What a look at a file says.
struct FileLook
{
    PictureFileState state = PictureFileState::None;
    FileStamp seen = {};           ///< To be kept; unchanged where the bytes must be compared.
    bool mustCompareBytes = false; ///< The stamp cannot tell; until then \a state is what is likely.

    friend bool operator==(const FileLook &, const FileLook &) = default;
};

/// What \a found, nothing where the file is not there, says of \a file. Pure.
[[nodiscard]] FileLook lookAtFile(const KnownFile &file, const std::optional<FileStamp> &found);

/// Compares the bytes of the file \a path with \a file. Waits for the disk.
[[nodiscard]] FileLook compareBytes(const KnownFile &file, const QString &path);

} // namespace ContactSheet
