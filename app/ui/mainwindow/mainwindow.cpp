#include "ui/mainwindow/mainwindow.h"

#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/listcommands.h"
#include "ui/mainwindow/promptpanel.h"
#include "ui/mainwindow/runcommands.h"
#include "ui/mainwindow/sharedselection.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/timingexportcommand.h"
#include "ui/prompteditor/prompteditor.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/services/runcontrols.h"
#include "ui/timing/timingpanel.h"
#include "ui/viewer/pictureviewer.h"
#include "workspace/workspace.h"

#include <QDockWidget>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr QSize FirstSize{1440, 900};
constexpr QSize SmallestSize{800, 560};
constexpr int PromptsWidth = 340;
constexpr int TimingHeight = 260;

/// By what the timing dock is taken hold of: its panel has a title line of its own.
QWidget *makeGrip()
{
    auto *grip = new QWidget;
    grip->setFixedHeight(6);
    grip->setCursor(Qt::SizeAllCursor);
    grip->setToolTip(MainWindow::tr("Drag to move the timing"));
    return grip;
}

/// The seconds of the status line count smoothly, and cost nothing.
constexpr auto StatusInterval = 250ms;

} // namespace

MainWindow::MainWindow(Workspace &workspace, Settings &settings, ThemeSwitcher &theme,
                       std::unique_ptr<SystemKeys> systemKeys)
    : m_workspace(workspace)
    , m_settings(settings)
    , m_theme(theme)
    , m_actions(new Actions(this))
    , m_keys(SessionKeys(QProcessEnvironment::systemEnvironment()), settings, std::move(systemKeys))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Contact Sheet"));
    setMinimumSize(SmallestSize);
    buildParts();
    buildDocks();
    m_actions->fillMenus(menuBar(), {m_promptDock->toggleViewAction(), m_timingDock->toggleViewAction()});

    connectWorkspace();
    connectFileAndEdit();
    connectRun();
    connectGallery();
    connectView();
    connectSettings();
    restore();
    updateActions();
    updateForecast();
    updateStatus();
    m_prompts->view().setFocus(Qt::OtherFocusReason);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildParts()
{
    m_controls = new RunControls(this);
    m_controls->setGenerateAction((*m_actions)[ActionId::Generate]);
    m_controls->setStopAction((*m_actions)[ActionId::StopEverything]);
    m_controls->setStopMenu(
        m_actions->of({ActionId::StopPicture, ActionId::FinishUnderWay, ActionId::StopEverything}));
    auto *bar = new QToolBar(tr("Run"), this);
    bar->setObjectName(u"runBar"_s);
    bar->setMovable(false);
    bar->toggleViewAction()->setEnabled(false); // Without it nothing could be begun.
    bar->addWidget(m_controls);
    addToolBar(bar);

    m_gallery = new GalleryPanel(m_workspace.gallery(), m_workspace.picturePool(), this);
    m_gallery->setContextActions(m_actions->galleryMenu());
    m_gallery->addActions(m_actions->galleryKeys());
    m_viewer = new PictureViewer(m_workspace.picturePool(), this);
    m_viewer->setModel(m_gallery->filterModel());
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_gallery);
    m_centre->addWidget(m_viewer);
    setCentralWidget(m_centre);

    m_prompts = new PromptPanel(m_workspace.editing(), this);
    m_prompts->setActions((*m_actions)[ActionId::ImportList], m_actions->promptMenu());
    m_timing = new TimingPanel(m_workspace.history(), this);
    m_status = new StatusLine(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);

    m_runCommands = new RunCommands(m_workspace, m_settings, m_keys, *m_gallery->messageBar(), this);
    m_listCommands = new ListCommands(m_workspace, *m_gallery->messageBar(), this);
    m_timingExport = new TimingExportCommand(m_workspace.history(), *m_gallery->messageBar(), this);
    m_selection = new SharedSelection(m_workspace, *m_gallery, *m_timing, m_prompts->view(), this);
}

