#include "commandline/outputplaces.h"

#include "core/filewriting.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
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

} // namespace

Result<Done> checkPictureFolder(const QString &folder)
{
    const std::optional<QString> reason = whyNotWritable(folder);
    if (!reason)
        return Done{};
    return wrongPlace(Texts::tr("The pictures cannot go to “%1” (%2). Choose another folder with --out.")
                          .arg(shown(folder), *reason));
}

Result<Done> checkReportFile(const QString &file, const QString &pictureFolder)
{
    const QFileInfo report(file);
    if (isDevice(report))
        return Done{};
    if (report.isDir() || file.endsWith(u'/')) {
        return wrongPlace(
            Texts::tr("The report “%1” is a folder. Name a file for it with --report.").arg(shown(file)));
    }
    static const QRegularExpression journalName(u"^run(_[0-9]+)?\\.jsonl(\\.lock)?$"_s);
    const QString folder = report.absolutePath();
    if (folder == QFileInfo(pictureFolder).absoluteFilePath()
        && journalName.match(report.fileName()).hasMatch()) {
        return wrongPlace(Texts::tr("The report would replace the run's journal “%1”. Choose another name "
                                    "with --report.")
                              .arg(report.fileName()));
    }
    if (const std::optional<QString> reason = whyNotWritable(folder)) {
        return wrongPlace(Texts::tr("The report cannot go to “%1” (%2). Choose another place with --report.")
                              .arg(shown(file), *reason));
    }
    return Done{};
}

Result<Done> writeReportFile(const QString &file, const QByteArray &report)
{
    const QFileInfo info(file);
    if (!isDevice(info)) {
        if (const Result<Done> made = ensureWritableFolder(info.absolutePath()); !made)
            return made.error();
        return replaceFile(file, report);
    }
    QFile device(file);
    if (device.open(QIODevice::WriteOnly) && device.write(report) == report.size() && device.flush())
        return Done{};
    return wrongPlace(
        Texts::tr("The report could not be written to “%1”: %2.").arg(shown(file), device.errorString()));
}

} // namespace ContactSheet
