#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerymodel.h"
#include "support/pictures.h"
#include "ui/viewer/picturecanvas.h"
#include "ui/viewer/picturedetails.h"
#include "ui/viewer/pictureviewer.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize PictureSize(1200, 900);

const QByteArray &wholePicture()
{
    static const QByteArray bytes = pictureBytes(PictureSize);
    return bytes;
}

/// A window with a stack of a gallery's place and the viewer, over a run of ten pictures on disk.
class Bench
{
public:
    Bench()
    {
        pool.setMaxThreadCount(1);
        model.beginPress(folder.path());
        for (int i = 0; i < 10; ++i) {
            run.jobs.append({.job = {.id = JobId(i + 1),
                                     .index = i + 1,
                                     .prompt = u"robot dog %1"_s.arg(i + 1),
                                     .options = {.model = u"gpt-image-1"_s, .size = PictureSize}}});
        }
        model.showRun(run);
        for (int row = 0; row < 10; ++row) {
            if (row != 4)
                save(row);
        }
        stack.addWidget(new QWidget);
        stack.addWidget(&viewer);
        stack.setCurrentWidget(&viewer);
        stack.resize(1000, 600);
        viewer.setModel(&model);
    }
    ~Bench()
    {
        gate.release();
        stack.removeWidget(&viewer);
        viewer.setParent(nullptr);
    }
    Q_DISABLE_COPY_MOVE(Bench)

    void save(int row, const QByteArray &bytes = wholePicture())
    {
        JobRecord &record = run.jobs[row];
        record.timeline.beginAttempt(1s);
        record.timeline.firstByte(3s);
        record.timeline.lastByte(4s);
        record.timeline.end(5s);
        record.state = JobState::Saved;
        record.requestId = u"req_%1"_s.arg(row + 1);
        record.picture = SavedPicture{.file = u"robot_dog_%1.png"_s.arg(row + 1),
                                      .bytes = bytes.size(),
                                      .size = PictureSize,
                                      .revisedPrompt = u"a robot dog, revised"_s};
        QFile file(folder.filePath(record.picture->file));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        model.updateJob(RunId(1), record);
    }
    [[nodiscard]] bool open(int row)
    {
        stack.show();
        viewer.showIndex(model.index(row));
        viewer.setFocus();
        return QTest::qWaitForWindowActive(&stack) && QTest::qWaitFor([this] { return isRead(); });
    }
    /// Whether the whole picture is on the canvas.
    [[nodiscard]] bool isRead() const { return !canvas()->content().picture.isNull(); }
    [[nodiscard]] PictureCanvas *canvas() const { return viewer.findChild<PictureCanvas *>(); }
    [[nodiscard]] PictureDetails *details() const { return viewer.findChild<PictureDetails *>(); }
    [[nodiscard]] QToolButton *button(const QString &name) const
    {
        for (auto *button : viewer.findChildren<QToolButton *>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QString position() const
    {
        for (const auto *label : viewer.findChildren<QLabel *>()) {
            if (label->text().contains(u" of "_s))
                return label->text();
        }
        return {};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QTemporaryDir folder;
    QSemaphore gate;
    QThreadPool pool;
    RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
    GalleryModel model;
    QStackedWidget stack;
    PictureViewer viewer{&pool};
    QSignalSpy current{&viewer, &PictureViewer::currentIndexChanged};
    QSignalSpy closed{&viewer, &PictureViewer::closed};
};

} // namespace

class TestPictureViewer : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsThePictureAndWhereItStands();
    void walksWithKeysAndTellsTheGrid();
    void readsTheNeighboursAhead();
    void showsTheThumbnailWhileThePictureIsRead();
    void showsWordsWhereThereIsNoPicture();
    void showsAPictureThatArrivesWhileItIsOpen();
    void saysWhyAFileCannotBeShown();
    void zoomsWithKeysAndButtons();
    void tellsAllThatIsKnownAsPlainText();
    void takesTheWholeScreenAndReturnsToItsPlace();
    void leavesTheWholeScreenHoweverItEnds();
    void takesItsKeysBeforeTheWindowDoes();
    void followsRowsThatComeAndGo();
    void isDoneWhenNothingIsLeft();
    void canBeUsedWithoutAMouse();
};

void TestPictureViewer::init()
{
    // A platform without a display cannot raise a tooltip nor restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestPictureViewer::showsThePictureAndWhereItStands()
{
    Bench bench;
    QVERIFY(bench.open(2));
    QCOMPARE(bench.position(), u"3 of 10"_s);
    QCOMPARE(bench.canvas()->transform().picture(), PictureSize);
    QVERIFY(bench.canvas()->transform().isFitted());
    QVERIFY(bench.canvas()->accessibleDescription().contains(u"robot dog 3"_s));
    QCOMPARE(bench.current.size(), 1);
    bench.viewer.showIndex(bench.model.index(2));
    QCOMPARE(bench.current.size(), 1);
}

void TestPictureViewer::walksWithKeysAndTellsTheGrid()
{
    Bench bench;
    QVERIFY(bench.open(0));
    bench.current.clear();
    QVERIFY(!bench.button(u"Previous image"_s)->isEnabled());
    bench.press(Qt::Key_Left);
    QCOMPARE(bench.current.size(), 0);
    bench.press(Qt::Key_Right);
    bench.press(Qt::Key_PageDown);
    bench.press(Qt::Key_PageUp);
    bench.press(Qt::Key_End);
    bench.press(Qt::Key_Right);
    bench.press(Qt::Key_Home);
    QTest::mouseClick(bench.button(u"Next image"_s), Qt::LeftButton);

    QList<int> rows;
    for (const QList<QVariant> &call : std::as_const(bench.current))
        rows.append(call.first().toModelIndex().row());
    QCOMPARE(rows, (QList<int>{1, 2, 1, 9, 0, 1}));
    QVERIFY(bench.canvas()->hasFocus()); // A click leaves the keys to the picture.
    bench.press(Qt::Key_Escape);
    QCOMPARE(bench.closed.size(), 1);
}

void TestPictureViewer::readsTheNeighboursAhead()
{
    Bench bench;
    QVERIFY(bench.open(1));
    QTRY_COMPARE(bench.pool.activeThreadCount(), 0);
    QVERIFY(bench.pool.waitForDone());
    QCoreApplication::processEvents();
    bench.pool.start([&bench] { bench.gate.acquire(); });

    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Left}) {
        bench.press(key);
        QVERIFY(bench.isRead()); // At once, without a thread that could have read it.
    }
    bench.press(Qt::Key_End);
    QVERIFY(!bench.isRead());
    bench.gate.release();
    bench.viewer.showIndex(bench.model.index(7));
    QTRY_VERIFY(bench.isRead());
    bench.pool.waitForDone();
    QCoreApplication::processEvents();
    bench.pool.start([&bench] { bench.gate.acquire(); });
    bench.press(Qt::Key_Left);
    QVERIFY(bench.isRead());
}

