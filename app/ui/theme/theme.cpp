#include "ui/theme/theme.h"

#include "ui/theme/colours.h"
#include "ui/theme/palettes.h"
#include "ui/theme/quietstyle.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>
#include <QStyleHints>

namespace ContactSheet {

ThemeSwitcher::ThemeSwitcher(Theme theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
    QApplication::setStyle(new QuietStyle);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &ThemeSwitcher::applyPalette);
#else
    // Each window is told when the desktop's theme changes, and nobody else.
    qApp->installEventFilter(this);
#endif
    applyPalette();
}

ThemeSwitcher::~ThemeSwitcher() = default;

void ThemeSwitcher::setTheme(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    applyPalette();
}

bool ThemeSwitcher::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && watched->isWindowType())
        applyPalette();
    return QObject::eventFilter(watched, event);
}

void ThemeSwitcher::applyPalette()
{
    // What is asked of the system below, and told to it, comes back as an event.
    if (m_isApplying)
        return;
    const QScopedValueRollback<bool> guard(m_isApplying, true);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    // For the frames of the windows, which the system draws.
    QGuiApplication::styleHints()->setColorScheme(m_theme == Theme::System     ? Qt::ColorScheme::Unknown
                                                      : m_theme == Theme::Dark ? Qt::ColorScheme::Dark
                                                                               : Qt::ColorScheme::Light);
#endif
    const bool dark = m_theme == Theme::System ? isSystemDark() : m_theme == Theme::Dark;
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

bool ThemeSwitcher::isSystemDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    // The desktop's own palette shows only while the program sets none.
    QApplication::setPalette({});
    return isDark(QGuiApplication::palette());
#endif
}

} // namespace ContactSheet
