#pragma once

#include "library/decodeframes.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <atomic>
#include <chrono>

namespace ContactSheet {

/**
 * One process that decodes pictures, seen from the window: started when a picture comes and it does not run,
 * ended where it takes too long, answers nonsense, or with this object.
 *
 * Lives in a thread without an event loop, which waits in decode().
 */
class DecodeProcess final
{
    Q_DISABLE_COPY_MOVE(DecodeProcess)

public:
    /// \a program runs with the one argument "--decode-helper"; a picture may take \a longest. Once
    /// \a isStopped is set, which must outlive this, decode() ends soon.
    DecodeProcess(const QString &program, std::chrono::milliseconds longest,
                  const std::atomic_bool &isStopped);
    ~DecodeProcess();

    /**
     * The picture of \a request. A process that ends under it is started once more for the same picture,
     * since it may have been ended for another reason.
     *
     * Errors: those of imageOrError(), and Disk where the process cannot be started, where it ends again, or
     * takes too long; Cancelled where it was stopped.
     */
    [[nodiscard]] Result<QImage> decode(const DecodeRequest &request);

private:
    enum class Ending { Answered, Broken, TooLate, Stopped };

    [[nodiscard]] bool ensureRunning();
    [[nodiscard]] Ending ask(const DecodeRequest &request, DecodeAnswer *answer);
    [[nodiscard]] Ending read(char *data, qint64 size);
    void end();

    QString m_program;
    std::chrono::milliseconds m_longest;
    const std::atomic_bool &m_isStopped;
    QDeadlineTimer m_deadline; ///< Of the picture under way.
    bool m_isLate = false;
    QProcess m_process;
};

} // namespace ContactSheet
