#include "ui/mainwindow/actions.h"

#include "ui/widgets/icons.h"

#include <QActionGroup>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

#include <optional>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Neither menus nor tool bars show a sign where an action has none.
constexpr std::optional<IconName> noIcon;

struct Entry
{
    ActionId id;
    const char *name; ///< For tests, style and automation; never translated.
    const char *text;
    const char *tip;
    QKeySequence shortcut = {};
    std::optional<IconName> icon = noIcon;
    bool isCheckable = false;
    bool isOfGallery = false; ///< Its key means this only while the gallery has the focus.
};

const QList<Entry> &entries()
{
    using Id = ActionId;
    // clang-format off
    static const QList<Entry> table{
        {Id::NewList, "newList", QT_TR_NOOP("&New List"), QT_TR_NOOP("Begin an empty list; the old one can be brought back by Undo"), QKeySequence::New, IconName::Add},
        {Id::OpenList, "openList", QT_TR_NOOP("&Open List…"), QT_TR_NOOP("Show a list of prompts from a file in place of this one"), QKeySequence::Open, IconName::Folder},
        {Id::ImportList, "importList", QT_TR_NOOP("&Import Prompts…"), QT_TR_NOOP("Add the prompts of a text, CSV or JSON Lines file below"), Qt::CTRL | Qt::Key_I, IconName::Import},
        {Id::SaveList, "saveList", QT_TR_NOOP("Save &List As…"), QT_TR_NOOP("Write the prompts to a file"), Qt::CTRL | Qt::SHIFT | Qt::Key_L},
        {Id::SaveSelected, "saveSelected", QT_TR_NOOP("&Save Selected Pictures…"), QT_TR_NOOP("Save copies of the selected pictures"), QKeySequence::Save, IconName::Save},
        {Id::SaveAll, "saveAll", QT_TR_NOOP("Save &All Pictures…"), QT_TR_NOOP("Save copies of all pictures of this run"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, IconName::SaveAll},
        {Id::OpenFolder, "openFolder", QT_TR_NOOP("Open &Folder"), QT_TR_NOOP("Show the folder that holds the pictures"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, IconName::Folder},
        {Id::Quit, "quit", QT_TR_NOOP("&Quit"), QT_TR_NOOP("Close Contact Sheet"), Qt::CTRL | Qt::Key_Q},
        {Id::Undo, "undo", QT_TR_NOOP("&Undo"), QT_TR_NOOP("Take back what was done last"), QKeySequence::Undo, IconName::Undo},
        {Id::Redo, "redo", QT_TR_NOOP("&Redo"), QT_TR_NOOP("Do again what was taken back"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z, IconName::Redo},
        {Id::DuplicatePrompt, "duplicatePrompt", QT_TR_NOOP("&Duplicate Prompt"), QT_TR_NOOP("Put a copy of this prompt below it"), Qt::CTRL | Qt::Key_D, IconName::Duplicate},
        {Id::MovePromptUp, "movePromptUp", QT_TR_NOOP("Move Prompt U&p"), QT_TR_NOOP("Move this prompt above the one before it"), Qt::ALT | Qt::Key_Up, IconName::Up},
        {Id::MovePromptDown, "movePromptDown", QT_TR_NOOP("Move Prompt Do&wn"), QT_TR_NOOP("Move this prompt below the one after it"), Qt::ALT | Qt::Key_Down, IconName::Down},
        {Id::RemovePrompt, "removePrompt", QT_TR_NOOP("Re&move Prompt"), QT_TR_NOOP("Take this prompt out of the list"), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete, IconName::Trash},
        {Id::EditCopies, "editCopies", QT_TR_NOOP("&Copies of Prompt…"), QT_TR_NOOP("How many pictures are made of this prompt"), Qt::CTRL | Qt::Key_M},
        {Id::TickAll, "tickAll", QT_TR_NOOP("Tick &All Prompts"), QT_TR_NOOP("Let Generate make pictures of every prompt")},
        {Id::TickNone, "tickNone", QT_TR_NOOP("&Tick No Prompt"), QT_TR_NOOP("Leave out every prompt, to tick some of them")},
        {Id::Find, "find", QT_TR_NOOP("&Find in Prompts"), QT_TR_NOOP("Show only pictures whose prompts hold certain words"), QKeySequence::Find, IconName::Find},
        {Id::Generate, "generate", QT_TR_NOOP("&Generate"), QT_TR_NOOP("Make pictures of the ticked prompts"), Qt::CTRL | Qt::Key_Return, IconName::Generate},
        {Id::StopPicture, "stopPicture", QT_TR_NOOP("Stop These P&ictures"), QT_TR_NOOP("Stop the selected pictures; what was sent to a service that charges goes on")},
        {Id::FinishUnderWay, "finishUnderWay", QT_TR_NOOP("&Finish What Is Under Way"), QT_TR_NOOP("Send nothing more, and wait for the pictures that are under way"), Qt::CTRL | Qt::Key_Period},
        {Id::StopEverything, "stopEverything", QT_TR_NOOP("&Stop"), QT_TR_NOOP("Stop everything; what was sent to a service that charges is still waited for, since it is paid for"), Qt::CTRL | Qt::SHIFT | Qt::Key_Period, IconName::Stop},
        {Id::TryAgain, "tryAgain", QT_TR_NOOP("&Try Again"), QT_TR_NOOP("Order the selected pictures again that did not arrive"), Qt::CTRL | Qt::Key_R, IconName::Retry},
        {Id::TryAllAgain, "tryAllAgain", QT_TR_NOOP("Try &All Failed Again"), QT_TR_NOOP("Try every picture again that failed, was refused, was cancelled or was not downloaded"), Qt::CTRL | Qt::SHIFT | Qt::Key_R},
        {Id::OrderUnknownAgain, "orderUnknownAgain", QT_TR_NOOP("Order Those of &Unknown Outcome Again…"), QT_TR_NOOP("Order the pictures again whose answers were never read, after a question: they may be charged a second time")},
        {Id::UnfinishedRuns, "unfinishedRuns", QT_TR_NOOP("Unfinis&hed Runs…"), QT_TR_NOOP("Look for runs that were cut off, and offer to go on with them")},
        {Id::GoOnNow, "goOnNow", QT_TR_NOOP("Go On No&w"), QT_TR_NOOP("End the wait for the service and send what waits")},
        {Id::Sequential, "sequential", QT_TR_NOOP("S&equential"), QT_TR_NOOP("Make one picture after another"), Qt::CTRL | Qt::Key_1, IconName::Sequential, true},
        {Id::Parallel, "parallel", QT_TR_NOOP("&Parallel"), QT_TR_NOOP("Make several pictures at once"), Qt::CTRL | Qt::Key_2, IconName::Parallel, true},
        {Id::Both, "both", QT_TR_NOOP("&Both"), QT_TR_NOOP("Make all pictures one after another, then again at once, to compare"), Qt::CTRL | Qt::Key_3, IconName::Both, true},
        {Id::AutomaticAtOnce, "automaticAtOnce", QT_TR_NOOP("Automatic &Number at Once"), QT_TR_NOOP("Let the program find how many pictures at once are best"), Qt::CTRL | Qt::Key_4, noIcon, true},
        {Id::PracticeInstant, "practiceInstant", QT_TR_NOOP("&Instant"), QT_TR_NOOP("The practice service answers as soon as a picture is drawn"), {}, noIcon, true},
        {Id::PracticeQuick, "practiceQuick", QT_TR_NOOP("&Quick"), QT_TR_NOOP("The practice service takes about 0.4 seconds for a picture"), {}, noIcon, true},
        {Id::PracticeLifelike, "practiceLifelike", QT_TR_NOOP("&Lifelike"), QT_TR_NOOP("The practice service takes about 4 seconds for a picture, as real ones do"), {}, noIcon, true},
        {Id::PracticeTrouble, "practiceTrouble", QT_TR_NOOP("With &Trouble"), QT_TR_NOOP("The practice service fails now and then, as real ones do"), {}, noIcon, true},
        {Id::ShowPreviews, "showPreviews", QT_TR_NOOP("Show P&reviews"), QT_TR_NOOP("Show coarse pictures while the real ones are made; a service may charge for them"), {}, noIcon, true},
        {Id::Services, "services", QT_TR_NOOP("Ser&vices…"), QT_TR_NOOP("Keys and addresses of the services that make pictures"), Qt::CTRL | Qt::Key_Comma, IconName::Settings},
        {Id::OpenViewer, "openViewer", QT_TR_NOOP("&View Picture"), QT_TR_NOOP("Show the picture large, with its details"), {}, IconName::FullScreen},
        {Id::CopyPicture, "copyPicture", QT_TR_NOOP("&Copy Picture"), QT_TR_NOOP("Copy the picture and its file"), QKeySequence::Copy, IconName::Copy, false, true},
        {Id::CopyFiles, "copyFiles", QT_TR_NOOP("Copy Fil&es"), QT_TR_NOOP("Copy the files of the selected pictures, to paste them into a folder")},
        {Id::CopyPrompts, "copyPrompts", QT_TR_NOOP("Copy &Prompts"), QT_TR_NOOP("Copy the prompts of the selected pictures as text")},
        {Id::SelectAllPictures, "selectAllPictures", QT_TR_NOOP("Select &All Pictures"), QT_TR_NOOP("Select every picture that is shown"), QKeySequence::SelectAll, noIcon, false, true},
        {Id::MoveToTrash, "moveToTrash", QT_TR_NOOP("&Move to Trash"), QT_TR_NOOP("Move the files of the selected pictures to the trash; Undo brings them back"), Qt::Key_Delete, IconName::Trash, false, true},
        {Id::ErrorDetails, "errorDetails", QT_TR_NOOP("Error &Details"), QT_TR_NOOP("Show all that is known of why the selected picture did not arrive"), {}, IconName::Details},
        {Id::ShowAll, "showAll", QT_TR_NOOP("Show This R&un"), QT_TR_NOOP("Show every picture of this run, saved or not"), Qt::ALT | Qt::Key_1, noIcon, true},
        {Id::ShowSaved, "showSaved", QT_TR_NOOP("Show &Saved"), QT_TR_NOOP("Show only pictures that are saved"), Qt::ALT | Qt::Key_2, noIcon, true},
        {Id::ShowNotSaved, "showNotSaved", QT_TR_NOOP("Show &Not Saved"), QT_TR_NOOP("Show only pictures that are not saved"), Qt::ALT | Qt::Key_3, noIcon, true},
        {Id::LargerTiles, "largerTiles", QT_TR_NOOP("&Larger Pictures"), QT_TR_NOOP("Show the pictures of the gallery larger"), QKeySequence::ZoomIn, IconName::ZoomIn},
        {Id::SmallerTiles, "smallerTiles", QT_TR_NOOP("Smalle&r Pictures"), QT_TR_NOOP("Show the pictures of the gallery smaller"), QKeySequence::ZoomOut, IconName::ZoomOut},
        {Id::TimingTable, "timingTable", QT_TR_NOOP("Timing as &Table"), QT_TR_NOOP("Show the times as a table that can be sorted"), Qt::CTRL | Qt::SHIFT | Qt::Key_T, IconName::Table, true},
        {Id::TimingByPlace, "timingByPlace", QT_TR_NOOP("Timing &by Place"), QT_TR_NOOP("Show a line for each place at once, with the requests that had it one after another"), Qt::CTRL | Qt::SHIFT | Qt::Key_B, noIcon, true},
        {Id::ZoomTimingIn, "zoomTimingIn", QT_TR_NOOP("Timing: &Zoom In"), QT_TR_NOOP("Show less of the time axis"), Qt::CTRL | Qt::ALT | Qt::Key_Plus, IconName::ZoomIn},
        {Id::ZoomTimingOut, "zoomTimingOut", QT_TR_NOOP("Timing: Zoom &Out"), QT_TR_NOOP("Show more of the time axis"), Qt::CTRL | Qt::ALT | Qt::Key_Minus, IconName::ZoomOut},
        {Id::FitTiming, "fitTiming", QT_TR_NOOP("Timing: &Whole Run"), QT_TR_NOOP("Show the whole run on the time axis"), Qt::CTRL | Qt::ALT | Qt::Key_0, IconName::ZoomFit},
        {Id::ExportTiming, "exportTiming", QT_TR_NOOP("&Export Timing…"), QT_TR_NOOP("Write the times of this run to a file, as a table or for a trace viewer"), Qt::CTRL | Qt::SHIFT | Qt::Key_E},
        {Id::ThemeSystem, "themeSystem", QT_TR_NOOP("&System"), QT_TR_NOOP("Light or dark as the desktop is"), {}, noIcon, true},
        {Id::ThemeLight, "themeLight", QT_TR_NOOP("&Light"), QT_TR_NOOP("Dark text on a light window"), {}, noIcon, true},
        {Id::ThemeDark, "themeDark", QT_TR_NOOP("&Dark"), QT_TR_NOOP("Light text on a dark window"), {}, noIcon, true},
        {Id::ResetLayout, "resetLayout", QT_TR_NOOP("&Reset Layout"), QT_TR_NOOP("Put every part of the window back to its place")},
        {Id::FullScreen, "fullScreen", QT_TR_NOOP("&Full Screen"), QT_TR_NOOP("Let the window take the whole screen"), Qt::Key_F11, IconName::FullScreen, true},
        {Id::GoToPrompts, "goToPrompts", QT_TR_NOOP("Go to &Prompts"), QT_TR_NOOP("Move the keyboard to the list of prompts"), Qt::CTRL | Qt::SHIFT | Qt::Key_1},
        {Id::GoToGallery, "goToGallery", QT_TR_NOOP("Go to &Gallery"), QT_TR_NOOP("Move the keyboard to the pictures"), Qt::CTRL | Qt::SHIFT | Qt::Key_2},
        {Id::GoToTiming, "goToTiming", QT_TR_NOOP("Go to T&iming"), QT_TR_NOOP("Move the keyboard to the times"), Qt::CTRL | Qt::SHIFT | Qt::Key_3},
        {Id::Shortcuts, "shortcuts", QT_TR_NOOP("&Keyboard Shortcuts"), QT_TR_NOOP("Show every key that does something"), Qt::Key_F1, IconName::Keyboard},
        {Id::About, "about", QT_TR_NOOP("&About Contact Sheet"), QT_TR_NOOP("What this program is, and its version"), {}, IconName::Help},
    };
    // clang-format on
    return table;
}

} // namespace

Actions::Actions(QWidget *window)
    : QObject(window)
{
    for (const Entry &entry : entries()) {
        auto *action = new QAction(tr(entry.text), this);
        action->setObjectName(QLatin1StringView(entry.name));
        action->setStatusTip(tr(entry.tip));
        action->setToolTip(tr(entry.tip));
        action->setShortcut(entry.shortcut);
        action->setCheckable(entry.isCheckable);
        if (entry.icon)
            action->setIcon(icon(*entry.icon));
        if (entry.isOfGallery)
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        else
            window->addAction(action);
        m_actions[std::size_t(entry.id)] = action;
    }
    (*this)[ActionId::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[ActionId::About]->setMenuRole(QAction::AboutRole);
    makeGroup({ActionId::Sequential, ActionId::Parallel, ActionId::Both});
    makeGroup({ActionId::PracticeInstant, ActionId::PracticeQuick, ActionId::PracticeLifelike,
               ActionId::PracticeTrouble});
    makeGroup({ActionId::ShowAll, ActionId::ShowSaved, ActionId::ShowNotSaved});
    makeGroup({ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
}

Actions::~Actions() = default;

void Actions::makeGroup(const QList<ActionId> &ids)
{
    auto *group = new QActionGroup(this);
    for (QAction *action : of(ids))
        group->addAction(action);
}

QList<QAction *> Actions::of(const QList<ActionId> &ids) const
{
    QList<QAction *> actions;
    for (const ActionId id : ids)
        actions.append((*this)[id]);
    return actions;
}

void Actions::fillMenus(QMenuBar *bar, const QList<QAction *> &docks) const
{
    using Id = ActionId;
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions(of({Id::NewList, Id::OpenList, Id::ImportList, Id::SaveList}));
    file->addSeparator();
    file->addActions(of({Id::SaveSelected, Id::SaveAll, Id::OpenFolder}));
    file->addSeparator();
    file->addAction((*this)[Id::Quit]);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions(of({Id::Undo, Id::Redo}));
    edit->addSeparator();
    edit->addActions(
        of({Id::DuplicatePrompt, Id::MovePromptUp, Id::MovePromptDown, Id::EditCopies, Id::RemovePrompt}));
    edit->addSeparator();
    edit->addActions(of({Id::TickAll, Id::TickNone}));
    edit->addSeparator();
    edit->addAction((*this)[Id::Find]);

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addAction((*this)[Id::Generate]);
    run->addSeparator();
    run->addActions(of({Id::StopPicture, Id::FinishUnderWay, Id::StopEverything}));
    run->addSeparator();
    run->addActions(
        of({Id::GoOnNow, Id::TryAgain, Id::TryAllAgain, Id::OrderUnknownAgain, Id::UnfinishedRuns}));
    run->addSeparator();
    run->addActions(of({Id::Sequential, Id::Parallel, Id::Both, Id::AutomaticAtOnce}));
    run->addSeparator();
    run->addMenu(tr("Practice Spee&d"))
        ->addActions(of({Id::PracticeInstant, Id::PracticeQuick, Id::PracticeLifelike, Id::PracticeTrouble}));
    run->addActions(of({Id::ShowPreviews, Id::Services}));

    QMenu *gallery = bar->addMenu(tr("&Gallery"));
    gallery->addAction((*this)[Id::OpenViewer]);
    gallery->addSeparator();
    gallery->addActions(of({Id::CopyPicture, Id::CopyFiles, Id::CopyPrompts, Id::SelectAllPictures}));
    gallery->addSeparator();
    gallery->addActions(of({Id::TryAgain, Id::ErrorDetails, Id::MoveToTrash}));
    gallery->addSeparator();
    gallery->addActions(of({Id::ShowAll, Id::ShowSaved, Id::ShowNotSaved}));
    gallery->addSeparator();
    gallery->addActions(of({Id::LargerTiles, Id::SmallerTiles}));

    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions(docks);
    view->addAction((*this)[Id::ResetLayout]);
    view->addSeparator();
    view->addActions(of({Id::GoToPrompts, Id::GoToGallery, Id::GoToTiming}));
    view->addSeparator();
    view->addActions(of({Id::TimingTable, Id::TimingByPlace, Id::ZoomTimingIn, Id::ZoomTimingOut,
                         Id::FitTiming, Id::ExportTiming}));
    view->addSeparator();
    QMenu *theme = view->addMenu(icon(IconName::Theme), tr("T&heme"));
    theme->addActions(of({Id::ThemeSystem, Id::ThemeLight, Id::ThemeDark}));
    view->addAction((*this)[Id::FullScreen]);

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions(of({Id::Shortcuts, Id::About}));
}

QList<QAction *> Actions::galleryKeys() const
{
    QList<QAction *> keys;
    for (const Entry &entry : entries()) {
        if (entry.isOfGallery)
            keys.append((*this)[entry.id]);
    }
    return keys;
}

QList<QAction *> Actions::galleryMenu() const
{
    using Id = ActionId;
    return {(*this)[Id::OpenViewer],
            nullptr,
            (*this)[Id::CopyPicture],
            (*this)[Id::CopyFiles],
            (*this)[Id::CopyPrompts],
            nullptr,
            (*this)[Id::SaveSelected],
            (*this)[Id::OpenFolder],
            nullptr,
            (*this)[Id::TryAgain],
            (*this)[Id::StopPicture],
            (*this)[Id::ErrorDetails],
            nullptr,
            (*this)[Id::MoveToTrash]};
}

QList<QAction *> Actions::promptMenu() const
{
    using Id = ActionId;
    QList<QAction *> menu = of({Id::NewList, Id::OpenList, Id::SaveList});
    menu.append(nullptr);
    menu.append(
        of({Id::DuplicatePrompt, Id::MovePromptUp, Id::MovePromptDown, Id::EditCopies, Id::RemovePrompt}));
    menu.append(nullptr);
    menu.append(of({Id::TickAll, Id::TickNone}));
    return menu;
}

} // namespace ContactSheet
