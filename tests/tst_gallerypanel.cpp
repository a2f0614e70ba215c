#include "gallery/gallerymodel.h"
#include "support/pictures.h"
#include "ui/gallery/emptygallery.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/savecopiesdialog.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QDrag>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A panel with four saved pictures, whose files are there, and a failed one after the second.
struct Bench
{
    explicit Bench(const QString &home, int pictures = 5)
        : folder(home + u"/press-XXXXXX"_s)
    {
        panel.resize(1100, 700);
        panel.setPressName(u"Robot dog"_s);
        panel.show();
        if (pictures == 0)
            return;
        RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
        for (int i = 1; i <= pictures; ++i) {
            JobRecord record{.job = {.id = JobId(i), .index = i, .prompt = u"robot dog %1"_s.arg(i)}};
            record.state = i == 3 ? JobState::Failed : JobState::Saved;
            if (i == 3)
                record.error = Error{.message = u"The service failed."_s};
            else
                record.picture = SavedPicture{.file = u"%1.png"_s.arg(i)};
            run.jobs.append(record);
            QFile file(path(i));
            if (i != 3 && file.open(QIODevice::WriteOnly))
                file.write(pictureBytes({20 + i, 20}));
        }
        model.beginPress(folder.path());
        model.showRun(run);
    }

    [[nodiscard]] bool isShown() { return QTest::qWaitForWindowActive(&panel); }
    [[nodiscard]] QString path(int i) const { return folder.filePath(u"%1.png"_s.arg(i)); }
    [[nodiscard]] QPoint centre(int row) { return view->visualRect(filter->index(row, 0)).center(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, centre(row));
    }
    void press(const QString &button)
    {
        QTest::mouseClick(panel.findChild<QPushButton *>(button), Qt::LeftButton);
    }
    [[nodiscard]] bool isEnabled(const QString &button) const
    {
        return panel.findChild<QPushButton *>(button)->isEnabled();
    }
    [[nodiscard]] SaveCopiesDialog *dialog() const { return panel.findChild<SaveCopiesDialog *>(); }
    [[nodiscard]] QStringList urls(const QMimeData *data) const
    {
        QStringList names;
        for (const QUrl &url : data->urls())
            names.append(QFileInfo(url.toLocalFile()).fileName());
        return names;
    }

    QTemporaryDir folder;
    GalleryModel model;
    QThreadPool pool;
    GalleryPanel panel{model, &pool};
    GalleryView *view = panel.view();
    GalleryFilterModel *filter = panel.filterModel();
    QAbstractItemModelTester tester{filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

QList<JobId> jobs(std::initializer_list<int> numbers)
{
    QList<JobId> ids;
    for (const int number : numbers)
        ids.append(JobId(number));
    return ids;
}

} // namespace

class TestGalleryPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void saysWhatToDoWhileItIsEmpty();
    void filtersAndFinds();
    void tiesTheSliderToTheTiles();
    void savesAPictureWithThreeClicks();
    void savesAllThatArrived();
    void copiesPictureFilesAndPrompts();
    void saysWhatCouldNotBeCopied();
    void movesToTheTrashAndGoesOn();
    void bringsBackFromTheTrash();
    void dragsAllSelectedFiles();
    void showsTheSharedActionsAsItsMenu();
    void tellsTheSelectionWithoutAnEcho();
    void knowsWhatCanBeDone();
    void opensTheFolder();
    void fitsIntoANarrowPlace();

private:
    QTemporaryDir m_home; ///< Holds the trash and the pictures folder of the tests.
};

void TestGalleryPanel::initTestCase()
{
    QVERIFY(QDir(m_home.path()).mkpath(u"data"_s));
    QVERIFY(QDir(m_home.path()).mkpath(u"Pictures"_s));
    for (const auto &[name, folder] :
         {std::pair{"HOME", u""_s}, {"XDG_DATA_HOME", u"data"_s}, {"XDG_CONFIG_HOME", u"config"_s}})
        qputenv(name, m_home.filePath(folder).toLocal8Bit());
}

