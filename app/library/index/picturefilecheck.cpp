#include "library/index/picturefilecheck.h"

#include "core/blake2b.h"
#include "core/filewriting.h"

#include <QDateTime>
#include <QFileInfo>

namespace ContactSheet {

namespace {

/// The journal tells a moment or two after the last byte was written, and some disks count by two seconds.
constexpr qint64 SlowClock = 2000;

} // namespace

std::optional<FileStamp> stampOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return std::nullopt;
    return FileStamp{.bytes = info.size(), .time = info.lastModified().toMSecsSinceEpoch()};
}

FileLook lookAtFile(const KnownFile &file, const std::optional<FileStamp> &found)
{
    using State = PictureFileState;
    if (file.name.isEmpty())
        return {};
    if (!found) {
        const bool isTrashed = file.isMarkedTrashed || !file.inTrash.isEmpty();
        return {.state = isTrashed ? State::Trashed : State::Missing, .seen = file.seen};
    }
    if (*found == file.seen && (file.state == State::Present || file.state == State::Changed))
        return {.state = file.state, .seen = file.seen};
    if (file.bytes > 0 && found->bytes != file.bytes)
        return {.state = State::Changed, .seen = *found};
    const bool isAsSaved = file.saved && found->time <= *file.saved + SlowClock;
    if (isAsSaved || file.blake2b.isEmpty())
        return {.state = State::Present, .seen = *found};
    return {.state = file.state == State::Changed ? State::Changed : State::Present,
            .seen = file.seen,
            .mustCompareBytes = true};
}

FileLook compareBytes(const KnownFile &file, const QString &path)
{
    // Before the bytes: what is changed while they are read is then looked at again.
    const std::optional<FileStamp> found = stampOf(path);
    if (const FileLook look = lookAtFile(file, found); !look.mustCompareBytes)
        return look;
    const Result<QByteArray> bytes = readFile(path, found->bytes);
    if (!bytes) { // Nobody can tell: it is looked at again next time.
        return stampOf(path) ? FileLook{.state = PictureFileState::Present, .seen = file.seen}
                             : lookAtFile(file, std::nullopt);
    }
    const bool isSame = blake2b256(bytes.value()) == file.blake2b;
    return {.state = isSame ? PictureFileState::Present : PictureFileState::Changed, .seen = *found};
}

} // namespace ContactSheet
