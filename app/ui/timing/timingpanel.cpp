#include "ui/timing/timingpanel.h"

#include "runs/displaynames.h"
#include "timing/runhistory.h"
#include "ui/timing/figurespanel.h"
#include "ui/timing/timingcolours.h"
#include "ui/timing/timingheader.h"
#include "ui/timing/timingtable.h"
#include "ui/timing/waterfallview.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr int Margin = WaterfallLayout::Margin;

/// Bars grow smoothly enough.
constexpr std::chrono::milliseconds RefreshInterval = 100ms;

/// Figures go through all pictures of a run: of more than this they are told at every fifth refresh alone.
constexpr qsizetype ManyPictures = 2000;
constexpr int TicksBetweenFigures = 5;

/// The pages of the left side.
enum Page { EmptyPage, WaterfallPage, TablePage };

std::optional<IdealEnd> idealEnd(const RunFigures &figures)
{
    return figures.ideal ? std::optional(IdealEnd{.at = *figures.ideal, .isForeseen = !figures.isOver})
                         : std::nullopt;
}

} // namespace

TimingPanel::TimingPanel(RunHistory &history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_header(new TimingHeader)
    , m_waterfalls{new WaterfallView, new WaterfallView}
    , m_table(new TimingTable({history.model(0), history.model(1)}))
    , m_figures(new FiguresPanel)
    , m_figuresHeader(new QWidget)
    , m_emptyText(plainLabel(tr("The timing of a run appears here: one line for each picture."), this))
    , m_figuresTitle(plainLabel(tr("This run"), this))
    , m_runName(plainLabel({}, this))
    , m_pages(new QStackedWidget)
    , m_splitter(new QSplitter(this))
    , m_timer(this)
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeLeftSide());
    m_splitter->addWidget(makeRightSide());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);

    // Once all parts are here: this too changes how they look.
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_timer.setInterval(RefreshInterval);
    connectParts();
    applyLook();
    showRuns(false);
}

TimingPanel::~TimingPanel() = default;

QWidget *TimingPanel::makeLeftSide()
{
    auto *waterfalls = new QWidget;
    auto *waterfallLayout = new QVBoxLayout(waterfalls);
    waterfallLayout->setContentsMargins(0, Margin / 4, 0, 0);
    waterfallLayout->setSpacing(Margin / 2);
    for (std::size_t place = 0; place < m_waterfalls.size(); ++place) {
        m_waterfalls[place]->setModel(m_history.model(int(place)));
        waterfallLayout->addWidget(m_waterfalls[place], 1);
    }
    // Its marks stand below those of the first.
    m_waterfalls[1]->setAxisNamed(false);

    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setContentsMargins(Margin, Margin, Margin, Margin);
    m_pages->insertWidget(EmptyPage, m_emptyText);
    m_pages->insertWidget(WaterfallPage, waterfalls);
    m_pages->insertWidget(TablePage, m_table);

    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    m_lines.append(new QFrame(side));
    layout->addWidget(m_lines.last());
    layout->addWidget(m_pages, 1);
    return side;
}

QWidget *TimingPanel::makeRightSide()
{
    auto *headerLayout = new QHBoxLayout(m_figuresHeader);
    headerLayout->setContentsMargins(Margin, 3, Margin, 3);
    headerLayout->setSpacing(Margin / 2);
    headerLayout->addWidget(m_figuresTitle);
    headerLayout->addWidget(m_runName, 1);

    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_figuresHeader);
    m_lines.append(new QFrame(side));
    layout->addWidget(m_lines.last());
    layout->addWidget(m_figures, 1);
    return side;
}

