#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerymodel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/tilecolors.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/theme/colours.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(int jobs)
{
    RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
    for (int i = 1; i <= jobs; ++i)
        run.jobs.append({.job = {.id = JobId(i), .index = i, .prompt = u"robot dog %1"_s.arg(i)}});
    return run;
}

/// A gallery of \a jobs tiles on a screen of 1000 by 600, with what it asked for.
struct Bench
{
    explicit Bench(int jobs)
    {
        view.setModel(&model);
        view.resize(1000, 600);
        view.show();
        model.showRun(runOf(jobs));
    }

    [[nodiscard]] bool isShown() { return QTest::qWaitForWindowActive(&view); }
    [[nodiscard]] QPoint centre(int row) const { return view.visualRect(model.index(row)).center(); }
    [[nodiscard]] QList<int> selected() const
    {
        QList<int> rows;
        for (const QModelIndex &index : view.selectionModel()->selectedIndexes())
            rows.append(index.row());
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, key, modifiers); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, centre(row));
    }

    GalleryModel model;
    GalleryView view;
};

/// Counts how often a widget paints itself, unasked by the test.
class PaintCounter : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

    int count = 0;
};

} // namespace

class TestGalleryView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void standsInRowsAndColumns_data();
    void standsInRowsAndColumns();
    void findsTilesByArithmetic();
    void hasItsScrollBarRightFromTheFirstFrame();
    void walksWithTheKeyboard();
    void extendsTheSelectionInListOrder();
    void selectsAllAndNothing();
    void selectsWithClicks();
    void selectsWithARubberBand();
    void keepsThePlaceWhenTilesChangeTheirSize();
    void keepsTheTileUnderThePointerWhenZoomed();
    void asksForTheViewer();
    void triesAgainAtTheButton();
    void tellsWhatIsShown();
    void followsAFilter();
    void countsSecondsWhileAPictureIsMade();
    void paintsEveryStateDifferentlyWithoutColour();
    void choosesReadableColours();
    void survivesPromptsOfAnyKind();
};

void TestGalleryView::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestGalleryView::standsInRowsAndColumns_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");

    QTest::newRow("nothing") << 0 << 1000 << 5 << 0;
    QTest::newRow("one") << 1 << 1000 << 5 << 1;
    QTest::newRow("a full row") << 5 << 1000 << 5 << 1;
    QTest::newRow("one more") << 6 << 1000 << 5 << 2;
    QTest::newRow("just wide enough") << 6 << 2 * 14 + 3 * 180 + 2 * 14 << 3 << 2;
    QTest::newRow("a pixel less") << 6 << 2 * 14 + 3 * 180 + 2 * 14 - 1 << 2 << 3;
    QTest::newRow("too narrow for one") << 6 << 50 << 1 << 6;
    QTest::newRow("no width") << 6 << 0 << 1 << 6;
}

void TestGalleryView::standsInRowsAndColumns()
{
    QFETCH(const int, count);
    QFETCH(const int, width);

    const TileGrid grid(count, width, 180, 30);

    QTEST(grid.columns(), "columns");
    QTEST(grid.rows(), "rows");
    QCOMPARE(grid.tileSize().height(), grid.tileSize().width() + 30);
    for (int tile = 0; tile < count; ++tile) {
        if (width > 100)
            QVERIFY(grid.tile(tile).right() <= width - TileGrid::Margin);
        QVERIFY(grid.tile(tile).bottom() < grid.height());
        QCOMPARE(grid.tileAt(grid.tile(tile).topLeft()), tile);
        QCOMPARE(grid.tileAt(grid.tile(tile).bottomRight()), tile);
        QCOMPARE(grid.tileAt(grid.tile(tile).bottomRight() + QPoint(1, 1)), -1);
    }
    QCOMPARE(grid.tileAt({-200, -200}), -1);
}

