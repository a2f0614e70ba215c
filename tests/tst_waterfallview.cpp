#include "timing/timingmodel.h"
#include "ui/timing/timingcolours.h"
#include "ui/timing/waterfallview.h"
#include "ui/widgets/plainlabel.h"

#include <QHelpEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A run of \a count pictures, each queued for a second for each before it, with 3 s of server and 1 s of
/// download, and no time for saving.
RunRecord endedRun(int count)
{
    QStringList prompts;
    for (int i = 0; i < count; ++i)
        prompts.append(u"robot dog %1"_s.arg(i + 1));
    RunRecord run{.plan = planRuns(prompts, 1, {}, PressMode::Parallel, 8, false).first()};
    for (int i = 0; i < count; ++i) {
        const Moment begin = std::chrono::seconds(i);
        JobRecord record{.job = run.plan.jobs.at(i), .state = JobState::Saved};
        record.timeline.beginAttempt(begin);
        record.timeline.firstByte(begin + 3s);
        record.timeline.lastByte(begin + 4s);
        record.timeline.end(begin + 4s);
        run.ended = begin + 4s;
        run.jobs.append(record);
    }
    return run;
}

RunRecord waitingRun(int count)
{
    RunRecord run = endedRun(count);
    run.ended.reset();
    for (JobRecord &record : run.jobs)
        record = {.job = record.job};
    return run;
}

/// Counts how often what it watches is painted.
class PaintCounter final : public QObject
{
public:
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

    int paints = 0;
};

JobRecord begun(JobRecord record, Moment begin)
{
    record.state = JobState::Sent;
    record.timeline.beginAttempt(begin);
    return record;
}

} // namespace

class TestWaterfallView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void drawsEachPhaseWhereTheTimeScaleSays();
    void leavesOutWhatIsThinnerThanAPixel();
    void namesTheMarksOfTheAxis_data();
    void namesTheMarksOfTheAxis();
    void tellsOfThePictureUnderThePointer();
    void selectsByKeyboard();
    void selectsByClick();
    void selectsWhatItIsToldWithoutSayingSo();
    void activatesByReturnAndDoubleClick();
    void zoomsAtThePointer();
    void zoomsAndFitsByKeyboard();
    void pansByDragAndShiftWheel();
    void followsARunWhileItGrows();
    void keepsWhatAPersonChoseWhileTheRunGrows();
    void scrollsToTheRowsThatBegin();
    void sharesAnAxisWithAnotherView();
    void drawsOnlyWhatIsVisibleOfALongRun();
    void paintsABurstOfReportsOnce();
    void hasReadableTextOnLightAndDark();
    void hasANameForScreenReaders();

private:
    void show(const RunRecord &run);
    [[nodiscard]] QPoint inRow(int row, Moment moment) const;
    void turnWheel(QPoint position, QPoint delta, Qt::KeyboardModifiers modifiers) const;

    std::unique_ptr<TimingModel> m_model;
    std::unique_ptr<WaterfallView> m_view;
};

void TestWaterfallView::init()
{
    // A platform without a display cannot raise the tooltip, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support raise)"_s));
    m_model = std::make_unique<TimingModel>();
    m_view = std::make_unique<WaterfallView>();
}

void TestWaterfallView::cleanup()
{
    QToolTip::hideText();
    m_view.reset();
    m_model.reset();
}

void TestWaterfallView::show(const RunRecord &run)
{
    m_model->setRun(run);
    m_view->setModel(m_model.get());
    m_view->resize(800, 240);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setFocus();
}

QPoint TestWaterfallView::inRow(int row, Moment moment) const
{
    const WaterfallLayout &layout = m_view->waterfallLayout();
    return {layout.barsLeft() + int(m_view->timeScale().position(moment)),
            layout.rowRect(row, m_view->verticalScrollBar()->value()).center().y()};
}

