// What the window remembers over a restart, what it shows of the moment, and how it is closed.
#include "services/accountsetup.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/pausenotice.h"
#include "ui/mainwindow/promptpanel.h"
#include "ui/mainwindow/runcommands.h"
#include "ui/mainwindow/statusline.h"
#include "ui/prompteditor/prompteditor.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/services/runcontrols.h"
#include "ui/services/servicepanel.h"
#include "ui/theme/theme.h"
#include "ui/timing/timingpanel.h"
#include "ui/viewer/pictureviewer.h"
#include "ui/widgets/shortcutsheet.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Whether enough of \a window can be seen to take hold of it: its screen may be gone since the last session.
bool isReachable(const QWidget *window)
{
    const QRect title(window->geometry().topLeft(), QSize(window->width(), 40));
    const QList<QScreen *> screens = QGuiApplication::screens();
    return std::any_of(screens.begin(), screens.end(), [&title](const QScreen *screen) {
        const QRect seen = screen->availableGeometry().intersected(title);
        return seen.width() >= 100 && seen.height() >= 20;
    });
}

} // namespace

void MainWindow::connectSettings()
{
    for (const auto &[id, choice] :
         {std::pair(ActionId::ThemeSystem, Theme::System), std::pair(ActionId::ThemeLight, Theme::Light),
          std::pair(ActionId::ThemeDark, Theme::Dark)}) {
        QAction *action = (*m_actions)[id];
        action->setChecked(m_settings.theme() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_settings.setTheme(choice);
            m_theme.setTheme(choice);
        });
    }
    for (const auto &[id, speed] : {std::pair(ActionId::PracticeInstant, PracticeSpeed::Instant),
                                    std::pair(ActionId::PracticeQuick, PracticeSpeed::Quick),
                                    std::pair(ActionId::PracticeLifelike, PracticeSpeed::Lifelike),
                                    std::pair(ActionId::PracticeTrouble, PracticeSpeed::Trouble)}) {
        QAction *action = (*m_actions)[id];
        action->setChecked(m_settings.practiceSpeed() == speed);
        connect(action, &QAction::triggered, this,
                [this, speed = speed] { m_settings.setPracticeSpeed(speed); });
    }
    connect(m_gallery, &GalleryPanel::tileSizeChanged, this,
            [this](int size) { m_settings.setTileSize(size); });
    connect(m_gallery, &GalleryPanel::copyChoicesChanged, this,
            [this] { m_settings.setCopies(m_gallery->copyChoices()); });
    connect(m_timing, &TimingPanel::tableShownChanged, this,
            [this](bool isShown) { m_settings.setTimingTableShown(isShown); });
    connect(m_timing, &TimingPanel::byPlaceChanged, this,
            [this](bool isByPlace) { m_settings.setTimingByPlace(isByPlace); });
    connect(m_viewer, &PictureViewer::detailsVisibleChanged, this,
            [this](bool areShown) { m_settings.setDetailsShown(areShown); });
}

void MainWindow::restore()
{
    const WindowLayout layout = m_settings.layout();
    if (restoreGeometry(layout.geometry) && !isReachable(this)) {
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        resize(size().boundedTo(screen.size()));
        move(screen.center() - rect().center());
    }
    if (!layout.docks.isEmpty())
        restoreState(layout.docks);
    m_timing->restoreState(layout.timing);
    m_timing->setTableShown(m_settings.isTimingTableShown());
    m_timing->setByPlace(m_settings.isTimingByPlace());
    m_viewer->setDetailsVisible(m_settings.areDetailsShown());
    m_gallery->setCopyChoices(m_settings.copies());
    if (const std::optional<int> size = m_settings.tileSize())
        m_gallery->setTileSize(*size);
    m_controls->setChoices(m_settings.choices());
    if (!m_settings.misread().isEmpty()) {
        m_gallery->messageBar()->showMessage(
            tr("Some settings of the last session meant nothing and have their first values again: %1.")
                .arg(m_settings.misread().join(u", "_s)));
    }
}

void MainWindow::resetLayout()
{
    restoreState(m_firstLayout);
}

void MainWindow::saveLayout()
{
    m_settings.setLayout({.geometry = saveGeometry(), .docks = saveState(), .timing = m_timing->saveState()});
}

