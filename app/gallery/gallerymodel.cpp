#include "gallery/gallerymodel.h"

#include <QMetaEnum>
#include <QMimeData>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// One frame of the screen: nobody sees a change earlier.
constexpr auto FlushDelay = 16ms;

/// When \a run began, by this machine's own clock; a wall clock that was set back does not count.
Clock::time_point beginOf(const RunRecord &run)
{
    const std::chrono::milliseconds age(run.started.msecsTo(QDateTime::currentDateTimeUtc()));
    return Clock::now() - std::max(age, 0ms);
}

const QList<int> &jobRoles()
{
    static const QList<int> roles{GalleryModel::StateRole,        GalleryModel::PhaseRole,
                                  GalleryModel::AttemptRole,      GalleryModel::MostAttemptsRole,
                                  GalleryModel::FileRole,         GalleryModel::ErrorRole,
                                  GalleryModel::DetailRole,       GalleryModel::LaneTimeRole,
                                  GalleryModel::RunningSinceRole, GalleryModel::RetryAtRole,
                                  GalleryModel::JobRole,          GalleryModel::RunRole,
                                  GalleryModel::RecordRole,       GalleryModel::IsTrashedRole,
                                  Qt::AccessibleTextRole,         Qt::ToolTipRole};
    return roles;
}

} // namespace

GalleryModel::GalleryModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_flushTimer(new QTimer(this))
{
    m_flushTimer->setSingleShot(true);
    m_flushTimer->setInterval(FlushDelay);
    connect(m_flushTimer, &QTimer::timeout, this, &GalleryModel::flush);
}

GalleryModel::~GalleryModel() = default;

int GalleryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tiles.size());
}

QVariant GalleryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Tile &tile = m_tiles.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return tile.caption;
    case Qt::AccessibleTextRole:
        return tile.preview.isNull() ? accessibleText(tile)
                                     : tr("%1. A preview is shown.").arg(accessibleText(tile));
    case Qt::ToolTipRole:
        return toolTip(tile);
    case StateRole:
        return QVariant::fromValue(tile.state);
    case PhaseRole:
        return QVariant::fromValue(tile.phase);
    case AttemptRole:
        return tile.attempt;
    case MostAttemptsRole:
        return tile.mostAttempts;
    case PromptRole:
        return tile.prompt;
    case FileRole:
        return tile.file;
    case ErrorRole:
        return tile.error;
    case DetailRole:
        return tile.detail;
    case LaneTimeRole:
        return QVariant::fromValue(tile.laneTime);
    case RunningSinceRole:
        return tile.runningSince ? QVariant::fromValue(*tile.runningSince) : QVariant();
    case RetryAtRole:
        return tile.retryAt ? QVariant::fromValue(*tile.retryAt) : QVariant();
    case ThumbnailRole:
        return tile.thumbnail;
    case PreviewRole:
        return tile.preview;
    case JobRole:
        return QVariant::fromValue(tile.job);
    case RunRole:
        return QVariant::fromValue(tile.run);
    case RecordRole:
        return QVariant::fromValue(tile.record);
    case IsTrashedRole:
        return tile.isTrashed;
    default:
        return {};
    }
}

QHash<int, QByteArray> GalleryModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    const auto roles = QMetaEnum::fromType<Role>();
    for (int i = 0; i < roles.keyCount(); ++i)
        names.insert(roles.value(i), roles.key(i));
    return names;
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractListModel::flags(index);
    if (index.isValid() && !m_tiles.at(index.row()).file.isEmpty())
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QMimeData *GalleryModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> files;
    QStringList prompts;
    for (const QModelIndex &index : indexes) {
        const Tile &tile = m_tiles.at(index.row());
        if (!tile.file.isEmpty())
            files.append(QUrl::fromLocalFile(tile.file));
        prompts.append(tile.prompt);
    }
    auto data = std::make_unique<QMimeData>();
    data->setUrls(files);
    data->setText(prompts.join(u'\n'));
    return data.release(); // The caller owns it, as QAbstractItemModel promises.
}

QStringList GalleryModel::mimeTypes() const
{
    return {u"text/uri-list"_s, u"text/plain"_s};
}

int GalleryModel::rowOf(JobId job) const
{
    return m_rows.value(job, -1);
}

void GalleryModel::beginPress(const QString &folder)
{
    beginResetModel();
    m_folder = folder;
    m_journal.clear();
    m_started = {};
    m_tiles.clear();
    m_rows.clear();
    m_runs.clear();
    m_changes.clear();
    endResetModel();
}

void GalleryModel::showRun(const RunRecord &run)
{
    if (m_runs.contains(run.plan.id)) {
        for (const JobRecord &record : run.jobs)
            updateJob(run.plan.id, record);
        return;
    }
    if (m_runs.isEmpty())
        m_started = run.started;
    m_runs.insert(run.plan.id, beginOf(run));
    if (run.plan.continues)
        takeOver(run);

    QList<Tile> added;
    for (const JobRecord &record : run.jobs) {
        if (!m_rows.contains(record.job.id))
            added.append(makeTile(run.plan.id, record, m_runs.value(run.plan.id), m_folder));
    }
    if (added.isEmpty())
        return;
    flush();
    const int first = int(m_tiles.size());
    beginInsertRows({}, first, first + int(added.size()) - 1);
    m_rows.reserve(m_rows.size() + added.size());
    for (int row = first; const Tile &tile : std::as_const(added))
        m_rows.insert(tile.job, row++);
    m_tiles += std::move(added);
    endInsertRows();
}