void TestWaterfallView::turnWheel(QPoint position, QPoint delta, Qt::KeyboardModifiers modifiers) const
{
    QWidget *viewport = m_view->viewport();
    QWheelEvent event(position, viewport->mapToGlobal(position), {}, delta, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QVERIFY(QCoreApplication::sendEvent(viewport, &event));
}

void TestWaterfallView::drawsEachPhaseWhereTheTimeScaleSays()
{
    show(endedRun(3));
    const QImage image = m_view->viewport()->grab().toImage();
    const QPalette palette = m_view->palette();
    const auto at = [&](int row, Moment moment) { return image.pixelColor(inRow(row, moment)); };

    QCOMPARE(m_view->timeScale().end(), Moment(6s));
    QCOMPARE(at(0, 1s), phaseColour(Phase::Server, palette));
    QCOMPARE(at(0, 2900ms), phaseColour(Phase::Server, palette));
    QCOMPARE(at(0, 3100ms), phaseColour(Phase::Download, palette));
    QCOMPARE(at(0, 4500ms), palette.color(QPalette::Base));
    QCOMPARE(at(2, 1900ms), phaseColour(Phase::Queued, palette));
    QCOMPARE(at(2, 2100ms), phaseColour(Phase::Server, palette));
    QCOMPARE(at(2, 5900ms), phaseColour(Phase::Download, palette));
}

void TestWaterfallView::leavesOutWhatIsThinnerThanAPixel()
{
    const TimeScale scale(0s, 10s, 100);
    const BarPiece server{.part = BarPart::Server, .begin = 0s, .end = 5s, .attempt = 1};
    const BarPiece finish{.part = BarPart::Finish, .begin = 5s, .end = 5010ms, .attempt = 1};
    const BarPiece outside{.part = BarPart::Finish, .begin = 12s, .end = 13s, .attempt = 1};

    const QList<BarSegment> segments = barSegments({server, finish, outside}, scale, 1);
    QCOMPARE(segments, (QList<BarSegment>{{.piece = server, .left = 0, .right = 50}}));
    // But no bar vanishes.
    const QList<BarSegment> alone = barSegments({finish}, scale, 2);
    QCOMPARE(alone, (QList<BarSegment>{{.piece = finish, .left = 50, .right = 50.5}}));
    // Nor does what came after a long wait.
    const BarPiece queued{.part = BarPart::Queued, .begin = 0s, .end = 5s};
    const QList<BarSegment> late = barSegments({queued, finish}, scale, 1);
    QCOMPARE(late,
             (QList<BarSegment>{{.piece = queued, .left = 0, .right = 50},
                                {.piece = finish, .left = 50, .right = 51}}));
    QCOMPARE(barSegments({queued}, scale, 1), late.mid(0, 1));
    const BarPiece last{.part = BarPart::Finish, .begin = 9999ms, .end = 10s, .attempt = 1};
    QCOMPARE(barSegments({last}, scale, 1).first().right, 100.0);
    // What reaches out of the scale is cut at its edges.
    const QList<BarSegment> cut = barSegments({server}, TimeScale(2s, 4s, 100), 1);
    QCOMPARE(cut, (QList<BarSegment>{{.piece = server, .left = 0, .right = 100}}));
    QVERIFY(barSegments({outside}, scale, 1).isEmpty());
}

void TestWaterfallView::namesTheMarksOfTheAxis_data()
{
    QTest::addColumn<Moment>("tick");
    QTest::addColumn<Moment>("step");
    QTest::addColumn<QString>("text");

    QTest::newRow("seconds") << Moment(5s) << Moment(1s) << u"5 s"_s;
    QTest::newRow("tenths") << Moment(1s) << Moment(200ms) << u"1.0 s"_s;
    QTest::newRow("milliseconds") << Moment(1005ms) << Moment(5ms) << u"1.005 s"_s;
    QTest::newRow("minutes") << Moment(725s) << Moment(5s) << u"12:05"_s;
}

void TestWaterfallView::namesTheMarksOfTheAxis()
{
    QFETCH(const Moment, tick);
    QFETCH(const Moment, step);
    QTEST(tickText(tick, step), "text");
}

void TestWaterfallView::tellsOfThePictureUnderThePointer()
{
    show(endedRun(3));
    const QPoint position = inRow(1, 2s);
    QHelpEvent event(QEvent::ToolTip, position, m_view->viewport()->mapToGlobal(position));
    QVERIFY(QCoreApplication::sendEvent(m_view->viewport(), &event));

    QCOMPARE(
        QToolTip::text(),
        plainToolTip(
            u"2  robot dog 2\nsaved after 5.0 s\nqueued: 1.0 s\nAt place 1\nserver: 3.0 s\ndownload: 1.0 s"_s));

    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QVERIFY(QToolTip::text().contains(u"robot dog 1<"));
}

void TestWaterfallView::selectsByKeyboard()
{
    const RunRecord run = endedRun(40);
    show(run);
    QSignalSpy selected(m_view.get(), &WaterfallView::jobSelected);

    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentJob(), run.jobs.at(0).job.id);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentJob(), run.jobs.at(1).job.id);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentJob(), run.jobs.at(0).job.id);
    QCOMPARE(selected.size(), 4);
    QCOMPARE(selected.last().first().value<JobId>(), run.jobs.at(0).job.id);

    for (int i = 0; i < 39; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentJob(), run.jobs.last().job.id);
    QVERIFY(m_view->viewport()->rect().contains(inRow(39, 0s)));
}

