#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ContactSheet {

class PhaseLegend;

/**
 * The line above the waterfall: its title, what the colours mean, how the run is shown, and the zoom. What
 * the colours mean has a line of its own where the first has no room for it.
 */
class TimingHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingHeader)

public:
    explicit TimingHeader(QWidget *parent = nullptr);
    ~TimingHeader() override;

    /// Shows which of the ways to show a run is chosen: the table, or a waterfall by place or by request.
    void setShown(bool isTable, bool isByPlace);
    /// Whether there is an axis that can be zoomed.
    void setZoomEnabled(bool isEnabled);

signals:
    void tableRequested();
    /// A person chose the waterfall: with a line for each place at once, or for each request.
    void waterfallRequested(bool isByPlace);
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeLegend();
    [[nodiscard]] QToolButton *addButton(const QString &text, const QString &name, const QString &toolTip);
    void applyLook();

    QLabel *m_title;
    PhaseLegend *m_legend;
    QHBoxLayout *m_firstLine;
    QToolButton *m_byRequest = nullptr;
    QToolButton *m_byPlace = nullptr;
    QToolButton *m_table = nullptr;
    QToolButton *m_zoomOut = nullptr;
    QToolButton *m_zoomIn = nullptr;
    QToolButton *m_fit = nullptr;
};

} // namespace ContactSheet
