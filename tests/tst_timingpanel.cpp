#include "timing/runhistory.h"
#include "ui/timing/figurespanel.h"
#include "ui/timing/phaselegend.h"
#include "ui/timing/timingpanel.h"
#include "ui/timing/timingtable.h"
#include "ui/timing/waterfallview.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QHeaderView>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QList<RunRecord> runsOf(int count, PressMode mode)
{
    QStringList prompts;
    for (int i = 1; i <= count; ++i)
        prompts.append(u"robot dog %1"_s.arg(i));
    QList<RunRecord> runs;
    for (const RunPlan &plan : planRuns(prompts, 1, {}, mode, 4, false)) {
        RunRecord run{.plan = plan};
        for (const Job &job : plan.jobs)
            run.jobs.append({.job = job});
        runs.append(run);
    }
    return runs;
}

/// \a run at its end: of its pictures one after another, or all at once, each took a second less than the one
/// before it, and the last one second.
RunRecord ended(RunRecord run)
{
    const bool isSequential = run.plan.mode == Mode::Sequential;
    Moment begin = {};
    Moment end = {};
    for (JobRecord &record : run.jobs) {
        const Moment length = std::chrono::seconds(run.jobs.size() + 1 - record.job.index);
        record.state = JobState::Saved;
        record.timeline.beginAttempt(begin);
        record.timeline.firstByte(begin + length);
        record.timeline.lastByte(begin + length);
        record.timeline.end(begin + length);
        end = std::max(end, begin + length);
        begin = isSequential ? begin + length : begin;
    }
    run.ended = end;
    return run;
}

JobRecord begun(JobRecord record)
{
    record.state = JobState::Sent;
    record.timeline.beginAttempt(0s);
    return record;
}

} // namespace

class TestTimingPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysWhatAppearsHereWhileThereIsNoRun();
    void followsARunWhileItGoesOn();
    void restsWhileItIsNotSeen();
    void setsBothRunsOnOneAxis();
    void scrollsBothRunsTogether();
    void lightsAPictureInEachOfItsPlaces();
    void forgetsTheSelectionWithThePress();
    void showsTheSameAsATable();
    void showsPlacesWhereAPersonWantsThem();
    void sortsTheTableByWhatAPersonClicks();
    void tellsTheTableToScreenReaders();
    void zoomsByItsButtons();
    void breaksNoLegendWhereItIsNarrow();
    void keepsHowItsWidthIsShared();
    void hasRoomInALowDock();
    void namesWhatTheKeyboardReaches();

private:
    /// Shows the panel, and the runs that \a mode makes of \a count pictures, which have ended.
    QList<RunRecord> show(int count, PressMode mode);
    [[nodiscard]] bool says(const QString &text) const;
    [[nodiscard]] WaterfallView *waterfall(int place) const;
    [[nodiscard]] TimingTable *table() const { return m_panel->findChild<TimingTable *>(); }
    [[nodiscard]] QToolButton *button(const QString &name) const;
    [[nodiscard]] QString inTable(int row, int column) const;
    void clickRow(int place, int row) const;

    Clock::time_point m_time;
    std::unique_ptr<RunHistory> m_history;
    std::unique_ptr<TimingPanel> m_panel;
};

void TestTimingPanel::init()
{
    // A platform without a display cannot raise nor restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    m_time = Clock::time_point(100s);
    m_history = std::make_unique<RunHistory>(nullptr, [this] { return m_time; });
    m_panel = std::make_unique<TimingPanel>(*m_history);
    m_panel->resize(1000, 250);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestTimingPanel::cleanup()
{
    m_panel.reset();
    m_history.reset();
}

QList<RunRecord> TestTimingPanel::show(int count, PressMode mode)
{
    const QList<RunRecord> runs = runsOf(count, mode);
    m_history->beginPress(u"practice"_s);
    for (const RunRecord &run : runs) {
        m_history->takeRunStarted(run);
        m_history->takeRunEnded(ended(run));
    }
    QCoreApplication::processEvents(); // The second view gets its place.
    return runs;
}

bool TestTimingPanel::says(const QString &text) const
{
    const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) {
        return label->isVisibleTo(label->window()) && label->text() == text;
    });
}