void MainWindow::updateStatus()
{
    const RunHistory &history = m_workspace.history();
    RunStatus status{.counts = m_workspace.counts(),
                     .isRunning = m_workspace.isBusy(),
                     .elapsed = m_workspace.elapsed(),
                     .wait = m_workspace.pause() ? pauseWords(*m_workspace.pause(), m_workspace.pauseLeft())
                                                 : QString(),
                     .money = RunCommands::priceText(m_controls->choices())};
    // Every picture of the run counts in what is left, so it is worked out when the seconds change.
    const auto second = std::chrono::floor<std::chrono::seconds>(status.elapsed);
    if (!status.isRunning || !history.isRunning())
        m_timeLeft.reset();
    else if (!m_timeLeft || second != m_timeLeftAt)
        m_timeLeft = history.figures(history.now()).timeLeft;
    m_timeLeftAt = second;
    status.timeLeft = m_timeLeft;
    m_status->showStatus(status);
}

void MainWindow::updateForecast()
{
    const RunChoices choices = m_controls->choices();
    const qint64 pictures = m_workspace.prompts().counts().pictures;
    m_controls->setPictureCount(choices.mode == PressMode::Both ? 2 * pictures : pictures);
    m_prompts->editor().setPrice(RunCommands::priceText(choices));
    m_gallery->setHint(m_runCommands->forecast(choices));
}

void MainWindow::updateActions()
{
    const auto enable = [this](ActionId id, bool isEnabled) { (*m_actions)[id]->setEnabled(isEnabled); };
    const GalleryAvailability can = m_gallery->availability();
    const bool isBusy = m_workspace.isBusy();
    const QList<JobId> selected = m_gallery->selectedJobs();
    const auto anySelected = [this, &selected](auto fits) {
        return std::any_of(selected.begin(), selected.end(), [this, &fits](JobId job) {
            const int row = m_workspace.gallery().rowOf(job);
            return row >= 0 && fits(m_workspace.gallery().tile(row));
        });
    };
    const bool isSomeUnended =
        isBusy && anySelected([](const Tile &tile) { return !isEndState(tile.state); });

    enable(ActionId::Generate, !isBusy);
    enable(ActionId::StopPicture, isSomeUnended);
    enable(ActionId::FinishUnderWay, isBusy);
    enable(ActionId::StopEverything, isBusy);
    updateAgainActions();
    enable(ActionId::GoOnNow, m_workspace.pause().has_value());
    enable(ActionId::UnfinishedRuns, !m_workspace.isBusy());
    (*m_actions)[ActionId::AutomaticAtOnce]->setChecked(m_controls->choices().isAtOnceAutomatic);
    enable(ActionId::AutomaticAtOnce, m_controls->choices().mode != PressMode::Sequential);
    enable(ActionId::ErrorDetails, anySelected([](const Tile &tile) { return !tile.error.isEmpty(); }));
    enable(ActionId::OpenViewer, can.hasSelection);
    enable(ActionId::CopyPicture, can.hasSelectedSaved);
    enable(ActionId::CopyFiles, can.hasSelectedSaved);
    enable(ActionId::CopyPrompts, can.hasSelection);
    enable(ActionId::SelectAllPictures, can.hasPictures);
    enable(ActionId::MoveToTrash, can.hasSelectedSaved);
    enable(ActionId::SaveSelected, can.hasSelectedSaved);
    enable(ActionId::SaveAll, can.hasSaved);
    enable(ActionId::OpenFolder, can.hasFolder);

    enable(ActionId::ExportTiming, m_workspace.history().shownCount() > 0);

    QUndoStack &history = m_workspace.editing().history();
    enable(ActionId::Undo, history.canUndo() || can.canUndoTrash);
    enable(ActionId::Redo, history.canRedo());

    enable(ActionId::ShowPreviews, canShowPreviews(m_controls->choices()));
    (*m_actions)[ActionId::ShowPreviews]->setChecked(wantsPreviews(m_controls->choices()));
    switch (m_controls->choices().mode) {
    case PressMode::Sequential:
        (*m_actions)[ActionId::Sequential]->setChecked(true);
        break;
    case PressMode::Parallel:
        (*m_actions)[ActionId::Parallel]->setChecked(true);
        break;
    case PressMode::Both:
        (*m_actions)[ActionId::Both]->setChecked(true);
        break;
    }
    switch (m_gallery->filterModel()->show()) {
    case GalleryFilterModel::Show::All:
        (*m_actions)[ActionId::ShowAll]->setChecked(true);
        break;
    case GalleryFilterModel::Show::Saved:
        (*m_actions)[ActionId::ShowSaved]->setChecked(true);
        break;
    case GalleryFilterModel::Show::NotSaved:
        (*m_actions)[ActionId::ShowNotSaved]->setChecked(true);
        break;
    }
}

