#pragma once

#include <QFutureWatcher>
#include <QtConcurrentRun>
#include <QThreadPool>

#include <type_traits>
#include <utility>

namespace ContactSheet {

/**
 * Runs \a work in \a pool, then calls \a receive with its result in the thread of \a context. If
 * \a context is destroyed first, \a receive is not called.
 *
 * \a work captures values only, never `this`: it may outlive every object of the program. Qt's own
 * QFuture::then(context, ...) is no substitute: in Qt 6.4 it asserts that the context still exists.
 */
template<typename Work, typename Receive>
void runInPool(QThreadPool *pool, QObject *context, Work work, Receive receive)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, receive = std::move(receive)] {
                         watcher->deleteLater();
                         receive(watcher->future().takeResult());
                     });
    watcher->setFuture(QtConcurrent::run(pool, std::move(work)));
}

} // namespace ContactSheet
