#include "timing/timingmodel.h"
#include "ui/timing/axispainter.h"
#include "ui/timing/timingcolours.h"
#include "ui/timing/waterfallview.h"
#include "ui/widgets/plainlabel.h"

#include <QHelpEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A run of \a count pictures, all of them saved, with nothing known of when.
RunRecord savedRun(int count)
{
    QStringList prompts;
    for (int i = 1; i <= count; ++i)
        prompts.append(u"robot dog %1"_s.arg(i));
    RunRecord run{.plan = planRuns(prompts, 1, {}, PressMode::Parallel, 8, false).first()};
    for (const Job &job : run.plan.jobs)
        run.jobs.append({.job = job, .state = JobState::Saved});
    return run;
}

/// Three pictures at two places: the first fails at place 1 and is tried again at place 2, which was free for
/// three seconds before.
RunRecord runWithRetry()
{
    RunRecord run = savedRun(3);
    Timeline &first = run.jobs[0].timeline;
    first.beginAttempt(0s, 1);
    first.markConnecting(0s);
    first.markSent(1s);
    first.beginBackoff(2s);
    first.beginAttempt(6s, 2);
    first.end(10s);
    Timeline &second = run.jobs[1].timeline;
    second.beginAttempt(0s, 2);
    second.end(3s);
    Timeline &third = run.jobs[2].timeline;
    third.beginAttempt(2s, 1);
    third.end(10s);
    run.ended = 10s;
    run.atOnceChanges = {{.at = 0s, .atOnce = 4}, {.at = 4s, .atOnce = 2, .reason = AtOnceReason::RateLimit}};
    run.pauses = {{.reason = ServicePause::Reason::RateLimit, .begin = 4s, .until = 6s, .end = 6s}};
    return run;
}

} // namespace

/// The waterfall by place, and what stands above its rows.
class TestWaterfallPlaces : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void marksConnectingWaitsAndFailures();
    void drawsTheTriesOfAPlaceOneAfterAnother();
    void selectsByPlaceWithMouseAndKeys();
    void tellsOfTriesGapsAndPlaces();
    void mergesWhatStandsWithinAPixel();
    void namesTheNumberUnderWayEachChangeAndEachPause();
    void leavesTheRowsTheRoomWhereThereIsLittle();
    void showsWhereTheIdealEndIs();

private:
    void show(const RunRecord &run);
    [[nodiscard]] QPoint inRow(int row, Moment moment) const;
    [[nodiscard]] QPoint inBand(Moment moment) const;
    [[nodiscard]] QString detailsAt(QPoint point) const;

    std::unique_ptr<TimingModel> m_model;
    std::unique_ptr<WaterfallView> m_view;
};

void TestWaterfallPlaces::init()
{
    // A platform without a display cannot raise the tooltip, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support raise)"_s));
    m_model = std::make_unique<TimingModel>();
    m_view = std::make_unique<WaterfallView>();
}

void TestWaterfallPlaces::cleanup()
{
    QToolTip::hideText();
    m_view.reset();
    m_model.reset();
}

void TestWaterfallPlaces::show(const RunRecord &run)
{
    m_model->setRun(run);
    m_view->setModel(m_model.get());
    m_view->resize(800, 240);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setFocus();
}

QPoint TestWaterfallPlaces::inRow(int row, Moment moment) const
{
    const WaterfallLayout &layout = m_view->waterfallLayout();
    return {layout.barsLeft() + int(m_view->timeScale().position(moment)),
            layout.rowRect(row, m_view->verticalScrollBar()->value()).center().y()};
}

QPoint TestWaterfallPlaces::inBand(Moment moment) const
{
    return {inRow(0, moment).x(), m_view->waterfallLayout().bandRect().center().y()};
}

/// What a pointer that rests at \a point is told.
QString TestWaterfallPlaces::detailsAt(QPoint point) const
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, point, m_view->viewport()->mapToGlobal(point));
    QCoreApplication::sendEvent(m_view->viewport(), &event);
    return QToolTip::text();
}

void TestWaterfallPlaces::marksConnectingWaitsAndFailures()
{
    show(runWithRetry());
    const QImage image = m_view->viewport()->grab().toImage();
    const QPalette palette = m_view->palette();
    const QColor base = palette.color(QPalette::Base);
    const QRect row = m_view->waterfallLayout().rowRect(0, 0);
    // The colours that stand in the column at \a moment of the first row.
    const auto colours = [&](Moment moment) {
        QSet<QRgb> found;
        for (int y = row.top() + 2; y <= row.bottom() - 2; ++y)
            found.insert(image.pixel(inRow(0, moment).x(), y));
        return found;
    };

    QVERIFY(colours(500ms).contains(partColour(BarPart::Connecting, palette).rgb()));
    QVERIFY(!colours(500ms).contains(partColour(BarPart::Server, palette).rgb()));
    QVERIFY(colours(1500ms).contains(partColour(BarPart::Server, palette).rgb()));
    QVERIFY(colours(8s).contains(partColour(BarPart::Server, palette).rgb()));
    // Waiting to retry is a dotted line: of the height of the row it takes little, and not every column.
    int dots = 0;
    int columns = 0;
    for (int x = inRow(0, 2200ms).x(); x < inRow(0, 5800ms).x(); ++x, ++columns) {
        QVERIFY(image.pixelColor(x, row.top() + 4) != partColour(BarPart::Backoff, palette));
        dots += image.pixelColor(x, row.center().y()) == partColour(BarPart::Backoff, palette) ? 1 : 0;
    }
    QVERIFY(dots > columns / 3 && dots < columns * 2 / 3);
    // The try that failed is told apart without colour, by its hatching.
    QVERIFY(colours(1500ms).size() > colours(8s).size());
    QVERIFY(base != partColour(BarPart::Connecting, palette));
}