WaterfallView *TestTimingPanel::waterfall(int place) const
{
    return m_panel->findChildren<WaterfallView *>().at(place);
}

QToolButton *TestTimingPanel::button(const QString &name) const
{
    for (QToolButton *candidate : m_panel->findChildren<QToolButton *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

QString TestTimingPanel::inTable(int row, int column) const
{
    return table()->model()->index(row, column).data().toString();
}

void TestTimingPanel::clickRow(int place, int row) const
{
    const WaterfallView *view = waterfall(place);
    const QRect rect = view->waterfallLayout().rowRect(row, view->verticalScrollBar()->value());
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, rect.center());
}

void TestTimingPanel::saysWhatAppearsHereWhileThereIsNoRun()
{
    QVERIFY(says(u"The timing of a run appears here: one line for each picture."_s));
    QVERIFY(says(u"Sum of requests"_s));
    QVERIFY(says(u"–"_s));
    QVERIFY(!button(u"Zoom in"_s)->isEnabled());
    QVERIFY(!waterfall(0)->isVisible());

    show(3, PressMode::Parallel);
    QVERIFY(!says(u"The timing of a run appears here: one line for each picture."_s));
    QVERIFY(waterfall(0)->isVisible());
    QVERIFY(!waterfall(1)->isVisible());
    QVERIFY(button(u"Zoom in"_s)->isEnabled());
}

void TestTimingPanel::followsARunWhileItGoesOn()
{
    const RunRecord run = runsOf(3, PressMode::Parallel).first();
    m_history->takeRunStarted(run);
    QVERIFY(says(u"Parallel, 4 at once"_s));
    m_history->takeJob(run.plan.id, begun(run.jobs.at(0)));

    m_time += 3s;
    QTRY_VERIFY(says(u"3.0 s"_s));
    QVERIFY(says(u"So far"_s));
    QVERIFY(says(u"Speed-up, estimated"_s));
    QVERIFY(waterfall(0)->timeScale().end() >= 3s);
    m_history->takeAtOnce(run.plan.id, {.atOnce = 8, .reason = AtOnceReason::Chosen});
    QTRY_VERIFY(says(u"Parallel, 8 at once"_s));

    QVERIFY(says(u"Where the time went"_s));
    QVERIFY(!says(u"What if…"_s));

    m_history->takeRunEnded(ended(run));
    QVERIFY(says(u"Wall clock"_s));
    QVERIFY(says(u"What if…"_s));
    QCOMPARE(waterfall(0)->timeScale().end(), Moment(3s));
}

void TestTimingPanel::restsWhileItIsNotSeen()
{
    const auto *timer = m_panel->findChild<QTimer *>();
    QVERIFY(!timer->isActive());
    const RunRecord run = runsOf(3, PressMode::Parallel).first();
    m_history->takeRunStarted(run);
    QVERIFY(timer->isActive());

    m_panel->hide();
    QVERIFY(!timer->isActive());
    m_time += 7s;
    m_panel->show();
    QVERIFY(timer->isActive());
    QVERIFY(says(u"7.0 s"_s));

    m_history->takeRunEnded(ended(run));
    QVERIFY(!timer->isActive());
}

void TestTimingPanel::setsBothRunsOnOneAxis()
{
    const QList<RunRecord> runs = runsOf(4, PressMode::Both);
    m_history->takeRunStarted(runs.at(0));
    m_history->takeRunEnded(ended(runs.at(0)));
    m_history->takeRunStarted(runs.at(1));
    QVERIFY(waterfall(1)->isVisible());
    m_time += 11s;
    QTRY_VERIFY(says(u"11.0 s"_s));
    // Room for what is still to come, in both of them.
    QCOMPARE(waterfall(0)->timeScale(), waterfall(1)->timeScale());
    QVERIFY(waterfall(0)->timeScale().end() > 11s);

    m_history->takeRunEnded(ended(runs.at(1)));
    QCOMPARE(waterfall(0)->timeScale(), waterfall(1)->timeScale());
    QCOMPARE(waterfall(1)->timeScale().end(), Moment(10s));
    QVERIFY(says(u"Speed-up"_s));
    QVERIFY(says(u"2.50 ×"_s));

    waterfall(1)->setFocus();
    QTest::keyClick(waterfall(1), Qt::Key_Plus);
    QTest::keyClick(waterfall(1), Qt::Key_Right);
    QVERIFY(waterfall(1)->timeScale().stretch() < 10s);
    QCOMPARE(waterfall(0)->timeScale(), waterfall(1)->timeScale());
    QTest::keyClick(waterfall(0), Qt::Key_Home);
    QVERIFY(waterfall(1)->isFitted());

    // A single run has the axis for itself again.
    show(2, PressMode::Parallel);
    QVERIFY(!waterfall(1)->isVisible());
    QCOMPARE(waterfall(0)->timeScale().end(), Moment(2s));
}

void TestTimingPanel::scrollsBothRunsTogether()
{
    show(60, PressMode::Both);
    QTest::mouseMove(waterfall(0)->viewport());
    QScrollBar *first = waterfall(0)->verticalScrollBar();
    const QScrollBar *second = waterfall(1)->verticalScrollBar();
    first->triggerAction(QAbstractSlider::SliderPageStepAdd);
    QVERIFY(first->value() > 0);
    QCOMPARE(second->value(), first->value());
}

void TestTimingPanel::lightsAPictureInEachOfItsPlaces()
{
    const QList<RunRecord> runs = show(3, PressMode::Both);
    const JobId sequential = runs.at(0).jobs.at(1).job.id;
    const JobId parallel = runs.at(1).jobs.at(1).job.id;
    QSignalSpy selected(m_panel.get(), &TimingPanel::jobSelected);
    QSignalSpy activated(m_panel.get(), &TimingPanel::jobActivated);
    const auto tableRows = [this] { return table()->selectionModel()->selectedRows().size(); };

    clickRow(0, 1);
    QCOMPARE(selected, (QList<QVariantList>{{QVariant::fromValue(sequential)}}));
    QCOMPARE(waterfall(0)->selectedJobs(), QSet{sequential});
    QCOMPARE(waterfall(1)->selectedJobs(), QSet{parallel});
    QCOMPARE(tableRows(), 2);
    QTest::keyClick(waterfall(0), Qt::Key_Return);
    QCOMPARE(activated, (QList<QVariantList>{{QVariant::fromValue(sequential)}}));

    selected.clear();
    m_panel->selectJobs({runs.at(1).jobs.at(2).job.id, runs.at(1).jobs.at(0).job.id});
    QCOMPARE(waterfall(0)->selectedJobs(),
             (QSet{runs.at(0).jobs.at(0).job.id, runs.at(0).jobs.at(2).job.id}));
    QCOMPARE(waterfall(1)->currentJob(), runs.at(1).jobs.at(2).job.id);
    QCOMPARE(tableRows(), 4);
    m_panel->selectJobs({});
    QVERIFY(waterfall(1)->selectedJobs().isEmpty());
    QCOMPARE(tableRows(), 0);
    QVERIFY(selected.isEmpty());
}

void TestTimingPanel::forgetsTheSelectionWithThePress()
{
    const QList<RunRecord> runs = runsOf(3, PressMode::Both);
    m_history->beginPress(u"practice"_s);
    m_history->takeRunStarted(runs.at(0));
    m_panel->selectJobs({JobId(2)});
    m_history->takeRunEnded(ended(runs.at(0)));
    m_history->takeRunStarted(runs.at(1));
    QCOMPARE(waterfall(1)->selectedJobs(), QSet{JobId(5)});

    // The ids mean other pictures from now on.
    show(3, PressMode::Parallel);
    QVERIFY(waterfall(0)->selectedJobs().isEmpty());
    QVERIFY(table()->selectionModel()->selectedRows().isEmpty());
}

void TestTimingPanel::showsTheSameAsATable()
{
    const QAbstractItemModelTester tester(table()->model());
    QSignalSpy shown(m_panel.get(), &TimingPanel::tableShownChanged);
    const QList<RunRecord> runs = show(3, PressMode::Parallel);

    QTest::mouseClick(button(u"Table"_s), Qt::LeftButton);
    QCOMPARE(shown, (QList<QVariantList>{{true}}));
    QVERIFY(table()->isVisible());
    QVERIFY(!waterfall(0)->isVisible());
    QVERIFY(!button(u"Zoom in"_s)->isEnabled());
    QCOMPARE(table()->model()->rowCount(), 3);
    QCOMPARE(inTable(1, TimingModel::PromptColumn), u"robot dog 2"_s);
    QCOMPARE(inTable(1, TimingModel::ServerColumn), u"2.0 s"_s);
    QVERIFY(table()->isColumnHidden(TimingModel::RunColumn));

    QSignalSpy selected(m_panel.get(), &TimingPanel::jobSelected);
    QSignalSpy activated(m_panel.get(), &TimingPanel::jobActivated);
    const QModelIndex second = table()->model()->index(1, TimingModel::PromptColumn);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(second).center());
    QTest::keyClick(table(), Qt::Key_Down);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(selected,
             (QList<QVariantList>{{QVariant::fromValue(JobId(2))}, {QVariant::fromValue(JobId(3))}}));
    QCOMPARE(activated, (QList<QVariantList>{{QVariant::fromValue(JobId(3))}}));
    QCOMPARE(waterfall(0)->selectedJobs(), QSet{JobId(3)});

    // The rows of Both say of which run they are, those of one picture beside each other.
    show(3, PressMode::Both);
    QVERIFY(!table()->isColumnHidden(TimingModel::RunColumn));
    QCOMPARE(table()->model()->rowCount(), 6);
    QCOMPARE(inTable(0, TimingModel::RunColumn), u"Sequential"_s);
    QCOMPARE(inTable(1, TimingModel::RunColumn), u"Parallel, 4 at once"_s);
    QCOMPARE(inTable(1, TimingModel::PromptColumn), u"robot dog 1"_s);

    QTest::mouseClick(button(u"By request"_s), Qt::LeftButton);
    QVERIFY(waterfall(0)->isVisible());
    m_panel->setTableShown(false);
    QCOMPARE(shown.size(), 2);
}

