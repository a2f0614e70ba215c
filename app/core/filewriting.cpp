#include "core/filewriting.h"

#include "core/filename.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryFile>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
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

Error diskError(const QString &message, const QString &detail)
{
    return {.kind = Error::Kind::Disk, .message = message, .detail = detail};
}

Error cannotWrite(const QString &path, const QString &reason)
{
    return diskError(Texts::tr("“%1” could not be written: %2.").arg(QDir::toNativeSeparators(path), reason),
                     reason);
}

/// What a new file of this process may be read and written by; temporary files are for their owner alone.
QFileDevice::Permissions permissionsOfNewFiles()
{
    QFileDevice::Permissions all =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
#ifndef Q_OS_WIN
    // The mask can only be read by setting it; once, before there is a second thread that would notice.
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

/// Writes all of \a bytes to \a file and on to the disk, or returns why not.
std::optional<Error> writeThrough(QTemporaryFile &file, const QByteArray &bytes)
{
    // A full disk shows in the count alone: Qt reports no error for a short write.
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const QString reason =
            file.error() == QFileDevice::NoError ? Texts::tr("the disk is full") : file.errorString();
        return cannotWrite(file.fileName(), reason);
    }
    if (!syncFile(file.handle()))
        return cannotWrite(file.fileName(), qt_error_string());
    file.setPermissions(permissionsOfNewFiles());
    return std::nullopt;
}

} // namespace

Result<QString> writeNewFile(const QString &folder, const QString &name, const QString &extension,
                             const QByteArray &bytes, int firstNumber)
{
    QTemporaryFile file(folder % u"/.cs-XXXXXX.part");
    if (!file.open())
        return cannotWrite(folder, file.errorString());
    if (std::optional<Error> error = writeThrough(file, bytes))
        return *error;

    for (int number = firstNumber; number <= LargestNumber; ++number) {
        const QString candidate = numberedName(name, number) % u'.' % extension;
        const QString path = folder % u'/' % candidate;
        // QFile's rename, which refuses a name that is taken; QTemporaryFile's own would overwrite it.
        if (file.QFile::rename(path)) {
            file.setAutoRemove(false);
            syncFolder(folder);
            return candidate;
        }
        if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink())
            return cannotWrite(path, file.errorString());
    }
    return cannotWrite(folder % u'/' % name, Texts::tr("there are too many files of this name"));
}

Result<Done> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    if (file.write(bytes) != bytes.size()) {
        file.cancelWriting();
        return cannotWrite(path, Texts::tr("the disk is full"));
    }
    if (!file.commit())
        return cannotWrite(path, file.errorString());
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
    QTemporaryFile probe(folder % u"/.cs-XXXXXX.part");
    if (!probe.open()) {
        return diskError(
            Texts::tr("Nothing can be written into the folder “%1” (%2). Choose another folder for "
                      "the pictures.")
                .arg(shown, probe.errorString()),
            probe.errorString());
    }
    permissionsOfNewFiles(); // Reads the mask while this is the only thread that writes.
    return Done{};
}

void syncFolder(const QString &folder)
{
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
#if defined(Q_OS_WIN)
    return FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(handle))) != 0;
#elif defined(Q_OS_DARWIN)
    // fsync() stops at the drive's own cache there (fsync(2), macOS).
    return ::fcntl(handle, F_FULLFSYNC) == 0 || ::fsync(handle) == 0;
#else
    return ::fdatasync(handle) == 0;
#endif
}

Result<QByteArray> readFile(const QString &path, qint64 largest)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (QFileInfo(path).isDir())
        return diskError(Texts::tr("“%1” is a folder, not a file.").arg(shown), {});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return diskError(Texts::tr("“%1” cannot be read: %2.").arg(shown, file.errorString()),
                         file.errorString());
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return diskError(Texts::tr("“%1” cannot be read: %2.").arg(shown, file.errorString()),
                         file.errorString());
    if (bytes.size() > largest)
        return diskError(
            Texts::tr("“%1” is too large (more than %2 MB).").arg(shown).arg(largest / 1'000'000), {});
    return bytes;
}

} // namespace ContactSheet
