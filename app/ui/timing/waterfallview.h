#pragma once

#include "core/ids.h"
#include "timing/timescale.h"
#include "ui/timing/waterfalllayout.h"

#include <QAbstractScrollArea>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace ContactSheet {

class TimingModel;

/**
 * The pictures of a run as bars below each other on one time axis.
 *
 * Fits the whole run until a person zooms or pans, and then shows what they chose until fit(). While it fits,
 * the axis grows in steps, and the rows that begin come into view unless a person scrolled away. Only rows
 * that are visible are drawn.
 *
 * Up, Down, Page Up and Page Down select, Space shows what the tooltip says, Return activates; +, - and
 * Ctrl+wheel zoom at the pointer; Left, Right, Shift+wheel and dragging pan; Home fits.
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
    /// The selected picture from which the keyboard goes on.
    [[nodiscard]] std::optional<JobId> currentJob() const { return m_currentJob; }
    [[nodiscard]] const QSet<JobId> &selectedJobs() const { return m_selectedJobs; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Stands beside the axis, where two runs are shown below each other; empty where there is one.
    void setHeading(const QString &heading);
    /// Whether the marks of the axis have their times; not where they stand above another view's already.
    void setAxisNamed(bool isNamed);

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
    void updateRows(int first, int last);
    void updateGeometries();
    void followRows();

    [[nodiscard]] int scroll() const;
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] std::optional<int> rowAt(QPoint position) const;
    [[nodiscard]] Moment now() const;

    void showScale(const TimeScale &scale, bool isFitted);
    void zoomBy(double factor);
    void zoomAt(double factor, double position);
    void panBy(double pixels);
    void selectRow(int row);
    void showSelection();
    void makeVisible(int row);
    void showDetails(int row, QPoint globalPosition);

    TimingModel *m_model = nullptr;
    WaterfallLayout m_layout;
    TimeScale m_scale;
    Moment m_now = {};
    Moment m_leastEnd = {};
    bool m_isFitted = true;
    bool m_followsRows = true; ///< Until a person scrolls or selects.
    QString m_heading;
    bool m_isAxisNamed = true;
    QSet<JobId> m_selectedJobs;
    std::optional<JobId> m_currentJob; ///< One of the selected ones.
    std::optional<Drag> m_drag;
};

} // namespace ContactSheet
