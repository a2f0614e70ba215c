#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace ContactSheet {

/// The line above the waterfall: its title, what the colours mean, waterfall or table, and the zoom.
class TimingHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingHeader)

public:
    explicit TimingHeader(QWidget *parent = nullptr);
    ~TimingHeader() override;

    void setTableShown(bool isShown);
    /// Whether there is an axis that can be zoomed.
    void setZoomEnabled(bool isEnabled);

signals:
    /// A person chose the table, or the waterfall.
    void tableRequested(bool isShown);
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &text, const QString &name, const QString &toolTip);
    void applyLook();

    QLabel *m_title;
    QToolButton *m_waterfall = nullptr;
    QToolButton *m_table = nullptr;
    QToolButton *m_zoomOut = nullptr;
    QToolButton *m_zoomIn = nullptr;
    QToolButton *m_fit = nullptr;
};

} // namespace ContactSheet
