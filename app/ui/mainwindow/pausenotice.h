#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "runs/pacing.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <optional>

namespace ContactSheet {

class MessageBar;
class RunNotifier;
class Workspace;

/**
 * Says that a press waits: why, how long, that nothing is lost, and what can be done about it.
 *
 * In the message bar while the pause lasts, unless it is short or somebody closed the message; a pause that
 * waits for a person is told to the desktop as well. It decides nothing itself.
 */
class PauseNotice final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PauseNotice)

public:
    /// None of these is owned, and all must outlive this.
    PauseNotice(Workspace &workspace, MessageBar &messages, RunNotifier &notifier, QObject *parent);
    ~PauseNotice() override;

signals:
    void servicesRequested();
    void goOnRequested();
    /// Another folder for the pictures of the press is to be chosen.
    void folderRequested();
    void stopRequested();

private:
    void takePause();
    void show();
    void update();
    void close();
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] QString sentence() const;

    Workspace &m_workspace;
    MessageBar &m_messages;
    RunNotifier &m_notifier;
    QTimer m_timer;                               ///< Runs while a pause lasts.
    std::optional<Moment> m_begin;                ///< Of the pause that is told.
    std::optional<ServicePause::Reason> m_reason; ///< Of it.
    int m_message = 0;                            ///< Its number in the bar; 0 where it is not there.
    bool m_wasShown = false;                      ///< Somebody may have closed it.
};

/// Whether \a pause lasts until a person says that it goes on.
[[nodiscard]] bool waitsForPerson(const ServicePause &pause);

/// What the message bar says of \a pause at \a service, which lasts \a left from \a now on, while \a waiting
/// images wait: "OpenAI asks to wait 12 s (until 14:05:31). Nothing is lost; 34 images wait."
[[nodiscard]] QString pauseSentence(const ServicePause &pause, const QString &service,
                                    std::optional<Moment> left, const QDateTime &now, int waiting);

/// What the message bar says of a press whose pictures the disk does not take, for the reason \a error: \a
/// pictures of them wait in memory, and \a waiting were not sent.
[[nodiscard]] QString placeSentence(const Error &error, int pictures, int waiting);

/// The same in a few words for the line at the foot of the window: "waiting for the service, 3 s".
[[nodiscard]] QString pauseWords(const ServicePause &pause, std::optional<Moment> left);

} // namespace ContactSheet