void TimingPanel::connectParts()
{
    m_header->installEventFilter(this);
    connect(&m_history, &RunHistory::shownRunsChanged, this, &TimingPanel::showRuns);
    connect(&m_history, &RunHistory::runningChanged, this, &TimingPanel::takeRunning);
    connect(&m_timer, &QTimer::timeout, this, &TimingPanel::refresh);

    connect(m_header, &TimingHeader::tableRequested, this, [this] { setTableShown(true); });
    connect(m_header, &TimingHeader::waterfallRequested, this, [this](bool isByPlace) {
        setByPlace(isByPlace);
        setTableShown(false);
    });
    connect(m_header, &TimingHeader::zoomInRequested, this, &TimingPanel::zoomIn);
    connect(m_header, &TimingHeader::zoomOutRequested, this, &TimingPanel::zoomOut);
    connect(m_header, &TimingHeader::fitRequested, this, &TimingPanel::fit);

    for (std::size_t place = 0; place < m_waterfalls.size(); ++place) {
        const WaterfallView *view = m_waterfalls[place];
        const WaterfallView *other = m_waterfalls[m_waterfalls.size() - 1 - place];
        connect(view, &WaterfallView::timeScaleChanged, other, &WaterfallView::setTimeScale);
        connect(view, &WaterfallView::rowsScrolled, other, &WaterfallView::scrollRows);
        connect(view, &WaterfallView::jobSelected, this, &TimingPanel::select);
        connect(view, &WaterfallView::jobActivated, this, &TimingPanel::jobActivated);
    }
    connect(m_table, &TimingTable::jobSelected, this, &TimingPanel::select);
    connect(m_table, &TimingTable::jobActivated, this, &TimingPanel::jobActivated);
}

QByteArray TimingPanel::saveState() const
{
    return m_splitter->saveState();
}

void TimingPanel::restoreState(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

void TimingPanel::selectJobs(const QList<JobId> &jobs)
{
    m_selectedJobs = jobs;
    light();
}

void TimingPanel::zoomIn()
{
    pointedWaterfall()->zoomIn();
}

void TimingPanel::zoomOut()
{
    pointedWaterfall()->zoomOut();
}

void TimingPanel::fit()
{
    for (int place = 0; place < m_history.shownCount(); ++place)
        m_waterfalls[std::size_t(place)]->fit();
}

void TimingPanel::setTableShown(bool isShown)
{
    if (std::exchange(m_isTableShown, isShown) == isShown)
        return;
    m_header->setShown(m_isTableShown, m_isByPlace);
    showPage();
    emit tableShownChanged(isShown);
}

void TimingPanel::setByPlace(bool isByPlace)
{
    if (std::exchange(m_isByPlace, isByPlace) == isByPlace)
        return;
    m_header->setShown(m_isTableShown, m_isByPlace);
    for (WaterfallView *view : m_waterfalls)
        view->setByPlace(isByPlace);
    emit byPlaceChanged(isByPlace);
}

void TimingPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    takeRunning(m_history.isRunning());
}

void TimingPanel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void TimingPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

bool TimingPanel::eventFilter(QObject *watched, QEvent *event)
{
    // Both headers end on one line, on however many lines the legend stands.
    if (watched == m_header && event->type() == QEvent::Resize)
        m_figuresHeader->setFixedHeight(m_header->height());
    return QWidget::eventFilter(watched, event);
}

void TimingPanel::showRuns(bool isFirstKept)
{
    const bool areTwo = m_history.shownCount() == RunHistory::MostShown;
    m_waterfalls[1]->setVisible(areTwo);
    m_table->setRunShown(areTwo);
    if (!isFirstKept)
        m_selectedJobs.clear(); // Their ids mean other pictures by now.
    showPage();
    refresh();
    markIdealOfFirst();
    fit();
    light();
}

void TimingPanel::showPage()
{
    const bool hasRun = m_history.shownCount() > 0;
    m_pages->setCurrentIndex(!hasRun ? EmptyPage : m_isTableShown ? TablePage : WaterfallPage);
    m_header->setZoomEnabled(hasRun && !m_isTableShown);
}

void TimingPanel::takeRunning(bool isRunning)
{
    m_ticks = 0;
    if (isRunning && isVisible())
        m_timer.start();
    else
        m_timer.stop();
    if (!isRunning)
        m_table->sortAgain();
    refresh();
}