void TestWaterfallView::selectsByClick()
{
    const RunRecord run = endedRun(3);
    show(run);
    QSignalSpy selected(m_view.get(), &WaterfallView::jobSelected);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inRow(2, 1s));

    QCOMPARE(selected.size(), 1);
    QCOMPARE(m_view->currentJob(), run.jobs.at(2).job.id);
    // Below the last row there is nothing to select.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inRow(5, 1s));
    QCOMPARE(selected.size(), 1);
}

void TestWaterfallView::selectsWhatItIsToldWithoutSayingSo()
{
    const RunRecord run = endedRun(40);
    show(run);
    QSignalSpy selected(m_view.get(), &WaterfallView::jobSelected);

    m_view->selectJobs({run.jobs.at(30).job.id});
    QCOMPARE(m_view->currentJob(), run.jobs.at(30).job.id);
    QVERIFY(m_view->viewport()->rect().contains(inRow(30, 0s)));
    QVERIFY(m_view->accessibleDescription().startsWith(u"31  robot dog 31\n"));
    m_view->selectJobs({JobId(999)});
    QCOMPARE(m_view->currentJob(), std::nullopt);
    QVERIFY(selected.isEmpty());
}

void TestWaterfallView::activatesByReturnAndDoubleClick()
{
    const RunRecord run = endedRun(3);
    show(run);
    QSignalSpy activated(m_view.get(), &WaterfallView::jobActivated);

    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(activated.isEmpty());
    m_view->selectJobs({run.jobs.at(1).job.id});
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, inRow(2, 1s));
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated.first().first().value<JobId>(), run.jobs.at(1).job.id);
    QCOMPARE(activated.last().first().value<JobId>(), run.jobs.at(2).job.id);
}

void TestWaterfallView::zoomsAtThePointer()
{
    show(endedRun(3));
    QSignalSpy changed(m_view.get(), &WaterfallView::timeScaleChanged);
    const QPoint pointer = inRow(1, 4s);
    const double position = pointer.x() - m_view->waterfallLayout().barsLeft();
    const Moment pointed = m_view->timeScale().moment(position);

    for (int i = 1; i <= 5; ++i) {
        turnWheel(pointer, {0, 120}, Qt::ControlModifier);
        QVERIFY(std::abs(m_view->timeScale().position(pointed) - position) < 0.01);
        QCOMPARE(changed.size(), i);
    }
    QVERIFY(m_view->timeScale().stretch() < 3s);
    QVERIFY(!m_view->isFitted());

    for (int i = 0; i < 20; ++i)
        turnWheel(pointer, {0, -120}, Qt::ControlModifier);
    QCOMPARE(m_view->timeScale().stretch(), Moment(6s));
    QVERIFY(m_view->isFitted());
}

void TestWaterfallView::zoomsAndFitsByKeyboard()
{
    show(endedRun(3));
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    const Moment closer = m_view->timeScale().stretch();
    QVERIFY(closer < 4s);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QVERIFY(m_view->timeScale().stretch() > closer);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->timeScale().begin(), Moment(0s));
    QCOMPARE(m_view->timeScale().end(), Moment(6s));
    QVERIFY(m_view->isFitted());
}

void TestWaterfallView::pansByDragAndShiftWheel()
{
    const RunRecord run = endedRun(3);
    show(run);
    turnWheel(inRow(1, 0s), {0, 480}, Qt::ControlModifier);
    QSignalSpy selected(m_view.get(), &WaterfallView::jobSelected);
    const TimeScale before = m_view->timeScale();
    const QPoint start = inRow(1, 2s);
    const Moment held = before.moment(start.x() - m_view->waterfallLayout().barsLeft());

    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, start);
    QTest::mouseMove(m_view->viewport(), start - QPoint(60, 0));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, start - QPoint(60, 0));

    QCOMPARE(m_view->timeScale().stretch(), before.stretch());
    // What was held is where the pointer is now, and a drag is no click.
    QVERIFY(std::abs(m_view->timeScale().position(held) - (before.position(held) - 60)) < 0.01);
    QVERIFY(selected.isEmpty());

    const Moment dragged = m_view->timeScale().begin();
    turnWheel(start, {0, -120}, Qt::ShiftModifier);
    QVERIFY(m_view->timeScale().begin() > dragged);
}

void TestWaterfallView::followsARunWhileItGrows()
{
    const RunRecord run = waitingRun(3);
    show(run);
    m_model->updateJob(run.plan.id, begun(run.jobs.at(0), 0s));
    for (const Moment now : {Moment(800ms), Moment(3s), Moment(9s), Moment(61s)}) {
        m_view->setNow(now);
        QCOMPARE(m_view->timeScale().begin(), Moment(0s));
        QVERIFY(m_view->timeScale().end() >= now);
        QVERIFY(m_view->timeScale().end() <= 2 * now);
        const QImage image = m_view->viewport()->grab().toImage();
        QCOMPARE(image.pixelColor(inRow(0, now) - QPoint(2, 0)),
                 phaseColour(Phase::Server, m_view->palette()));
        QCOMPARE(image.pixelColor(inRow(1, now) - QPoint(2, 0)),
                 phaseColour(Phase::Queued, m_view->palette()));
    }

    // The axis grows in steps: what is drawn stays where it is in between.
    m_view->setNow(62s);
    const TimeScale before = m_view->timeScale();
    m_view->setNow(63s);
    QCOMPARE(m_view->timeScale(), before);

    m_model->endRun(endedRun(3));
    QCOMPARE(m_view->timeScale().end(), Moment(6s));
}

