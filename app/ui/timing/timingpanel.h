#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <array>

class QFrame;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace ContactSheet {

class FiguresPanel;
class RunHistory;
class TimingHeader;
class TimingTable;
class WaterfallView;

/**
 * Where the time of a run went: the waterfall or the table on the left, the figures and the comparison on the
 * right.
 *
 * Follows a RunHistory. The two runs of Both stand below each other on one axis and are zoomed, panned and
 * scrolled together; who selects a picture in one selects it in the other. While a run goes on and the panel
 * is seen, it is brought up to date ten times a second.
 */
class TimingPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingPanel)

public:
    /// \a history is not owned and must outlive this panel.
    explicit TimingPanel(RunHistory &history, QWidget *parent = nullptr);
    ~TimingPanel() override;

    [[nodiscard]] bool isTableShown() const { return m_isTableShown; }
    [[nodiscard]] bool isByPlace() const { return m_isByPlace; }

    /// How the width is shared, for restoreState() of another session.
    [[nodiscard]] QByteArray saveState() const;
    /// Does nothing where \a state is not from saveState().
    void restoreState(const QByteArray &state);

public slots:
    /// Lights the rows of \a jobs, and of the same pictures in the other run of Both. Emits nothing.
    void selectJobs(const QList<ContactSheet::JobId> &jobs);
    void zoomIn();
    void zoomOut();
    void fit();
    void setTableShown(bool isShown);
    /// Whether the waterfalls have a line for each place at once, not for each request.
    void setByPlace(bool isByPlace);

signals:
    /// A person selected \a job.
    void jobSelected(ContactSheet::JobId job);
    /// A person wants to see \a job.
    void jobActivated(ContactSheet::JobId job);
    void tableShownChanged(bool isShown);
    void byPlaceChanged(bool isByPlace);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeLeftSide();
    [[nodiscard]] QWidget *makeRightSide();
    void connectParts();

    void showRuns(bool isFirstKept);
    void showPage();
    void takeRunning(bool isRunning);
    void select(JobId job);
    void light();
    void refresh();
    void refreshFigures(Moment now);
    void markIdealOfFirst();
    void alignAxes();
    [[nodiscard]] WaterfallView *pointedWaterfall() const;
    void applyLook();

    RunHistory &m_history;
    TimingHeader *m_header;
    std::array<WaterfallView *, 2> m_waterfalls;
    TimingTable *m_table;
    FiguresPanel *m_figures;
    QWidget *m_figuresHeader;
    QLabel *m_emptyText;
    QLabel *m_figuresTitle;
    QLabel *m_runName;
    QStackedWidget *m_pages;
    QSplitter *m_splitter;
    QList<QFrame *> m_lines;

    QTimer m_timer;
    int m_ticks = 0; ///< Of the timer, since the run began.
    bool m_isTableShown = false;
    bool m_isByPlace = false;
    QList<JobId> m_selectedJobs; ///< As they were told, without those of the other run.
};

} // namespace ContactSheet
