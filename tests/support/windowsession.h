#pragma once

#include "settings/settings.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QTemporaryDir>

namespace ContactSheet {

class FaultServer;
class GalleryView;
class MessageBar;
class PromptListView;

/// The program as it runs, from folders of the test; it can be closed and started again.
struct WindowSession
{
    /// The window is shown, active, and has the list that is kept in \a home, or the first one. Without
    /// \a keys it has no key store.
    explicit WindowSession(const QTemporaryDir &home, std::unique_ptr<SystemKeys> keys = {});
    ~WindowSession();
    Q_DISABLE_COPY_MOVE(WindowSession)

    void trigger(ActionId id) { window.actions()[id]->trigger(); }
    [[nodiscard]] bool can(ActionId id) const { return window.actions()[id]->isEnabled(); }
    [[nodiscard]] MessageBar &messages() const;
    /// What the message bar says; empty while it is closed.
    [[nodiscard]] QString said() const;
    [[nodiscard]] GalleryView &gallery() const;
    [[nodiscard]] PromptListView &prompts() const;
    [[nodiscard]] int count(TilePhase phase);
    /// Presses the button of the message bar that says \a text; false where there is none.
    [[nodiscard]] bool answer(const QString &text);

    Settings settings;
    ThemeSwitcher theme;
    Workspace workspace;
    MainWindow window;
};

/// Keeps \a value as the one of \a key in the settings of the sessions of \a home.
void choose(const QTemporaryDir &home, const QString &key, const QVariant &value);

/// Lets the sessions of \a home ask \a server, which counts as one that charges.
void chooseServer(const QTemporaryDir &home, const FaultServer &server);

/// From now on everything that the program would read from a person's home is looked for in \a home.
void moveHome(const QTemporaryDir &home);

} // namespace ContactSheet
