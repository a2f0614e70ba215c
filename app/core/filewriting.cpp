#include "core/filewriting.h"

#include "core/durability.h"
#include "core/filename.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QTemporaryFile>

#include <algorithm>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(FileWriting)
};

/// A folder with more files of one name than this has something else wrong with it.
constexpr int LargestNumber = 1'000'000;

/// What moves from one disk to another goes through memory.
constexpr qint64 LargestMoved = qint64(1) << 30;

/// Most files are read at once.
constexpr qint64 SmallestRead = 64 * 1024;

Error diskError(const QString &message, const QString &detail)
{
    return {.kind = Error::Kind::Disk, .message = message, .detail = detail};
}

Error cannotWrite(const QString &path, const QString &reason)
{
    return diskError(Texts::tr("“%1” could not be written: %2. Make room there, or choose another folder.")
                         .arg(QDir::toNativeSeparators(path), reason),
                     reason);
}

/// What a new file of this process may be read and written by; temporary files are for their owner alone.
QFileDevice::Permissions permissionsOfNewFiles()
{
    QFileDevice::Permissions all =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
#ifndef Q_OS_WIN
    // The mask can only be read by setting it; once, in ensureWritableFolder(), before others write.
    static const mode_t mask = [] {
        const mode_t current = ::umask(0);
        ::umask(current);
        return current;
    }();
    all.setFlag(QFileDevice::ReadGroup, (mask & S_IRGRP) == 0);
    all.setFlag(QFileDevice::ReadOther, (mask & S_IROTH) == 0);
#endif
    return all;
}

/// How far a file must have come before it counts as written.
enum class Reach {
    System, ///< Others see it: enough for a file that is removed at once.
    Disk,   ///< It survives a power cut.
};

/// Writes all of \a bytes to \a file, or says why not.
std::optional<QString> whyNotWritten(QTemporaryFile &file, const QByteArray &bytes, Reach reach)
{
    file.setPermissions(permissionsOfNewFiles());
    // A full disk shows in the count alone: Qt reports no error, or an unknown one, for a short write.
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const bool isShort = file.error() == QFileDevice::NoError || QFileInfo(file.fileName()).size() > 0;
        return isShort ? Texts::tr("the disk is full") : file.errorString();
    }
    if (reach == Reach::Disk && !syncFile(file.handle()))
        return qt_error_string();
    return std::nullopt;
}

#ifdef Q_OS_WIN
using SystemError = DWORD;

bool isNameTaken(SystemError error)
{
    return error == ERROR_ALREADY_EXISTS || error == ERROR_FILE_EXISTS;
}

bool isOtherDisk(SystemError error)
{
    return error == ERROR_NOT_SAME_DEVICE;
}

/// Gives the file \a from the name \a to if that is free, at one stroke; 0 on success.
SystemError moveToFreeName(const QString &from, const QString &to)
{
    const std::wstring source = QDir::toNativeSeparators(from).toStdWString();
    const std::wstring target = QDir::toNativeSeparators(to).toStdWString();
    return MoveFileExW(source.c_str(), target.c_str(), MOVEFILE_WRITE_THROUGH) ? 0 : GetLastError();
}

/// Gives the file \a path the second name \a other if that is free; 0 on success.
SystemError linkToFreeName(const QString &path, const QString &other)
{
    const std::wstring source = QDir::toNativeSeparators(path).toStdWString();
    const std::wstring target = QDir::toNativeSeparators(other).toStdWString();
    return CreateHardLinkW(target.c_str(), source.c_str(), nullptr) ? 0 : GetLastError();
}
#else
using SystemError = int;

bool isNameTaken(SystemError error)
{
    return error == EEXIST;
}

bool isOtherDisk(SystemError error)
{
    return error == EXDEV;
}

/// rename(2), but refusing a \a target that is there, where the system has a call for it.
bool renameExclusively(const char *source, const char *target)
{
#if defined(Q_OS_DARWIN)
    return ::renamex_np(source, target, RENAME_EXCL) == 0;
#elif defined(RENAME_NOREPLACE)
    return ::renameat2(AT_FDCWD, source, AT_FDCWD, target, RENAME_NOREPLACE) == 0;
#else
    Q_UNUSED(source);
    Q_UNUSED(target);
    errno = ENOSYS;
    return false;
#endif
}

/// Gives the file \a from the name \a to if that is free, at one stroke; 0 on success.
SystemError moveToFreeName(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (renameExclusively(source.constData(), target.constData()))
        return 0;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
        return errno;
    // Network file systems mostly lack that call; a second name for the file never replaces one either.
    if (::link(source.constData(), target.constData()) != 0)
        return errno;
    ::unlink(source.constData());
    return 0;
}

