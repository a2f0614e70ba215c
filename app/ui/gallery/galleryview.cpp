#include "ui/gallery/galleryview.h"

#include "gallery/gallerymodel.h"
#include "ui/gallery/tilecolors.h"
#include "ui/gallery/tiledelegate.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr auto SecondsInterval = 100ms; ///< The last digit that is shown.
constexpr auto ShownDelay = 30ms;
constexpr int DraggedSize = 96;
/// One step of the wheel, an eighth more or less.
constexpr double StepFactor = 1.125;

TilePhase phaseOf(const QModelIndex &index)
{
    return index.data(GalleryModel::PhaseRole).value<TilePhase>();
}

} // namespace

GalleryView::GalleryView(QWidget *parent)
    : QAbstractItemView(parent)
{
    setItemDelegate(new TileDelegate(this));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Gallery"));
    viewport()->setBackgroundRole(QPalette::Window);

    m_secondsTimer.setInterval(SecondsInterval);
    connect(&m_secondsTimer, &QTimer::timeout, this, &GalleryView::countSeconds);
    m_shownTimer.setSingleShot(true);
    m_shownTimer.setInterval(ShownDelay);
    connect(&m_shownTimer, &QTimer::timeout, this, &GalleryView::tellShownJobs);
}

GalleryView::~GalleryView() = default;

void GalleryView::setModel(QAbstractItemModel *newModel)
{
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    QAbstractItemView::setModel(newModel);
    if (newModel) {
        connect(newModel, &QAbstractItemModel::rowsRemoved, this, &GalleryView::layOutAgain);
        connect(newModel, &QAbstractItemModel::rowsMoved, this, &GalleryView::layOutAgain);
        connect(newModel, &QAbstractItemModel::layoutChanged, this, &GalleryView::layOutAgain);
        connect(newModel, &QAbstractItemModel::modelReset, this, &GalleryView::layOutAgain);
    }
    layOutAgain();
}

TileGrid GalleryView::gridFor(int width) const
{
    const int count = model() ? model()->rowCount(rootIndex()) : 0;
    return {count, width, m_tileSize, captionHeight(fontMetrics())};
}

void GalleryView::layOutAgain()
{
    updateGeometries();
    viewport()->update();
}

void GalleryView::updateGeometries()
{
    // Decided for the width without a scroll bar, or the bar that takes width could make itself needed.
    const QSize whole = maximumViewportSize();
    TileGrid grid = gridFor(whole.width());
    const bool needsBar = grid.height() > whole.height();
    if (needsBar) // The viewport gives way to the bar only later, with the next event.
        grid = gridFor(whole.width() - verticalScrollBar()->sizeHint().width());

    // The first tile that is seen keeps its place when the width changes.
    const auto [first, last] = visibleTiles();
    QScrollBar *bar = verticalScrollBar();
    const bool keepsPlace = bar->value() > 0 && last >= first && first < grid.count();
    const int above = keepsPlace ? bar->value() - m_grid.tile(first).top() : 0;
    m_grid = grid;
    bar->setSingleStep(std::max(m_grid.rowHeight() / 4, 1));
    bar->setPageStep(whole.height());
    bar->setRange(0, std::max(m_grid.height() - whole.height(), 0));
    if (keepsPlace)
        bar->setValue(m_grid.tile(first).top() + above);
    QAbstractItemView::updateGeometries();
    m_shownTimer.start();
}

void GalleryView::setTileSize(int size)
{
    setTileSizeAround(size, anchorTile());
}

void GalleryView::setTileSizeAround(int size, int anchor)
{
    size = std::clamp(size, SmallestTile, LargestTile);
    if (size == m_tileSize)
        return;
    m_tileSize = size;
    const int place = anchor < 0 ? 0 : m_grid.tile(anchor).center().y() - verticalOffset();
    layOutAgain();
    if (anchor >= 0 && anchor < m_grid.count())
        verticalScrollBar()->setValue(m_grid.tile(anchor).center().y() - place);
    emit tileSizeChanged(m_tileSize);
}

int GalleryView::anchorTile() const
{
    const auto [first, last] = visibleTiles();
    if (last < first)
        return -1;
    const int current = currentIndex().row();
    if (current >= first && current <= last)
        return current;
    const int middle = verticalOffset() + viewport()->height() / 2;
    const auto [inMiddle, end] = m_grid.tilesBetween(middle - TileGrid::Gap, middle);
    return inMiddle <= end ? inMiddle : first;
}

std::pair<int, int> GalleryView::visibleTiles() const
{
    return m_grid.tilesBetween(verticalOffset(), verticalOffset() + viewport()->height() - 1);
}

QRect GalleryView::inViewport(const QRect &content) const
{
    return content.translated(0, -verticalOffset());
}

int GalleryView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect GalleryView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? inViewport(m_grid.tile(index.row())) : QRect();
}

QModelIndex GalleryView::indexAt(const QPoint &point) const
{
    const int tile = m_grid.tileAt(point + QPoint(0, verticalOffset()));
    return tile >= 0 && model() ? model()->index(tile, 0, rootIndex()) : QModelIndex();
}

