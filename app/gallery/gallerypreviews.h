#pragma once

#include "core/ids.h"

#include <QHash>
#include <QList>
#include <QObject>

class QThreadPool;
class QTimer;

namespace ContactSheet {

class GalleryModel;

/**
 * Shows in the tiles what services send while a picture is made: decodes the newest preview of each picture
 * in the threads of a pool, one at a time, and hands it to the model.
 *
 * What is no picture is left out, as is what came too late. A preview stays in its tile until the picture's
 * thumbnail is there, yet not for long: it is neither written to disk nor kept for tiles out of sight.
 */
class GalleryPreviews final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryPreviews)

public:
    /// The longest side of a preview in the model, in pixels of the screen.
    static constexpr int LongestSide = 384;
    /// How many pictures that are saved may still show their previews.
    static constexpr int MostOfSaved = 32;

    /// \a model and \a pool are not owned and must outlive this.
    GalleryPreviews(GalleryModel *model, QThreadPool *pool, QObject *parent = nullptr);
    ~GalleryPreviews() override;

public slots:
    /// \a encodedPicture is the file of a coarse picture of \a job, from outside.
    void take(ContactSheet::RunId run, ContactSheet::JobId job, const QByteArray &encodedPicture);

private:
    void decodeNext();
    void noteSaved(int firstRow, int lastRow);
    void dropOfSaved(qsizetype most);
    void forgetAll();

    GalleryModel *m_model;
    QThreadPool *m_pool;
    QHash<JobId, QByteArray> m_newest; ///< What waits to be decoded.
    QList<JobId> m_waiting;            ///< In the order in which they came.
    QList<JobId> m_saved;              ///< Whose previews wait for their thumbnails, the oldest first.
    QTimer *m_dropTimer;
    bool m_isDecoding = false;
    quint64 m_press = 0; ///< Ids begin anew with each press.
};

} // namespace ContactSheet
