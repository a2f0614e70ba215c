#include "support/faultserver.h"
#include "support/pictures.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/promptpanel.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/prompteditor/prompttextedit.h"
#include "ui/services/primarybutton.h"
#include "ui/services/runcontrols.h"
#include "ui/theme/theme.h"
#include "ui/timing/timingpanel.h"
#include "ui/timing/waterfallview.h"
#include "ui/viewer/pictureviewer.h"
#include "ui/widgets/messagebar.h"
#include "workspace/workspace.h"

#include <QAccessible>
#include <QApplication>
#include <QDirIterator>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The program as it runs, from folders of the test; it can be closed and started again.
struct Session
{
    explicit Session(const QTemporaryDir &home)
        : settings(std::make_unique<QSettings>(home.filePath(u"settings.ini"_s), QSettings::IniFormat))
        , theme(settings.theme())
        , workspace(home.filePath(u"list.json"_s), home.filePath(u"library"_s))
        , window(workspace, settings, theme)
    {
        QSignalSpy loaded(&workspace.keeper(), &ListKeeper::loaded);
        workspace.keeper().load();
        [[maybe_unused]] const bool isLoaded = loaded.wait();
        window.show();
        [[maybe_unused]] const bool isActive = QTest::qWaitForWindowActive(&window);
    }

    void trigger(ActionId id) { window.actions()[id]->trigger(); }
    [[nodiscard]] bool can(ActionId id) const { return window.actions()[id]->isEnabled(); }
    [[nodiscard]] QString said() const
    {
        return window.findChild<GalleryPanel *>()->messageBar()->sentence();
    }
    [[nodiscard]] GalleryView &gallery() const { return *window.findChild<GalleryView *>(); }
    [[nodiscard]] PromptListView &prompts() const { return window.findChild<PromptPanel *>()->view(); }
    [[nodiscard]] int count(TilePhase phase)
    {
        int found = 0;
        for (int row = 0; row < workspace.gallery().rowCount(); ++row)
            found += workspace.gallery().tile(row).phase == phase ? 1 : 0;
        return found;
    }
    /// Presses the button of the message bar that says \a text.
    bool answer(const QString &text)
    {
        for (QPushButton *button : window.findChild<MessageBar *>()->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return true;
            }
        }
        return false;
    }

    Settings settings;
    ThemeSwitcher theme;
    Workspace workspace;
    MainWindow window;
};

