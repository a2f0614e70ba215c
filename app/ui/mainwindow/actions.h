#pragma once

#include <QAction>
#include <QList>
#include <QObject>

#include <array>

class QMenuBar;

namespace ContactSheet {

/// Every command of the program. Keep the order of the table in actions.cpp.
enum class ActionId {
    NewList,
    OpenList,
    ImportList,
    SaveList,
    SaveSelected,
    SaveAll,
    OpenFolder,
    Quit,
    Undo,
    Redo,
    DuplicatePrompt,
    MovePromptUp,
    MovePromptDown,
    RemovePrompt,
    EditCopies,
    TickAll,
    TickNone,
    Find,
    Generate,
    StopPicture,
    FinishUnderWay,
    StopEverything,
    TryAgain,
    TryAllAgain,
    OrderUnknownAgain,
    UnfinishedRuns,
    GoOnNow,
    Sequential,
    Parallel,
    Both,
    AutomaticAtOnce,
    PracticeInstant,
    PracticeQuick,
    PracticeLifelike,
    PracticeTrouble,
    ShowPreviews,
    Services,
    OpenViewer,
    CopyPicture,
    CopyFiles,
    CopyPrompts,
    SelectAllPictures,
    MoveToTrash,
    ErrorDetails,
    ShowAll,
    ShowSaved,
    ShowNotSaved,
    LargerTiles,
    SmallerTiles,
    TimingTable,
    TimingByPlace,
    ZoomTimingIn,
    ZoomTimingOut,
    FitTiming,
    ExportTiming,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    ResetLayout,
    FullScreen,
    GoToPrompts,
    GoToGallery,
    GoToTiming,
    Shortcuts,
    About,
};

inline constexpr int ActionCount = int(ActionId::About) + 1;

/**
 * The one place where commands have their text, shortcut, icon and tip: menus, tool bar, context menus and
 * the sheet of shortcuts show these same objects.
 *
 * Whoever owns the state that a command depends on enables it. Owned by the window, as are its actions.
 */
class Actions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Actions)

public:
    /// The actions work as long as \a window has the focus.
    explicit Actions(QWidget *window);
    ~Actions() override;

    [[nodiscard]] QAction *operator[](ActionId id) const { return m_actions.at(std::size_t(id)); }
    [[nodiscard]] QList<QAction *> of(const QList<ActionId> &ids) const;

    /// Fills \a bar with a menu for each part of the program; \a docks show and hide parts of the window.
    void fillMenus(QMenuBar *bar, const QList<QAction *> &docks) const;

    /// The actions whose keys mean something else elsewhere: to be added to the gallery, where they work.
    [[nodiscard]] QList<QAction *> galleryKeys() const;
    /// What is under the pointer in the gallery; nullptr stands for a line between.
    [[nodiscard]] QList<QAction *> galleryMenu() const;
    [[nodiscard]] QList<QAction *> promptMenu() const;

private:
    void makeGroup(const QList<ActionId> &ids);

    std::array<QAction *, ActionCount> m_actions = {};
};

} // namespace ContactSheet