void TestTimingPanel::showsPlacesWhereAPersonWantsThem()
{
    QSignalSpy changed(m_panel.get(), &TimingPanel::byPlaceChanged);
    show(4, PressMode::Both);
    m_panel->setTableShown(true);
    QTest::mouseClick(button(u"By place"_s), Qt::LeftButton);
    QCOMPARE(changed, (QList<QVariantList>{{true}}));
    QVERIFY(!m_panel->isTableShown());
    QVERIFY(waterfall(0)->isByPlace() && waterfall(1)->isByPlace());
    // On one axis still, and each knows its own ideal end.
    QCOMPARE(waterfall(0)->timeScale(), waterfall(1)->timeScale());
    QCOMPARE(waterfall(0)->waterfallLayout().barsLeft(), waterfall(1)->waterfallLayout().barsLeft());
    QCOMPARE(waterfall(0)->scene().ideal, (IdealEnd{.at = 10s}));
    QCOMPARE(waterfall(1)->scene().ideal, (IdealEnd{.at = 4s}));

    QTest::mouseClick(button(u"By request"_s), Qt::LeftButton);
    QVERIFY(!waterfall(0)->isByPlace());
    m_panel->setByPlace(true);
    QVERIFY(button(u"By place"_s)->isChecked());
    QCOMPARE(changed.size(), 3);
}

