#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "ui/gallery/tilegrid.h"

#include <QAbstractItemView>
#include <QTimer>

namespace ContactSheet {

/**
 * Shows a GalleryModel, or a proxy of it, as a grid of tiles.
 *
 * Rows and columns are arithmetic (TileGrid), so the scroll bar is right from the first frame and nothing
 * costs more with more tiles. The tiles may change their size without the place being lost: the current tile,
 * where it is seen, else the one in the middle, stays where it is.
 *
 * Arrows, Home, End, Page Up and Down walk; Shift extends, Ctrl leaves the selection; Ctrl+A and Escape
 * select all and nothing; a rubber band begins between the tiles; Return, Space or a double click ask for the
 * viewer; Ctrl+wheel changes the size under the pointer. Selected pictures are dragged into other programs as
 * files.
 */
class GalleryView final : public QAbstractItemView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryView)

public:
    static constexpr int SmallestTile = 96;
    static constexpr int LargestTile = 512;

    explicit GalleryView(QWidget *parent = nullptr);
    ~GalleryView() override;

    void setModel(QAbstractItemModel *model) override;
    /// The least width of a tile in device-independent pixels.
    [[nodiscard]] int tileSize() const { return m_tileSize; }
    [[nodiscard]] const TileGrid &grid() const { return m_grid; }

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

public slots:
    /// Kept within SmallestTile and LargestTile.
    void setTileSize(int size);

signals:
    void tileSizeChanged(int size);
    void viewerRequested(const QModelIndex &index);
    void retryRequested(const QModelIndex &index);
    /// The menu of the selected tiles is wanted at \a position of the screen.
    void contextMenuRequested(const QPoint &position);
    /// \a jobs are on screen, in reading order, each with a place of \a box pixels of the screen for its
    /// picture.
    void shownJobsChanged(const QList<ContactSheet::JobId> &jobs, const QSize &box);

protected:
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex & /*index*/) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

    /// Drags the files of all selected tiles, with a small picture of the one that was grasped.
    void startDrag(Qt::DropActions actions) override;

    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] TileGrid gridFor(int width) const;
    void layOutAgain();
    void setTileSizeAround(int size, int anchor);
    [[nodiscard]] int anchorTile() const;
    [[nodiscard]] std::pair<int, int> visibleTiles() const;
    [[nodiscard]] QRect inViewport(const QRect &content) const;
    [[nodiscard]] QModelIndex retryButtonAt(const QPoint &point) const;
    void updateBand(const QPoint &position);
    void countSeconds();
    void tellShownJobs();

    TileGrid m_grid;
    int m_tileSize = 180;
    QPoint m_bandStart;                   ///< Where the pointer went down, in the content.
    QRect m_band;                         ///< The rubber band, in the content; null while there is none.
    QPersistentModelIndex m_pressedRetry; ///< The tile on whose button the pointer went down.
    QTimer m_secondsTimer;                ///< Runs while a tile is seen whose seconds count.
    Clock::time_point m_lastCounted = {}; ///< When the seconds were painted last.
    QTimer m_shownTimer;                  ///< Gathers what scrolling and arriving change.
};

} // namespace ContactSheet