/// Gives the file \a path the second name \a other if that is free; 0 on success.
SystemError linkToFreeName(const QString &path, const QString &other)
{
    const QByteArray source = QFile::encodeName(path);
    return ::link(source.constData(), QFile::encodeName(other).constData()) == 0 ? 0 : errno;
}
#endif

/// Has \a give try one path after another, \a name in \a folder and its numbers, until one was free;
/// returns that file's name.
template<typename Give>
Result<QString> giveFreeName(const QString &folder, const QString &name, const QString &extension,
                             int firstNumber, Give give)
{
    for (int number = firstNumber; number <= LargestNumber; ++number) {
        const QString candidate = numberedName(name, number) % u'.' % extension;
        const QString path = folder % u'/' % candidate;
        const SystemError error = give(path);
        if (error == 0)
            return candidate;
        if (!isNameTaken(error))
            return cannotWrite(path, qt_error_string(int(error)));
    }
    return cannotWrite(folder % u'/' % name, Texts::tr("there are too many files of this name"));
}

Result<QString> writeUnderFreeName(const QString &folder, const QString &name, const QString &extension,
                                   const QByteArray &bytes, int firstNumber, Reach reach)
{
    QTemporaryFile file(folder % u"/.cs-XXXXXX.part");
    if (!file.open())
        return cannotWrite(folder, file.errorString());
    if (const std::optional<QString> reason = whyNotWritten(file, bytes, reach))
        return cannotWrite(folder % u'/' % name % u'.' % extension, *reason);
    const QString temporaryPath = file.fileName(); // Only now it gets one, where the system allows that.
    file.close();

    // Never QFile::rename(): where the name is taken between its two looks, it copies over that file.
    const Result<QString> given =
        giveFreeName(folder, name, extension, firstNumber,
                     [&temporaryPath](const QString &path) { return moveToFreeName(temporaryPath, path); });
    if (!given)
        return given;
    file.setAutoRemove(false);
    if (reach == Reach::Disk)
        syncFolder(folder);
    return given;
}

} // namespace

Result<QString> writeNewFile(const QString &folder, const QString &name, const QString &extension,
                             const QByteArray &bytes, int firstNumber)
{
    return writeUnderFreeName(folder, name, extension, bytes, firstNumber, Reach::Disk);
}

Result<QString> nameSyncedFile(const QString &path, const QString &folder, const QString &name,
                               const QString &extension, int firstNumber)
{
    QFile file(path);
    // For writing: some systems sync no other handle.
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return cannotWrite(path, file.errorString());
    file.setPermissions(permissionsOfNewFiles());
    if (!syncFile(file.handle()))
        return cannotWrite(path, qt_error_string());
    file.close();
    const Result<QString> given =
        giveFreeName(folder, name, extension, firstNumber,
                     [&path](const QString &other) { return linkToFreeName(path, other); });
    if (given)
        syncFolder(folder);
    return given;
}

Result<Done> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return cannotWrite(path, file.errorString());
    if (file.write(bytes) == bytes.size())
        return Done{};
    file.close();
    QFile::remove(path); // A part of it would be taken for the whole.
    return cannotWrite(path, Texts::tr("the disk is full"));
}

Result<Done> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    // QSaveFile would commit what a full disk has cut short: it looks at the count of neither call.
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        file.cancelWriting();
        return cannotWrite(path, Texts::tr("the disk is full"));
    }
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return Done{};
}

Result<Done> moveFile(const QString &from, const QString &to)
{
    const QFileInfo target(to);
    const auto isThereAlready = [&to] {
        return diskError(Texts::tr("“%1” is there already. Rename or move that file, then try again.")
                             .arg(QDir::toNativeSeparators(to)),
                         {});
    };
    const SystemError error = moveToFreeName(from, to);
    if (error == 0) {
        syncFolder(target.absolutePath());
        return Done{};
    }
    if (isNameTaken(error))
        return isThereAlready();
    if (!isOtherDisk(error))
        return cannotWrite(to, qt_error_string(int(error)));
    const Result<QByteArray> bytes = readFile(from, LargestMoved);
    if (!bytes)
        return bytes.error();
    const Result<QString> written =
        writeNewFile(target.absolutePath(), target.completeBaseName(), target.suffix(), bytes.value());
    if (!written)
        return written.error();
    if (written.value() != target.fileName()) {
        QFile::remove(target.absolutePath() % u'/' % written.value());
        return isThereAlready();
    }
    QFile::remove(from);
    return Done{};
}