void TestGalleryView::findsTilesByArithmetic()
{
    // Against the plain way: looking at each tile.
    const TileGrid grid(103, 1000, 180, 30);
    for (const QRect &rect :
         {QRect(0, 0, 1, 1), QRect(14, 14, 1, 1), QRect(0, 0, 5000, 100'000), QRect(300, 500, 400, 900),
          QRect(-50, -50, 20, 20), QRect(0, 228, 1000, 14), QRect(900, 4000, 300, 9000), grid.tile(102),
          grid.tile(7).adjusted(-1, -1, 1, 1)}) {
        QList<int> expected;
        for (int tile = 0; tile < grid.count(); ++tile) {
            if (grid.tile(tile).intersects(rect))
                expected.append(tile);
        }
        QList<int> found;
        for (const auto &[first, last] : grid.tilesIn(rect)) {
            for (int tile = first; tile <= last; ++tile)
                found.append(tile);
        }
        QCOMPARE(found, expected);
    }
}

void TestGalleryView::hasItsScrollBarRightFromTheFirstFrame()
{
    Bench bench(10'000);

    const TileGrid &grid = bench.view.grid();
    QCOMPARE(grid.count(), 10'000);
    QCOMPARE(bench.view.verticalScrollBar()->maximum(), grid.height() - bench.view.viewport()->height());
    const int before = bench.view.verticalScrollBar()->maximum();
    QVERIFY(bench.isShown());
    QCOMPARE(bench.view.verticalScrollBar()->maximum(), before);

    bench.view.resize(700, 400);
    QTRY_COMPARE(grid.columns(), 3);
    QCOMPARE(bench.view.verticalScrollBar()->maximum(), grid.height() - bench.view.viewport()->height());
    bench.model.beginPress({});
    QCOMPARE(bench.view.verticalScrollBar()->maximum(), 0);
}

void TestGalleryView::walksWithTheKeyboard()
{
    Bench bench(103);
    QVERIFY(bench.isShown());
    QCOMPARE(bench.view.grid().columns(), 5);
    const auto current = [&] { return bench.view.currentIndex().row(); };

    bench.press(Qt::Key_Home);
    QCOMPARE(current(), 0);
    bench.press(Qt::Key_Left);
    QCOMPARE(current(), 0);
    bench.press(Qt::Key_Right);
    bench.press(Qt::Key_Down);
    QCOMPARE(current(), 6);
    bench.press(Qt::Key_Up);
    bench.press(Qt::Key_Up);
    QCOMPARE(current(), 1);
    bench.press(Qt::Key_PageDown);
    QCOMPARE(current(), 1 + 2 * 5);
    bench.press(Qt::Key_PageUp);
    QCOMPARE(current(), 1);
    bench.press(Qt::Key_End);
    QCOMPARE(current(), 102);
    QVERIFY(bench.view.viewport()->rect().contains(bench.view.visualRect(bench.view.currentIndex())));
    bench.view.setCurrentIndex(bench.model.index(99));
    bench.press(Qt::Key_Down);
    QCOMPARE(current(), 102);
    QCOMPARE(bench.selected(), QList<int>{102});
}

void TestGalleryView::extendsTheSelectionInListOrder()
{
    Bench bench(40);
    QVERIFY(bench.isShown());

    bench.press(Qt::Key_Home);
    bench.press(Qt::Key_Right);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(bench.selected(), (QList<int>{1, 2, 3, 4, 5, 6}));
    bench.press(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(bench.selected(), (QList<int>{1, 2, 3, 4, 5}));
    bench.press(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(bench.selected().size(), 39);
    bench.press(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(bench.selected().size(), 39);
    QCOMPARE(bench.view.currentIndex().row(), 0);
}

void TestGalleryView::selectsAllAndNothing()
{
    Bench bench(10'000);
    QVERIFY(bench.isShown());
    const QSignalSpy viewer(&bench.view, &GalleryView::viewerRequested);

    bench.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(bench.view.selectionModel()->selection().size(), 1);
    QCOMPARE(bench.view.selectionModel()->selectedIndexes().size(), 10'000);
    bench.press(Qt::Key_Escape);
    QVERIFY(!bench.view.selectionModel()->hasSelection());
    QVERIFY(viewer.isEmpty());
}

void TestGalleryView::selectsWithClicks()
{
    Bench bench(40);
    QVERIFY(bench.isShown());

    bench.click(2);
    QCOMPARE(bench.selected(), QList<int>{2});
    bench.click(8, Qt::ControlModifier);
    QCOMPARE(bench.selected(), (QList<int>{2, 8}));
    bench.click(2);
    bench.click(6, Qt::ShiftModifier);
    QCOMPARE(bench.selected(), (QList<int>{2, 3, 4, 5, 6}));
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(bench.selected().isEmpty());
}

void TestGalleryView::selectsWithARubberBand()
{
    Bench bench(40);
    QVERIFY(bench.isShown());
    QWidget *port = bench.view.viewport();

    // From the margin into the second tile of the second row: a block, not a stretch of the list.
    QTest::mousePress(port, Qt::LeftButton, {}, QPoint(5, 5));
    QTest::mouseMove(port, bench.centre(0));
    QTest::mouseMove(port, bench.centre(6));
    QCOMPARE(bench.selected(), (QList<int>{0, 1, 5, 6}));
    const QColor banded = bench.view.grab().toImage().pixelColor(9, 9);
    QTest::mouseMove(port, bench.centre(5));
    QCOMPARE(bench.selected(), (QList<int>{0, 5}));
    QTest::mouseRelease(port, Qt::LeftButton, {}, bench.centre(5));
    QCOMPARE(bench.selected(), (QList<int>{0, 5}));
    QVERIFY(bench.view.grab().toImage().pixelColor(9, 9) != banded);
}

void TestGalleryView::keepsThePlaceWhenTilesChangeTheirSize()
{
    Bench bench(10'000);
    QVERIFY(bench.isShown());
    const QSignalSpy changed(&bench.view, &GalleryView::tileSizeChanged);

    const QModelIndex current = bench.model.index(5003);
    bench.view.setCurrentIndex(current);
    bench.view.scrollTo(current, QAbstractItemView::PositionAtCenter);
    for (const int size : {120, 300, 97, 180}) {
        const int before = bench.view.visualRect(current).center().y();
        bench.view.setTileSize(size);
        QVERIFY(std::abs(bench.view.visualRect(current).center().y() - before) <= 1);
    }
    QCOMPARE(changed.size(), 4);

    bench.view.scrollTo(bench.model.index(0));
    bench.view.setTileSize(250);
    QVERIFY(bench.view.verticalScrollBar()->value() < bench.view.grid().rowHeight());

    bench.view.setTileSize(1);
    QCOMPARE(bench.view.tileSize(), GalleryView::SmallestTile);
    bench.view.setTileSize(100'000);
    QCOMPARE(bench.view.tileSize(), GalleryView::LargestTile);
}

void TestGalleryView::keepsTheTileUnderThePointerWhenZoomed()
{
    Bench bench(10'000);
    QVERIFY(bench.isShown());
    bench.view.scrollTo(bench.model.index(4000), QAbstractItemView::PositionAtCenter);
    const QPoint pointer(500, 100);
    const QModelIndex pointed = bench.view.indexAt(pointer);
    QVERIFY(pointed.isValid());
    const int before = bench.view.visualRect(pointed).center().y();

    for (int i = 0; i < 4; ++i) {
        QWheelEvent wheel(pointer, bench.view.viewport()->mapToGlobal(pointer), {}, {0, -120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(bench.view.viewport(), &wheel);
        if (i == 0)
            QVERIFY(std::abs(bench.view.visualRect(pointed).center().y() - before) <= 1);
    }
    QVERIFY(bench.view.tileSize() < 130);
}

void TestGalleryView::asksForTheViewer()
{
    Bench bench(10);
    QVERIFY(bench.isShown());
    QSignalSpy viewer(&bench.view, &GalleryView::viewerRequested);

    bench.click(3);
    QCOMPARE(viewer.size(), 0);
    bench.press(Qt::Key_Space);
    bench.press(Qt::Key_Return);
    QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, bench.centre(3));
    QCOMPARE(viewer.size(), 3);
    for (const QList<QVariant> &asked : viewer)
        QCOMPARE(asked.first().toModelIndex(), bench.model.index(3));
}

void TestGalleryView::triesAgainAtTheButton()
{
    Bench bench(10);
    QVERIFY(bench.isShown());
    JobRecord failed = runOf(3).jobs.at(2);
    failed.state = JobState::Failed;
    failed.error = Error{.message = u"The service is overloaded. Try again later."_s};
    bench.model.updateJob(RunId(1), failed);
    const QSignalSpy retry(&bench.view, &GalleryView::retryRequested);
    const auto button = [&](int row) {
        return TileParts(bench.view.visualRect(bench.model.index(row)), bench.view.fontMetrics(),
                         TileButton::TryAgain)
            .button.center();
    };

    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {}, button(1));
    bench.click(2);
    QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, button(2));
    QTest::mouseRelease(bench.view.viewport(), Qt::LeftButton, {}, bench.centre(2) - QPoint(0, 60));
    QCOMPARE(retry.size(), 0);
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {}, button(2));
    QCOMPARE(retry.size(), 1);
    QCOMPARE(retry.first().first().toModelIndex().row(), 2);
}

void TestGalleryView::tellsWhatIsShown()
{
    Bench bench(10'000);
    QSignalSpy shown(&bench.view, &GalleryView::shownJobsChanged);
    QVERIFY(bench.isShown());
    QTRY_VERIFY(!shown.isEmpty());
    const auto jobs = shown.constLast().at(0).value<QList<JobId>>();
    QCOMPARE(jobs.first(), JobId(1));
    QCOMPARE(jobs.size(), 15); // Three rows of five are seen, the last one in part.
    const QSize box = shown.constLast().at(1).toSize();
    QCOMPARE(box.width(), bench.view.grid().tileSize().width() - 2);

    shown.clear();
    bench.view.scrollTo(bench.model.index(9'999));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(shown.constLast().at(0).value<QList<JobId>>().last(), JobId(10'000));
}

void TestGalleryView::followsAFilter()
{
    GalleryModel model;
    GalleryFilterModel filter;
    filter.setSourceModel(&model);
    GalleryView view;
    view.setModel(&filter);
    view.resize(1000, 600);
    model.showRun(runOf(1000));
    view.show();

    filter.setWantedWords(u"dog 99"_s);
    QCOMPARE(view.grid().count(), 19);
    filter.setWantedWords({});
    QCOMPARE(view.grid().count(), 1000);
    filter.setShow(GalleryFilterModel::Show::Saved);
    QCOMPARE(view.grid().count(), 0);
    QVERIFY(!view.grab().isNull());
}

void TestGalleryView::countsSecondsWhileAPictureIsMade()
{
    Bench bench(200);
    QVERIFY(bench.isShown());
    JobRecord sent = runOf(1).jobs.first();
    sent.state = JobState::Sent;
    sent.timeline.beginAttempt(0s);
    bench.model.updateJob(RunId(1), sent);
    QTRY_VERIFY(bench.model.index(0).data(GalleryModel::RunningSinceRole).isValid());
    PaintCounter paints;
    bench.view.viewport()->installEventFilter(&paints);
    QTRY_VERIFY(paints.count > 5); // Nothing changes but the time.
    sent.state = JobState::Failed;
    sent.timeline.end(1s);
    bench.model.updateJob(RunId(1), sent);
    QTRY_VERIFY(!bench.model.index(0).data(GalleryModel::RunningSinceRole).isValid());
}

void TestGalleryView::paintsEveryStateDifferentlyWithoutColour()
{
    Bench bench(8);
    QVERIFY(bench.isShown());
    const QList<JobState> states{JobState::Waiting, JobState::Sent,     JobState::Saved,
                                 JobState::Refused, JobState::Failed,   JobState::Expired,
                                 JobState::Unknown, JobState::Cancelled};
    for (int row = 0; row < states.size(); ++row) {
        JobRecord record = runOf(8).jobs.at(row);
        record.job.prompt = u"same"_s;
        record.state = states.at(row);
        bench.model.updateJob(RunId(1), record);
    }
    QTRY_COMPARE(bench.model.index(7).data(GalleryModel::PhaseRole).value<TilePhase>(), TilePhase::Cancelled);

    QList<QImage> seen;
    for (int row = 0; row < states.size(); ++row) {
        // Two greys: what is left is shape alone.
        const QImage tile = bench.view.viewport()
                                ->grab(bench.view.visualRect(bench.model.index(row)))
                                .toImage()
                                .convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        for (const QImage &other : std::as_const(seen))
            QVERIFY(tile != other);
        seen.append(tile);
    }
}

void TestGalleryView::choosesReadableColours()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
    for (const auto &[base, text] : {std::pair<QColor, QColor>{QColor(Qt::white), QColor(Qt::black)},
                                     {QColor(0x1b, 0x1b, 0x1d), QColor(0xee, 0xee, 0xee)},
                                     {QColor(0xef, 0xef, 0xef), QColor(0x20, 0x20, 0x20)}}) {
        QPalette palette;
        palette.setColor(QPalette::Base, base);
        palette.setColor(QPalette::Text, text);
        const TileColors colors(palette);
        for (const QColor &ink : {colors.text, colors.quietText, colors.accent, colors.alarm})
            QVERIFY(contrast(ink, colors.surface) >= ReadableContrast);
        QVERIFY(contrast(colors.quietText, colors.underWay) >= ReadableContrast);
    }
}

void TestGalleryView::survivesPromptsOfAnyKind()
{
    RunRecord run = runOf(5);
    run.jobs[0].job.prompt = QString(100'000, u'x');
    run.jobs[1].job.prompt = u"<b>bold</b><img src='file:///etc/passwd'>"_s;
    run.jobs[2].job.prompt = u"\u202Eright to left \u05E9\u05DC\u05D5\u05DD \U0001F436"_s;
    run.jobs[3].job.prompt = QString(QChar(0)) + u"\a\n\t\u0085"_s;
    run.jobs[4].job.prompt.clear();
    for (JobRecord &record : run.jobs) {
        record.state = JobState::Failed;
        record.error = Error{.message = record.job.prompt, .detail = record.job.prompt};
    }
    Bench bench(0);
    bench.model.beginPress({});
    run.plan.id = RunId(2);
    bench.model.showRun(run);
    QVERIFY(bench.isShown());
    for (const int size : {GalleryView::SmallestTile, 180, GalleryView::LargestTile}) {
        bench.view.setTileSize(size);
        QVERIFY(!bench.view.grab().isNull());
    }
}

QTEST_MAIN(TestGalleryView)
#include "tst_galleryview.moc"