void TestGalleryPanel::init()
{
    // A platform without a display cannot raise or restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestGalleryPanel::saysWhatToDoWhileItIsEmpty()
{
    Bench bench(m_home.path(), 0);
    QVERIFY(bench.isShown());
    const auto *empty = bench.panel.findChild<EmptyGallery *>();
    QVERIFY(empty->isVisible());
    QVERIFY(empty->sentence().contains(u"press Generate"_s));
    QVERIFY(!bench.isEnabled(u"saveAllButton"_s));
    QCOMPARE(bench.panel.availability(), GalleryAvailability());

    RunRecord run{.plan = {.id = RunId(1)}};
    run.jobs.append({.job = {.id = JobId(1), .prompt = u"robot dog"_s}});
    bench.model.showRun(run);
    QVERIFY(!empty->isVisible());
    bench.panel.showFilter(GalleryFilterModel::Show::Saved);
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->sentence(), u"No picture fits."_s);
    bench.press(u"emptyGalleryButton"_s);
    QCOMPARE(bench.filter->rowCount(), 1);
    QVERIFY(!empty->isVisible());
}

void TestGalleryPanel::filtersAndFinds()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    auto *box = bench.panel.findChild<QComboBox *>(u"showBox"_s);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(bench.filter->rowCount(), 4);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(bench.filter->rowCount(), 1);
    bench.panel.showFilter(GalleryFilterModel::Show::All);
    QCOMPARE(box->currentIndex(), 0);

    bench.panel.focusFind();
    auto *find = bench.panel.findChild<QLineEdit *>(u"findField"_s);
    QVERIFY(find->hasFocus());
    QTest::keyClicks(find, u"DOG 4"_s);
    QCOMPARE(bench.filter->rowCount(), 1);
    QTest::keyClick(find, Qt::Key_Return);
    QVERIFY(bench.view->hasFocus());
    QCOMPARE(find->text(), u"DOG 4"_s);
    find->setFocus();
    QTest::keyClick(find, Qt::Key_Escape);
    QCOMPARE(bench.filter->rowCount(), 5);
}

void TestGalleryPanel::tiesTheSliderToTheTiles()
{
    Bench bench(m_home.path());
    QSignalSpy changed(&bench.panel, &GalleryPanel::tileSizeChanged);
    auto *slider = bench.panel.findChild<QSlider *>(u"sizeSlider"_s);
    QCOMPARE(slider->value(), bench.view->tileSize());
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(bench.view->tileSize(), slider->value());
    QCOMPARE(changed.size(), 1);
    bench.panel.setTileSize(300);
    QCOMPARE(slider->value(), 300);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(bench.panel.tileSize(), 300);
}

void TestGalleryPanel::savesAPictureWithThreeClicks()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    QVERIFY(!bench.isEnabled(u"saveSelectedButton"_s));
    QSignalSpy choices(&bench.panel, &GalleryPanel::copyChoicesChanged);

    bench.click(1);
    bench.press(u"saveSelectedButton"_s);
    QVERIFY(bench.dialog());
    auto *save = bench.dialog()->findChild<QPushButton *>(u"saveButton"_s);
    QCOMPARE(save->text(), u"Save 1 picture"_s);
    QTest::mouseClick(save, Qt::LeftButton);

    QTRY_COMPARE(bench.panel.messageBar()->sentence(), u"1 picture was saved into “Pictures”."_s);
    QVERIFY(QFile::exists(m_home.filePath(u"Pictures/robot_dog_2.png"_s)));
    QCOMPARE(choices.size(), 1);
    QCOMPARE(bench.panel.copyChoices().folder, m_home.filePath(u"Pictures"_s));
    QTRY_VERIFY(!bench.dialog());

    QUrl opened;
    bench.panel.setUrlOpener([&opened](const QUrl &url) {
        opened = url;
        return true;
    });
    QTest::mouseClick(bench.panel.messageBar()->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(opened, QUrl::fromLocalFile(m_home.filePath(u"Pictures"_s)));
}

