#include "ui/widgets/runnotifier.h"

#include "ui/widgets/icons.h"

#include <QApplication>
#include <QEvent>
#include <QSystemTrayIcon>
#include <QWidget>

using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// Who waits for less has not gone away.
constexpr auto LongRun = 30s;

} // namespace

bool isWorthNotifying(bool isWindowActive, std::chrono::milliseconds took)
{
    return !isWindowActive && took > LongRun;
}

QString notificationBody(const QString &text)
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return text;
#else
    return text.toHtmlEscaped();
#endif
}

RunNotifier::RunNotifier(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_window->installEventFilter(this);
}

RunNotifier::~RunNotifier() = default;

void RunNotifier::notifyRunEnded(const QString &title, const QString &text, std::chrono::milliseconds took)
{
    if (isWorthNotifying(m_window->isActiveWindow(), took))
        notify(title, text);
}

void RunNotifier::notify(const QString &title, const QString &text)
{
    if (m_window->isActiveWindow())
        return;
    QApplication::alert(m_window);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(applicationIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &RunNotifier::showWindow);
        connect(m_tray, &QSystemTrayIcon::activated, this, &RunNotifier::showWindow);
    }
    // A message needs the icon, which goes as soon as the person comes back.
    m_tray->setToolTip(title);
    m_tray->show();
    m_tray->showMessage(title, notificationBody(text), applicationIcon());
}

bool RunNotifier::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && m_tray)
        m_tray->hide();
    return QObject::eventFilter(watched, event);
}

void RunNotifier::showWindow()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

} // namespace ContactSheet