QStringList picturesIn(const QTemporaryDir &home)
{
    QStringList names;
    QDirIterator files(home.filePath(u"library"_s), {u"*.png"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(files.nextFileInfo().fileName());
    names.sort();
    return names;
}

void choose(const QTemporaryDir &home, const QString &key, const QVariant &value)
{
    QSettings(home.filePath(u"settings.ini"_s), QSettings::IniFormat).setValue(key, value);
}

/// Lets the window ask \a server, which counts as one that charges.
void chooseServer(const QTemporaryDir &home, const FaultServer &server)
{
    choose(home, u"run/service"_s, u"compatible"_s);
    choose(home, u"run/model"_s, u"model"_s);
    choose(home, u"run/size"_s, QString());
    choose(home, u"services/base_urls"_s, u"{\"compatible\":\"%1\"}"_s.arg(server.url(u"/v1"_s).toString()));
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void makesTypedPromptsIntoPicturesAndComparesTwoRuns();
    void stopsWhatWaitsAndWhatIsUnderWay();
    void saysWhyAPictureFailedAndTriesItAgain();
    void lightsTilesBarsAndRowsTogether();
    void undoesEditsAndTellsOfFilesThatAreNoLists();
    void showsPicturesLargeAndComesBack();
    void isAsItWasAfterARestart();
    void asksOnceBeforeItLeavesWhatIsPaidFor();
    void waitsForWhatIsPaidForBeforeItCloses();
    void survivesSettingsThatMeanNothing();
    void comesBackFromAScreenThatIsGone();
    void namesEveryCommandWithAKeyOfItsOwn();
    void namesEverythingThatTakesTheFocus();
    void cutsNoTextAtAnySize_data();
    void cutsNoTextAtAnySize();
};

void TestMainWindow::init()
{
    // Offscreen, windows have no manager to tell of their sizes.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support propagateSizeHints).*"_s));
}

void TestMainWindow::makesTypedPromptsIntoPicturesAndComparesTwoRuns()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    Session session(home);
    session.trigger(ActionId::NewList);
    session.prompts().setFocus();
    for (const char *prompt : {"a red fox", "a blue fox", "a wolf"}) {
        QTest::keyClicks(QApplication::focusWidget(), QLatin1StringView(prompt));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }
    QCOMPARE(session.workspace.prompts().counts().pictures, 3);

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(picturesIn(home), (QStringList{u"prompts_1.png"_s, u"prompts_2.png"_s, u"prompts_3.png"_s}));
    QTRY_VERIFY(!session.workspace.gallery().tile(2).thumbnail.isNull());
    QVERIFY(session.workspace.history().figures({}).isOver);

    QTest::keyClick(&session.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(session.window.findChild<RunControls *>()->choices().mode, PressMode::Sequential);
    QTest::keyClick(&session.window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(picturesIn(home).size(), 6);
    QTRY_VERIFY(!session.workspace.isBusy());
    const QList<ComparisonBar> bars = session.workspace.history().comparison({});
    QCOMPARE(bars.size(), 2);
    QCOMPARE(bars.first().name, u"Sequential"_s);
    QCOMPARE(bars.last().name, u"Parallel, 4 at once"_s);
}

void TestMainWindow::stopsWhatWaitsAndWhatIsUnderWay()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"lifelike"_s);
    choose(home, u"run/mode"_s, u"sequential"_s);
    Session session(home);
    QVERIFY(!session.can(ActionId::StopEverything));
    session.trigger(ActionId::Generate);
    QTRY_COMPARE(session.workspace.counts().underWay, 1);
    QVERIFY(!session.can(ActionId::Generate));

    session.trigger(ActionId::FinishUnderWay);
    QTRY_COMPARE(session.count(TilePhase::Cancelled), 2);
    QVERIFY(session.workspace.isBusy());
    session.trigger(ActionId::StopEverything);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(session.count(TilePhase::Cancelled), 3);
    QVERIFY(session.can(ActionId::Generate));
    QVERIFY(session.can(ActionId::TryAllAgain));
    QVERIFY(picturesIn(home).isEmpty());
}

void TestMainWindow::saysWhyAPictureFailedAndTriesItAgain()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerInTurn({Fault::answer(500, R"({"error":{"message":"out of <b>paint</b>"}})"),
                         Fault::answer(200, answerWithPicture(pictureBytes())),
                         Fault::answer(200, answerWithPicture(pictureBytes())),
                         Fault::answer(200, answerWithPicture(pictureBytes()))});
    chooseServer(home, server);
    choose(home, u"run/mode"_s, u"sequential"_s);
    Session session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 2);
    QVERIFY2(session.said().startsWith(u"1 of 3 pictures did not arrive"), qPrintable(session.said()));
    QCOMPARE(session.workspace.gallery().tile(0).phase, TilePhase::Failed);
    QVERIFY(session.workspace.gallery().tile(0).detail.contains(u"out of <b>paint</b>"));
    QCOMPARE(server.requestCount(), 3);

    session.gallery().setCurrentIndex(session.gallery().model()->index(0, 0));
    QVERIFY(session.can(ActionId::ErrorDetails));
    session.trigger(ActionId::TryAgain);
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(server.requestCount(), 4);
    QCOMPARE(session.workspace.counts(), (PressCounts{.pictures = 3, .saved = 3}));
}

void TestMainWindow::lightsTilesBarsAndRowsTogether()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    Session session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 3);
    const JobId second = session.workspace.gallery().tile(1).job;
    const JobId third = session.workspace.gallery().tile(2).job;
    auto *waterfall = session.window.findChild<WaterfallView *>();

    const QRect tile = session.gallery().visualRect(session.gallery().model()->index(1, 0));
    QTest::mouseClick(session.gallery().viewport(), Qt::LeftButton, {}, tile.center());
    QCOMPARE(waterfall->selectedJobs(), QSet<JobId>{second});
    QCOMPARE(session.prompts().currentRow(), 1);

    waterfall->setFocus();
    QTest::keyClick(waterfall, Qt::Key_Down);
    QCOMPARE(session.window.findChild<GalleryPanel *>()->selectedJobs(), QList<JobId>{third});
    QCOMPARE(session.prompts().currentRow(), 2);

    session.prompts().setFocus();
    session.prompts().setCurrentRow(0);
    QCOMPARE(session.window.findChild<GalleryPanel *>()->selectedJobs(),
             QList<JobId>{session.workspace.gallery().tile(0).job});
}

