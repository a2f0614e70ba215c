#pragma once

#include "core/clock.h"
#include "settings/keystore.h"
#include "settings/settings.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <optional>

class QDockWidget;
class QStackedWidget;

namespace ContactSheet {

class Actions;
class GalleryPanel;
class ListCommands;
class PictureViewer;
class PromptPanel;
class RunCommands;
class RunControls;
class ServicePanel;
class SharedSelection;
class ShortcutSheet;
class StatusLine;
class ThemeSwitcher;
class TimingExportCommand;
class TimingPanel;
class Workspace;

/**
 * The window: puts the parts into their places and connects them with each other, with the actions and with
 * the workspace. It parses, decodes, writes and waits for nothing.
 */
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// Neither \a workspace nor \a settings nor \a theme is owned; all must outlive the window. Without
    /// \a systemKeys no key outlives it.
    MainWindow(Workspace &workspace, Settings &settings, ThemeSwitcher &theme,
               std::unique_ptr<SystemKeys> systemKeys = {});
    ~MainWindow() override;

    [[nodiscard]] Actions &actions() const { return *m_actions; }

public slots:
    /// Brings the window to the front, as a second start of the program asks for.
    void raiseAndActivate();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildParts();
    void buildDocks();
    void connectWorkspace();
    void connectFileAndEdit();
    void connectRun();
    void connectGallery();
    void connectView();
    void connectSettings();

    void restore();
    void resetLayout();
    void saveLayout();

    void updateStatus();
    void updateForecast();
    void updateActions();
    void updateAgainActions();
    void undo();
    void showViewer(const QModelIndex &index);
    void showGallery();
    void showServices();
    void showShortcuts();
    void showAbout();
    void showErrorOfSelection();
    [[nodiscard]] int homelessPictures() const;
    void askBeforeClosing();

    Workspace &m_workspace;
    Settings &m_settings;
    ThemeSwitcher &m_theme;

    Actions *m_actions;
    RunControls *m_controls;
    PromptPanel *m_prompts;
    QStackedWidget *m_centre;
    GalleryPanel *m_gallery;
    PictureViewer *m_viewer;
    TimingPanel *m_timing;
    StatusLine *m_status;
    QDockWidget *m_promptDock;
    QDockWidget *m_timingDock;
    QPointer<ServicePanel> m_services;
    QPointer<ShortcutSheet> m_shortcuts;
    RunCommands *m_runCommands;
    ListCommands *m_listCommands;
    TimingExportCommand *m_timingExport;
    SharedSelection *m_selection;

    KeyStore m_keys;
    QTimer m_statusTimer;     ///< Runs while a press goes on.
    QByteArray m_firstLayout; ///< How the docks stood before anybody moved them.
    std::optional<Moment> m_timeLeft;
    std::chrono::seconds m_timeLeftAt = {}; ///< How long the press had gone on when that was worked out.
    bool m_closesWhenDone = false;
};

} // namespace ContactSheet