void GalleryView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect tile = m_grid.tile(index.row()).adjusted(0, -TileGrid::Margin, 0, TileGrid::Margin);
    const int height = viewport()->height();
    QScrollBar *bar = verticalScrollBar();
    if (hint == PositionAtTop)
        bar->setValue(tile.top());
    else if (hint == PositionAtBottom)
        bar->setValue(tile.bottom() + 1 - height);
    else if (hint == PositionAtCenter)
        bar->setValue(tile.center().y() - height / 2);
    else if (tile.top() < bar->value() || tile.height() > height)
        bar->setValue(tile.top());
    else if (tile.bottom() + 1 > bar->value() + height)
        bar->setValue(tile.bottom() + 1 - height);
}

QModelIndex GalleryView::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/)
{
    const int count = m_grid.count();
    if (count == 0)
        return {};
    const int current = currentIndex().row();
    if (current < 0)
        return model()->index(action == MoveEnd ? count - 1 : 0, 0, rootIndex());
    const int columns = m_grid.columns();
    const int page = std::max(viewport()->height() / m_grid.rowHeight(), 1) * columns;
    // Up and down stay in their column; into a last row that is shorter, they take its last tile.
    const auto down = [&](int tiles) {
        const int lastRow = (count - 1) / columns;
        const int row = std::min((current + tiles) / columns, lastRow);
        return std::min(row * columns + current % columns, count - 1);
    };
    const auto up = [&](int tiles) { return current >= tiles ? current - tiles : current % columns; };
    int next = current;
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        next = current - 1;
        break;
    case MoveRight:
    case MoveNext:
        next = current + 1;
        break;
    case MoveUp:
        next = up(columns);
        break;
    case MoveDown:
        next = down(columns);
        break;
    case MovePageUp:
        next = up(page);
        break;
    case MovePageDown:
        next = down(page);
        break;
    case MoveHome:
        next = 0;
        break;
    case MoveEnd:
        next = count - 1;
        break;
    }
    return model()->index(std::clamp(next, 0, count - 1), 0, rootIndex());
}

void GalleryView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    QItemSelection selection;
    const auto select = [&](int first, int last) {
        selection.append(
            QItemSelectionRange(model()->index(first, 0, rootIndex()), model()->index(last, 0, rootIndex())));
    };
    if (state() == DragSelectingState) {
        for (const auto &[first, last] : m_grid.tilesIn(rect.normalized().translated(0, verticalOffset())))
            select(first, last);
    } else {
        // QAbstractItemView hands over the two tiles of a stretch as two corners, in this order.
        const QModelIndex one = indexAt(rect.topLeft());
        const QModelIndex other = indexAt(rect.bottomRight());
        if (one.isValid() && other.isValid())
            select(std::min(one.row(), other.row()), std::max(one.row(), other.row()));
    }
    selectionModel()->select(selection, command);
}

QRegion GalleryView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    const auto [first, last] = visibleTiles();
    for (const QItemSelectionRange &range : selection) {
        for (int tile = std::max(range.top(), first); tile <= std::min(range.bottom(), last); ++tile)
            region += inViewport(m_grid.tile(tile)).adjusted(-4, -4, 4, 4); // The marks around it.
    }
    return region;
}

void GalleryView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                              const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    const auto [first, last] = visibleTiles();
    for (int tile = std::max(topLeft.row(), first); tile <= std::min(bottomRight.row(), last); ++tile)
        viewport()->update(inViewport(m_grid.tile(tile)));
    if (roles.isEmpty() || roles.contains(GalleryModel::JobRole))
        m_shownTimer.start();
}

void GalleryView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    layOutAgain();
}

void GalleryView::startDrag(Qt::DropActions actions)
{
    QModelIndexList dragged;
    for (const QModelIndex &index : selectionModel()->selectedIndexes()) {
        if (index.flags().testFlag(Qt::ItemIsDragEnabled))
            dragged.append(index);
    }
    if (dragged.isEmpty())
        return;
    std::sort(dragged.begin(), dragged.end());
    auto *drag = new QDrag(this); // Qt deletes it when it has ended.
    drag->setMimeData(model()->mimeData(dragged));
    const QVariant thumbnail = currentIndex().data(GalleryModel::ThumbnailRole);
    if (const auto image = thumbnail.value<QImage>(); !image.isNull()) {
        // A tile can be large enough to hide where it would be dropped.
        const double ratio = devicePixelRatioF();
        QPixmap pixmap = QPixmap::fromImage(image.scaled(QSize(DraggedSize, DraggedSize) * ratio,
                                                         Qt::KeepAspectRatio, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(ratio);
        drag->setPixmap(pixmap);
    }
    drag->exec(actions, Qt::CopyAction);
}

void GalleryView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid()) {
        scrollTo(currentIndex());
        position = viewport()->mapToGlobal(visualRect(currentIndex()).center());
    }
    emit contextMenuRequested(position);
}