void TestWaterfallPlaces::drawsTheTriesOfAPlaceOneAfterAnother()
{
    show(runWithRetry());
    m_view->setByPlace(true);
    const QImage image = m_view->viewport()->grab().toImage();
    const QPalette palette = m_view->palette();
    const auto at = [&](int place, Moment moment) { return image.pixelColor(inRow(place - 1, moment)); };

    QCOMPARE(at(1, 500ms), partColour(BarPart::Connecting, palette));
    QCOMPARE(at(1, 5s), partColour(BarPart::Server, palette));
    QCOMPARE(at(2, 1s), partColour(BarPart::Server, palette));
    QCOMPARE(at(2, 4500ms), partColour(BarPart::Queued, palette)); // The line of a free place.
    QCOMPARE(at(2, 8s), partColour(BarPart::Server, palette));
    QCOMPARE(image.pixelColor(inRow(2, 5s)).lightness(), image.pixelColor(inRow(3, 5s)).lightness());
}

void TestWaterfallPlaces::selectsByPlaceWithMouseAndKeys()
{
    const RunRecord run = runWithRetry();
    show(run);
    m_view->setByPlace(true);
    QSignalSpy selected(m_view.get(), &WaterfallView::jobSelected);
    const auto job = [&](int index) { return run.jobs.at(index).job.id; };
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(m_view.get(), key, modifiers);
        return m_view->currentJob().value_or(JobId(0));
    };

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inRow(1, 8s));
    QCOMPARE(m_view->currentJob(), job(0));
    QVERIFY(m_view->accessibleDescription().startsWith(u"Try 2 of 3, at place 2\n1  robot dog 1\n"_s));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inRow(1, 4500ms)); // Nothing is there.
    QCOMPARE(selected.size(), 1);

    QCOMPARE(press(Qt::Key_Left), job(1));
    QCOMPARE(press(Qt::Key_Left), job(1));
    QCOMPARE(press(Qt::Key_Up), job(0)); // The first try of the same picture, at the same moment.
    QVERIFY(m_view->accessibleDescription().startsWith(u"Try 1 of 3, at place 1"_s));
    QCOMPARE(press(Qt::Key_Right), job(2));
    QCOMPARE(press(Qt::Key_Down), job(0));
    QCOMPARE(press(Qt::Key_Up), job(2));
    QCOMPARE(press(Qt::Key_PageUp), job(0));
    QCOMPARE(press(Qt::Key_Space), job(0));
    QVERIFY(QToolTip::text().contains(u"Try 1 of 3, at place 1"_s));

    // What is selected comes into view in time as well; with Shift the keys only pan.
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
    press(Qt::Key_Right);
    QCOMPARE(press(Qt::Key_Left), job(0));
    QVERIFY(m_view->timeScale().begin() < 1s);
    const TimeScale before = m_view->timeScale();
    QCOMPARE(press(Qt::Key_Right, Qt::ShiftModifier), job(0));
    QVERIFY(m_view->timeScale().begin() > before.begin());

    m_view->setByPlace(false);
    QCOMPARE(m_view->currentJob(), job(0));
    QCOMPARE(press(Qt::Key_Down), job(1));
}

void TestWaterfallPlaces::tellsOfTriesGapsAndPlaces()
{
    show(runWithRetry());
    m_view->setByPlace(true);
    QVERIFY(detailsAt(inRow(0, 5s)).contains(u"3  robot dog 3"_s));
    QVERIFY(detailsAt(inRow(0, 1s)).contains(u"Try 1 of 3, at place 1: came to nothing"_s));
    QCOMPARE(detailsAt(inRow(1, 4500ms)), plainToolTip(u"Place 2 was free for 3.0 s, from 3.0 s to 6.0 s"_s));
    QCOMPARE(detailsAt({20, inRow(1, 0s).y()}),
             plainToolTip(u"Place 2\nRequests: 2\nIn use: 70 % of the time"_s));
    (void)detailsAt(inRow(4, 1s));
    QTRY_VERIFY(QToolTip::text().isEmpty());
}

