#include "ui/gallery/galleryclipboard.h"

#include "core/runinpool.h"
#include "library/thumbnail.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

std::unique_ptr<QMimeData> mimeDataOf(const QStringList &files)
{
    QList<QUrl> urls;
    QByteArray copied = "copy"_ba;
    for (const QString &file : files) {
        urls.append(QUrl::fromLocalFile(file));
        copied += '\n' + urls.constLast().toEncoded();
    }
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    // What several file managers on Linux need to paste files.
    data->setData(u"x-special/gnome-copied-files"_s, copied);
    return data;
}

void putOnClipboard(std::unique_ptr<QMimeData> data)
{
    QGuiApplication::clipboard()->setMimeData(data.release()); // The clipboard owns it.
}

} // namespace

GalleryClipboard::GalleryClipboard(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{}

GalleryClipboard::~GalleryClipboard() = default;

void GalleryClipboard::copyPicture(const QString &picture, const QStringList &files)
{
    static constexpr QSize wholeSize(std::numeric_limits<int>::max(), std::numeric_limits<int>::max());
    runInPool(
        m_pool, this, [picture] { return makeThumbnail(picture, wholeSize); },
        [this, copy = ++m_copies, picture, files](const Result<QImage> &image) {
            if (copy != m_copies)
                return;
            if (!image) {
                Error error = image.error();
                error.message =
                    tr("“%1” was not copied. %2").arg(QFileInfo(picture).fileName(), error.message);
                emit failed(error);
                return;
            }
            std::unique_ptr<QMimeData> data = mimeDataOf(files);
            data->setImageData(image.value());
            putOnClipboard(std::move(data));
        });
}

void GalleryClipboard::copyFiles(const QStringList &files)
{
    ++m_copies;
    putOnClipboard(mimeDataOf(files));
}

void GalleryClipboard::copyPrompts(const QStringList &prompts)
{
    ++m_copies;
    const bool hasBlocks = std::any_of(prompts.begin(), prompts.end(),
                                       [](const QString &prompt) { return prompt.contains(u'\n'); });
    QGuiApplication::clipboard()->setText(prompts.join(hasBlocks ? u"\n\n"_s : u"\n"_s));
}

} // namespace ContactSheet