void TestMainWindow::undoesEditsAndTellsOfFilesThatAreNoLists()
{
    const QTemporaryDir home;
    Session session(home);
    session.trigger(ActionId::DuplicatePrompt);
    QCOMPARE(session.workspace.prompts().rowCount(), 4);
    session.trigger(ActionId::Undo);
    QCOMPARE(session.workspace.prompts().rowCount(), 3);
    session.trigger(ActionId::Redo);
    QCOMPARE(session.workspace.prompts().rowCount(), 4);

    QFile binary(home.filePath(u"dog <b>.png"_s));
    QVERIFY(binary.open(QIODevice::WriteOnly));
    binary.write(pictureBytes());
    binary.close();
    emit session.window.findChild<PromptPanel *>()->filesDropped({binary.fileName()});
    QTRY_VERIFY2(session.said().contains(u"dog <b>.png"), qPrintable(session.said()));
    QCOMPARE(session.workspace.prompts().rowCount(), 4);
}

void TestMainWindow::showsPicturesLargeAndComesBack()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    Session session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 3);
    session.gallery().setFocus();
    session.gallery().setCurrentIndex(session.gallery().model()->index(0, 0));
    QTest::keyClick(&session.gallery(), Qt::Key_Return);
    auto *viewer = session.window.findChild<PictureViewer *>();
    QTRY_VERIFY(viewer->isVisible());
    QCOMPARE(viewer->currentIndex().row(), 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QCOMPARE(viewer->currentIndex().row(), 1);
    QCOMPARE(session.gallery().currentIndex().row(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(session.gallery().isVisible());
    QVERIFY(!viewer->isVisible());
}

void TestMainWindow::isAsItWasAfterARestart()
{
    const QTemporaryDir home;
    {
        Session session(home);
        session.workspace.editing().setText(0, u"a wolf"_s);
        session.trigger(ActionId::Both);
        session.trigger(ActionId::ThemeDark);
        session.trigger(ActionId::TimingTable);
        session.window.findChild<GalleryPanel *>()->setTileSize(240);
        session.window.findChild<QDockWidget *>(u"promptDock"_s)->hide();
        session.window.close();
    }
    Session session(home);
    QCOMPARE(session.workspace.prompts().promptAt(0).text, u"a wolf"_s);
    QCOMPARE(session.window.findChild<RunControls *>()->choices().mode, PressMode::Both);
    QVERIFY(session.window.actions()[ActionId::ThemeDark]->isChecked());
    QVERIFY(session.window.findChild<TimingPanel *>()->isTableShown());
    QCOMPARE(session.window.findChild<GalleryPanel *>()->tileSize(), 240);
    QVERIFY(session.window.findChild<QDockWidget *>(u"promptDock"_s)->isHidden());
    session.trigger(ActionId::ResetLayout);
    QVERIFY(!session.window.findChild<QDockWidget *>(u"promptDock"_s)->isHidden());
}

void TestMainWindow::asksOnceBeforeItLeavesWhatIsPaidFor()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerAlways(Fault::hang());
    chooseServer(home, server);
    Session session(home);
    session.trigger(ActionId::Generate);
    QTRY_COMPARE(server.requestCount(), 3);
    QTRY_COMPARE(session.workspace.counts().underWay, 3);

    QVERIFY(!session.window.close());
    QVERIFY(session.window.isVisible());
    QVERIFY2(session.said().contains(u"may be paid for"), qPrintable(session.said()));
    QVERIFY(session.answer(u"Close now"_s));
    QTRY_VERIFY(!session.window.isVisible());
    QCOMPARE(session.count(TilePhase::Unknown), 3);
    QCOMPARE(server.requestCount(), 3);
}

void TestMainWindow::waitsForWhatIsPaidForBeforeItCloses()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerAlways(Fault::after(800ms, Fault::answer(200, answerWithPicture(pictureBytes()))));
    chooseServer(home, server);
    choose(home, u"run/at_once"_s, 1);
    Session session(home);
    session.trigger(ActionId::Generate);
    QTRY_COMPARE(server.requestCount(), 1);
    QTRY_COMPARE(session.workspace.counts().underWay, 1);

    QVERIFY(!session.window.close());
    QVERIFY(session.answer(u"Wait for them, then close"_s));
    QTRY_VERIFY(!session.window.isVisible());
    QCOMPARE(session.workspace.counts(), (PressCounts{.pictures = 3, .saved = 1, .cancelled = 2}));
    QCOMPARE(picturesIn(home).size(), 1);
    QCOMPARE(server.requestCount(), 1);
}

