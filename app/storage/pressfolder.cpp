#include "storage/pressfolder.h"

#include "core/filename.h"
#include "core/filewriting.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString libraryFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) % u"/Contact Sheet"_s;
}

QString unsavedPicturesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u"/Unsaved pictures"_s;
}

Result<QString> makePressFolder(const QString &library, const QDateTime &started, const QString &listName,
                                bool isPractice)
{
    const QString parent = isPractice ? QString(library % u"/Practice"_s) : library;
    if (const Result<Done> made = ensureWritableFolder(parent); !made)
        return made.error();
    const QString name =
        safeFileName(started.toLocalTime().toString(u"yyyy-MM-dd HH-mm-ss"_s) % u' ' % listName);
    // QDir::mkdir() refuses a name that is taken, so that two presses never share a folder.
    for (int number = 1;; ++number) {
        const QString path = parent % u'/' % numberedName(name, number);
        if (QDir().mkdir(path))
            return QFileInfo(path).absoluteFilePath();
        if (!QFileInfo::exists(path)) {
            const Result<Done> made = ensureWritableFolder(path);
            return made ? Result<QString>(QFileInfo(path).absoluteFilePath()) : Result<QString>(made.error());
        }
    }
}

} // namespace ContactSheet
