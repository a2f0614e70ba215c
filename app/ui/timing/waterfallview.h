#pragma once

#include "core/ids.h"
#include "timing/timescale.h"
#include "ui/timing/waterfallscene.h"

#include <QAbstractScrollArea>
#include <QList>
#include <QSet>
#include <QString>
#include <QTimer>

#include <optional>

namespace ContactSheet {

class TimingModel;

/**
 * The pictures of a run as bars on one time axis: a line for each picture, or a line for each place at once
 * with the tries that had it one after another. Above them a band with the number under way.
 *
 * Fits the whole run until a person zooms or pans, and then shows what they chose until fit(). While it fits,
 * the axis grows in steps, and the rows that begin come into view unless a person scrolled away. Only what is
 * visible is drawn, and what stands within one pixel as one; reports of a run have it painted at most twenty
 * times a second, and the number under way is counted again at setNow() alone.
 *
 * Up, Down, Page Up and Page Down select, Space shows what the tooltip says, Return activates; +, - and
 * Ctrl+wheel zoom at the pointer; Left, Right, Shift+wheel and dragging pan; Home fits. By place, Left and
 * Right go from try to try in one place, Page Up and Page Down ten tries at once, Up and Down to the try at
 * the same moment in another place, and Shift with Left or Right pans. Shift+Space tells what happened to the
 * pace of the run, as the band does under the pointer.
 */
class WaterfallView final : public QAbstractScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WaterfallView)

public:
    explicit WaterfallView(QWidget *parent = nullptr);
    ~WaterfallView() override;

    /// Shows \a model, which is not owned and must outlive this view; nullptr shows nothing.
    void setModel(TimingModel *model);

    [[nodiscard]] const TimeScale &timeScale() const { return m_scale; }
    [[nodiscard]] const WaterfallLayout &waterfallLayout() const { return m_layout; }
    /// Whether the whole run is shown, and will be as it grows.
    [[nodiscard]] bool isFitted() const { return m_isFitted; }
    /// Where the axis ends when the whole run is shown: further than the run has come while it goes on.
    [[nodiscard]] Moment axisEnd() const;
    /// Whether its lines are places, not pictures.
    [[nodiscard]] bool isByPlace() const { return m_isByPlace; }
    /// The selected picture from which the keyboard goes on.
    [[nodiscard]] std::optional<JobId> currentJob() const { return m_currentJob; }
    [[nodiscard]] const QSet<JobId> &selectedJobs() const { return m_selectedJobs; }
    /// What is drawn now; holds as long as nothing changes.
    [[nodiscard]] WaterfallScene scene() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Stands beside the axis, where two runs are shown below each other; empty where there is one.
    void setHeading(const QString &heading);
    /// Whether the marks of the axis have their times; not where they stand above another view's already.
    void setAxisNamed(bool isNamed);
    /// Whether its lines are places; what is selected stays so and in view.
    void setByPlace(bool isByPlace);
    /// Where the run would have ended had no time been lost; nothing where that is not known.
    void setIdeal(const std::optional<IdealEnd> &ideal);

public slots:
    /// The moment of the run up to which bars that are under way are drawn; has no meaning once it has ended.
    void setNow(ContactSheet::Moment now);
    /// The axis reaches \a end at least: what another view on the same axis has to show.
    void setLeastEnd(ContactSheet::Moment end);
    /// Shows the stretch of \a scale, whatever width that has: for views that share an axis. Emits nothing.
    void setTimeScale(const ContactSheet::TimeScale &scale);

    /// Selects the rows of \a jobs, as far as the run holds them, and brings the current one into view, which
    /// is the first of them unless it was among them. Emits nothing.
    void selectJobs(const QList<ContactSheet::JobId> &jobs);
    /// Scrolls the rows by \a scroll pixels from the top, as a person would. Emits nothing.
    void scrollRows(int scroll);

    void zoomIn();
    void zoomOut();
    void fit();

signals:
    /// A person zoomed, panned or fitted.
    void timeScaleChanged(const ContactSheet::TimeScale &scale);
    /// A person scrolled the rows by \a scroll pixels from the top.
    void rowsScrolled(int scroll);
    /// A person selected \a job.
    void jobSelected(ContactSheet::JobId job);
    /// A person wants to see \a job: Return or a double click.
    void jobActivated(ContactSheet::JobId job);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// A press of the left button, until it is let go.
    struct Drag
    {
        QPoint pressed = {};
        TimeScale scale = {};
        int scroll = 0;
        bool hasMoved = false; ///< Far enough not to be a click.
    };

    void takeRun();
    void takeNews();
    void showNews();
    void countUnderWay();
    void updateGeometries();
    void updateScrollRange();
    void followRows();

    [[nodiscard]] int scroll() const;
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] std::optional<BarPosition> currentBar() const;
    [[nodiscard]] std::optional<int> rowAt(QPoint position) const;
    [[nodiscard]] Moment now() const;

    void showScale(const TimeScale &scale, bool isFitted);
    void zoomBy(double factor);
    void zoomAt(double factor, double position);
    void panBy(double pixels);
    [[nodiscard]] bool walkRows(int key);
    [[nodiscard]] bool walkBars(int key);
    void selectRow(int row);
    void selectBar(BarPosition bar);
    void showSelection();
    void makeVisible(int line);
    void makeBarVisible(BarPosition bar);
    void showCurrentDetails();
    void showPace();

    TimingModel *m_model = nullptr;
    WaterfallLayout m_layout;
    TimeScale m_scale;
    Moment m_now = {};
    Moment m_leastEnd = {};
    std::optional<IdealEnd> m_ideal;
    UnderWay m_underWay;
    bool m_isUnderWayStale = false;
    QTimer m_rest;          ///< Runs after each painting for news.
    bool m_hasNews = false; ///< Since the last one.
    bool m_isByPlace = false;
    bool m_isFitted = true;
    bool m_followsRows = true; ///< Until a person scrolls or selects.
    QString m_heading;
    bool m_isAxisNamed = true;
    QSet<JobId> m_selectedJobs;
    std::optional<JobId> m_currentJob; ///< One of the selected ones.
    int m_currentAttempt = 0;          ///< Of that one, by place.
    std::optional<Drag> m_drag;
};

} // namespace ContactSheet