/// What was tried is tried again in one of three ways: each is called by its name.
void MainWindow::updateAgainActions()
{
    const GalleryAvailability can = m_gallery->availability();
    QAction *again = (*m_actions)[ActionId::TryAgain];
    again->setEnabled(can.hasSelectedFailed || can.hasSelectedWaitingToRetry || can.hasSelectedCharged);
    if (can.hasSelectedFailed || !again->isEnabled())
        again->setText(tr("&Try Again"));
    else
        again->setText(can.hasSelectedWaitingToRetry ? tr("Re&try Now") : tr("&Order Again…"));

    const PressCounts &counts = m_workspace.counts();
    (*m_actions)[ActionId::TryAllAgain]->setEnabled(counts.withoutPicture + counts.cancelled > 0);
    QAction *unknown = (*m_actions)[ActionId::OrderUnknownAgain];
    unknown->setEnabled(counts.unknown > 0);
    if (counts.unknown == 0)
        unknown->setText(tr("Order Those of &Unknown Outcome Again…"));
    else
        unknown->setText(
            counts.unknown == 1
                ? tr("Order the One of &Unknown Outcome Again…")
                : tr("Order the %1 of &Unknown Outcome Again…").arg(QLocale().toString(counts.unknown)));
}

void MainWindow::undo()
{
    // Each part takes back what was done in it; the list where neither has the keyboard.
    const bool isInGallery = m_gallery->isAncestorOf(QApplication::focusWidget());
    const bool canUndoList = m_workspace.editing().history().canUndo();
    if (m_gallery->availability().canUndoTrash && (isInGallery || !canUndoList))
        m_gallery->undoTrash();
    else
        m_prompts->view().undo();
}

