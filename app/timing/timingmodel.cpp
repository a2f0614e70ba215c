#include "timing/timingmodel.h"

#include "core/formatting.h"
#include "runs/displaynames.h"

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
    return column == TimingModel::IndexColumn || column >= TimingModel::QueuedColumn;
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
        return displayName(record.state);
    default:
        const std::optional<Moment> duration = durationOf(record, column);
        return duration ? formatDuration(*duration) : u"–"_s;
    }
}

QVariant sortValue(const RunPlan &plan, const JobRecord &record, int column)
{
    if (column == TimingModel::StateColumn)
        return int(record.state);
    if (column < TimingModel::QueuedColumn)
        return displayText(plan, record, column);
    // What did not happen stands before what took no time.
    const std::optional<Moment> duration = durationOf(record, column);
    return duration ? toMilliseconds(*duration) : -1.0;
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
    case QueuedColumn:
        return tr("Queued");
    case ServerColumn:
        return tr("Server");
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

QList<PhaseSpan> TimingModel::spansAt(int row, Moment now) const
{
    Timeline timeline = m_run.jobs.at(row).timeline;
    // Ended here and now, a copy shows the phase that still goes on as long as it is so far.
    if (!timeline.endMoment())
        timeline.end(m_run.ended.value_or(now));
    QList<PhaseSpan> spans = timeline.spans();
    spans.removeIf([](const PhaseSpan &span) { return span.end <= span.begin; });
    return spans;
}

bool TimingModel::hasFailed(int row, const PhaseSpan &span) const
{
    if (span.phase == Phase::Queued || span.phase == Phase::Backoff)
        return false;
    const JobRecord &record = m_run.jobs.at(row);
    return span.attempt < record.timeline.attempts()
        || (record.state != JobState::Saved && record.state != JobState::Sent);
}

QString TimingModel::description(int row, Moment now) const
{
    const JobRecord &record = m_run.jobs.at(row);
    QStringList lines{u"%1  %2"_s.arg(record.job.index).arg(record.job.prompt)};
    const std::optional<Moment> end = record.timeline.endMoment();
    lines.append(end ? tr("%1 after %2").arg(displayName(record.state), formatDuration(*end))
                     : displayName(record.state));
    for (const PhaseSpan &span : spansAt(row, now)) {
        QString line = tr("%1: %2").arg(displayName(span.phase), formatDuration(span.end - span.begin));
        if (hasFailed(row, span))
            line = tr("%1 (attempt %2, came to nothing)").arg(line).arg(span.attempt);
        lines.append(line);
    }
    if (record.error)
        lines.append(record.error->message);
    return lines.join(u'\n');
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
    endResetModel();
}

void TimingModel::updateJob(RunId run, const JobRecord &record)
{
    // A report may come late, when another run is shown already.
    const std::optional<int> row = rowOf(record.job.id);
    if (run != m_run.plan.id || !row)
        return;
    m_run.jobs[*row] = record;
    noteBegun(*row);
    emit dataChanged(index(*row, 0), index(*row, ColumnCount - 1), {Qt::DisplayRole, StateRole, SortRole});
}

void TimingModel::takeAtOnce(RunId run, const AtOnceChange &change)
{
    if (run != m_run.plan.id)
        return;
    m_run.plan.atOnce = change.atOnce;
    m_run.atOnceChanges.append(change);
    tellAllChanged();
}

void TimingModel::takePause(RunId run, const ServicePause &pause)
{
    if (run != m_run.plan.id)
        return;
    if (!m_run.pauses.isEmpty() && !m_run.pauses.constLast().end)
        m_run.pauses.last() = pause;
    else
        m_run.pauses.append(pause);
    tellAllChanged();
}

void TimingModel::endRun(const RunRecord &run)
{
    if (run.plan.id != m_run.plan.id || run.jobs.size() != m_run.jobs.size())
        return;
    m_run = run;
    tellAllChanged();
}

void TimingModel::tellAllChanged()
{
    if (m_run.jobs.isEmpty())
        return;
    emit dataChanged(index(0, 0), index(int(m_run.jobs.size()) - 1, ColumnCount - 1),
                     {Qt::DisplayRole, StateRole, SortRole});
}

void TimingModel::noteBegun(int row)
{
    if (m_run.jobs.at(row).timeline.hasBegun())
        m_lastBegunRow = std::max(m_lastBegunRow.value_or(row), row);
}

} // namespace ContactSheet
