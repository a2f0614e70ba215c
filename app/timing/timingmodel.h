#pragma once

#include "runs/runrecord.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <optional>

namespace ContactSheet {

/**
 * The pictures of one run with their phases: a row a picture, in the order of the plan.
 *
 * Views draw the rows as bars from spansAt(), or as a table of the columns, which is the same data for
 * screen readers and for sorting. Fed by reports of the generator; what is reported of another run or of a
 * job that the run does not hold is ignored. Reports change single rows; how a burst of them is shown is the
 * view's affair.
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
        QueuedColumn,
        ServerColumn,
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

    /**
     * The bar of \a row at the moment \a now of the run: its phases so far, without a gap from the start of
     * the run, the last one growing up to \a now until the picture has ended. Phases that took no time are
     * left out.
     */
    [[nodiscard]] QList<PhaseSpan> spansAt(int row, Moment now) const;

    /// Whether \a span of \a row belongs to an attempt that came to nothing.
    [[nodiscard]] bool hasFailed(int row, const PhaseSpan &span) const;

    /// \a row at the moment \a now in words, a line a fact: prompt, state, each phase with its time, the
    /// error.
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

private:
    void tellAllChanged();
    void noteBegun(int row);

    RunRecord m_run;
    QHash<JobId, int> m_rows;
    std::optional<int> m_lastBegunRow;
};

} // namespace ContactSheet