void TestGalleryPanel::savesAllThatArrived()
{
    Bench bench(m_home.path());
    QTemporaryDir target;
    QVERIFY(QFile::remove(bench.path(4)));
    bench.panel.setCopyChoices({.folder = target.path(), .names = u"{prompt}"_s});
    bench.panel.showFilter(GalleryFilterModel::Show::NotSaved);

    bench.press(u"saveAllButton"_s);
    bench.panel.saveAll(); // A second time changes nothing.
    QCOMPARE(bench.panel.findChildren<SaveCopiesDialog *>().size(), 1);
    QTest::mouseClick(bench.dialog()->findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);

    QTRY_COMPARE(bench.panel.messageBar()->kind(), MessageBar::Kind::Problem);
    QVERIFY(bench.panel.messageBar()->sentence().startsWith(u"3 of 4 pictures were saved into"_s));
    QVERIFY(bench.panel.messageBar()->sentence().contains(u"“4.png”"_s));
    QCOMPARE(QDir(target.path()).entryList(QDir::Files),
             (QStringList{u"robot_dog_1.png"_s, u"robot_dog_2.png"_s, u"robot_dog_5.png"_s}));
}

void TestGalleryPanel::copiesPictureFilesAndPrompts()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    const QClipboard *clipboard = QGuiApplication::clipboard();
    for (const int row : {4, 2, 1})
        bench.click(row, row == 4 ? Qt::NoModifier : Qt::ControlModifier);

    bench.panel.copyPicture();
    QTRY_VERIFY(clipboard->mimeData() && clipboard->mimeData()->hasImage());
    QCOMPARE(clipboard->image().size(), QSize(22, 20)); // The current one.
    QCOMPARE(bench.urls(clipboard->mimeData()), (QStringList{u"2.png"_s, u"5.png"_s}));

    bench.panel.copyFiles();
    QVERIFY(!clipboard->mimeData()->hasImage());
    QCOMPARE(bench.urls(clipboard->mimeData()), (QStringList{u"2.png"_s, u"5.png"_s}));
    QVERIFY(clipboard->mimeData()->data(u"x-special/gnome-copied-files"_s).startsWith("copy\nfile:///"));

    bench.panel.copyPicture();
    bench.panel.copyPrompts(); // What was asked for last stays.
    QVERIFY(bench.pool.waitForDone());
    QCoreApplication::processEvents();
    QCOMPARE(clipboard->text(), u"robot dog 2\nrobot dog 3\nrobot dog 5"_s);
}

void TestGalleryPanel::saysWhatCouldNotBeCopied()
{
    Bench bench(m_home.path());
    QVERIFY(QFile::remove(bench.path(1)));
    bench.click(0);
    bench.panel.copyPicture();
    QTRY_COMPARE(bench.panel.messageBar()->kind(), MessageBar::Kind::Problem);
    QVERIFY(bench.panel.messageBar()->sentence().contains(u"“1.png” was not copied."_s));
}

void TestGalleryPanel::movesToTheTrashAndGoesOn()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    bench.click(1);
    bench.panel.moveSelectedToTrash();
    QCOMPARE(bench.panel.selectedJobs(), jobs({3}));
    bench.panel.moveSelectedToTrash(); // Without a file: nothing to move.
    QCOMPARE(bench.filter->rowCount(), 4);
    QTest::keyClick(bench.view, Qt::Key_End);
    bench.panel.moveSelectedToTrash();
    QCOMPARE(bench.panel.selectedJobs(), jobs({4}));
    QTRY_VERIFY(!QFile::exists(bench.path(5)));
    QTRY_COMPARE(bench.panel.messageBar()->sentence(), u"1 picture was moved to the trash."_s);

    bench.panel.selectAll();
    bench.panel.showFilter(GalleryFilterModel::Show::Saved);
    bench.panel.selectAll();
    bench.panel.moveSelectedToTrash();
    QTRY_COMPARE(bench.panel.messageBar()->sentence(), u"2 pictures were moved to the trash."_s);
    QCOMPARE(bench.filter->rowCount(), 0);
    QVERIFY(bench.panel.selectedJobs().isEmpty());
    QVERIFY(!bench.panel.availability().hasSaved);
}

