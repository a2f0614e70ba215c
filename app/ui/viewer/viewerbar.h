#pragma once

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ContactSheet {

/// The line above the picture: ways to leave, to go on, to zoom and to see more. It decides nothing itself.
class ViewerBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewerBar)

public:
    explicit ViewerBar(QWidget *parent = nullptr);
    ~ViewerBar() override;

    /// The picture in \a row, from 0, of \a count is shown; -1 where there is none.
    void setPosition(int row, int count);
    /// The zoom that is shown, 1 for 100 %; nothing where there is no picture to zoom.
    void setZoom(std::optional<double> zoom);
    void setDetailsVisible(bool isVisible);
    void setFullScreen(bool isFullScreen);

signals:
    void backRequested();
    void previousRequested();
    void nextRequested();
    void fitRequested();
    void actualSizeRequested();
    void zoomInRequested();
    void zoomOutRequested();
    void detailsRequested(bool isVisible);
    void fullScreenRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *addButton(const QString &text, const QString &name, const QString &toolTip);

    QHBoxLayout *m_layout;
    QToolButton *m_previous;
    QLabel *m_position;
    QToolButton *m_next;
    QToolButton *m_fit;
    QToolButton *m_actualSize;
    QToolButton *m_zoomOut;
    QLabel *m_zoom;
    QToolButton *m_zoomIn;
    QToolButton *m_details;
    QToolButton *m_fullScreen;
};

} // namespace ContactSheet
