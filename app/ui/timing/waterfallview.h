#pragma once

#include "core/ids.h"
#include "timing/timescale.h"
#include "ui/timing/waterfalllayout.h"

#include <QAbstractScrollArea>

#include <optional>

namespace ContactSheet {

class PhaseLegend;
class TimingModel;

/**
 * The pictures of a run as bars below each other on one time axis, with a legend.
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
    [[nodiscard]] std::optional<JobId> selectedJob() const { return m_selectedJob; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    /// The moment of the run up to which bars that are under way are drawn; has no meaning once it has ended.
    void setNow(ContactSheet::Moment now);
    /// The axis reaches \a end at least: what another view on the same axis has to show.
    void setLeastEnd(ContactSheet::Moment end);
    /// Shows the stretch of \a scale, whatever width that has: for views that share an axis. Emits nothing.
    void setTimeScale(const ContactSheet::TimeScale &scale);

    /// Selects the row of \a job and brings it into view; nothing is selected where the run does not hold it.
    void selectJob(ContactSheet::JobId job);

    void zoomIn();
    void zoomOut();
    void fit();

signals:
    /// A person zoomed, panned or fitted.
    void timeScaleChanged(const ContactSheet::TimeScale &scale);
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
    [[nodiscard]] int selectedRow() const;
    [[nodiscard]] std::optional<int> rowAt(QPoint position) const;
    [[nodiscard]] Moment now() const;
    [[nodiscard]] Moment axisEnd() const;

    void showScale(const TimeScale &scale, bool isFitted);
    void zoomBy(double factor);
    void zoomAt(double factor, double position);
    void panBy(double pixels);
    void selectRow(int row);
    void markRow(std::optional<int> row);
    void makeVisible(int row);
    void showDetails(int row, QPoint globalPosition);

    TimingModel *m_model = nullptr;
    PhaseLegend *m_legend;
    WaterfallLayout m_layout;
    TimeScale m_scale;
    Moment m_now = {};
    Moment m_leastEnd = {};
    bool m_isFitted = true;
    bool m_followsRows = true; ///< Until a person scrolls or selects.
    std::optional<JobId> m_selectedJob;
    std::optional<Drag> m_drag;
};

} // namespace ContactSheet