void TestGalleryPanel::bringsBackFromTheTrash()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    QVERIFY(!bench.panel.availability().canUndoTrash);
    bench.click(0);
    bench.click(3, Qt::ControlModifier);
    bench.panel.moveSelectedToTrash();
    QTRY_VERIFY(bench.panel.availability().canUndoTrash);
    QCOMPARE(bench.panel.selectedJobs(), jobs({5}));

    QTRY_VERIFY(bench.panel.messageBar()->isVisible());
    QTest::mouseClick(bench.panel.messageBar()->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE(bench.panel.selectedJobs(), jobs({1, 4}));
    QVERIFY(QFile::exists(bench.path(1)));
    QVERIFY(QFile::exists(bench.path(4)));
    QVERIFY(!bench.panel.availability().canUndoTrash);
    QVERIFY(!bench.panel.messageBar()->isVisible());
    QVERIFY(bench.view->hasFocus());
}

void TestGalleryPanel::dragsAllSelectedFiles()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    for (const int row : {0, 2, 4})
        bench.click(row, row == 0 ? Qt::NoModifier : Qt::ControlModifier);
    QWidget *port = bench.view->viewport();
    QTest::mousePress(port, Qt::LeftButton, {}, bench.centre(0));
    QCOMPARE(bench.panel.selectedJobs(), jobs({1, 3, 5}));
    QTest::mouseMove(port, bench.centre(0) + QPoint(30, 30));
    QTest::mouseMove(port, bench.centre(0) + QPoint(60, 60));
    // The platform of the tests drops it at once; what was dragged is deleted with the next event.
    const auto *drag = bench.view->findChild<QDrag *>();
    QVERIFY(drag);
    QCOMPARE(bench.urls(drag->mimeData()), (QStringList{u"1.png"_s, u"5.png"_s}));
    QCOMPARE(bench.panel.selectedJobs(), jobs({1, 3, 5}));
    QTest::mouseRelease(port, Qt::LeftButton, {}, bench.centre(0) + QPoint(60, 60));

    bench.click(0); // Without a drag, a click leaves the one alone.
    QCOMPARE(bench.panel.selectedJobs(), jobs({1}));
}

void TestGalleryPanel::showsTheSharedActionsAsItsMenu()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    QAction copy(u"Copy"_s);
    QAction trash(u"Move to trash"_s);
    bench.panel.setContextActions({&copy, nullptr, &trash});
    const auto open = [&](QContextMenuEvent::Reason reason, const QPoint &position) {
        QContextMenuEvent event(reason, position, bench.view->viewport()->mapToGlobal(position));
        QCoreApplication::sendEvent(bench.view->viewport(), &event);
    };
    const auto menu = [&] { return bench.panel.findChild<QMenu *>(u"galleryMenu"_s); };

    bench.click(0);
    bench.click(1, Qt::ControlModifier);
    QTest::mouseClick(bench.view->viewport(), Qt::RightButton, {}, bench.centre(1));
    QCOMPARE(bench.panel.selectedJobs(), jobs({1, 2}));
    open(QContextMenuEvent::Mouse, bench.centre(1));
    QVERIFY(menu());
    QCOMPARE(menu()->actions().size(), 3);
    QCOMPARE(menu()->actions().at(0), &copy);
    QVERIFY(menu()->actions().at(1)->isSeparator());
    menu()->close();
    QTRY_VERIFY(!menu());

    open(QContextMenuEvent::Keyboard, QPoint(500, 500));
    QVERIFY(menu());
    QCOMPARE(menu()->pos(), bench.view->viewport()->mapToGlobal(bench.centre(1)));
    menu()->close();
}

