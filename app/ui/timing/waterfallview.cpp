#include "ui/timing/waterfallview.h"

#include "timing/timingmodel.h"
#include "ui/timing/waterfallpainter.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>

#include <algorithm>

namespace ContactSheet {

namespace {

/// While a run goes on the axis has room for what comes, and grows by this share of itself at once: bars that
/// shrank with every frame could not be watched.
constexpr double AxisSteps = 4;

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
        connect(m_model, &TimingModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) {
                    updateRows(first.row(), last.row());
                });
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
    const double before = m_scale.position(this->now());
    m_now = now;
    if (m_isFitted)
        showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
    if (int(m_scale.position(this->now())) != int(before))
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
    if (!m_currentJob || !m_selectedJobs.contains(*m_currentJob))
        m_currentJob = first;
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
    const WaterfallPainter::Scene scene{.model = *m_model,
                                        .now = now(),
                                        .scale = m_scale,
                                        .layout = m_layout,
                                        .scroll = scroll(),
                                        .heading = m_heading,
                                        .isAxisNamed = m_isAxisNamed,
                                        .selectedJobs = m_selectedJobs,
                                        .focusedRow = hasFocus() ? currentRow() : -1};
    const WaterfallPainter waterfall(&painter, scene, palette());
    waterfall.drawAxis(viewport()->height());

    painter.setClipRect(event->rect().intersected(
        QRect(0, m_layout.axisHeight(), viewport()->width(), m_layout.rowsHeight())));
    const int first =
        std::max(m_layout.rowAt(std::max(event->rect().top(), m_layout.axisHeight()), scroll()), 0);
    const int last = std::min(m_layout.rowAt(event->rect().bottom(), scroll()), rowCount() - 1);
    for (int row = first; row <= last; ++row)
        waterfall.drawRow(row);
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
    setAccessibleDescription({});
    m_drag.reset();
    m_isFitted = true;
    m_followsRows = true;
    verticalScrollBar()->setValue(0);
    updateGeometries();
    followRows();
}

void WaterfallView::updateRows(int first, int last)
{
    if (m_isFitted)
        showScale({Moment::zero(), axisEnd(), m_scale.width()}, true);
    viewport()->update(m_layout.rowRect(first, scroll()).united(m_layout.rowRect(last, scroll())));
    followRows();
}

void WaterfallView::updateGeometries()
{
    m_layout = WaterfallLayout(viewport()->size(), fontMetrics());
    QScrollBar *bar = verticalScrollBar();
    bar->setPageStep(m_layout.rowsHeight());
    bar->setSingleStep(m_layout.rowHeight());
    bar->setRange(0, std::max(rowCount() * m_layout.rowHeight() - m_layout.rowsHeight(), 0));
    m_scale = m_isFitted ? TimeScale(Moment::zero(), axisEnd(), m_layout.barsWidth())
                         : m_scale.resized(m_layout.barsWidth());
    viewport()->update();
}

void WaterfallView::followRows()
{
    if (!m_model || !m_followsRows || m_model->run().ended)
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

int WaterfallView::currentRow() const
{
    return m_model && m_currentJob ? m_model->rowOf(*m_currentJob).value_or(-1) : -1;
}

std::optional<int> WaterfallView::rowAt(QPoint position) const
{
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
    setAccessibleDescription(row >= 0 ? m_model->description(row, now()) : QString());
    if (row >= 0) {
        m_followsRows = false;
        makeVisible(row);
    }
    viewport()->update();
}

void WaterfallView::makeVisible(int row)
{
    const int top = row * m_layout.rowHeight();
    const int lowest = top + m_layout.rowHeight() - m_layout.rowsHeight();
    // Where not even one row has room, its top is what is shown.
    verticalScrollBar()->setValue(std::min(std::max(scroll(), lowest), top));
}

} // namespace ContactSheet
