#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/windowsession.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/promptpanel.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/prompteditor/prompttextedit.h"
#include "ui/services/runcontrols.h"
#include "ui/timing/timingpanel.h"
#include "ui/timing/waterfallview.h"
#include "ui/viewer/pictureviewer.h"
#include "workspace/pressresuming.h"

#include <QApplication>
#include <QDirIterator>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUrl>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList picturesIn(const QTemporaryDir &home)
{
    QStringList names;
    QDirIterator files(home.filePath(u"library"_s), {u"*.png"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(files.nextFileInfo().fileName());
    names.sort();
    return names;
}

QStringList textsOf(const PromptListModel &model)
{
    QStringList texts;
    for (const Prompt &prompt : model.list().prompts)
        texts.append(prompt.text);
    return texts;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void makesTypedPromptsIntoPicturesAndComparesTwoRuns();
    void connectsWhileTheFirstPromptIsTyped();
    void stopsWhatWaitsAndWhatIsUnderWay();
    void saysWhyAPictureFailedAndTriesItAgain();
    void lightsTilesBarsAndRowsTogether();
    void undoesEditsAndTellsOfFilesThatAreNoLists();
    void takesFilesThatAreDroppedOnTheFieldAsLists();
    void showsPicturesLargeAndComesBack();
    void isAsItWasAfterARestart();
    void asksForPreviewsOnlyWhereTheyAreWanted();
    void asksOnceBeforeItLeavesWhatIsPaidFor();
    void waitsForWhatIsPaidForAndThenCloses();
    void survivesSettingsThatMeanNothing();
    void comesBackFromAScreenThatIsGone();

private:
    QTemporaryDir m_home;
};

void TestMainWindow::initTestCase()
{
    moveHome(m_home);
}

void TestMainWindow::init()
{
    // Offscreen, windows have no manager to tell of their sizes.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support propagateSizeHints).*"_s));
}

void TestMainWindow::makesTypedPromptsIntoPicturesAndComparesTwoRuns()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
    session.trigger(ActionId::NewList);
    session.prompts().setFocus();
    for (const char *prompt : {"a red fox", "a blue fox", "a wolf"}) {
        QTest::keyClicks(QApplication::focusWidget(), QLatin1StringView(prompt));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }
    QCOMPARE(session.workspace.prompts().counts().pictures, 3);
    QVERIFY(!session.can(ActionId::ExportTiming));

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(picturesIn(home), (QStringList{u"prompts_1.png"_s, u"prompts_2.png"_s, u"prompts_3.png"_s}));
    QVERIFY(QFileInfo(session.workspace.folder()).dir() == QDir(home.filePath(u"library/Practice"_s)));
    QTRY_VERIFY(!session.workspace.gallery().tile(2).thumbnail.isNull());
    QVERIFY(session.workspace.history().figures({}).isOver);
    QVERIFY(session.can(ActionId::ExportTiming));

    QTest::keyClick(&session.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(session.window.findChild<RunControls *>()->choices().mode, PressMode::Sequential);
    QTest::keyClick(&session.window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(picturesIn(home).size(), 6);
    QTRY_VERIFY(!session.workspace.isBusy());
    const QList<ComparisonBar> bars = session.workspace.history().comparison({});
    QCOMPARE(bars.size(), 2);
    QCOMPARE(bars.first().name, u"Sequential"_s);
    QCOMPARE(bars.last().name, u"Parallel, 4 at once"_s);
    QVERIFY(session.workspace.history().gain().startsWith(u"Parallel, 4 at once, was "));

    session.trigger(ActionId::ExportTiming);
    auto *dialog = session.window.findChild<QFileDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    emit dialog->fileSelected(home.filePath(u"times.csv"_s));
    dialog->reject();
    QTRY_VERIFY(session.said().contains(u"times.csv"));
    QVERIFY(QFile::exists(home.filePath(u"times.csv"_s)));
}

void TestMainWindow::connectsWhileTheFirstPromptIsTyped()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
    chooseServer(home, server);
    WindowSession session(home);
    session.trigger(ActionId::NewList);
    session.prompts().setFocus();
    QTest::keyClicks(QApplication::focusWidget(), u"a red fox"_s);
    QTRY_VERIFY(server.connectionCount() > 0);
    QTest::qWait(100); // More than a few, or one for each key, would show by then.
    const int opened = server.connectionCount();
    QVERIFY2(opened <= 4, qPrintable(QString::number(opened)));
    QCOMPARE(server.requestCount(), 0);

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(session.count(TilePhase::Done), 1);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(server.connectionCount(), opened);
}

void TestMainWindow::stopsWhatWaitsAndWhatIsUnderWay()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"lifelike"_s);
    choose(home, u"run/mode"_s, u"sequential"_s);
    WindowSession session(home);
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
    server.answerInTurn({Fault::answer(400, R"({"error":{"message":"out of <b>paint</b>"}})"),
                         Fault::answer(200, answerWithPicture(pictureBytes())),
                         Fault::answer(200, answerWithPicture(pictureBytes())),
                         Fault::answer(200, answerWithPicture(pictureBytes()))});
    chooseServer(home, server);
    choose(home, u"run/mode"_s, u"sequential"_s);
    WindowSession session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 2);
    QVERIFY2(session.said().startsWith(u"1 of 3 pictures did not arrive"), qPrintable(session.said()));
    QCOMPARE(session.workspace.gallery().tile(0).phase, TilePhase::Failed);
    QVERIFY(session.workspace.gallery().tile(0).detail.contains(u"out of <b>paint</b>"));
    QCOMPARE(server.requestCount(), 3);

    session.gallery().setCurrentIndex(session.gallery().model()->index(0, 0));
    QVERIFY(session.can(ActionId::ErrorDetails));
    QVERIFY(session.can(ActionId::TryAgain));
    const TileParts tile(session.gallery().visualRect(session.gallery().currentIndex()),
                         session.gallery().fontMetrics(), TileButton::TryAgain);
    QTest::mouseClick(session.gallery().viewport(), Qt::LeftButton, {}, tile.button.center());
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(server.requestCount(), 4);
    QCOMPARE(session.workspace.counts(), (PressCounts{.pictures = 3, .saved = 3}));
}

