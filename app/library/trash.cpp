#include "library/trash.h"

#include "core/filewriting.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Trash)
};

Error trashError(const QString &file, const QString &message, const QString &detail)
{
    return {.kind = Error::Kind::Disk, .message = message.arg(QFileInfo(file).fileName()), .detail = detail};
}

/// Takes away the note on where a file came from, which on Linux stands beside the trash's files
/// (freedesktop.org Trash specification 1.0): without its file, file managers show a ghost.
void removeNoteOf(const QString &inTrash)
{
    const QFileInfo info(inTrash);
    if (info.dir().dirName() == "files"_L1)
        QFile::remove(QDir::cleanPath(info.path() % u"/../info/"_s % info.fileName() % u".trashinfo"_s));
}

} // namespace

TrashResult moveToTrash(const QStringList &files)
{
    TrashResult result;
    for (const QString &path : files) {
        QFile file(path);
        if (file.moveToTrash()) {
            result.moved.append({.file = path, .inTrash = file.fileName()});
            continue;
        }
        result.failures.append(trashError(
            path,
            QFile::exists(path)
                ? Texts::tr("“%1” could not be moved to the trash. Open its folder to delete it there.")
                : Texts::tr("“%1” could not be moved to the trash: its file is gone already."),
            file.errorString()));
    }
    return result;
}

TrashResult restoreFromTrash(const QList<TrashedFile> &files)
{
    TrashResult result;
    for (const TrashedFile &trashed : files) {
        if (trashed.inTrash.isEmpty() || !QFile::exists(trashed.inTrash)) {
            result.failures.append(
                trashError(trashed.file,
                           Texts::tr("“%1” is no longer in the trash, so it cannot be brought back."), {}));
            continue;
        }
        if (const Result<Done> moved = moveFile(trashed.inTrash, trashed.file); !moved) {
            result.waiting.append(trashed);
            result.failures.append(moved.error());
            continue;
        }
        removeNoteOf(trashed.inTrash);
        result.moved.append(trashed);
    }
    return result;
}

} // namespace ContactSheet
