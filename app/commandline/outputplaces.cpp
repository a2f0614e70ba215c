#include "commandline/outputplaces.h"

#include "core/filewriting.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QTemporaryFile>

#include <optional>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OutputPlaces)
};

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(QFileInfo(path).absoluteFilePath());
}

Error wrongPlace(const QString &message)
{
    return {.kind = Error::Kind::Disk, .message = message};
}

/// Why no file can be written into \a folder, which need not be there yet; nothing is left behind.
std::optional<QString> whyNotWritable(const QString &folder)
{
    QString nearest = QFileInfo(folder).absoluteFilePath();
    while (!QFileInfo::exists(nearest) && QFileInfo(nearest).path() != nearest)
        nearest = QFileInfo(nearest).path();
    if (!QFileInfo(nearest).isDir())
        return Texts::tr("“%1” is a file, not a folder").arg(QDir::toNativeSeparators(nearest));
    QTemporaryFile probe(nearest % u"/.cs-XXXXXX.part");
    if (!probe.open()) {
        return Texts::tr("nothing can be written into “%1”: %2")
            .arg(QDir::toNativeSeparators(nearest), probe.errorString());
    }
    return std::nullopt;
}

/// Whether \a file is there and no file as others are: a pipe, a terminal, a device.
bool isDevice(const QFileInfo &file)
{
    return file.exists() && !file.isFile() && !file.isDir();
}

Result<Done> checkOutputFile(const OutputFile &file, const QString &pictureFolder)
{
    const QFileInfo info(file.path);
    if (isDevice(info))
        return Done{};
    if (info.isDir() || file.path.endsWith(u'/')) {
        return wrongPlace(
            Texts::tr("“%1” is a folder. Name a file for it with --%2.").arg(shown(file.path), file.option));
    }
    static const QRegularExpression journalName(u"^run(_[0-9]+)?\\.jsonl(\\.lock)?$"_s);
    const QString folder = info.absolutePath();
    if (folder == QFileInfo(pictureFolder).absoluteFilePath()
        && journalName.match(info.fileName()).hasMatch()) {
        return wrongPlace(Texts::tr("--%1 would replace the run's journal “%2”. Choose another name for it.")
                              .arg(file.option, info.fileName()));
    }
    if (const std::optional<QString> reason = whyNotWritable(folder)) {
        return wrongPlace(Texts::tr("--%1 cannot write to “%2” (%3). Choose another place for it.")
                              .arg(file.option, shown(file.path), *reason));
    }
    return Done{};
}

} // namespace

Result<Done> checkPictureFolder(const QString &folder)
{
    const std::optional<QString> reason = whyNotWritable(folder);
    if (!reason)
        return Done{};
    return wrongPlace(Texts::tr("The pictures cannot go to “%1” (%2). Choose another folder with --out.")
                          .arg(shown(folder), *reason));
}

Result<Done> checkOutputFiles(const QList<OutputFile> &files, const QString &pictureFolder)
{
    QHash<QString, QString> optionOf;
    for (const OutputFile &file : files) {
        if (const Result<Done> checked = checkOutputFile(file, pictureFolder); !checked)
            return checked.error();
        if (isDevice(QFileInfo(file.path)))
            continue;
        const QString path = QDir::cleanPath(QFileInfo(file.path).absoluteFilePath());
        if (const QString other = optionOf.value(path); !other.isEmpty()) {
            return wrongPlace(
                Texts::tr("--%1 and --%2 name the same file “%3”. Name another for one of them.")
                    .arg(other, file.option, shown(file.path)));
        }
        optionOf.insert(path, file.option);
    }
    return Done{};
}

Result<Done> writeOutputFile(const QString &file, const QByteArray &bytes)
{
    const QFileInfo info(file);
    if (!isDevice(info)) {
        if (const Result<Done> made = ensureWritableFolder(info.absolutePath()); !made)
            return made.error();
        return replaceFile(file, bytes);
    }
    QFile device(file);
    if (device.open(QIODevice::WriteOnly) && device.write(bytes) == bytes.size() && device.flush())
        return Done{};
    return wrongPlace(Texts::tr("“%1” could not be written: %2.").arg(shown(file), device.errorString()));
}

} // namespace ContactSheet