void TestGalleryPanel::tellsTheSelectionWithoutAnEcho()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    QSignalSpy selected(&bench.panel, &GalleryPanel::selectionChanged);
    connect(&bench.panel, &GalleryPanel::selectionChanged, &bench.panel, &GalleryPanel::selectJobs);

    bench.click(3);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.last().first().value<QList<JobId>>(), jobs({4}));
    bench.panel.selectJobs(jobs({5, 99, 1}));
    QCOMPARE(bench.panel.selectedJobs(), jobs({1, 5}));
    QCOMPARE(bench.view->currentIndex().row(), 0);
    QVERIFY(bench.panel.availability().hasSelectedSaved);
    bench.panel.selectJobs({});
    QVERIFY(!bench.panel.availability().hasSelection);
    QCOMPARE(selected.size(), 1);

    bench.click(3);
    bench.panel.showFilter(GalleryFilterModel::Show::NotSaved); // The selected one is hidden.
    QCOMPARE(selected.last().first().value<QList<JobId>>(), jobs({}));
    bench.panel.showEverything();
    bench.click(1);
    bench.model.beginPress({});
    QCOMPARE(selected.last().first().value<QList<JobId>>(), jobs({}));
}

void TestGalleryPanel::knowsWhatCanBeDone()
{
    Bench bench(m_home.path());
    QVERIFY(bench.isShown());
    QSignalSpy changed(&bench.panel, &GalleryPanel::availabilityChanged);
    QSignalSpy retry(&bench.panel, &GalleryPanel::retryRequested);
    QVERIFY(bench.panel.availability().hasSaved);
    QVERIFY(bench.panel.availability().hasFolder);

    bench.click(2);
    QCOMPARE(changed.size(), 1);
    QVERIFY(bench.panel.availability().hasSelectedFailed);
    QVERIFY(!bench.panel.availability().hasSelectedSaved);
    QVERIFY(!bench.isEnabled(u"saveSelectedButton"_s));
    bench.panel.selectAll();
    bench.panel.retrySelected();
    QCOMPARE(retry.size(), 1);
    QCOMPARE(retry.first().first().value<QList<JobId>>(), jobs({3}));

    // A selected picture that arrives can be saved from then on.
    bench.click(2);
    JobRecord record{.job = {.id = JobId(3), .index = 3, .prompt = u"robot dog 3"_s},
                     .state = JobState::Saved,
                     .picture = SavedPicture{.file = u"1.png"_s}};
    bench.model.updateJob(RunId(1), record);
    QTRY_VERIFY(bench.isEnabled(u"saveSelectedButton"_s));
    QVERIFY(!bench.panel.availability().hasSelectedFailed);
}

void TestGalleryPanel::opensTheFolder()
{
    Bench bench(m_home.path());
    QList<QUrl> opened;
    bench.panel.setUrlOpener([&opened](const QUrl &url) {
        opened.append(url);
        return opened.size() == 1;
    });
    bench.panel.openFolder();
    QCOMPARE(opened, QList<QUrl>{QUrl::fromLocalFile(bench.folder.path())});
    QVERIFY(!bench.panel.messageBar()->isVisible());
    bench.panel.openFolder();
    QVERIFY(bench.panel.messageBar()->sentence().contains(bench.folder.path()));
}

void TestGalleryPanel::fitsIntoANarrowPlace()
{
    Bench bench(m_home.path());
    QVERIFY(bench.panel.minimumSizeHint().width() < 420);
    for (const int width : {1100, 600, 420}) {
        bench.panel.resize(width, 500);
        QTRY_COMPARE(bench.panel.width(), width);
        for (const QWidget *part : bench.panel.findChildren<QWidget *>()) {
            if (!part->isVisible() || part->focusPolicy() == Qt::NoFocus || part == bench.view)
                continue;
            const QRect place(part->mapTo(&bench.panel, QPoint()), part->size());
            QTRY_VERIFY2(bench.panel.rect().contains(place), qPrintable(part->objectName()));
            QTRY_VERIFY2(part->width() >= part->minimumSizeHint().width(), qPrintable(part->objectName()));
        }
    }
}

QTEST_MAIN(TestGalleryPanel)
#include "tst_gallerypanel.moc"
