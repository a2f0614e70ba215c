#pragma once

#include "library/picturedecoding.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace ContactSheet {

/**
 * Decodes pictures in processes of their own, MostProcesses at a time, so that a picture that crashes or
 * floods a decoder ends as one error, and the next pictures are decoded all the same.
 *
 * A process is started when it is needed first and then stays; one that has ended is started again. Where
 * none can be started, nothing is decoded: never in this process. Any thread may decode, and waits meanwhile.
 */
class PictureDecoder final
{
    Q_DISABLE_COPY_MOVE(PictureDecoder)

public:
    static constexpr int MostProcesses = 2;
    /// How long one picture may take before its process is ended.
    static constexpr std::chrono::seconds LongestTime{10};

    /// \a program is what has the command runDecodeHelper(): usually this program itself.
    explicit PictureDecoder(const QString &program, std::chrono::milliseconds longest = LongestTime);
    /// Only once no thread is in decode() any more.
    ~PictureDecoder();

    /// The picture of \a request, in the order in which they are asked for, with the errors of
    /// DecodeProcess::decode().
    [[nodiscard]] Result<QImage> decode(const DecodeRequest &request);

    /// From now on each decode() ends with Error::Kind::Cancelled, soon. Does not wait.
    void stop();

private:
    struct Task;

    void serve();
    [[nodiscard]] std::shared_ptr<Task> nextTask();

    const QString m_program;
    const std::chrono::milliseconds m_longest;
    std::atomic_bool m_isStopped = false;
    QMutex m_mutex;
    QWaitCondition m_hasTask;
    std::deque<std::shared_ptr<Task>> m_tasks;
    std::vector<std::unique_ptr<QThread>> m_threads; ///< One for each process.
    size_t m_idleThreads = 0;                        ///< Also those that are about to look for a task.
};

} // namespace ContactSheet
