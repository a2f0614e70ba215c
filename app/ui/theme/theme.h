#pragma once

#include "settings/theme.h"

#include <QObject>
#include <QPalette>

namespace ContactSheet {

/**
 * Gives the whole program its look: the style and one of its two palettes.
 *
 * The theme can change at any moment: QGuiApplication::palette() is the new one at once, and every widget is
 * told by QEvent::PaletteChange in the next turn of the event loop. In Theme::System it changes with the
 * desktop. One object for the program, made after the QApplication and
 * before the first window; it lives in the thread of the widgets.
 */
class ThemeSwitcher final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ThemeSwitcher)

public:
    /// Sets the style, and the palette for \a theme.
    explicit ThemeSwitcher(Theme theme, QObject *parent = nullptr);
    ~ThemeSwitcher() override;

    [[nodiscard]] Theme theme() const { return m_theme; }
    void setTheme(Theme theme);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyPalette();
    [[nodiscard]] bool isSystemDark() const;

    Theme m_theme;
    bool m_isApplying = false;
};

} // namespace ContactSheet