void TestWaterfallPlaces::mergesWhatStandsWithinAPixel()
{
    RunRecord run = savedRun(10'000);
    for (int i = 0; i < run.jobs.size(); ++i) {
        Timeline timeline;
        // Eight places, each in use for half of the time in the first half of the run, and without a break
        // in the second.
        const Moment begin = std::chrono::seconds(i / 8);
        timeline.beginAttempt(begin, i % 8 + 1);
        timeline.end(begin + (i < 5000 ? 500ms : 1s));
        run.jobs[i].timeline = timeline;
    }
    run.ended = 1250s;
    show(run);
    m_view->setByPlace(true);
    m_view->resize(500, 240);
    const QImage image = m_view->viewport()->grab().toImage();
    const QPalette palette = m_view->palette();
    const QColor server = partColour(BarPart::Server, palette);
    // What is idle in between shows, though no gap is as wide as a pixel.
    const QColor half = image.pixelColor(inRow(3, 300s));
    QVERIFY(contrast(half, palette.color(QPalette::Base)) > 1.1);
    QVERIFY(half.saturation() < server.saturation());
    QVERIFY(image.pixelColor(inRow(3, 1000s)).saturation() > half.saturation());

    // The single picture is still met, and close by it is drawn by itself.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inRow(3, 300s));
    const std::optional<int> row = m_model->rowOf(m_view->currentJob().value());
    QVERIFY(row && *row % 8 == 3 && std::abs(*row / 8 - 300) < 20);
}

void TestWaterfallPlaces::namesTheNumberUnderWayEachChangeAndEachPause()
{
    show(runWithRetry());
    QVERIFY(m_view->waterfallLayout().bandHeight() > 0);
    QVERIFY(detailsAt(inBand(1s)).contains(u">2 of 4 at once under way at "_s));
    QVERIFY(detailsAt(inBand(4s)).contains(u"4 → 2: the service asked for fewer requests (at 4.0 s)"_s));
    QVERIFY(detailsAt(inBand(5s)).contains(u"The service asked to wait 2.0 s (at 4.0 s)"_s));
    QVERIFY(detailsAt(inBand(8s)).contains(u"2 of 2 at once under way"_s));
    // The same without a pointer.
    QTest::keyClick(m_view.get(), Qt::Key_Space, Qt::ShiftModifier);
    QVERIFY(QToolTip::text().contains(u"4 → 2: the service asked for fewer requests (at 4.0 s)"_s));

    // While a run goes on, the number is counted with the clock.
    RunRecord run = savedRun(3);
    for (JobRecord &record : run.jobs)
        record.state = JobState::Waiting;
    m_model->setRun(run);
    run.jobs[0].timeline.beginAttempt(0s);
    m_model->updateJob(run.plan.id, run.jobs.at(0));
    m_view->setNow(2s);
    QVERIFY(detailsAt(inBand(1s)).contains(u"1 of 8 at once"_s));
    m_model->takeAtOnce(run.plan.id, {.at = 1s, .atOnce = 5});
    m_view->setNow(3s);
    QVERIFY(detailsAt(inBand(2500ms)).contains(u"1 of 5 at once"_s));
}

void TestWaterfallPlaces::leavesTheRowsTheRoomWhereThereIsLittle()
{
    show(runWithRetry());
    m_view->resize(800, m_view->fontMetrics().height() * 5);
    QCOMPARE(m_view->waterfallLayout().bandHeight(), 0);
    QVERIFY(m_view->waterfallLayout().rowsHeight() >= 3 * m_view->fontMetrics().height());
}

void TestWaterfallPlaces::showsWhereTheIdealEndIs()
{
    show(runWithRetry());
    const auto label = [this] { return idealLabel(m_view->scene(), m_view->fontMetrics()); };
    QVERIFY(!label());
    const QImage before = m_view->viewport()->grab().toImage();
    m_view->setIdeal(IdealEnd{.at = 7500ms});
    const QImage after = m_view->viewport()->grab().toImage();
    QVERIFY(label()->place.contains(QPoint(inRow(0, 7500ms).x(), 3)));
    int changed = 0;
    for (int y = m_view->waterfallLayout().rowsTop(); y < after.height(); ++y)
        changed += after.pixel(inRow(0, 7500ms).x(), y) != before.pixel(inRow(0, 7500ms).x(), y) ? 1 : 0;
    QVERIFY(changed > after.height() / 5);
    QVERIFY(detailsAt(label()->place.center()).contains(u"Ideal end: 7.5 s."_s));

    // A forecast beyond the end of the axis is told at its edge.
    m_view->setIdeal(IdealEnd{.at = 30s, .isForeseen = true});
    QCOMPARE(label()->text, u"ideal 30.0 s →"_s);
    QVERIFY(label()->place.right() < m_view->viewport()->width());
    QVERIFY(detailsAt(label()->place.center()).contains(u"Ideal end, estimated: 30.0 s."_s));
    m_view->setIdeal(IdealEnd{.at = 30s});
    QVERIFY(!label());
}

QTEST_MAIN(TestWaterfallPlaces)
#include "tst_waterfallplaces.moc"