void TestPictureViewer::showsTheThumbnailWhileThePictureIsRead()
{
    Bench bench;
    QVERIFY(bench.open(0));
    bench.pool.waitForDone();
    bench.pool.start([&bench] { bench.gate.acquire(); });
    QImage thumbnail(120, 90, QImage::Format_RGB32);
    thumbnail.fill(QColor(10, 200, 30));
    bench.model.setThumbnail(JobId(9), thumbnail);

    bench.viewer.showIndex(bench.model.index(8));
    QVERIFY(!bench.isRead());
    const QImage seen = bench.canvas()->grab().toImage();
    QCOMPARE(seen.pixelColor(seen.rect().center()), QColor(10, 200, 30));
    // The picture comes to stand exactly where its thumbnail stood, zoomed or not.
    bench.viewer.zoomIn();
    const PictureTransform before = bench.canvas()->transform();
    bench.gate.release();
    QTRY_VERIFY(bench.isRead());
    QCOMPARE(bench.canvas()->transform(), before);
    const QImage whole = bench.canvas()->grab().toImage();
    QVERIFY(whole.pixelColor(whole.rect().center()) != QColor(10, 200, 30));
}

void TestPictureViewer::showsWordsWhereThereIsNoPicture()
{
    Bench bench;
    QVERIFY(bench.open(3));
    bench.press(Qt::Key_Right);
    QVERIFY(!bench.canvas()->hasPicture());
    QCOMPARE(bench.canvas()->words().headline, tileWords(TilePhase::Waiting));
    QVERIFY(!bench.button(u"Fit"_s)->isEnabled());

    JobRecord failed = bench.run.jobs.at(4);
    failed.state = JobState::Failed;
    failed.error = Error{.message = u"The service is overloaded. Try again later."_s, .detail = u"503"_s};
    bench.model.updateJob(RunId(1), failed);
    QTRY_COMPARE(bench.canvas()->words().reason, failed.error->message);
    QVERIFY(bench.details()->toPlainText().contains(failed.error->message));
    QVERIFY(bench.details()->toPlainText().contains(u"503"_s));

    // Something is written on it.
    const QImage seen = bench.canvas()->grab().toImage();
    QSet<QRgb> colours;
    for (int y = seen.height() / 4; y < seen.height() * 3 / 4; ++y) {
        for (int x = seen.width() / 4; x < seen.width() * 3 / 4; ++x)
            colours.insert(seen.pixel(x, y));
    }
    QVERIFY(colours.size() > 5);
    bench.press(Qt::Key_1);
    bench.press(Qt::Key_Plus);
}