void TestTimingPanel::sortsTheTableByWhatAPersonClicks()
{
    const RunRecord run = runsOf(12, PressMode::Parallel).first();
    m_panel->setTableShown(true);
    m_history->takeRunStarted(run);
    const QHeaderView *header = table()->horizontalHeader();
    const QPoint title(header->sectionViewportPosition(TimingModel::ServerColumn) + 10, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
    QCOMPARE(header->sortIndicatorSection(), int(TimingModel::ServerColumn));

    // No row moves under the eyes of who reads, and at the end all are in order: 2 s before 12 s.
    const RunRecord end = ended(run);
    m_history->takeJob(run.plan.id, end.jobs.at(0));
    QCOMPARE(inTable(0, TimingModel::PromptColumn), u"robot dog 1"_s);
    m_panel->selectJobs({JobId(1)});
    m_history->takeRunEnded(end);
    const Qt::SortOrder order = header->sortIndicatorOrder();
    QCOMPARE(inTable(order == Qt::AscendingOrder ? 0 : 11, TimingModel::ServerColumn), u"1.0 s"_s);
    QCOMPARE(inTable(order == Qt::AscendingOrder ? 11 : 0, TimingModel::ServerColumn), u"12.0 s"_s);
    QCOMPARE(inTable(table()->currentIndex().row(), TimingModel::PromptColumn), u"robot dog 1"_s);
}

void TestTimingPanel::tellsTheTableToScreenReaders()
{
    show(3, PressMode::Parallel);
    m_panel->setTableShown(true);
    QVERIFY(!table()->accessibleName().isEmpty());
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(table());
    QVERIFY(accessible);
    QAccessibleTableInterface *rows = accessible->tableInterface();
    QVERIFY(rows);
    QCOMPARE(rows->rowCount(), 3);
    QCOMPARE(rows->columnDescription(TimingModel::ServerColumn), u"Server"_s);
    QCOMPARE(rows->cellAt(1, TimingModel::PromptColumn)->text(QAccessible::Name), u"robot dog 2"_s);
}

void TestTimingPanel::zoomsByItsButtons()
{
    show(3, PressMode::Parallel);
    QTest::mouseClick(button(u"Zoom in"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Zoom in"_s), Qt::LeftButton);
    const Moment closer = waterfall(0)->timeScale().stretch();
    QVERIFY(closer < 3s);
    QTest::mouseClick(button(u"Zoom out"_s), Qt::LeftButton);
    QVERIFY(waterfall(0)->timeScale().stretch() > closer);
    QTest::mouseClick(button(u"Fit"_s), Qt::LeftButton);
    QVERIFY(waterfall(0)->isFitted());
}

void TestTimingPanel::breaksNoLegendWhereItIsNarrow()
{
    show(3, PressMode::Parallel);
    const auto *legend = m_panel->findChild<PhaseLegend *>();
    const auto below = [&] { return legend->y() > button(u"Table"_s)->geometry().center().y(); };
    m_panel->resize(1440, 250);
    QTRY_VERIFY(!below());
    m_panel->resize(960, 250);
    QTRY_VERIFY(below());
    QTRY_COMPARE(legend->height(), legend->sizeHint().height());
    m_panel->resize(1440, 250);
    QTRY_VERIFY(!below());
}

void TestTimingPanel::keepsHowItsWidthIsShared()
{
    const auto *figures = m_panel->findChild<FiguresPanel *>();
    const int before = figures->width();
    auto *splitter = m_panel->findChild<QSplitter *>();
    splitter->setSizes({500, 499});
    const int chosen = figures->width();
    QVERIFY(chosen > before);
    const QByteArray state = m_panel->saveState();

    splitter->setSizes({900, 99});
    m_panel->restoreState(u"something else"_s.toUtf8());
    QVERIFY(figures->width() < chosen);
    m_panel->restoreState(state);
    QCOMPARE(figures->width(), chosen);
}

void TestTimingPanel::hasRoomInALowDock()
{
    show(12, PressMode::Both);
    m_panel->resize(1024, 200);
    QCoreApplication::processEvents();
    QCOMPARE(m_panel->size(), QSize(1024, 200));
    for (int place = 0; place < 2; ++place)
        QVERIFY(waterfall(place)->waterfallLayout().rowsHeight() > waterfall(place)->fontMetrics().height());
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        if (label->isVisibleTo(label->window()) && !label->wordWrap()) {
            QVERIFY2(label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                     qPrintable(label->text()));
        }
    }
}

void TestTimingPanel::namesWhatTheKeyboardReaches()
{
    show(3, PressMode::Both);
    for (const QWidget *part : m_panel->findChildren<QWidget *>()) {
        const auto *shownButton = qobject_cast<const QToolButton *>(part);
        if (part->focusPolicy() & Qt::TabFocus && part->isVisible() && !part->focusProxy())
            QVERIFY2(!part->accessibleName().isEmpty() || shownButton, part->metaObject()->className());
    }
    QVERIFY(waterfall(0)->accessibleName() != waterfall(1)->accessibleName());
}

QTEST_MAIN(TestTimingPanel)
#include "tst_timingpanel.moc"
