#pragma once

#include "runs/runrecord.h"
#include "timing/barpieces.h"
#include "timing/placetable.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <optional>

namespace ContactSheet {

/**
 * The pictures of one run with their phases: a row a picture, in the order of the plan.
 *
 * Views draw the rows as bars from piecesAt() or places(), or as a table of the columns, which is the same
 * data for screen readers and for sorting. Fed by reports of the generator; what is reported of another run
 * or of a job that the run does not hold is ignored. Reports change single rows; how a burst of them is shown
 * is the view's affair.
 */
class TimingModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingModel)

public:
    enum Column {
        IndexColumn,
        RunColumn, ///< The name of the run, to tell the rows of two runs apart.
        PromptColumn,
        StateColumn,
        TriesColumn,
        PlaceColumn, ///< The place at once that it had; of each try, where there was more than one.
        QueuedColumn,
        ServerColumn,
        ConnectingColumn, ///< A part of ServerColumn.
        DownloadColumn,
        FinishColumn,
        BackoffColumn,
        TotalColumn, ///< From the start of the run to the picture's end.
        ColumnCount,
    };
    Q_ENUM(Column)

    enum Role {
        JobIdRole = Qt::UserRole, ///< ContactSheet::JobId
        StateRole,                ///< ContactSheet::JobState
        SortRole,                 ///< What to sort a column by: numbers as numbers, milliseconds as double.
    };
    Q_ENUM(Role)

    explicit TimingModel(QObject *parent = nullptr);
    ~TimingModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// The run that is shown, with everything that has been reported of it.
    [[nodiscard]] const RunRecord &run() const { return m_run; }

    /// The job of \a row, which is in [0, rowCount()).
    [[nodiscard]] const JobRecord &record(int row) const { return m_run.jobs.at(row); }

    /// The row of \a job, or nothing where the run does not hold it.
    [[nodiscard]] std::optional<int> rowOf(JobId job) const;

    /// The last row whose picture has begun, or nothing while none has.
    [[nodiscard]] std::optional<int> lastBegunRow() const { return m_lastBegunRow; }

    /// The bar of \a row at the moment \a now of the run: see barPieces().
    [[nodiscard]] QList<BarPiece> piecesAt(int row, Moment now) const;

    /// Every attempt by the place that it had; brought up to date with each report.
    [[nodiscard]] const PlaceTable &places() const { return m_places; }

    /// \a row at the moment \a now in words: see describePicture().
    [[nodiscard]] QString description(int row, Moment now) const;

public slots:
    /// Shows \a run from now on, as it stands.
    void setRun(const ContactSheet::RunRecord &run);
    void updateJob(ContactSheet::RunId run, const ContactSheet::JobRecord &record);
    /// The run goes on with another number of requests at once.
    void takeAtOnce(ContactSheet::RunId run, const ContactSheet::AtOnceChange &change);
    /// The run pauses, or goes on: then \a pause has its end.
    void takePause(ContactSheet::RunId run, const ContactSheet::ServicePause &pause);
    void endRun(const ContactSheet::RunRecord &run);

signals:
    /// The number at once changed, or the run pauses or goes on.
    void pacingChanged();

private:
    void tellAllChanged(Column first, Column last);
    void noteBegun(int row);

    RunRecord m_run;
    QHash<JobId, int> m_rows;
    PlaceTable m_places;
    std::optional<int> m_lastBegunRow;
};

} // namespace ContactSheet
