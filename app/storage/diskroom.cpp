#include "storage/diskroom.h"

#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <filesystem>
#include <utility>

#ifdef Q_OS_UNIX
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qint64 SpareRoom = 256LL * 1024 * 1024;

#ifdef Q_OS_UNIX
/// Gives the open file \a handle its \a size on the disk; false where that cannot be done at once.
bool allocate(int handle, qint64 size)
{
#if defined(Q_OS_LINUX)
    return ::fallocate(handle, 0, 0, size) == 0; // Not posix_fallocate(), which writes where this is missing.
#elif defined(Q_OS_DARWIN)
    fstore_t store = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, size, 0};
    return ::fcntl(handle, F_PREALLOCATE, &store) == 0;
#else
    Q_UNUSED(handle);
    Q_UNUSED(size);
    return false;
#endif
}
#endif

} // namespace

std::optional<DiskRoom> diskRoom(const QString &folder)
{
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(folder.toStdU16String(), error);
    if (error)
        return std::nullopt;
    return DiskRoom{.available = qint64(space.available), .capacity = qint64(space.capacity)};
}

bool isTight(const DiskRoom &room, qsizetype count, qint64 bytes)
{
    return room.available < std::min(SpareRoom, room.capacity / 20) + 2 * count * bytes;
}

DiskReserve::DiskReserve() = default;

DiskReserve::~DiskReserve()
{
    release();
}

void DiskReserve::hold(const QString &folder)
{
    const std::optional<DiskRoom> room = diskRoom(folder);
    if (!room || room->available < 8 * Size)
        return;
    const QString pattern = folder % u"/.cs-XXXXXX";
    const std::lock_guard lock(m_mutex);
#ifdef Q_OS_UNIX
    QByteArray path = QFile::encodeName(pattern);
    const int handle = ::mkstemp(path.data());
    if (handle < 0)
        return;
    ::unlink(path.constData());
    ::fcntl(handle, F_SETFD, FD_CLOEXEC);
    if (allocate(handle, Size))
        m_handle = handle;
    else
        ::close(handle);
#else
    auto file = std::make_unique<QTemporaryFile>(pattern);
    if (file->open() && file->resize(Size))
        m_file = std::move(file);
#endif
}

bool DiskReserve::release()
{
    const std::lock_guard lock(m_mutex);
#ifdef Q_OS_UNIX
    const int handle = std::exchange(m_handle, -1);
    return handle >= 0 && ::close(handle) == 0;
#else
    return std::exchange(m_file, nullptr) != nullptr;
#endif
}

} // namespace ContactSheet
