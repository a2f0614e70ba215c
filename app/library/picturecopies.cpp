#include "library/picturecopies.h"

#include "core/filename.h"
#include "core/filewriting.h"
#include "core/pictureformat.h"
#include "library/picturedecoding.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureCopies)
};

/// The longest file that is copied: several times what a picture of MostPixels takes.
constexpr qint64 LongestFile = qint64(1) << 30;

Error copyError(const QString &file, const QString &message, const QString &detail = {})
{
    return {.kind = Error::Kind::Disk, .message = message.arg(QFileInfo(file).fileName()), .detail = detail};
}

/// The format that is encoded for \a form; nothing for a copy byte for byte.
std::optional<PictureFormat> encodedFormat(CopyForm form)
{
    switch (form) {
    case CopyForm::Original:
        return std::nullopt;
    case CopyForm::Png:
        return PictureFormat::Png;
    case CopyForm::Jpeg:
        return PictureFormat::Jpeg;
    case CopyForm::Webp:
        return PictureFormat::Webp;
    }
    Q_UNREACHABLE();
    return std::nullopt;
}

/// The whole picture in \a bytes, which came from \a file, turned as its EXIF says.
Result<QImage> decoded(const QString &file, const QByteArray &bytes)
{
    const DecodeAnswer answer = decodeOriginal(bytes);
    if (answer.failure == DecodeFailure::PictureTooLarge) {
        return copyError(
            file, Texts::tr("“%1” is too large to be converted. Save it as the original file instead."));
    }
    if (answer.failure != DecodeFailure::None) {
        return copyError(
            file, Texts::tr("“%1” is damaged and cannot be converted. Save it as the original file instead."),
            answer.detail);
    }
    return answer.image;
}

QImage onWhite(const QImage &image)
{
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    flat.setColorSpace(image.colorSpace());
    QPainter painter(&flat);
    painter.drawImage(flat.rect(), image, image.rect());
    return flat;
}

Result<QByteArray> encoded(const QString &file, QImage image, PictureFormat format, int quality)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, extension(format).toLatin1());
    if (format == PictureFormat::Jpeg && image.hasAlphaChannel())
        image = onWhite(image);
    // For PNG it would be the compression, which changes nothing that is seen.
    if (format != PictureFormat::Png)
        writer.setQuality(std::clamp(quality, CopyChoices::LowestQuality, CopyChoices::HighestQuality));
    if (!writer.write(image)) {
        return copyError(file, Texts::tr("“%1” cannot be written in this form. Choose another form."),
                         writer.errorString());
    }
    return buffer.data();
}

Result<QByteArray> copyBytes(const QString &file, CopyForm form, int quality)
{
    const Result<QByteArray> bytes = readFile(file, LongestFile);
    if (!bytes) {
        return copyError(file,
                         Texts::tr("“%1” cannot be read, so it was not copied. Look whether its file was "
                                   "moved or deleted."),
                         bytes.error().detail);
    }
    const std::optional<PictureFormat> format = encodedFormat(form);
    if (!format)
        return bytes;
    const Result<QImage> image = decoded(file, bytes.value());
    if (!image)
        return image.error();
    return encoded(file, image.value(), *format, quality);
}

/// The path of \a file as the disk has it, so that two ways to one file are seen to be one.
QString realPath(const QString &file)
{
    const QString path = QFileInfo(file).canonicalFilePath();
    return path.isEmpty() ? QDir::cleanPath(file) : path;
}

/// Writes one copy and returns its path.
Result<QString> writeCopy(const CopyTarget &target, const CopyPlan &plan, bool replaces)
{
    const Result<QByteArray> bytes = copyBytes(target.source, plan.form, plan.quality);
    if (!bytes)
        return bytes.error();
    const QDir folder(plan.folder);
    if (replaces) {
        const QString path = folder.filePath(target.fileName());
        if (const Result<Done> replaced = replaceFile(path, bytes.value()); !replaced)
            return replaced.error();
        return path;
    }
    const Result<QString> name =
        writeNewFile(plan.folder, target.name, target.extension, bytes.value(), target.number);
    if (!name)
        return name.error();
    return folder.filePath(name.value());
}

QString extensionOf(const CopySource &source, CopyForm form)
{
    if (const std::optional<PictureFormat> format = encodedFormat(form))
        return extension(*format);
    const QString suffix = QFileInfo(source.file).suffix();
    return suffix.isEmpty() ? extension(PictureFormat::Png) : suffix;
}

} // namespace

QString CopyTarget::fileName() const
{
    return numberedName(name, number) % u'.' % extension;
}

int CopyPlan::takenCount() const
{
    return int(std::count_if(targets.begin(), targets.end(),
                             [](const CopyTarget &target) { return target.isTaken; }));
}

Result<QString> copyName(const CopySource &source, const CopyChoices &choices)
{
    const Result<NameTemplate> names = NameTemplate::parse(choices.names);
    if (!names)
        return names.error();
    return QString(names.value().name(source.values) % u'.' % extensionOf(source, choices.form));
}

Result<CopyPlan> planCopies(const QList<CopySource> &sources, const CopyChoices &choices)
{
    const Result<NameTemplate> names = NameTemplate::parse(choices.names);
    if (!names)
        return names.error();
    if (choices.folder.isEmpty() || QDir::isRelativePath(choices.folder)) {
        return Error{.kind = Error::Kind::BadRequest,
                     .message = Texts::tr("“%1” does not name a folder. Choose a folder for the copies.")
                                    .arg(choices.folder)};
    }
    CopyPlan plan{
        .folder = QDir::cleanPath(choices.folder), .form = choices.form, .quality = choices.quality};
    QSet<QString> planned;
    QHash<QString, int> highest; // By name, so that a thousand of one name are not a million looks.
    for (const CopySource &source : sources) {
        CopyTarget target{.source = source.file,
                          .name = names.value().name(source.values),
                          .extension = extensionOf(source, choices.form)};
        int &number = highest[target.fileName().toCaseFolded()];
        do {
            target.number = ++number;
        } while (planned.contains(target.fileName().toCaseFolded()));
        planned.insert(target.fileName().toCaseFolded());
        const QFileInfo there(QDir(plan.folder).filePath(target.fileName()));
        target.isTaken = there.exists() || there.isSymLink();
        plan.targets.append(target);
    }
    return plan;
}

CopyResult writeCopies(const CopyPlan &plan, TakenNames takenNames, const CopyProgress &progress)
{
    CopyResult result;
    if (const Result<Done> usable = ensureWritableFolder(plan.folder); !usable) {
        result.failures.append(usable.error());
        return result;
    }
    QSet<QString> originals;
    for (const CopyTarget &target : plan.targets)
        originals.insert(realPath(target.source));

    int done = 0;
    for (const CopyTarget &target : plan.targets) {
        const bool replaces = target.isTaken && takenNames == TakenNames::Replace;
        if (target.isTaken && takenNames == TakenNames::Skip) {
            ++result.skipped;
        } else if (replaces && originals.contains(realPath(QDir(plan.folder).filePath(target.fileName())))) {
            result.failures.append(
                copyError(target.fileName(),
                          Texts::tr("“%1” is one of the pictures themselves and was not replaced. Choose "
                                    "another folder or another name.")));
        } else if (const Result<QString> written = writeCopy(target, plan, replaces)) {
            result.written.append(written.value());
        } else {
            result.failures.append(written.error());
        }
        ++done;
        if (progress && !progress(done) && done < plan.targets.size()) {
            result.wasStopped = true;
            break;
        }
    }
    return result;
}

} // namespace ContactSheet
