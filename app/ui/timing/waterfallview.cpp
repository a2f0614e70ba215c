#include "ui/timing/waterfallview.h"

#include "timing/timingmodel.h"
#include "ui/timing/axispainter.h"
#include "ui/timing/underwaypainter.h"
#include "ui/timing/waterfalldetails.h"
#include "ui/timing/waterfallpainter.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// While a run goes on the axis has room for what comes, and grows by this share of itself at once: bars that
/// shrank with every frame could not be watched.
constexpr double AxisSteps = 4;

/// Between two paintings for what is reported: a run may report thousands of times in a second.
constexpr std::chrono::milliseconds NewsInterval = 50ms;

} // namespace

WaterfallView::WaterfallView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timing of each picture"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    m_rest.setSingleShot(true);
    m_rest.setInterval(NewsInterval);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_hasNews)
            showNews();
    });
    // What a person does to the bar, by wheel or by hand, and nothing that the program does.
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        m_followsRows = false;
        emit rowsScrolled(verticalScrollBar()->sliderPosition());
    });
    updateGeometries();
}

WaterfallView::~WaterfallView() = default;

void WaterfallView::setModel(TimingModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &TimingModel::modelReset, this, &WaterfallView::takeRun);
        connect(m_model, &TimingModel::dataChanged, this, &WaterfallView::takeNews);
        connect(m_model, &TimingModel::pacingChanged, this, &WaterfallView::takeNews);
    }
    takeRun();
}

QSize WaterfallView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 14};
}

QSize WaterfallView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 32, fontMetrics().height() * 4};
}

void WaterfallView::setNow(Moment now)
{
    // Far outside, a moment more or less changes nothing that is seen.
    const auto pixel = [this] {
        return int(std::clamp(m_scale.position(this->now()), -1.0, m_scale.width() + 1));
    };
    const int before = pixel();
    m_now = now;
    if (std::exchange(m_isUnderWayStale, false)) {
        countUnderWay();
        viewport()->update();
    }
    if (m_isFitted)
        showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
    if (pixel() != before)
        viewport()->update();
}

void WaterfallView::setLeastEnd(Moment end)
{
    m_leastEnd = end;
    if (m_isFitted)
        showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
}

void WaterfallView::setTimeScale(const TimeScale &scale)
{
    const bool showsAll = scale.begin() <= Moment::zero() && scale.end() >= axisEnd();
    showScale(scale.resized(m_scale.width()), showsAll);
}

void WaterfallView::setHeading(const QString &heading)
{
    if (heading == m_heading)
        return;
    m_heading = heading;
    setAccessibleName(heading.isEmpty() ? tr("Timing of each picture")
                                        : tr("Timing of each picture: %1").arg(heading));
    viewport()->update();
}

void WaterfallView::setAxisNamed(bool isNamed)
{
    m_isAxisNamed = isNamed;
    viewport()->update();
}

void WaterfallView::setByPlace(bool isByPlace)
{
    if (std::exchange(m_isByPlace, isByPlace) == isByPlace)
        return;
    updateGeometries();
    verticalScrollBar()->setValue(0);
    if (currentRow() >= 0)
        showSelection();
    else
        followRows();
}

void WaterfallView::setIdeal(const std::optional<IdealEnd> &ideal)
{
    if (ideal == m_ideal)
        return;
    m_ideal = ideal;
    viewport()->update();
}

WaterfallScene WaterfallView::scene() const
{
    return {.model = *m_model,
            .now = now(),
            .scale = m_scale,
            .layout = m_layout,
            .scroll = scroll(),
            .isByPlace = m_isByPlace,
            .heading = m_heading,
            .isAxisNamed = m_isAxisNamed,
            .ideal = m_ideal,
            .underWay = m_underWay,
            .selectedJobs = m_selectedJobs,
            .focusedRow = hasFocus() ? currentRow() : -1,
            .focusedBar = hasFocus() ? currentBar() : std::nullopt,
            .palette = palette()};
}

void WaterfallView::selectJobs(const QList<JobId> &jobs)
{
    m_selectedJobs.clear();
    std::optional<JobId> first;
    for (const JobId job : jobs) {
        if (!m_model || !m_model->rowOf(job))
            continue;
        m_selectedJobs.insert(job);
        first = first.value_or(job);
    }
    if (!m_currentJob || !m_selectedJobs.contains(*m_currentJob)) {
        m_currentJob = first;
        m_currentAttempt = 0;
    }
    showSelection();
}

void WaterfallView::scrollRows(int scroll)
{
    m_followsRows = false;
    verticalScrollBar()->setValue(scroll);
}

void WaterfallView::fit()
{
    m_followsRows = true;
    showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
    emit timeScaleChanged(m_scale);
}

void WaterfallView::paintEvent(QPaintEvent *event)
{
    if (!m_model)
        return;
    QPainter painter(viewport());
    const WaterfallScene shown = scene();
    const int bottom = viewport()->height();
    drawAxis(painter, shown, bottom);
    drawUnderWay(painter, shown);

    painter.setClipRect(
        event->rect().intersected(QRect(0, m_layout.rowsTop(), viewport()->width(), m_layout.rowsHeight())));
    drawPauses(painter, shown, bottom);
    const WaterfallPainter waterfall(&painter, shown);
    const int first =
        std::max(m_layout.rowAt(std::max(event->rect().top(), m_layout.rowsTop()), scroll()), 0);
    const int last = std::min(m_layout.rowAt(event->rect().bottom(), scroll()), lineCount() - 1);
    for (int line = first; line <= last; ++line)
        waterfall.drawLine(line);
    painter.setClipping(false);
    drawIdeal(painter, shown, bottom);
}

