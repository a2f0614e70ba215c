#include "ui/timing/timingtable.h"

#include "runs/displaynames.h"
#include "timing/timingmodel.h"

#include <QConcatenateTablesProxyModel>
#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Between the edges of a cell and its text, and for the arrow of the column that sorts.
constexpr int CellMargins = 12;
constexpr int ArrowWidth = 12;

constexpr int FewestPromptCharacters = 20;

/// Neighbouring rows of \a rows, which are sorted, as one range each: each range costs, each row does not.
QItemSelection rangesOf(const QList<int> &rows, const QAbstractItemModel &model)
{
    QItemSelection ranges;
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) <= rows.at(last) + 1)
            ++last;
        ranges.append(QItemSelectionRange(model.index(rows.at(first), 0),
                                          model.index(rows.at(last), model.columnCount() - 1)));
        first = last + 1;
    }
    return ranges;
}

} // namespace

TimingTable::TimingTable(const QList<TimingModel *> &models, QWidget *parent)
    : QTableView(parent)
    , m_models(models)
    , m_joined(new QConcatenateTablesProxyModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    for (TimingModel *model : models)
        m_joined->addSourceModel(model);
    m_sorted->setSourceModel(m_joined);
    m_sorted->setSortRole(TimingModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortLocaleAware(true);
    // Thousands of reports in a second must not sort as often, and rows that jump cannot be read.
    m_sorted->setDynamicSortFilter(false);
    setModel(m_sorted);

    setAccessibleName(tr("Timing of each picture, as a table"));
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    setSortingEnabled(true);
    sortByColumn(TimingModel::IndexColumn, Qt::AscendingOrder);
    setRunShown(false);
    setWidths();

    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows();
        if (!m_isTold && !rows.isEmpty())
            emit jobSelected(rows.first().data(TimingModel::JobIdRole).value<JobId>());
    });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit jobActivated(index.data(TimingModel::JobIdRole).value<JobId>());
    });
}

TimingTable::~TimingTable() = default;

void TimingTable::setRunShown(bool isShown)
{
    setColumnHidden(TimingModel::RunColumn, !isShown);
    fitPrompts();
}

void TimingTable::selectJobs(const QList<JobId> &jobs)
{
    QList<int> rows;
    for (const JobId job : jobs) {
        if (const std::optional<int> row = rowOf(job))
            rows.append(*row);
    }
    const QScopedValueRollback told(m_isTold, true);
    if (!rows.isEmpty() && !rows.contains(currentIndex().row())) {
        selectionModel()->setCurrentIndex(m_sorted->index(rows.first(), TimingModel::IndexColumn),
                                          QItemSelectionModel::NoUpdate);
    }
    std::sort(rows.begin(), rows.end());
    selectionModel()->select(rangesOf(rows, *m_sorted),
                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void TimingTable::sortAgain()
{
    m_sorted->sort(m_sorted->sortColumn(), m_sorted->sortOrder());
}

void TimingTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setWidths();
}

void TimingTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitPrompts();
}

std::optional<int> TimingTable::rowOf(JobId job) const
{
    for (const TimingModel *model : m_models) {
        if (const std::optional<int> row = model->rowOf(job))
            return m_sorted->mapFromSource(m_joined->mapFromSource(model->index(*row, 0))).row();
    }
    return std::nullopt;
}

/// Wide enough for the title and for the widest that comes, so that no column moves while a run fills it.
void TimingTable::setWidths()
{
    const QFontMetrics metrics = fontMetrics();
    const auto widthOf = [&](int column, const QString &widest) {
        const QString title = m_sorted->headerData(column, Qt::Horizontal).toString();
        return std::max(metrics.horizontalAdvance(title) + ArrowWidth, metrics.horizontalAdvance(widest))
            + CellMargins;
    };
    for (int column = 0; column < TimingModel::ColumnCount; ++column)
        setColumnWidth(column, widthOf(column, u"000.0 s"_s));
    setColumnWidth(TimingModel::IndexColumn, widthOf(TimingModel::IndexColumn, u"00,000"_s));
    setColumnWidth(TimingModel::RunColumn,
                   widthOf(TimingModel::RunColumn, runName({.mode = Mode::Parallel, .atOnce = 100})));
    JobRecord widest{.state = JobState::Expired, .error = Error{.kind = Error::Kind::Network}};
    widest.error->charge = Error::Charge::Yes;
    setColumnWidth(TimingModel::StateColumn, widthOf(TimingModel::StateColumn, displayName(widest)));
    horizontalHeader()->setMinimumSectionSize(metrics.averageCharWidth() * 4);
    verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    fitPrompts();
}

/// Gives the prompts what the other columns leave; where that is too little to read, the table scrolls.
void TimingTable::fitPrompts()
{
    int others = 0;
    for (int column = 0; column < TimingModel::ColumnCount; ++column)
        others += column == TimingModel::PromptColumn ? 0 : columnWidth(column);
    const int least = fontMetrics().averageCharWidth() * FewestPromptCharacters;
    setColumnWidth(TimingModel::PromptColumn, std::max(viewport()->width() - others, least));
}

} // namespace ContactSheet