void MainWindow::buildDocks()
{
    m_promptDock = new QDockWidget(tr("Prompts"), this);
    m_promptDock->setObjectName(u"promptDock"_s);
    m_promptDock->setTitleBarWidget(m_prompts->header());
    m_promptDock->setWidget(m_prompts);
    addDockWidget(Qt::LeftDockWidgetArea, m_promptDock);

    m_timingDock = new QDockWidget(tr("Timing"), this);
    m_timingDock->setObjectName(u"timingDock"_s);
    m_timingDock->setTitleBarWidget(makeGrip());
    m_timingDock->setWidget(m_timing);
    addDockWidget(Qt::BottomDockWidgetArea, m_timingDock);

    // The frame of the window and a panel of the desktop want room as well.
    const QSize room = screen()->availableGeometry().size() * 19 / 20;
    resize(FirstSize.boundedTo(room));
    resizeDocks({m_promptDock}, {PromptsWidth}, Qt::Horizontal);
    resizeDocks({m_timingDock}, {TimingHeight}, Qt::Vertical);
    m_firstLayout = saveState();
}

void MainWindow::connectWorkspace()
{
    m_statusTimer.setInterval(StatusInterval);
    connect(&m_statusTimer, &QTimer::timeout, this, &MainWindow::updateStatus);
    connect(&m_workspace, &Workspace::progressChanged, this, &MainWindow::updateStatus);
    connect(&m_workspace, &Workspace::progressChanged, this, &MainWindow::updateAgainActions);
    connect(&m_workspace, &Workspace::busyChanged, this, [this](bool isBusy) {
        isBusy ? m_statusTimer.start() : m_statusTimer.stop();
        m_controls->setRunning(isBusy);
        updateActions();
        updateStatus();
        if (!isBusy && m_closesWhenDone)
            close();
    });
    connect(&m_workspace, &Workspace::pauseChanged, this, [this] {
        updateActions();
        updateStatus();
    });
    connect(&m_workspace, &Workspace::pressStarted, this, [this] {
        m_gallery->setPressName(m_workspace.listName());
        m_gallery->showEverything();
        showGallery();
    });
    connect(&m_workspace.keeper(), &ListKeeper::loaded, this, [this] { m_prompts->view().setCurrentRow(0); });
    connect(&m_workspace.keeper(), &ListKeeper::failed, this, [this](const Error &error) {
        m_gallery->messageBar()->showMessage(error.message, {}, MessageBar::Kind::Problem);
    });
    connect(&m_workspace.prompts(), &PromptListModel::countsChanged, this, &MainWindow::updateForecast);
}

void MainWindow::connectFileAndEdit()
{
    const auto on = [this](ActionId id, auto receiver, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, receiver, slot);
    };
    on(ActionId::NewList, m_listCommands, &ListCommands::newList);
    on(ActionId::OpenList, m_listCommands, &ListCommands::openList);
    on(ActionId::ImportList, m_listCommands, &ListCommands::importList);
    on(ActionId::SaveList, m_listCommands, &ListCommands::saveList);
    on(ActionId::TickAll, m_listCommands, [this] { m_listCommands->tickAll(true); });
    on(ActionId::TickNone, m_listCommands, [this] { m_listCommands->tickAll(false); });
    connect(m_prompts, &PromptPanel::filesDropped, m_listCommands, &ListCommands::importFiles);
    on(ActionId::Quit, this, &QWidget::close);

    PromptListView *prompts = &m_prompts->view();
    on(ActionId::DuplicatePrompt, prompts, &PromptListView::duplicateCurrent);
    on(ActionId::MovePromptUp, prompts, [prompts] { prompts->moveCurrent(-1); });
    on(ActionId::MovePromptDown, prompts, [prompts] { prompts->moveCurrent(1); });
    on(ActionId::RemovePrompt, prompts, &PromptListView::removeCurrent);
    on(ActionId::EditCopies, prompts, &PromptListView::editCopies);
    on(ActionId::Undo, this, &MainWindow::undo);
    on(ActionId::Redo, prompts, &PromptListView::redo);
    connect(&m_workspace.editing().history(), &QUndoStack::indexChanged, this, &MainWindow::updateActions);
}

