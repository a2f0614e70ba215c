#pragma once

#include "gallery/tile.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>

class QTimer;

namespace ContactSheet {

/**
 * The tiles of one press of Generate: a tile for each picture asked for, in the order of the list, from the
 * moment its run starts.
 *
 * A run that continues another takes over the tiles of the pictures that it tries again; an old error stays
 * until the new try has succeeded or failed. Jobs that were never shown are ignored, since a press may have
 * been cleared while its last reports were under way. Changes of one turn of the event loop are told
 * together, up to a frame later, with the roles named.
 */
class GalleryModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryModel)

public:
    enum Role {
        StateRole = Qt::UserRole, ///< ContactSheet::JobState
        PhaseRole,                ///< ContactSheet::TilePhase
        AttemptRole,              ///< int; 0 before the first
        MostAttemptsRole,         ///< int: after so many it ends as it is
        PromptRole,               ///< QString, whole
        FileRole,                 ///< QString, absolute; empty where there is none
        ErrorRole,                ///< QString: what happened and what to do
        DetailRole,               ///< QString: the service's own words, plain text
        LaneTimeRole,             ///< ContactSheet::Moment: so far, without the attempt that is under way
        RunningSinceRole,         ///< std::chrono::steady_clock::time_point, or invalid
        RetryAtRole,              ///< The same clock: when it may be tried again; or invalid
        ThumbnailRole,            ///< QImage, in pixels of the screen; null where there is none
        PreviewRole,              ///< QImage: coarse, in the place of the thumbnail; null where there is none
        JobRole,                  ///< ContactSheet::JobId
        RunRole,                  ///< ContactSheet::RunId
        RecordRole,               ///< ContactSheet::JobRecord: all that is known of it
        IsTrashedRole,            ///< bool: its file was moved to the trash
    };
    Q_ENUM(Role)

    explicit GalleryModel(QObject *parent = nullptr);
    ~GalleryModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    /// Also Qt::DisplayRole (the prompt in one line), AccessibleTextRole and ToolTipRole (plain text).
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// The files of \a indexes, to be dragged or pasted into other programs; the prompts as text beside them.
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

    [[nodiscard]] const Tile &tile(int row) const { return m_tiles.at(row); }
    /// The row of \a job, or -1.
    [[nodiscard]] int rowOf(JobId job) const;
    /// Where the pictures of the press are; empty before the first.
    [[nodiscard]] QString folder() const { return m_folder; }
    /// The journal that tells of the press, absolute; empty before it is open.
    [[nodiscard]] QString journal() const { return m_journal; }
    /// When the first run of the press began, UTC; invalid before it.
    [[nodiscard]] QDateTime started() const { return m_started; }

public slots:
    /// A new press begins whose pictures are in \a folder: no tiles yet.
    void beginPress(const QString &folder);
    void setJournal(const QString &journal) { m_journal = journal; }
    /// Shows \a run: its tiles are added, or brought up to date where they are there already.
    void showRun(const ContactSheet::RunRecord &run);
    void updateJob(ContactSheet::RunId run, const ContactSheet::JobRecord &record);
    /// The thumbnail of \a job; a null image gives its memory back.
    void setThumbnail(ContactSheet::JobId job, const QImage &thumbnail);
    /// A coarse picture of \a job, which is shown while the real one is made and until its thumbnail is
    /// there; a null image takes it away. Ignored where the picture is not being made.
    void setPreview(ContactSheet::JobId job, const QImage &preview);
    /// The file of \a job cannot be shown: \a message says why, in the place of the picture.
    void setThumbnailError(ContactSheet::JobId job, const QString &message);
    /// The files of \a jobs were moved to the trash, or brought back; told at once.
    void setTrashed(const QList<ContactSheet::JobId> &jobs, bool isTrashed);

private:
    struct Change
    {
        bool job = false;
        bool thumbnail = false;
        bool preview = false;
    };

    void replaceTile(int row, Tile tile);
    void takeOver(const RunRecord &run);
    void dropPreview(int row);
    void noteChange(int row, Change change);
    void flush();

    QString m_folder;
    QString m_journal;
    QDateTime m_started;
    QList<Tile> m_tiles;
    QHash<JobId, int> m_rows;
    QHash<RunId, Clock::time_point> m_runs; ///< When each run that is shown began.
    QHash<int, Change> m_changes;           ///< By row; told by flush().
    QTimer *m_flushTimer;
};

} // namespace ContactSheet