void TestPictureViewer::showsAPictureThatArrivesWhileItIsOpen()
{
    Bench bench;
    QVERIFY(bench.open(3));
    bench.viewer.showIndex(bench.model.index(4));
    QVERIFY(!bench.canvas()->hasPicture());
    bench.save(4);
    QTRY_VERIFY(bench.isRead());
    QCOMPARE(bench.canvas()->words(), CanvasWords());
    QVERIFY(bench.details()->toPlainText().contains(u"req_5"_s));
    QCOMPARE(bench.current.size(), 2);
}

void TestPictureViewer::saysWhyAFileCannotBeShown()
{
    Bench bench;
    bench.save(6, "no picture");
    QVERIFY(bench.open(5));
    bench.press(Qt::Key_Right);
    QTRY_VERIFY(bench.canvas()->words().headline.contains(u"damaged"_s));
    bench.press(Qt::Key_Right);
    QTRY_VERIFY(bench.isRead());
}

void TestPictureViewer::zoomsWithKeysAndButtons()
{
    Bench bench;
    QVERIFY(bench.open(0));
    const PictureTransform &transform = bench.canvas()->transform();
    bench.press(Qt::Key_1);
    QCOMPARE(transform.zoom(), 1.0);
    bench.press(Qt::Key_Plus);
    QCOMPARE(transform.zoom(), 1.25);
    bench.press(Qt::Key_Minus);
    bench.press(Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(transform.zoom() < 1);
    bench.press(Qt::Key_Equal);
    bench.press(Qt::Key_Equal);
    QVERIFY(transform.zoom() > 1);
    for (const Qt::Key key : {Qt::Key_F, Qt::Key_0}) {
        bench.press(key);
        QVERIFY(transform.isFitted());
        QTest::mouseClick(bench.button(u"Actual size"_s), Qt::LeftButton);
        QCOMPARE(transform.zoom(), 1.0);
    }
    QTest::mouseClick(bench.button(u"Fit"_s), Qt::LeftButton);
    QVERIFY(transform.isFitted());
    bench.press(Qt::Key_1);
    bench.press(Qt::Key_Right);
    QVERIFY(transform.isFitted()); // Another picture begins fitted.
}

void TestPictureViewer::tellsAllThatIsKnownAsPlainText()
{
    Bench bench;
    JobRecord &record = bench.run.jobs[0];
    record.job.prompt = u"<b>robot</b> &amp; <img src='file:///etc/passwd'>"_s;
    record.job.options.quality = u"high"_s;
    record.job.seed = 7;
    bench.model.updateJob(RunId(1), record);
    QVERIFY(bench.open(0));

    const QString text = bench.details()->toPlainText();
    for (const QString &part :
         {record.job.prompt, u"a robot dog, revised"_s, u"Model\tgpt-image-1"_s, u"Size\t1200 × 900"_s,
          u"Quality\thigh"_s, u"Seed\t7"_s, u"Format\tPNG"_s, u"Server\t2.0 s"_s, u"Download\t1.0 s"_s,
          u"In all\t5.0 s"_s, QDir::toNativeSeparators(bench.folder.filePath(u"robot_dog_1.png"_s)),
          u"req_1"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    QVERIFY(!text.contains(u"What happened"_s));

    bench.details()->setFocus();
    bench.press(Qt::Key_A, Qt::ControlModifier);
    bench.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), text);

    record.picture->revisedPrompt = record.job.prompt;
    bench.model.updateJob(RunId(1), record);
    QTRY_COMPARE(bench.details()->toPlainText().count(record.job.prompt), 1);
    bench.press(Qt::Key_I);
    QVERIFY(!bench.viewer.areDetailsVisible());
    QVERIFY(bench.canvas()->hasFocus());
    QTest::mouseClick(bench.button(u"Details"_s), Qt::LeftButton);
    QVERIFY(bench.viewer.areDetailsVisible());
}

void TestPictureViewer::takesTheWholeScreenAndReturnsToItsPlace()
{
    Bench bench;
    QVERIFY(bench.open(2));
    const QSignalSpy changed(&bench.viewer, &PictureViewer::fullScreenChanged);
    const QSize place = bench.canvas()->size();

    bench.press(Qt::Key_F11);
    QVERIFY(bench.viewer.takesWholeScreen());
    QWidget *shown = bench.canvas()->window();
    QVERIFY(shown != &bench.stack);
    QVERIFY(shown->isFullScreen());
    QTRY_COMPARE(shown->geometry(), bench.stack.screen()->geometry());
    QCOMPARE(bench.stack.currentWidget(), &bench.viewer);
    QTRY_COMPARE(QApplication::focusWidget(), bench.canvas());
    bench.press(Qt::Key_Right);
    QCOMPARE(bench.viewer.currentIndex().row(), 3);

    bench.press(Qt::Key_Escape);
    QVERIFY(!bench.viewer.takesWholeScreen());
    QCOMPARE(bench.closed.size(), 0);
    QCOMPARE(bench.canvas()->window(), &bench.stack);
    QCOMPARE(bench.stack.currentWidget(), &bench.viewer);
    QCOMPARE(bench.stack.indexOf(&bench.viewer), 1);
    QTRY_COMPARE(bench.canvas()->size(), place);
    QTRY_VERIFY(bench.canvas()->hasFocus());
    QCOMPARE(changed.size(), 2);
    bench.press(Qt::Key_Escape);
    QCOMPARE(bench.closed.size(), 1);
}

void TestPictureViewer::leavesTheWholeScreenHoweverItEnds()
{
    Bench bench;
    QVERIFY(bench.open(2));
    bench.viewer.toggleFullScreen();
    bench.canvas()->window()->close(); // As the desktop closes a window.
    QTRY_VERIFY(!bench.viewer.takesWholeScreen());
    QVERIFY(bench.canvas()->isVisible());

    bench.viewer.toggleFullScreen();
    bench.stack.setCurrentIndex(0);
    QVERIFY(!bench.viewer.takesWholeScreen());
    bench.viewer.toggleFullScreen(); // Not seen: there is nothing to enlarge.
    QVERIFY(!bench.viewer.takesWholeScreen());
    bench.stack.setCurrentIndex(1);
    QVERIFY(bench.canvas()->isVisible());
    QCOMPARE(bench.canvas()->window(), &bench.stack);
}

void TestPictureViewer::takesItsKeysBeforeTheWindowDoes()
{
    Bench bench;
    QAction action;
    action.setShortcut(Qt::Key_I);
    bench.stack.addAction(&action);
    const QSignalSpy triggered(&action, &QAction::triggered);
    QVERIFY(bench.open(0));
    bench.press(Qt::Key_I);
    QCOMPARE(triggered.size(), 0);
    QVERIFY(!bench.viewer.areDetailsVisible());
}

void TestPictureViewer::followsRowsThatComeAndGo()
{
    Bench bench;
    GalleryFilterModel filter;
    filter.setSourceModel(&bench.model);
    bench.viewer.setModel(&filter);
    bench.stack.show();
    bench.viewer.showIndex(filter.index(4, 0));
    filter.setShow(GalleryFilterModel::Show::Saved); // The one that is shown is none of these.
    QCOMPARE(bench.position(), u"5 of 9"_s);
    QCOMPARE(bench.viewer.currentIndex().data(GalleryModel::JobRole).value<JobId>(), JobId(6));
    QCOMPARE(bench.current.size(), 2);

    filter.setShow(GalleryFilterModel::Show::All);
    QCOMPARE(bench.position(), u"6 of 10"_s);
    QCOMPARE(bench.current.size(), 2); // The same picture.
    filter.setWantedWords(u"dog 1"_s);
    QCOMPARE(bench.position(), u"2 of 2"_s);
    QTRY_VERIFY(bench.isRead());
    QCOMPARE(bench.closed.size(), 0);
    bench.viewer.setModel(nullptr);
    QCOMPARE(bench.position(), QString());
}

void TestPictureViewer::isDoneWhenNothingIsLeft()
{
    Bench bench;
    QVERIFY(bench.open(9));
    bench.viewer.toggleFullScreen();
    bench.model.beginPress(u"/other"_s);
    QVERIFY(!bench.viewer.currentIndex().isValid());
    QVERIFY(!bench.viewer.takesWholeScreen());
    QVERIFY(!bench.isRead());
    QCOMPARE(bench.closed.size(), 1);
    bench.press(Qt::Key_Right);
    bench.press(Qt::Key_Home);
    QVERIFY(!bench.viewer.currentIndex().isValid());
}

void TestPictureViewer::canBeUsedWithoutAMouse()
{
    Bench bench;
    QVERIFY(bench.open(2));
    QSet<QString> names;
    for (int i = 0; i < 30; ++i) {
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(!focused->accessibleName().isEmpty());
        names.insert(focused->accessibleName());
        bench.press(Qt::Key_Tab);
    }
    bench.details()->setFocus();
    bench.press(Qt::Key_Escape);
    QCOMPARE(bench.closed.size(), 1);
    for (const QString &name :
         {u"Back to gallery"_s, u"Full screen"_s, u"Image"_s, u"Details of the image"_s})
        QVERIFY2(names.contains(name), qPrintable(QStringList(names.values()).join(u',')));
}

QTEST_MAIN(TestPictureViewer)
#include "tst_pictureviewer.moc"