void MainWindow::connectRun()
{
    const auto on = [this](ActionId id, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, this, slot);
    };
    on(ActionId::Generate, [this] { m_runCommands->generate(m_controls->choices(), m_controls->problem()); });
    // While somebody writes prompts, the connection is made that the first of them would wait for.
    connect(&m_workspace.editing().history(), &QUndoStack::indexChanged, this, [this](int index) {
        if (index > 0) // A list that was loaded begins with 0: nobody has done anything yet.
            m_runCommands->warm(m_controls->choices());
    });
    on(ActionId::StopPicture, [this] { m_workspace.stop(m_gallery->selectedJobs()); });
    on(ActionId::FinishUnderWay, [this] { m_workspace.stopWaiting(); });
    on(ActionId::StopEverything, [this] { m_workspace.stopEverything(); });
    on(ActionId::TryAgain, [this] { m_runCommands->tryAgain(m_gallery->selectedJobs()); });
    on(ActionId::TryAllAgain, [this] { m_workspace.retryFailed(); });
    on(ActionId::OrderUnknownAgain, [this] { m_runCommands->orderUnknownAgain(); });
    on(ActionId::UnfinishedRuns, [this] { m_runCommands->findUnfinished(); });
    on(ActionId::GoOnNow, [this] { m_runCommands->goOn(); });
    on(ActionId::AutomaticAtOnce,
       [this] { m_controls->chooseAutomatic((*m_actions)[ActionId::AutomaticAtOnce]->isChecked()); });
    on(ActionId::Services, [this] { showServices(); });
    on(ActionId::ShowPreviews, [this] {
        RunChoices choices = m_controls->choices();
        choices.previews.insert(choices.service, (*m_actions)[ActionId::ShowPreviews]->isChecked());
        m_controls->setChoices(choices);
        m_settings.setChoices(choices);
    });
    connect(m_runCommands, &RunCommands::servicesNeeded, this, &MainWindow::showServices);
    connect(m_controls, &RunControls::servicesRequested, this, &MainWindow::showServices);
    connect(m_controls, &RunControls::atOnceChanged, &m_workspace.engine(), &Engine::setAtOnce);
    connect(m_controls, &RunControls::atOnceAutomaticChosen, &m_workspace.engine(),
            &Engine::setAtOnceAutomatic);
    connect(&m_workspace, &Workspace::atOnceChanged, m_controls, &RunControls::setAtOnceInForce);
    connect(m_controls, &RunControls::choicesChanged, this, [this](const RunChoices &choices) {
        m_settings.setChoices(choices);
        updateForecast();
        updateActions();
    });
    connect(m_gallery, &GalleryPanel::retryRequested, m_runCommands, &RunCommands::tryAgain);
    connect(m_gallery, &GalleryPanel::picturesMarked, &m_workspace.engine(), &Engine::mark);
    for (const auto &[id, mode] :
         {std::pair(ActionId::Sequential, PressMode::Sequential),
          std::pair(ActionId::Parallel, PressMode::Parallel), std::pair(ActionId::Both, PressMode::Both)}) {
        on(id, [this, mode = mode] {
            RunChoices choices = m_controls->choices();
            choices.mode = mode;
            m_controls->setChoices(choices);
            m_settings.setChoices(choices);
            updateForecast();
        });
    }
}

