#pragma once

#include <QString>

#include <memory>
#include <mutex>
#include <optional>

class QTemporaryFile;

namespace ContactSheet {

/// How much there is on a disk, in bytes.
struct DiskRoom
{
    qint64 available = 0; ///< For this user.
    qint64 capacity = 0;
};

/// The room on the disk that \a folder is on, or nothing where the system does not say. Any thread; may wait
/// for the disk.
[[nodiscard]] std::optional<DiskRoom> diskRoom(const QString &folder);

/**
 * Whether \a room is too little for \a count more pictures of \a bytes each: the answer of each lies there as
 * well until its picture is safe, and a quarter of a gigabyte, or a twentieth of a small disk, is left for
 * whatever else is written.
 */
[[nodiscard]] bool isTight(const DiskRoom &room, qsizetype count, qint64 bytes);

/**
 * Space that is held for the moment when the disk is full, so that what is under way then still finds a
 * place. Nothing is held where the system cannot do it at once, or where the disk is small or nearly full.
 * Any thread may use it; its destructor gives back what is held.
 */
class DiskReserve final
{
public:
    static constexpr qint64 Size = 64LL * 1024 * 1024;

    DiskReserve();
    ~DiskReserve();
    Q_DISABLE_COPY_MOVE(DiskReserve)

    /// Takes the space in \a folder; waits for the disk.
    void hold(const QString &folder);

    /// Gives the space back; false where it is not held any more, or never was.
    bool release();

private:
    std::mutex m_mutex;
    int m_handle = -1;                      ///< Of a file without a name: no crash leaves it behind.
    std::unique_ptr<QTemporaryFile> m_file; ///< The same on Windows, where a file needs its name.
};

} // namespace ContactSheet