void TestMainWindow::lightsTilesBarsAndRowsTogether()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 3);
    const JobId second = session.workspace.gallery().tile(1).job;
    const JobId third = session.workspace.gallery().tile(2).job;
    auto *waterfall = session.window.findChild<WaterfallView *>();

    const QRect tile = session.gallery().visualRect(session.gallery().model()->index(1, 0));
    QTest::mouseClick(session.gallery().viewport(), Qt::LeftButton, {}, tile.center());
    QCOMPARE(waterfall->selectedJobs(), QSet<JobId>{second});
    QCOMPARE(session.prompts().currentRow(), 1);

    QTest::mouseClick(waterfall->viewport(), Qt::LeftButton, {},
                      waterfall->waterfallLayout().labelRect(2, 0).center());
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
    WindowSession session(home);
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

void TestMainWindow::takesFilesThatAreDroppedOnTheFieldAsLists()
{
    const QTemporaryDir home;
    WindowSession session(home);
    const QStringList before = textsOf(session.workspace.prompts());
    QFile list(home.filePath(u"more.txt"_s));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write("a green fox\n");
    list.close();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(list.fileName())});
    QWidget *field = session.window.findChild<PromptTextEdit *>()->viewport();
    QDragEnterEvent enter({4, 4}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QApplication::sendEvent(field, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({4, 4}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QApplication::sendEvent(field, &drop);
    QTRY_COMPARE(textsOf(session.workspace.prompts()), before + QStringList{u"a green fox"_s});
    QVERIFY2(session.said().contains(u"more.txt"), qPrintable(session.said()));
    QVERIFY(session.answer(u"Undo"_s));
    QCOMPARE(textsOf(session.workspace.prompts()), before);
}

void TestMainWindow::showsPicturesLargeAndComesBack()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
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
        WindowSession session(home);
        session.workspace.editing().setText(0, u"a wolf"_s);
        session.trigger(ActionId::Both);
        session.trigger(ActionId::ThemeDark);
        session.trigger(ActionId::TimingTable);
        session.trigger(ActionId::TimingByPlace);
        session.window.findChild<GalleryPanel *>()->setTileSize(240);
        session.window.findChild<QDockWidget *>(u"promptDock"_s)->hide();
        session.window.close();
    }
    WindowSession session(home);
    QCOMPARE(session.workspace.prompts().promptAt(0).text, u"a wolf"_s);
    QCOMPARE(session.window.findChild<RunControls *>()->choices().mode, PressMode::Both);
    QVERIFY(session.window.actions()[ActionId::ThemeDark]->isChecked());
    QVERIFY(session.window.findChild<TimingPanel *>()->isTableShown());
    QVERIFY(session.window.findChild<TimingPanel *>()->isByPlace());
    QVERIFY(session.window.actions()[ActionId::TimingByPlace]->isChecked());
    QCOMPARE(session.window.findChild<GalleryPanel *>()->tileSize(), 240);
    QVERIFY(session.window.findChild<QDockWidget *>(u"promptDock"_s)->isHidden());
    session.trigger(ActionId::ResetLayout);
    QVERIFY(!session.window.findChild<QDockWidget *>(u"promptDock"_s)->isHidden());
}