void TimingPanel::select(JobId job)
{
    m_selectedJobs = {job};
    light();
    emit jobSelected(job);
}

void TimingPanel::light()
{
    const QList<JobId> jobs = m_history.withCounterparts(m_selectedJobs);
    for (WaterfallView *view : m_waterfalls)
        view->selectJobs(jobs);
    m_table->selectJobs(jobs);
}

void TimingPanel::refresh()
{
    const Moment now = m_history.now();
    const int shown = m_history.shownCount();
    for (int place = 0; place < shown; ++place) {
        WaterfallView *view = m_waterfalls[std::size_t(place)];
        view->setHeading(shown > 1 ? runName(m_history.model(place)->run().plan) : QString());
        view->setNow(now);
    }
    alignAxes();
    const bool isLong = shown > 0 && m_history.newestRun().jobs.size() > ManyPictures;
    if (!isLong || !m_history.isRunning() || m_ticks % TicksBetweenFigures == 0)
        refreshFigures(now);
    ++m_ticks;
}

void TimingPanel::refreshFigures(Moment now)
{
    m_figures->setComparison(m_history.comparison(now), m_history.gain());
    if (m_history.shownCount() == 0) {
        m_runName->clear();
        m_figures->setFigures(blankFigures());
        return;
    }
    const RunRecord &run = m_history.newestRun();
    m_runName->setText(runName(run.plan));
    const RunFigures figures = m_history.figures(now);
    m_figures->setFigures(displayFigures(figures, run.plan));
    m_figures->setTimeShares(describe(findLostTime(run, now), run.plan.mode));
    m_figures->setWhatIf(run.ended ? replay(run) : WhatIf(), run.plan.atOnce);
    m_waterfalls[std::size_t(m_history.shownCount() - 1)]->setIdeal(idealEnd(figures));
}

/// The first run of Both has ended once the second is shown, and nothing changes in it.
void TimingPanel::markIdealOfFirst()
{
    if (m_history.shownCount() == RunHistory::MostShown)
        m_waterfalls[0]->setIdeal(idealEnd(measure(m_history.model(0)->run(), Moment::zero())));
}

/// Lets both views end where the longer of them does.
void TimingPanel::alignAxes()
{
    const bool areTwo = m_history.shownCount() == RunHistory::MostShown;
    const RunRecord &first = m_history.model(0)->run();
    m_waterfalls[1]->setLeastEnd(areTwo ? first.ended.value_or(Moment::zero()) : Moment::zero());
    m_waterfalls[0]->setLeastEnd(areTwo ? m_waterfalls[1]->axisEnd() : Moment::zero());
}

WaterfallView *TimingPanel::pointedWaterfall() const
{
    return m_waterfalls[1]->underMouse() ? m_waterfalls[1] : m_waterfalls[0];
}

void TimingPanel::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_figuresTitle->setFont(bold);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    quiet.setColor(QPalette::Text, quietText(palette()));
    m_runName->setPalette(quiet);
    m_emptyText->setPalette(quiet);
    // As quiet as the rows of the waterfall that are selected.
    QPalette table = palette();
    table.setColor(QPalette::Highlight, selectedBackground(palette()));
    table.setColor(QPalette::HighlightedText, palette().color(QPalette::Text));
    m_table->setPalette(table);
    QPalette faint = palette();
    faint.setColor(QPalette::Window, faintLine(palette()));
    faint.setColor(QPalette::WindowText, faintLine(palette()));
    for (QFrame *line : std::as_const(m_lines)) {
        line->setFrameStyle(int(QFrame::HLine) | int(QFrame::Plain));
        line->setForegroundRole(QPalette::WindowText);
        line->setFixedHeight(1);
        line->setPalette(faint);
    }
    m_splitter->handle(1)->setBackgroundRole(QPalette::Window);
    m_splitter->handle(1)->setAutoFillBackground(true);
    m_splitter->handle(1)->setPalette(faint);
}

} // namespace ContactSheet