void TestWaterfallView::keepsWhatAPersonChoseWhileTheRunGrows()
{
    show(waitingRun(3));
    m_view->setNow(10s);
    m_view->zoomIn();
    const TimeScale chosen = m_view->timeScale();
    m_view->setNow(30s);
    QCOMPARE(m_view->timeScale(), chosen);
    m_view->fit();
    QVERIFY(m_view->timeScale().end() >= 30s);
}

void TestWaterfallView::scrollsToTheRowsThatBegin()
{
    const RunRecord run = waitingRun(100);
    show(run);
    m_model->updateJob(run.plan.id, begun(run.jobs.at(60), 0s));
    QVERIFY(m_view->viewport()->rect().contains(inRow(60, 0s)));

    // Not any more once a person looks at something else.
    m_view->selectJobs({run.jobs.at(0).job.id});
    m_model->updateJob(run.plan.id, begun(run.jobs.at(61), 0s));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void TestWaterfallView::sharesAnAxisWithAnotherView()
{
    show(endedRun(3));
    m_view->setLeastEnd(20s);
    QCOMPARE(m_view->timeScale().end(), Moment(20s));

    QSignalSpy changed(m_view.get(), &WaterfallView::timeScaleChanged);
    const double width = m_view->timeScale().width();
    m_view->setTimeScale(TimeScale(2s, 4s, 50));
    QCOMPARE(m_view->timeScale(), TimeScale(2s, 4s, width));
    QVERIFY(!m_view->isFitted());
    m_view->setTimeScale(TimeScale(0s, 20s, 50));
    QVERIFY(m_view->isFitted());
    QVERIFY(changed.isEmpty());
}

void TestWaterfallView::drawsOnlyWhatIsVisibleOfALongRun()
{
    const RunRecord run = endedRun(10'000);
    show(run);
    const WaterfallLayout &layout = m_view->waterfallLayout();
    QScrollBar *bar = m_view->verticalScrollBar();
    QCOMPARE(bar->maximum(), 10'000 * layout.rowHeight() - layout.rowsHeight());

    bar->setValue(bar->maximum());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(50, m_view->viewport()->height() - 2));
    QCOMPARE(m_view->currentJob(), run.jobs.last().job.id);
    const QImage image = m_view->viewport()->grab().toImage();
    QCOMPARE(image.pixelColor(inRow(9'999, 5000s)), phaseColour(Phase::Queued, m_view->palette()));
}

void TestWaterfallView::paintsABurstOfReportsOnce()
{
    const RunRecord run = waitingRun(2000);
    show(run);
    QCoreApplication::processEvents();
    PaintCounter counter;
    m_view->viewport()->installEventFilter(&counter);
    for (const JobRecord &record : run.jobs) {
        m_model->updateJob(run.plan.id, begun(record, 0s));
        QCoreApplication::processEvents();
    }
    QVERIFY(counter.paints < 200);
    // And the last one is not forgotten.
    QTRY_VERIFY(m_view->viewport()->rect().contains(inRow(1999, 0s)));
}

void TestWaterfallView::hasReadableTextOnLightAndDark()
{
    QPalette light(QColor(0xf2, 0xf2, 0xf0));
    QPalette dark(QColor(0x24, 0x24, 0x26));
    for (const QPalette &palette : {light, dark}) {
        const QColor window = palette.color(QPalette::Window);
        QVERIFY(contrast(quietText(palette), window) >= 4.5);
        QVERIFY(contrast(accentText(palette), window) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), selectedBackground(palette)) >= 4.5);
    }
    for (const QPalette &palette : {light, dark}) {
        QVERIFY(contrast(partColour(BarPart::Connecting, palette), partColour(BarPart::Server, palette))
                > 1.5);
    }
    QVERIFY(phaseColour(Phase::Backoff, light) != phaseColour(Phase::Backoff, dark));
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
}

void TestWaterfallView::hasANameForScreenReaders()
{
    QVERIFY(!m_view->accessibleName().isEmpty());
    QCOMPARE(m_view->focusPolicy(), Qt::StrongFocus);
}

QTEST_MAIN(TestWaterfallView)
#include "tst_waterfallview.moc"
