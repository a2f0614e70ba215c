#include "storage/picturefile.h"

#include "core/blake2b.h"
#include "core/filewriting.h"
#include "storage/answerlines.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureFile)
};

/// Keeps \a bytes as an answer in \a folder and returns the file's name relative to that.
Result<QString> keepIn(const QString &folder, const QString &name, const QByteArray &bytes)
{
    const QString path = folder % u'/' % folderOfAnswers();
    if (const Result<Done> made = ensureWritableFolder(path); !made)
        return made.error();
    const Result<QString> file = writeNewFile(path, name, u"answer"_s, bytes);
    if (!file)
        return file.error();
    return QString(folderOfAnswers() % u'/' % file.value());
}

/// Which of the unclaimed files at \a destination holds \a bytes, if one does.
std::optional<QString> fileWith(const PictureDestination &destination, const QByteArray &bytes)
{
    for (const QString &name : destination.unclaimedFiles) {
        const QString path = destination.folder % u'/' % name;
        if (QFileInfo(path).size() != bytes.size())
            continue;
        const Result<QByteArray> there = readFile(path, bytes.size());
        if (there && there.value() == bytes && syncWrittenFile(path))
            return name;
    }
    return std::nullopt;
}

/// Gives the picture its name in the folder of \a destination; where it lies on the disk already, it is not
/// written once more.
Result<QString> nameFile(const PictureDestination &destination, const QString &extension,
                         const QByteArray &bytes)
{
    if (!destination.keptFile.isEmpty()) {
        const Result<QString> named = nameSyncedFile(destination.keptFile, destination.folder,
                                                     destination.name, extension, destination.firstNumber);
        if (named)
            return named;
    }
    return writeNewFile(destination.folder, destination.name, extension, bytes, destination.firstNumber);
}

} // namespace

Result<SavedPicture> savePicture(const PictureDestination &destination, const QByteArray &bytes)
{
    const std::optional<PictureInfo> info = inspectPicture(bytes);
    if (!info) {
        return Error{.kind = Error::Kind::UnreadableAnswer,
                     .message = Texts::tr("What the service sent is no whole picture."),
                     .detail = u"%1 bytes, starting with %2"_s.arg(bytes.size())
                                   .arg(QLatin1StringView(bytes.left(8).toHex(' '))),
                     .charge = Error::Charge::Yes};
    }
    const std::optional<QString> there = fileWith(destination, bytes);
    Result<QString> file =
        there ? Result<QString>(*there) : nameFile(destination, extension(info->format), bytes);
    if (!file && !destination.fallbackFolder.isEmpty() && ensureWritableFolder(destination.fallbackFolder)) {
        const Result<QString> elsewhere =
            writeNewFile(destination.fallbackFolder, destination.name, extension(info->format), bytes);
        if (elsewhere)
            file = QString(destination.fallbackFolder % u'/' % elsewhere.value());
    }
    if (!file) {
        Error error = file.error();
        error.charge = Error::Charge::Yes;
        return error;
    }
    return SavedPicture{
        .file = file.value(), .bytes = bytes.size(), .size = info->size, .format = info->format};
}

QByteArray pictureHash(const QByteArray &bytes)
{
    return blake2b256(bytes);
}

Result<QString> keepAside(const PictureDestination &destination, const QByteArray &bytes)
{
    const Result<QString> file = keepIn(destination.folder, destination.name, bytes);
    if (file || destination.fallbackFolder.isEmpty())
        return file;
    const Result<QString> elsewhere = keepIn(destination.fallbackFolder, destination.name, bytes);
    return elsewhere ? Result<QString>(destination.fallbackFolder % u'/' % elsewhere.value()) : file;
}

} // namespace ContactSheet