void MainWindow::showViewer(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_centre->setCurrentWidget(m_viewer);
    m_viewer->showIndex(index);
    m_viewer->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showGallery()
{
    if (m_centre->currentWidget() == m_gallery)
        return;
    m_centre->setCurrentWidget(m_gallery);
    m_viewer->showIndex({});
    m_gallery->view()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showServices()
{
    if (!m_services) {
        m_services = new ServicePanel(this);
        Engine *engine = &m_workspace.engine();
        connect(m_services, &ServicePanel::testRequested, engine, &Engine::probe);
        connect(m_services, &ServicePanel::testCancelled, engine, &Engine::cancelProbe);
        connect(engine, &Engine::probed, m_services, &ServicePanel::showTestResult);
        connect(m_services, &ServicePanel::modelsFound, m_controls, &RunControls::setOfferedModels);
        connect(m_services, &ServicePanel::rateLimitsChanged, this,
                [this](const QString &service, const RateLimits &limits) {
                    RunChoices choices = m_controls->choices();
                    choices.rateLimits.insert(service, limits);
                    m_controls->setChoices(choices);
                    m_settings.setChoices(choices);
                });
        connect(m_services, &ServicePanel::accountChanged, this,
                [this](const QString &service, const QString &baseUrl, const QStringList &hosts) {
                    RunChoices choices = m_controls->choices();
                    choices.baseUrls.insert(service, baseUrl);
                    choices.plainHttpHosts.insert(service, hosts);
                    m_controls->setChoices(choices);
                    m_settings.setChoices(choices);
                });
        connect(m_services, &ServicePanel::keyTyped, this,
                [this](const QString &service, const QUrl &address, const Secret &key) {
                    m_keys.keep(*findService(service), address, key);
                });
        connect(m_services, &ServicePanel::keyForgotten, this,
                [this](const QString &service, const QUrl &address) {
                    m_keys.forget(*findService(service), address);
                });
        connect(m_services, &ServicePanel::keyNeeded, this,
                [this](const QString &service, const QUrl &address) {
                    m_keys.read(*findService(service), address);
                });
        connect(&m_keys, &KeyStore::keysChanged, m_services, [this] { m_services->setKeys(m_keys.keys()); });
    }
    m_services->setAccounts(m_controls->choices(), m_keys.keys());
    m_services->show();
    m_services->raise();
    m_services->activateWindow();
}

void MainWindow::showShortcuts()
{
    if (!m_shortcuts) {
        QList<ShortcutGroup> groups;
        for (const QAction *menu : menuBar()->actions())
            groups.append(shortcutGroup(*menu->menu()));
        groups.append({.name = tr("Prompts"),
                       .rows = {{tr("Next row, or a new one"), tr("Return")},
                                {tr("New line within the prompt"), tr("Shift+Return")},
                                {tr("Remove an empty row"), tr("Backspace")},
                                {tr("Tick or leave out"), tr("Ctrl+Space")}}});
        groups.append({.name = tr("Pictures"),
                       .rows = {{tr("Walk"), tr("Arrow keys")},
                                {tr("View picture"), tr("Return, Space")},
                                {tr("Change the size"), tr("Ctrl+wheel")},
                                {tr("Next, previous in the viewer"), tr("Right, Left")},
                                {tr("Fit, 100 %"), tr("F, 1")},
                                {tr("Back to the gallery"), tr("Escape")}}});
        groups.append({.name = tr("Timing"),
                       .rows = {{tr("Zoom"), tr("+, −, Ctrl+wheel")},
                                {tr("Pan"), tr("Shift+Left, Shift+Right, Shift+wheel")},
                                {tr("Whole run"), tr("Home")},
                                {tr("By place: request before, after"), tr("Left, Right")},
                                {tr("By place: same moment in another place"), tr("Up, Down")},
                                {tr("Details"), tr("Space")},
                                {tr("What happened to the pace"), tr("Shift+Space")}}});
        m_shortcuts = new ShortcutSheet(groups, this);
    }
    m_shortcuts->show();
    m_shortcuts->raise();
    m_shortcuts->activateWindow();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Contact Sheet"));
    box->setIconPixmap(windowIcon().pixmap(64));
    box->setText(tr("Contact Sheet %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("Turns a list of prompts into pictures, many at once, and shows where the time went.\n\n"
           "Free software under the GNU General Public License, version 3 or later. Made with Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->setModal(false);
    box->show();
}

void MainWindow::showErrorOfSelection()
{
    for (const JobId job : m_gallery->selectedJobs()) {
        const int row = m_workspace.gallery().rowOf(job);
        if (row < 0)
            continue;
        const std::optional<Error> &error = m_workspace.gallery().tile(row).record.error;
        if (error) {
            m_runCommands->showDetails(*error);
            return;
        }
    }
}

void MainWindow::raiseAndActivate()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_workspace.hasPaidWorkUnderWay() || homelessPictures() > 0) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    m_workspace.dropPreparation(); // What is not sent yet must not leave behind a window that is gone.
    if (m_workspace.isBusy())
        m_workspace.engine().leaveEverything(); // Nothing that costs money is under way any more.
    saveLayout();
    event->accept();
}

/// How many pictures are in memory alone, since no disk takes them.
int MainWindow::homelessPictures() const
{
    return m_workspace.wantedPlace() ? m_workspace.wantedPlace()->pictures : 0;
}

void MainWindow::askBeforeClosing()
{
    const int underWay = m_workspace.counts().underWay;
    const auto closeAfter = [this](void (Engine::*stop)()) {
        m_closesWhenDone = true;
        m_gallery->messageBar()->showMessage(
            tr("The window closes when the pictures that are under way have ended."),
            {{tr("Stay"), [this] { m_closesWhenDone = false; }}});
        (m_workspace.engine().*stop)();
    };
    if (const int homeless = homelessPictures(); homeless > 0) {
        m_gallery->messageBar()->showMessage(
            homeless == 1
                ? tr("1 picture that has arrived has no place on the disk yet. Closed now, it is saved "
                     "wherever there is a place, and lost where there is none.")
                : tr("%1 pictures that have arrived have no place on the disk yet. Closed now, they "
                     "are saved wherever there is a place, and lost where there is none.")
                      .arg(homeless),
            {{tr("Choose Folder…"), [this] { m_runCommands->chooseFolder(); }},
             {tr("Close now"), [closeAfter] { closeAfter(&Engine::leaveEverything); }},
             {tr("Stay"), [this] { m_closesWhenDone = false; }}},
            MessageBar::Kind::Problem);
        return;
    }
    m_gallery->messageBar()->showMessage(
        underWay == 1 ? tr("1 picture is ordered and may be paid for already.")
                      : tr("%1 pictures are ordered and may be paid for already.").arg(underWay),
        {{tr("Wait for them, then close"), [closeAfter] { closeAfter(&Engine::leaveWaiting); }},
         {tr("Close now"), [closeAfter] { closeAfter(&Engine::leaveEverything); }},
         {tr("Stay"), [this] { m_closesWhenDone = false; }}},
        MessageBar::Kind::Problem);
}

} // namespace ContactSheet