Result<Done> ensureWritableFolder(const QString &folder)
{
    const QFileInfo info(folder);
    const QString shown = QDir::toNativeSeparators(info.absoluteFilePath());
    if (info.exists() && !info.isDir()) {
        return diskError(
            Texts::tr("“%1” is a file, not a folder. Choose another folder for the pictures.").arg(shown),
            {});
    }
    if (!QDir().mkpath(folder))
        return diskError(
            Texts::tr("The folder “%1” cannot be made. Choose another folder for the pictures.").arg(shown),
            qt_error_string());
    // A whole file, under its own name: some file systems take a file and then cannot name it.
    // Not to the disk, which may take longer than all else that is done before the first order leaves.
    const Result<QString> probe =
        writeUnderFreeName(folder, u".cs-probe"_s, u"part"_s, "probe", 1, Reach::System);
    if (!probe) {
        return diskError(
            Texts::tr("Nothing can be written into the folder “%1” (%2). Choose another folder for "
                      "the pictures.")
                .arg(shown, probe.error().detail),
            probe.error().detail);
    }
    QFile::remove(folder % u'/' % probe.value());
    return Done{};
}

bool ensurePrivateFolder(const QString &folder)
{
    constexpr QFileDevice::Permissions OwnerAlone =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QFileInfo info(folder);
    if (info.isDir()) {
#ifdef Q_OS_WIN
        return true; // Below the user's own folder, it has its rights from there.
#else
        constexpr QFileDevice::Permissions Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther
            | QFileDevice::ExeOther;
        return !(info.permissions() & Others) || QFile::setPermissions(folder, OwnerAlone);
#endif
    }
    return QDir().mkpath(info.absolutePath()) && QDir().mkdir(info.absoluteFilePath(), OwnerAlone);
}

void syncFolder(const QString &folder)
{
    if (!IsDurable)
        return;
#ifdef Q_OS_WIN
    Q_UNUSED(folder); // NTFS journals names itself; there is no call for it.
#else
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return;
    ::fsync(handle); // Some file systems refuse this for folders, and have no need of it.
    ::close(handle);
#endif
}

bool syncFile(int handle)
{
    if (!IsDurable)
        return true;
#if defined(Q_OS_WIN)
    return FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(handle))) != 0;
#elif defined(Q_OS_DARWIN)
    // fsync() stops at the drive's own cache there (fsync(2), macOS).
    return ::fcntl(handle, F_FULLFSYNC) == 0 || ::fsync(handle) == 0;
#else
    return ::fdatasync(handle) == 0;
#endif
}

bool isDeletedFile(int handle)
{
#ifdef Q_OS_WIN
    Q_UNUSED(handle); // A file that is open keeps its name there.
    return false;
#else
    struct stat status = {};
    return ::fstat(handle, &status) == 0 && status.st_nlink == 0;
#endif
}

bool syncWrittenFile(const QString &path)
{
    QFile file(path);
    // For writing: some systems sync no other handle.
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || !syncFile(file.handle()))
        return false;
    syncFolder(QFileInfo(path).absolutePath());
    return true;
}

Result<QByteArray> readFile(const QString &path, qint64 largest)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isDir())
        return diskError(Texts::tr("“%1” is a folder, not a file. Choose a file in it.").arg(shown), {});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return diskError(
            Texts::tr("“%1” cannot be read: %2. Choose another file.").arg(shown, file.errorString()),
            file.errorString());
    // Qt 6.4 takes as much memory at once as it is asked to read at most, and files in /proc tell no size.
    QByteArray bytes;
    for (QByteArray part; bytes.size() <= largest; bytes += part) {
        const qint64 expected = std::max(file.size() - bytes.size(), SmallestRead);
        part = file.read(std::min(expected, largest + 1 - bytes.size()));
        if (part.isEmpty())
            break;
    }
    if (file.error() != QFileDevice::NoError)
        return diskError(
            Texts::tr("“%1” cannot be read: %2. Choose another file.").arg(shown, file.errorString()),
            file.errorString());
    if (bytes.size() > largest)
        return diskError(Texts::tr("“%1” is too large: at most %2 can be read. Choose a smaller file.")
                             .arg(shown, QLocale().formattedDataSize(largest, 1, QLocale::DataSizeSIFormat)),
                         {});
    return bytes;
}

} // namespace ContactSheet