void GalleryView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect dirty = event->rect().adjusted(-4, -4, 4, 4).translated(0, verticalOffset());
    bool isCounting = false;
    for (const auto &[first, last] : m_grid.tilesIn(dirty)) {
        for (int tile = first; tile <= last; ++tile) {
            const QModelIndex index = model()->index(tile, 0, rootIndex());
            option.rect = inViewport(m_grid.tile(tile));
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
            itemDelegate()->paint(&painter, option, index);
            isCounting = isCounting || isUnderWay(phaseOf(index)) || secondsToRetry(index, Clock::now()) > 0;
        }
    }
    if (isCounting && !m_secondsTimer.isActive()) {
        m_lastCounted = Clock::now();
        m_secondsTimer.start();
    }
    if (!m_band.isNull()) {
        const QColor accent = TileColors(palette()).accent;
        painter.setPen(accent);
        painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 40));
        painter.drawRect(inViewport(m_band).adjusted(0, 0, -1, -1));
    }
}

void GalleryView::countSeconds()
{
    bool isCounting = false;
    const Clock::time_point now = Clock::now();
    const auto [first, last] = visibleTiles();
    for (int tile = first; tile <= last; ++tile) {
        const QModelIndex index = model()->index(tile, 0, rootIndex());
        const int left = secondsToRetry(index, now);
        const bool isMade = isUnderWay(phaseOf(index));
        isCounting = isCounting || isMade || left > 0;
        if (isMade || left != secondsToRetry(index, m_lastCounted))
            viewport()->update(inViewport(m_grid.tile(tile)));
    }
    m_lastCounted = now;
    if (!isCounting)
        m_secondsTimer.stop();
}

void GalleryView::tellShownJobs()
{
    QList<JobId> jobs;
    const auto [first, last] = visibleTiles();
    for (int tile = first; tile <= last; ++tile)
        jobs.append(model()->index(tile, 0, rootIndex()).data(GalleryModel::JobRole).value<JobId>());
    const TileParts parts(QRect({}, m_grid.tileSize()), fontMetrics());
    emit shownJobsChanged(jobs, parts.picture.size() * devicePixelRatioF());
}

void GalleryView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!isPlain || !currentIndex().isValid())
            break;
        emit viewerRequested(currentIndex());
        return;
    case Qt::Key_Escape:
        if (!isPlain || !selectionModel() || !selectionModel()->hasSelection())
            break;
        clearSelection();
        return;
    default:
        break;
    }
    QAbstractItemView::keyPressEvent(event);
}

QModelIndex GalleryView::retryButtonAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return {};
    const TileParts parts(visualRect(index), fontMetrics(), tileButton(index));
    return parts.button.contains(point) ? index : QModelIndex();
}

void GalleryView::mousePressEvent(QMouseEvent *event)
{
    m_bandStart = event->position().toPoint() + QPoint(0, verticalOffset());
    if (event->button() == Qt::LeftButton)
        m_pressedRetry = retryButtonAt(event->position().toPoint());
    QAbstractItemView::mousePressEvent(event);
}

void GalleryView::mouseMoveEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseMoveEvent(event);
    if (state() == DragSelectingState)
        updateBand(event->position().toPoint());
}

void GalleryView::updateBand(const QPoint &position)
{
    const QRect before = m_band;
    m_band = QRect(m_bandStart, position + QPoint(0, verticalOffset())).normalized();
    viewport()->update(inViewport(before | m_band));
}

void GalleryView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_band.isNull())
        viewport()->update(inViewport(std::exchange(m_band, {})));
    const QModelIndex pressed = std::exchange(m_pressedRetry, {});
    QAbstractItemView::mouseReleaseEvent(event);
    if (pressed.isValid() && pressed == retryButtonAt(event->position().toPoint()))
        emit retryRequested(pressed);
}

void GalleryView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const QModelIndex index = indexAt(point);
    if (event->button() == Qt::LeftButton && index.isValid() && !retryButtonAt(point).isValid())
        emit viewerRequested(index);
}

void GalleryView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractItemView::wheelEvent(event);
        return;
    }
    const double steps = event->angleDelta().y() / double(QWheelEvent::DefaultDeltasPerStep);
    const QModelIndex pointed = indexAt(event->position().toPoint());
    setTileSizeAround(int(std::lround(m_tileSize * std::pow(StepFactor, steps))),
                      pointed.isValid() ? pointed.row() : anchorTile());
    event->accept();
}

bool GalleryView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        const QString text = index.data(Qt::ToolTipRole).toString();
        // Qt guesses whether a tooltip is markup; this says so, with the markup of the text undone.
        QToolTip::showText(help->globalPos(), text.isEmpty() ? QString() : Qt::convertFromPlainText(text),
                           viewport(), visualRect(index));
        return true;
    }
    return QAbstractItemView::viewportEvent(event);
}

void GalleryView::scrollContentsBy(int dx, int dy)
{
    QAbstractItemView::scrollContentsBy(dx, dy);
    viewport()->update();
    m_shownTimer.start();
}

void GalleryView::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        layOutAgain();
}

} // namespace ContactSheet
