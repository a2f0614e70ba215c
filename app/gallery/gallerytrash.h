#pragma once

#include "core/ids.h"
#include "library/trash.h"
#include "runs/picturemark.h"

#include <QList>
#include <QObject>
#include <QSet>

class QThreadPool;

namespace ContactSheet {

class GalleryModel;

/**
 * Moves pictures of a GalleryModel to the trash, and takes that back step by step, the newest first.
 *
 * A tile is hidden at once and comes back where its file could not be moved. The steps outlive a press: its
 * files can be brought back when its tiles are no longer shown.
 */
class GalleryTrash final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryTrash)

public:
    /// Neither \a model nor \a pool is owned; both must outlive this.
    GalleryTrash(GalleryModel *model, QThreadPool *pool, QObject *parent = nullptr);
    ~GalleryTrash() override;

    [[nodiscard]] bool canUndo() const { return !m_steps.isEmpty(); }

public slots:
    /// Moves the files of those of \a jobs that have one; ends with moved() where there is any.
    void moveToTrash(const QList<ContactSheet::JobId> &jobs);
    /// Brings the files of the last step back; ends with restored() where there is any.
    void undo();

signals:
    void canUndoChanged(bool canUndo);
    /// The files of \a jobs are in the trash; \a failures says why others are not.
    void moved(const QList<ContactSheet::JobId> &jobs, const QList<ContactSheet::Error> &failures);
    /// \a count files are back, of which \a jobs are shown.
    void restored(int count, const QList<ContactSheet::JobId> &jobs,
                  const QList<ContactSheet::Error> &failures);
    /// What was moved there or back, to be written into \a journal, which tells of these pictures.
    void marked(const QString &journal, const QList<ContactSheet::PictureMark> &marks);

private:
    struct Picture
    {
        JobId job = {};
        QString name = {}; ///< What the journal calls the file.
        TrashedFile file = {};
    };
    struct Step
    {
        int number = 0; ///< In the order in which they were asked for: the pool keeps none.
        int press = 0;  ///< The jobs mean something in this press only.
        QString journal = {};
        QList<Picture> pictures = {};
    };

    void take(const Step &asked, const TrashResult &result);
    void keep(const Step &step);
    void takeBack(const Step &step, const TrashResult &result);
    void tellMarks(const Step &step, PictureMark::Kind kind, const QSet<QString> &files);

    GalleryModel *m_model;
    QThreadPool *m_pool;
    QList<Step> m_steps;
    int m_asked = 0; ///< Counts the steps.
    int m_press = 0; ///< Counts the presses that were shown.
};

} // namespace ContactSheet