void TestMainWindow::survivesSettingsThatMeanNothing()
{
    const QTemporaryDir home;
    for (const QString &key :
         {u"run/service"_s, u"run/size"_s, u"run/mode"_s, u"run/at_once"_s, u"services/base_urls"_s,
          u"services/practice_speed"_s, u"window/geometry"_s, u"window/docks"_s, u"window/timing"_s,
          u"window/theme"_s, u"gallery/tile_size"_s, u"timing/table"_s, u"viewer/details"_s,
          u"copies/quality"_s})
        choose(home, key, u"]nonsense\x7f["_s);
    const Session session(home);
    QVERIFY(session.window.isVisible());
    QVERIFY2(session.said().contains(u"run/mode"), qPrintable(session.said()));
    QCOMPARE(session.workspace.isBusy(), false);
}

void TestMainWindow::comesBackFromAScreenThatIsGone()
{
    const QTemporaryDir home;
    {
        Session session(home);
        session.window.move(50'000, 40'000);
        session.window.close();
    }
    const Session session(home);
    QVERIFY(QGuiApplication::primaryScreen()->geometry().intersects(session.window.geometry()));
}

void TestMainWindow::namesEveryCommandWithAKeyOfItsOwn()
{
    const QTemporaryDir home;
    const Session session(home);
    QHash<QString, QString> keys;
    for (int i = 0; i < ActionCount; ++i) {
        const QAction *action = session.window.actions()[ActionId(i)];
        QVERIFY(!action->objectName().isEmpty());
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(action->statusTip().size() > 10, qPrintable(action->objectName()));
        for (const QKeySequence &key : action->shortcuts()) {
            const QString other = keys.value(key.toString());
            QVERIFY2(other.isEmpty(), qPrintable(action->objectName() % u" and "_s % other));
            keys.insert(key.toString(), action->objectName());
        }
    }
    QVERIFY(keys.size() > 20);
}

void TestMainWindow::namesEverythingThatTakesTheFocus()
{
    const QTemporaryDir home;
    const Session session(home);
    int named = 0;
    for (QWidget *widget : session.window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        const QString what =
            QLatin1StringView(widget->metaObject()->className()) % u' ' % widget->objectName();
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(what));
        ++named;
    }
    QVERIFY(named > 15);

    // The Tab key goes round without being caught anywhere.
    QWidget *const first = QApplication::focusWidget();
    QVERIFY(first);
    QSet<QWidget *> seen;
    for (int steps = 0; steps < 200; ++steps) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        seen.insert(QApplication::focusWidget());
        if (QApplication::focusWidget() == first)
            break;
    }
    QCOMPARE(QApplication::focusWidget(), first);
    QVERIFY(seen.size() > 10);
}

void TestMainWindow::cutsNoTextAtAnySize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    for (const char *theme : {"light", "dark"}) {
        QTest::addRow("1024 x 640, %s", theme) << QSize(1024, 640) << QString::fromLatin1(theme);
        QTest::addRow("1440 x 900, %s", theme) << QSize(1440, 900) << QString::fromLatin1(theme);
    }
}

void TestMainWindow::cutsNoTextAtAnySize()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, theme);
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    choose(home, u"window/theme"_s, theme);
    Session session(home);
    session.window.resize(size);
    session.trigger(ActionId::Both);
    // The number is that of the pictures that will be made: Both makes each twice.
    QCOMPARE(session.window.findChild<PrimaryButton *>()->text(), u"Generate 6 images"_s);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 6);
    QCOMPARE(session.window.size(), size);

    const auto fits = [](const QWidget *widget, const QString &text) {
        const int width = widget->fontMetrics().size(Qt::TextShowMnemonic, text).width();
        return widget->width() >= width && widget->height() >= widget->fontMetrics().height();
    };
    int seen = 0;
    for (const QLabel *label : session.window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->wordWrap())
            continue;
        QVERIFY2(fits(label, label->text()), qPrintable(label->text()));
        ++seen;
    }
    for (const QAbstractButton *button : session.window.findChildren<QAbstractButton *>()) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        const bool showsText = !tool || tool->toolButtonStyle() != Qt::ToolButtonIconOnly;
        if (!button->isVisible() || button->text().isEmpty() || !showsText)
            continue;
        QVERIFY2(fits(button, button->text()), qPrintable(button->text()));
        ++seen;
    }
    QVERIFY(seen > 10);
}

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
