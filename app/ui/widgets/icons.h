#pragma once

#include <QIcon>

namespace ContactSheet {

/// The program's own signs, each drawn in resources/icons. Keep the order of the table in icons.cpp.
enum class IconName {
    ActualSize,
    Add,
    Both,
    Check,
    Close,
    Copy,
    Details,
    Down,
    Duplicate,
    Error,
    Export,
    Filter,
    Find,
    Folder,
    FullScreen,
    Generate,
    Grid,
    Help,
    Import,
    Keyboard,
    More,
    Next,
    Parallel,
    Previous,
    Redo,
    Retry,
    Save,
    SaveAll,
    Sequential,
    Settings,
    Star,
    Stop,
    Table,
    Theme,
    Trash,
    Undo,
    Up,
    Warning,
    Waterfall,
    ZoomFit,
    ZoomIn,
    ZoomOut,
};

inline constexpr int IconCount = int(IconName::ZoomOut) + 1;

/**
 * The sign \a name in one colour: that of the program's text, dimmed where it is disabled, the text's on the
 * highlight where it is selected, and the accent where it is on.
 *
 * It is drawn for the very pixels that are asked for, at the moment they are, so it is sharp on every screen
 * and follows a change of the theme by itself. Drawn for 16 pixels and whole multiples. GUI thread only.
 */
[[nodiscard]] QIcon icon(IconName name);

/// The program's own icon, in its colours, for windows, task bars and notifications.
[[nodiscard]] QIcon applicationIcon();

} // namespace ContactSheet