void GalleryModel::takeOver(const RunRecord &run)
{
    QHash<int, int> rowsByIndex;
    for (int row = 0; row < m_tiles.size(); ++row) {
        if (m_tiles.at(row).run == *run.plan.continues)
            rowsByIndex.insert(m_tiles.at(row).index, row);
    }
    for (const JobRecord &record : run.jobs) {
        const auto row = rowsByIndex.constFind(record.job.index);
        if (row == rowsByIndex.constEnd() || m_tiles.at(*row).prompt != record.job.prompt)
            continue;
        m_rows.remove(m_tiles.at(*row).job);
        m_rows.insert(record.job.id, *row);
        replaceTile(*row, makeTile(run.plan.id, record, m_runs.value(run.plan.id), m_folder));
    }
}

void GalleryModel::updateJob(RunId run, const JobRecord &record)
{
    const int row = rowOf(record.job.id);
    if (row < 0 || !m_runs.contains(run))
        return; // A report of a press that is no longer shown.
    replaceTile(row, makeTile(run, record, m_runs.value(run), m_folder));
}

void GalleryModel::replaceTile(int row, Tile tile)
{
    Tile &shown = m_tiles[row];
    if (tile.file == shown.file) {
        tile.thumbnail = shown.thumbnail;
        tile.isTrashed = shown.isTrashed;
    } else if (!shown.thumbnail.isNull()) {
        noteChange(row, {.thumbnail = true});
    }
    if (tile.error.isEmpty() && !isEndState(tile.state)) {
        tile.error = shown.error;
        tile.detail = shown.detail;
    }
    // A preview belongs to one attempt, and ends with it unless there is a picture.
    const bool goesOn = isBeingMade(tile.phase) || tile.phase == TilePhase::Done;
    if (goesOn && tile.job == shown.job && tile.attempt == shown.attempt)
        tile.preview = shown.preview;
    else
        dropPreview(row);
    shown = std::move(tile);
    noteChange(row, {.job = true});
}

void GalleryModel::setThumbnail(JobId job, const QImage &thumbnail)
{
    const int row = rowOf(job);
    if (row < 0)
        return; // Made for a press that is no longer shown.
    m_tiles[row].thumbnail = thumbnail;
    dropPreview(row);
    noteChange(row, {.thumbnail = true});
}

void GalleryModel::setPreview(JobId job, const QImage &preview)
{
    const int row = rowOf(job);
    if (row < 0)
        return; // As in setThumbnail().
    if (preview.isNull()) {
        dropPreview(row);
    } else if (isBeingMade(m_tiles.at(row).phase)) {
        m_tiles[row].preview = preview;
        noteChange(row, {.preview = true});
    }
}

void GalleryModel::dropPreview(int row)
{
    if (m_tiles.at(row).preview.isNull())
        return;
    m_tiles[row].preview = {};
    noteChange(row, {.preview = true});
}

void GalleryModel::setThumbnailError(JobId job, const QString &message)
{
    const int row = rowOf(job);
    if (row < 0)
        return; // As in setThumbnail().
    m_tiles[row].error = message;
    dropPreview(row);
    noteChange(row, {.job = true});
}

void GalleryModel::setTrashed(const QList<JobId> &jobs, bool isTrashed)
{
    for (const JobId job : jobs) {
        const int row = rowOf(job);
        if (row < 0 || m_tiles.at(row).isTrashed == isTrashed)
            continue; // As in setThumbnail().
        m_tiles[row].isTrashed = isTrashed;
        noteChange(row, {.job = true});
    }
    flush(); // Whoever asked goes on to the picture beside it.
}

void GalleryModel::noteChange(int row, Change change)
{
    Change &noted = m_changes[row];
    noted.job |= change.job;
    noted.thumbnail |= change.thumbnail;
    noted.preview |= change.preview;
    if (!m_flushTimer->isActive())
        m_flushTimer->start();
}

void GalleryModel::flush()
{
    m_flushTimer->stop();
    QList<int> rows = m_changes.keys();
    std::sort(rows.begin(), rows.end());
    // First taken, then told: whoever listens may cause new changes.
    const QHash<int, Change> changes = std::exchange(m_changes, {});
    const auto tell = [&](bool Change::*part, const QList<int> &roles) {
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (!(changes.value(rows.at(i)).*part))
                continue;
            const int first = rows.at(i);
            while (i + 1 < rows.size() && rows.at(i + 1) == rows.at(i) + 1
                   && changes.value(rows.at(i + 1)).*part)
                ++i;
            emit dataChanged(index(first), index(rows.at(i)), roles);
        }
    };
    tell(&Change::job, jobRoles());
    tell(&Change::thumbnail, {ThumbnailRole});
    tell(&Change::preview, {PreviewRole, Qt::AccessibleTextRole});
}

} // namespace ContactSheet
