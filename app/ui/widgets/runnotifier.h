#pragma once

#include <QObject>
#include <QString>

#include <chrono>

class QSystemTrayIcon;
class QWidget;

namespace ContactSheet {

/// Whether the end of a run that \a took so long is news to someone whose window is active or not.
[[nodiscard]] bool isWorthNotifying(bool isWindowActive, std::chrono::milliseconds took);

/// \a text for the body of a notification, which some desktops take for markup.
[[nodiscard]] QString notificationBody(const QString &text);

/**
 * Tells a person who works in another window that a run has ended, or cannot go on without them: by a
 * notification of the desktop where it has such, and by asking for attention in the task bar. A click on the
 * notification brings the window back.
 */
class RunNotifier final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunNotifier)

public:
    /// For \a window, which is the parent.
    explicit RunNotifier(QWidget *window);
    ~RunNotifier() override;

    /// Says \a title and \a text, both plain, if the run \a took long enough and the window is not active.
    void notifyRunEnded(const QString &title, const QString &text, std::chrono::milliseconds took);

    /// Says \a title and \a text, both plain, if the window is not active: somebody has to do something.
    void notify(const QString &title, const QString &text);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showWindow();

    QWidget *m_window;                 ///< The parent.
    QSystemTrayIcon *m_tray = nullptr; ///< Made for the first notification; owned by this.
};

} // namespace ContactSheet