void MainWindow::connectGallery()
{
    const auto on = [this](ActionId id, auto receiver, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, receiver, slot);
    };
    on(ActionId::OpenViewer, this, [this] { showViewer(m_gallery->view()->currentIndex()); });
    on(ActionId::CopyPicture, m_gallery, &GalleryPanel::copyPicture);
    on(ActionId::CopyFiles, m_gallery, &GalleryPanel::copyFiles);
    on(ActionId::CopyPrompts, m_gallery, &GalleryPanel::copyPrompts);
    on(ActionId::SelectAllPictures, m_gallery, &GalleryPanel::selectAll);
    on(ActionId::MoveToTrash, m_gallery, &GalleryPanel::moveSelectedToTrash);
    on(ActionId::ErrorDetails, this, &MainWindow::showErrorOfSelection);
    on(ActionId::SaveSelected, m_gallery, &GalleryPanel::saveSelected);
    on(ActionId::SaveAll, m_gallery, &GalleryPanel::saveAll);
    on(ActionId::OpenFolder, m_gallery, &GalleryPanel::openFolder);
    on(ActionId::Find, m_gallery, [this] {
        showGallery();
        m_gallery->focusFind();
    });
    on(ActionId::LargerTiles, m_gallery, [this] { m_gallery->setTileSize(m_gallery->tileSize() * 5 / 4); });
    on(ActionId::SmallerTiles, m_gallery, [this] { m_gallery->setTileSize(m_gallery->tileSize() * 4 / 5); });
    using Show = GalleryFilterModel::Show;
    for (const auto &[id, show] :
         {std::pair(ActionId::ShowAll, Show::All), std::pair(ActionId::ShowSaved, Show::Saved),
          std::pair(ActionId::ShowNotSaved, Show::NotSaved)})
        on(id, m_gallery, [this, show = show] { m_gallery->showFilter(show); });

    connect(m_gallery, &GalleryPanel::availabilityChanged, this, &MainWindow::updateActions);
    connect(m_gallery, &GalleryPanel::selectionChanged, this, &MainWindow::updateActions);
    connect(m_gallery, &GalleryPanel::viewerRequested, this, &MainWindow::showViewer);
    connect(m_gallery->view(), &GalleryView::shownJobsChanged, &m_workspace.thumbnails(),
            &GalleryThumbnails::showJobs);
    connect(m_viewer, &PictureViewer::currentIndexChanged, this, [this](const QModelIndex &index) {
        if (m_centre->currentWidget() == m_viewer)
            m_gallery->view()->setCurrentIndex(index);
    });
    connect(m_viewer, &PictureViewer::closed, this, &MainWindow::showGallery);
}

void MainWindow::connectView()
{
    const auto on = [this](ActionId id, auto receiver, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, receiver, slot);
    };
    on(ActionId::TimingTable, m_timing, &TimingPanel::setTableShown);
    on(ActionId::TimingByPlace, m_timing, &TimingPanel::setByPlace);
    on(ActionId::ZoomTimingIn, m_timing, &TimingPanel::zoomIn);
    on(ActionId::ZoomTimingOut, m_timing, &TimingPanel::zoomOut);
    on(ActionId::FitTiming, m_timing, &TimingPanel::fit);
    on(ActionId::ExportTiming, m_timingExport,
       [this] { m_timingExport->exportTiming(m_workspace.listName()); });
    connect(&m_workspace.history(), &RunHistory::shownRunsChanged, this, &MainWindow::updateActions);
    connect(m_timing, &TimingPanel::tableShownChanged, (*m_actions)[ActionId::TimingTable],
            &QAction::setChecked);
    connect(m_timing, &TimingPanel::byPlaceChanged, (*m_actions)[ActionId::TimingByPlace],
            &QAction::setChecked);
    connect(m_timing, &TimingPanel::jobActivated, this, [this](JobId job) {
        m_gallery->selectJobs({job});
        showViewer(m_gallery->view()->currentIndex());
    });
    on(ActionId::ResetLayout, this, &MainWindow::resetLayout);
    on(ActionId::FullScreen, this, [this] {
        if (m_centre->currentWidget() == m_viewer)
            m_viewer->toggleFullScreen();
        else
            setWindowState(windowState() ^ Qt::WindowFullScreen);
    });
    on(ActionId::GoToPrompts, this, [this] {
        m_promptDock->show();
        m_prompts->view().setFocus(Qt::ShortcutFocusReason);
    });
    on(ActionId::GoToGallery, this, [this] {
        showGallery();
        m_gallery->view()->setFocus(Qt::ShortcutFocusReason);
    });
    on(ActionId::GoToTiming, this, [this] {
        m_timingDock->show();
        m_timing->setFocus(Qt::ShortcutFocusReason);
    });
    on(ActionId::Shortcuts, this, &MainWindow::showShortcuts);
    on(ActionId::About, this, &MainWindow::showAbout);
}

} // namespace ContactSheet