void TestMainWindow::asksForPreviewsOnlyWhereTheyAreWanted()
{
    const QTemporaryDir home;
    {
        WindowSession session(home);
        const QAction *previews = session.window.actions()[ActionId::ShowPreviews];
        QVERIFY(previews->isEnabled() && previews->isChecked()); // Practice costs nothing.
        session.trigger(ActionId::ShowPreviews);
        QVERIFY(!previews->isChecked());
    }
    FaultServer server;
    server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
    const auto isStreamAsked = [&server] {
        return server.requests().constLast().http.body.contains("\"stream\"");
    };
    chooseServer(home, server);
    WindowSession session(home);
    const QAction *previews = session.window.actions()[ActionId::ShowPreviews];
    QVERIFY(previews->isEnabled() && !previews->isChecked());

    session.trigger(ActionId::Generate);
    QTRY_COMPARE(session.count(TilePhase::Done), 3);
    QTRY_VERIFY(!session.workspace.isBusy());
    QVERIFY(!isStreamAsked());
    session.trigger(ActionId::ShowPreviews);
    QVERIFY(previews->isChecked());
    session.trigger(ActionId::Generate);
    QTRY_COMPARE(server.requestCount(), 6);
    QTRY_VERIFY(!session.workspace.isBusy());
    QVERIFY(isStreamAsked());
    QCOMPARE(session.count(TilePhase::Done), 3);
}

void TestMainWindow::asksOnceBeforeItLeavesWhatIsPaidFor()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerAlways(Fault::hang());
    chooseServer(home, server);
    WindowSession session(home);
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

void TestMainWindow::waitsForWhatIsPaidForAndThenCloses()
{
    const QTemporaryDir home;
    FaultServer server;
    std::atomic<bool> mayAnswer = false;
    server.answerWith([&mayAnswer](const ReceivedRequest &) {
        while (!mayAnswer)
            QThread::yieldCurrentThread();
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });
    const auto release = qScopeGuard([&mayAnswer] { mayAnswer = true; });
    chooseServer(home, server);
    choose(home, u"run/mode"_s, u"sequential"_s);
    {
        WindowSession session(home);
        session.trigger(ActionId::Generate);
        QTRY_COMPARE(session.workspace.counts().underWay, 1);

        QVERIFY(!session.window.close());
        QVERIFY(session.answer(u"Stay"_s));
        QCOMPARE(session.said(), QString());
        QVERIFY(!session.window.close());
        QVERIFY(session.answer(u"Wait for them, then close"_s));
        QTRY_COMPARE(session.count(TilePhase::Cancelled), 2);
        QVERIFY(session.window.isVisible());
        mayAnswer = true;
        QTRY_VERIFY(!session.window.isVisible());
        QCOMPARE(picturesIn(home).size(), 1);
        QCOMPARE(server.requestCount(), 1);
    }
    // What had not left goes on when somebody wants that.
    const QList<LeftJournal> left = findLeftPresses(home.filePath(u"library"_s));
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.constFirst().counts, (PressCounts{.pictures = 3, .waiting = 2, .saved = 1}));
}

void TestMainWindow::survivesSettingsThatMeanNothing()
{
    const QTemporaryDir home;
    const QStringList keys{u"run/service"_s,        u"run/size"_s,
                           u"run/mode"_s,           u"run/at_once"_s,
                           u"services/base_urls"_s, u"services/practice_speed"_s,
                           u"window/geometry"_s,    u"window/docks"_s,
                           u"window/timing"_s,      u"window/theme"_s,
                           u"gallery/tile_size"_s,  u"timing/table"_s,
                           u"viewer/details"_s,     u"run/model"_s,
                           u"run/quality"_s,        u"services/plain_http_hosts"_s,
                           u"copies/folder"_s,      u"copies/form"_s,
                           u"copies/names"_s,       u"copies/quality"_s,
                           u"timing/by_place"_s};
    for (const QString &key : keys)
        choose(home, key, u"]nonsense\x7f["_s);
    const WindowSession session(home);
    QVERIFY(session.window.isVisible());
    for (const QString &key : keys) {
        // The layout is checked by the parts that take it, which then stand as they do at first.
        const bool isLayout = key == u"window/geometry" || key == u"window/docks" || key == u"window/timing";
        QVERIFY2(isLayout || session.said().contains(key), qPrintable(key));
    }
    QVERIFY(!session.said().contains(QChar(0x7f)));
    QCOMPARE(session.workspace.isBusy(), false);
}

void TestMainWindow::comesBackFromAScreenThatIsGone()
{
    const QTemporaryDir home;
    {
        WindowSession session(home);
        session.window.move(50'000, 40'000);
        session.window.close();
    }
    const WindowSession session(home);
    QVERIFY(QGuiApplication::primaryScreen()->geometry().intersects(session.window.geometry()));
}

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
