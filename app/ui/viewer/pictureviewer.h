#pragma once

#include "library/pictureloader.h"

#include <QPersistentModelIndex>
#include <QWidget>

class QAbstractItemModel;
class QBoxLayout;
class QKeyEvent;
class QLabel;
class QThreadPool;

namespace ContactSheet {

class PictureCanvas;
class PictureDetails;
class ViewerBar;

/**
 * Shows the pictures of a GalleryModel, or of a proxy of it, one at a time: the picture, what is known of it,
 * and a bar above both.
 *
 * The picture before and the one after are read ahead. It follows the model: a picture that arrives while its
 * place is open appears, and where the one shown is removed its neighbour comes. On the whole screen it is a
 * window of its own, while this widget keeps its place where it stands.
 *
 * Left, Right and the Page keys go on, Home and End to the first and last; +, - and the wheel zoom; F or 0
 * fits, 1 shows 100 %; I shows the details; F11 takes the whole screen; Escape leaves that, then the viewer.
 */
class PictureViewer final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureViewer)

public:
    /// Pictures are read in \a pool, which is not owned and must outlive the viewer.
    explicit PictureViewer(QThreadPool *pool, QWidget *parent = nullptr);
    ~PictureViewer() override;

    /// \a model is not owned, and must outlive the viewer or be replaced; nothing of it is shown before
    /// showIndex().
    void setModel(QAbstractItemModel *model);
    [[nodiscard]] QModelIndex currentIndex() const { return m_current; }
    [[nodiscard]] bool areDetailsVisible() const;
    /// Whether what is seen takes the whole screen.
    [[nodiscard]] bool takesWholeScreen() const { return m_takesWholeScreen; }
    [[nodiscard]] const PictureCanvas *canvas() const { return m_canvas; }

public slots:
    /// Shows the picture at \a index of the model; an invalid one shows none and reads nothing.
    void showIndex(const QModelIndex &index);
    void showNext();
    void showPrevious();
    void fit();
    void showActualSize();
    void zoomIn();
    void zoomOut();
    void toggleFullScreen();
    void setDetailsVisible(bool isVisible);

signals:
    /// Another picture is shown, for whatever reason; never emitted for the one that is shown already.
    void currentIndexChanged(const QModelIndex &index);
    void detailsVisibleChanged(bool isVisible);
    void fullScreenChanged(bool isFullScreen);
    /// The person is done with looking, or the last picture was removed. Whole screen has been left by then.
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Command = void (PictureViewer::*)();

    /// What \a key does here, or null.
    [[nodiscard]] static Command commandFor(const QKeyEvent &key);
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] QModelIndex indexAt(int row) const;
    void showRow(int row);
    void showFirst();
    void showLast();
    void toggleDetails();
    void stepBack();
    void leave();
    void leaveFullScreen();

    void followRemoval(int first);
    void followRows();
    void followData(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void readAhead();
    void showCurrent(bool isAnother);
    void showCanvas();

    QAbstractItemModel *m_model = nullptr;
    QPersistentModelIndex m_current;
    bool m_isShowing = false; ///< m_current was set; it is invalid all the same once its row is gone.
    PictureLoader m_loader;

    QBoxLayout *m_place;
    QWidget *m_content; ///< All that is seen; leaves its place for the whole screen.
    ViewerBar *m_bar;
    PictureCanvas *m_canvas;
    PictureDetails *m_details;
    QLabel *m_away; ///< Stands in the place while the content is elsewhere.
    bool m_takesWholeScreen = false;
};

} // namespace ContactSheet
