#pragma once

#include "gallery/tile.h"

#include <QAbstractItemDelegate>
#include <QRect>

class QFontMetrics;
class QModelIndex;

namespace ContactSheet {

struct TileColors;

/// What the button of a tile does with its picture.
enum class TileButton {
    None,
    TryAgain,
    RetryNow,   ///< It waits to be tried again, and need not.
    OrderAgain, ///< It may have been charged already: what that may cost is said before.
};

/// Where the parts of a tile are.
struct TileParts
{
    TileParts(const QRect &tile, const QFontMetrics &metrics, TileButton button = TileButton::None);

    QRect picture;
    QRect caption;
    QRect button; ///< Null where there is none, or the tile is too small for it.
};

/// The height of the line below a picture, for text of \a metrics.
[[nodiscard]] int captionHeight(const QFontMetrics &metrics);

/// The button that the tile at \a index has now.
[[nodiscard]] TileButton tileButton(const QModelIndex &index);

/// In how many whole seconds, at the moment \a now, the tile at \a index is tried again; 0 where that may be
/// at any time.
[[nodiscard]] int secondsToRetry(const QModelIndex &index, Clock::time_point now);

/**
 * Draws the tiles of a GalleryModel: frame, picture or state, and below it the prompt in one line with the
 * seconds. A preview stands in the place of the picture and says that it is one. Every state has its own
 * words and its own sign. All text from outside is drawn as plain text.
 */
class TileDelegate final : public QAbstractItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TileDelegate)

public:
    explicit TileDelegate(QObject *parent = nullptr);
    ~TileDelegate() override;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// The size that the view gave the tile: the grid decides, not the tile.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ContactSheet
