#pragma once

#include "practice/picturerecipe.h"

#include <QCache>
#include <QList>
#include <QObject>

#include <functional>
#include <memory>

class QThreadPool;

namespace ContactSheet {

/**
 * Makes pictures in a pool, several at once, and keeps the last ones up to 64 MB.
 *
 * Lives in the thread of its server. Destroying it drops what is under way without a call.
 */
class PictureWorkshop final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureWorkshop)

public:
    /// Takes the bytes of the files, in the order of the recipes. A picture that could not be made is empty.
    using Receiver = std::function<void(const QList<QByteArray> &)>;

    /// \a pool is not owned and must outlive the workshop.
    explicit PictureWorkshop(QThreadPool *pool, QObject *parent = nullptr);
    ~PictureWorkshop() override;

    /// Calls \a receive once, later, in the thread of the workshop.
    void make(const QList<PictureRecipe> &recipes, Receiver receive);

private:
    struct Batch;

    void finish(const std::shared_ptr<Batch> &batch, qsizetype index, const QByteArray &picture);

    QThreadPool *m_pool = nullptr;
    QCache<PictureRecipe, QByteArray> m_made;
};

} // namespace ContactSheet
