#include "library/picturecopier.h"

#include "core/runinpool.h"

#include <QPromise>
#include <QtConcurrentRun>

#include <memory>
#include <utility>

namespace ContactSheet {

PictureCopier::PictureCopier(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{}

PictureCopier::~PictureCopier() = default;

void PictureCopier::plan(const QList<CopySource> &sources, const CopyChoices &choices)
{
    runInPool(
        m_pool, this, [sources, choices] { return planCopies(sources, choices); },
        [this](const Result<CopyPlan> &plan) { emit planned(plan); });
}

void PictureCopier::write(const CopyPlan &plan, TakenNames takenNames)
{
    Q_ASSERT(!m_writing);
    m_writing = new QFutureWatcher<void>(this);
    // Beside the future, which drops the results of what was stopped.
    const auto result = std::make_shared<CopyResult>(CopyResult{.wasStopped = true});
    connect(m_writing, &QFutureWatcherBase::progressValueChanged, this, &PictureCopier::progressed);
    connect(m_writing, &QFutureWatcherBase::finished, this, [this, result] {
        std::exchange(m_writing, nullptr)->deleteLater();
        emit finished(*result);
    });
    m_writing->setFuture(QtConcurrent::run(m_pool, [plan, takenNames, result](QPromise<void> &promise) {
        promise.setProgressRange(0, int(plan.targets.size()));
        *result = writeCopies(plan, takenNames, [&promise](int done) {
            promise.setProgressValue(done);
            return !promise.isCanceled();
        });
    }));
}

void PictureCopier::stop()
{
    if (m_writing)
        m_writing->future().cancel();
}

} // namespace ContactSheet