void WaterfallView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateGeometries();
}

void WaterfallView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometries();
}

void WaterfallView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void WaterfallView::takeRun()
{
    m_now = Moment::zero();
    m_selectedJobs.clear();
    m_currentJob.reset();
    m_currentAttempt = 0;
    m_ideal.reset();
    setAccessibleDescription({});
    m_drag.reset();
    m_isFitted = true;
    m_followsRows = true;
    verticalScrollBar()->setValue(0);
    countUnderWay();
    updateGeometries();
    followRows();
}

void WaterfallView::takeNews()
{
    m_hasNews = true;
    m_isUnderWayStale = true;
    // The end of a run is told once, and nothing comes after it.
    if (!m_rest.isActive() || m_model->run().ended)
        showNews();
}

void WaterfallView::showNews()
{
    m_hasNews = false;
    m_rest.start();
    if (m_model->run().ended && std::exchange(m_isUnderWayStale, false))
        countUnderWay();
    if (m_isFitted)
        showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
    updateScrollRange();
    viewport()->update();
    followRows();
}

void WaterfallView::countUnderWay()
{
    m_isUnderWayStale = false;
    m_underWay = m_model ? underWayOf(m_model->run()) : UnderWay();
}

void WaterfallView::updateGeometries()
{
    const int scrollBar = verticalScrollBar()->sizeHint().width();
    m_layout = WaterfallLayout(viewport()->size(), width() - scrollBar, fontMetrics());
    updateScrollRange();
    m_scale = m_isFitted ? TimeScale(Moment::zero(), axisEnd(), m_layout.barsWidth())
                         : m_scale.resized(m_layout.barsWidth());
    viewport()->update();
}

void WaterfallView::updateScrollRange()
{
    QScrollBar *bar = verticalScrollBar();
    bar->setPageStep(m_layout.rowsHeight());
    bar->setSingleStep(m_layout.rowHeight());
    bar->setRange(0, std::max(lineCount() * m_layout.rowHeight() - m_layout.rowsHeight(), 0));
}

void WaterfallView::followRows()
{
    // By place all lines are there nearly from the start.
    if (!m_model || !m_followsRows || m_isByPlace || m_model->run().ended)
        return;
    if (const std::optional<int> row = m_model->lastBegunRow())
        makeVisible(*row);
}

int WaterfallView::scroll() const
{
    return verticalScrollBar()->value();
}

int WaterfallView::rowCount() const
{
    return m_model ? m_model->rowCount() : 0;
}

int WaterfallView::lineCount() const
{
    return m_model && m_isByPlace ? m_model->places().count() : rowCount();
}

int WaterfallView::currentRow() const
{
    return m_model && m_currentJob ? m_model->rowOf(*m_currentJob).value_or(-1) : -1;
}

std::optional<BarPosition> WaterfallView::currentBar() const
{
    const int row = currentRow();
    if (row < 0)
        return std::nullopt;
    const JobRecord &record = m_model->record(row);
    const int newest = record.timeline.attempts();
    return m_model->places().positionOf(row, record, m_currentAttempt > 0 ? m_currentAttempt : newest);
}

std::optional<int> WaterfallView::rowAt(QPoint position) const
{
    if (m_isByPlace) {
        const std::optional<BarPosition> bar = m_model ? barAt(scene(), position) : std::nullopt;
        return bar ? std::optional(m_model->places().bar(*bar).row) : std::nullopt;
    }
    const int row = m_layout.rowAt(position.y(), scroll());
    return row >= 0 && row < rowCount() ? std::optional(row) : std::nullopt;
}

Moment WaterfallView::now() const
{
    return m_model ? m_model->run().ended.value_or(m_now) : m_now;
}

Moment WaterfallView::axisEnd() const
{
    const Moment last = std::max({now(), m_leastEnd, TimeScale::ShortestStretch});
    if (!m_model || m_model->run().ended)
        return last;
    const Moment step = tickStep(last, AxisSteps);
    return ((last + step - Moment(1)) / step) * step;
}

void WaterfallView::showScale(const TimeScale &scale, bool isFitted)
{
    m_isFitted = isFitted;
    if (scale == m_scale)
        return;
    m_scale = scale;
    viewport()->update();
}

void WaterfallView::showSelection()
{
    const int row = currentRow();
    const std::optional<BarPosition> bar = m_isByPlace ? currentBar() : std::nullopt;
    if (bar)
        setAccessibleDescription(describeBar(scene(), *bar));
    else
        setAccessibleDescription(row >= 0      ? m_model->description(row, now())
                                     : m_model ? describePace(scene())
                                               : QString());
    if (row >= 0) {
        m_followsRows = false;
        if (bar)
            makeVisible(bar->place - 1);
        else if (!m_isByPlace)
            makeVisible(row);
    }
    viewport()->update();
}

void WaterfallView::makeVisible(int line)
{
    const int top = line * m_layout.rowHeight();
    const int lowest = top + m_layout.rowHeight() - m_layout.rowsHeight();
    // Where not even one row has room, its top is what is shown.
    verticalScrollBar()->setValue(std::min(std::max(scroll(), lowest), top));
}

} // namespace ContactSheet
