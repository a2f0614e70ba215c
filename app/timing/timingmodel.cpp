#include "timing/timingmodel.h"

#include "core/formatting.h"
#include "runs/displaynames.h"
#include "timing/timingwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

std::optional<Moment> durationOf(const JobRecord &record, int column)
{
    switch (column) {
    case TimingModel::QueuedColumn:
        return record.timeline.total(Phase::Queued);
    case TimingModel::ServerColumn:
        return record.timeline.total(Phase::Server);
    case TimingModel::ConnectingColumn:
        return connectingTime(record);
    case TimingModel::DownloadColumn:
        return record.timeline.total(Phase::Download);
    case TimingModel::FinishColumn:
        return record.timeline.total(Phase::Finish);
    case TimingModel::BackoffColumn:
        return record.timeline.total(Phase::Backoff);
    case TimingModel::TotalColumn:
        return record.timeline.endMoment();
    default:
        return std::nullopt;
    }
}

/// Whether what stands in \a column is a number.
bool isNumber(int column)
{
    return column == TimingModel::IndexColumn || column >= TimingModel::TriesColumn;
}

/// The place of each try: "3", "3, 5".
QString placesText(const Timeline &timeline)
{
    QStringList places;
    for (int attempt = 1; attempt <= timeline.attempts(); ++attempt)
        places.append(QString::number(timeline.marks(attempt).lane));
    return places.isEmpty() ? u"–"_s : places.join(u", ");
}

QVariant displayText(const RunPlan &plan, const JobRecord &record, int column)
{
    switch (column) {
    case TimingModel::IndexColumn:
        return record.job.index;
    case TimingModel::RunColumn:
        return runName(plan);
    case TimingModel::PromptColumn:
        return record.job.prompt.simplified();
    case TimingModel::StateColumn:
        return displayName(record);
    case TimingModel::TriesColumn:
        return record.timeline.attempts();
    case TimingModel::PlaceColumn:
        return placesText(record.timeline);
    default:
        const std::optional<Moment> duration = durationOf(record, column);
        return duration ? formatDuration(*duration) : u"–"_s;
    }
}

QVariant sortValue(const RunPlan &plan, const JobRecord &record, int column)
{
    if (column == TimingModel::StateColumn)
        return int(record.state);
    if (column == TimingModel::PlaceColumn)
        return record.timeline.hasBegun() ? record.timeline.marks(record.timeline.attempts()).lane : 0;
    if (column < TimingModel::QueuedColumn)
        return displayText(plan, record, column);
    // What did not happen stands before what took no time.
    const std::optional<Moment> duration = durationOf(record, column);
    return duration ? toMilliseconds(*duration) : -1.0;
}

/// What the title of \a column leaves open, in a sentence; empty where it says all.
QString columnExplanation(int column)
{
    switch (column) {
    case TimingModel::TriesColumn:
        return TimingModel::tr("How often the picture was asked for.");
    case TimingModel::PlaceColumn:
        return TimingModel::tr("Which of the places at once the request had, try by try.");
    case TimingModel::QueuedColumn:
        return TimingModel::tr("From the start of the run until the first try had a place.");
    case TimingModel::ServerColumn:
        return TimingModel::tr("From getting a place until the answer began to arrive, over all tries.");
    case TimingModel::ConnectingColumn:
        return TimingModel::tr(
            "The part of Server in which a new connection was made; a dash where a kept one "
            "was used.");
    case TimingModel::DownloadColumn:
        return TimingModel::tr("Until the last byte of the picture was here.");
    case TimingModel::FinishColumn:
        return TimingModel::tr("Until the file was safe on disk.");
    case TimingModel::BackoffColumn:
        return TimingModel::tr("Between a try that failed and the next one.");
    case TimingModel::TotalColumn:
        return TimingModel::tr("From the start of the run to the end of the picture.");
    default:
        return {};
    }
}

} // namespace

TimingModel::TimingModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

TimingModel::~TimingModel() = default;

int TimingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_run.jobs.size());
}

int TimingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JobRecord &record = m_run.jobs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(m_run.plan, record, index.column());
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case JobIdRole:
        return QVariant::fromValue(record.job.id);
    case StateRole:
        return QVariant::fromValue(record.state);
    case SortRole:
        return sortValue(m_run.plan, record, index.column());
    default:
        return {};
    }
}

QVariant TimingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole)
        return columnExplanation(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IndexColumn:
        return tr("No.");
    case RunColumn:
        return tr("Run");
    case PromptColumn:
        return tr("Prompt");
    case StateColumn:
        return tr("State");
    case TriesColumn:
        return tr("Tries");
    case PlaceColumn:
        return tr("Place");
    case QueuedColumn:
        return tr("Queued");
    case ServerColumn:
        return tr("Server");
    case ConnectingColumn:
        return tr("Connecting");
    case DownloadColumn:
        return tr("Download");
    case FinishColumn:
        return tr("Saving");
    case BackoffColumn:
        return tr("Waiting to retry");
    case TotalColumn:
        return tr("Ended at");
    default:
        return {};
    }
}

std::optional<int> TimingModel::rowOf(JobId job) const
{
    const auto row = m_rows.constFind(job);
    return row == m_rows.cend() ? std::nullopt : std::optional(*row);
}

QList<BarPiece> TimingModel::piecesAt(int row, Moment now) const
{
    return barPieces(m_run.jobs.at(row), m_run.ended.value_or(now));
}

QString TimingModel::description(int row, Moment now) const
{
    return describePicture(m_run.jobs.at(row), m_run.ended.value_or(now));
}

void TimingModel::setRun(const RunRecord &run)
{
    beginResetModel();
    m_run = run;
    m_rows.clear();
    m_lastBegunRow.reset();
    for (int row = 0; row < m_run.jobs.size(); ++row) {
        m_rows.insert(m_run.jobs.at(row).job.id, row);
        noteBegun(row);
    }
    m_places.reset(m_run);
    endResetModel();
}

void TimingModel::updateJob(RunId run, const JobRecord &record)
{
    // A report may come late, when another run is shown already.
    const std::optional<int> row = rowOf(record.job.id);
    if (run != m_run.plan.id || !row)
        return;
    m_run.jobs[*row] = record;
    m_places.take(*row, record);
    noteBegun(*row);
    emit dataChanged(index(*row, 0), index(*row, ColumnCount - 1), {Qt::DisplayRole, StateRole, SortRole});
}

void TimingModel::takeAtOnce(RunId run, const AtOnceChange &change)
{
    if (run != m_run.plan.id)
        return;
    noteAtOnce(m_run, change);
    tellAllChanged(RunColumn, RunColumn);
    emit pacingChanged();
}

void TimingModel::takePause(RunId run, const ServicePause &pause)
{
    if (run != m_run.plan.id)
        return;
    notePause(m_run, pause);
    emit pacingChanged();
}

void TimingModel::endRun(const RunRecord &run)
{
    if (run.plan.id != m_run.plan.id || run.jobs.size() != m_run.jobs.size())
        return;
    m_run = run;
    m_places.reset(m_run);
    tellAllChanged(IndexColumn, TotalColumn);
    emit pacingChanged();
}

void TimingModel::tellAllChanged(Column first, Column last)
{
    if (m_run.jobs.isEmpty())
        return;
    emit dataChanged(index(0, first), index(int(m_run.jobs.size()) - 1, last),
                     {Qt::DisplayRole, StateRole, SortRole});
}

void TimingModel::noteBegun(int row)
{
    if (m_run.jobs.at(row).timeline.hasBegun())
        m_lastBegunRow = std::max(m_lastBegunRow.value_or(row), row);
}

} // namespace ContactSheet
