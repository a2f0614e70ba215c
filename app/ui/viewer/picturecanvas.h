#pragma once

#include "library/wholepicture.h"
#include "ui/viewer/canvaspainter.h"
#include "ui/viewer/picturetransform.h"

#include <QWidget>

namespace ContactSheet {

/// What a PictureCanvas shows: a picture, or what is there of it.
struct CanvasContent
{
    QString file = {};         ///< Tells one picture from another: the same one keeps its zoom and its place.
    QSize size = {};           ///< Of the whole picture, in its pixels.
    QImage preview = {};       ///< Shown while the whole one is being read.
    WholePicture picture = {}; ///< Null until it has been read.
};

/**
 * Shows one picture, to be looked at closely: the wheel zooms at the pointer, dragging pans, a double click
 * switches between fitted and 100 %. Another picture begins fitted.
 */
class PictureCanvas final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureCanvas)

public:
    explicit PictureCanvas(QWidget *parent = nullptr);
    ~PictureCanvas() override;

    void showContent(const CanvasContent &content);
    void showWords(const CanvasWords &words);

    /// Whether there is a picture, or a preview of one, that can be zoomed.
    [[nodiscard]] bool hasPicture() const { return !m_transform.picture().isEmpty(); }
    [[nodiscard]] const PictureTransform &transform() const { return m_transform; }
    [[nodiscard]] const CanvasContent &content() const { return m_content; }
    [[nodiscard]] const CanvasWords &words() const { return m_words; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void fit();
    void showActualSize();
    void zoomIn();
    void zoomOut();

signals:
    /// The zoom is another, or whether there is a picture to zoom.
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void zoomBy(double factor, const QPointF &anchor);
    void changeTransform(const PictureTransform &transform);
    void followRoom();
    void updateCursor();

    PictureTransform m_transform;
    CanvasContent m_content;
    CanvasWords m_words;
    QPointF m_dragged; ///< Where the pointer was last while it drags.
    bool m_isDragging = false;
};

} // namespace ContactSheet
