#pragma once

#include "library/picturecopies.h"

#include <QFutureWatcher>
#include <QObject>

class QThreadPool;

namespace ContactSheet {

/**
 * Plans and writes copies of pictures in a pool, one task after the other.
 *
 * Each plan() ends with one planned(), each write() with one finished(), never inside the call. Destroying
 * the copier tells nobody, and lets the writing go on to its end.
 */
class PictureCopier final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureCopier)

public:
    /// \a pool is not owned and must outlive the copier.
    explicit PictureCopier(QThreadPool *pool, QObject *parent = nullptr);
    ~PictureCopier() override;

    void plan(const QList<CopySource> &sources, const CopyChoices &choices);
    void write(const CopyPlan &plan, TakenNames takenNames);
    /// Writes no further picture; the one under way is finished.
    void stop();

signals:
    void planned(const ContactSheet::Result<ContactSheet::CopyPlan> &plan);
    /// Of the pictures of the plan, \a done are dealt with.
    void progressed(int done);
    void finished(const ContactSheet::CopyResult &result);

private:
    QThreadPool *m_pool;
    QFutureWatcher<void> *m_writing = nullptr; ///< While writing.
};

} // namespace ContactSheet
