#pragma once

#include "core/error.h"

#include <QObject>
#include <QStringList>

class QThreadPool;

namespace ContactSheet {

/// Puts pictures, their files and their prompts on the clipboard.
class GalleryClipboard final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryClipboard)

public:
    /// \a pool decodes; it is not owned and must outlive this.
    explicit GalleryClipboard(QThreadPool *pool, QObject *parent = nullptr);
    ~GalleryClipboard() override;

    /// Puts the picture in \a picture and the names of \a files there, once the picture is decoded; not where
    /// something else was copied here meanwhile.
    void copyPicture(const QString &picture, const QStringList &files);
    void copyFiles(const QStringList &files);
    /// Puts \a prompts there, a line each, or a block each where one has several lines.
    void copyPrompts(const QStringList &prompts);

signals:
    void failed(const ContactSheet::Error &error);

private:
    QThreadPool *m_pool;
    int m_copies = 0; ///< Tells an older picture, still being decoded, from the newest.
};

} // namespace ContactSheet
