#pragma once

#include "core/ids.h"

#include <QList>
#include <QTableView>

#include <optional>

class QConcatenateTablesProxyModel;
class QSortFilterProxyModel;

namespace ContactSheet {

class TimingModel;

/**
 * The pictures of one or two runs with their phases as a table: what the waterfall shows, in words.
 *
 * Sorted by a click on a column's title. Rows do not move while a run goes on, but when they are sorted
 * again.
 */
class TimingTable final : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingTable)

public:
    /// \a models are not owned and must outlive this table; empty ones show nothing.
    explicit TimingTable(const QList<TimingModel *> &models, QWidget *parent = nullptr);
    ~TimingTable() override;

    /// Whether each row says of which run it is.
    void setRunShown(bool isShown);

public slots:
    /// Selects the rows of \a jobs, as far as there are any, and brings the first into view. Emits nothing.
    void selectJobs(const QList<ContactSheet::JobId> &jobs);
    /// Brings the rows into the order of what they show by now.
    void sortAgain();

signals:
    /// A person selected \a job.
    void jobSelected(ContactSheet::JobId job);
    /// A person wants to see \a job: Return or a double click.
    void jobActivated(ContactSheet::JobId job);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] std::optional<int> rowOf(JobId job) const;
    void setWidths();
    void fitPrompts();

    QList<TimingModel *> m_models;
    QConcatenateTablesProxyModel *m_joined;
    QSortFilterProxyModel *m_sorted;
    bool m_isTold = false; ///< The program selects, not a person.
};

} // namespace ContactSheet
