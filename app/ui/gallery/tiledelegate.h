#pragma once

#include "gallery/tile.h"

#include <QAbstractItemDelegate>
#include <QRect>

class QFontMetrics;

namespace ContactSheet {

struct TileColors;

/// Where the parts of a tile are.
struct TileParts
{
    explicit TileParts(const QRect &tile, const QFontMetrics &metrics);

    QRect picture;
    QRect caption;
    QRect button; ///< *Try again*, where tileOffersRetry(); null where the tile is too small for it.
};

/// The height of the line below a picture, for text of \a metrics.
[[nodiscard]] int captionHeight(const QFontMetrics &metrics);

/// Whether a tile in \a phase has a button that tries it again: not where that could charge a second time.
[[nodiscard]] bool tileOffersRetry(TilePhase phase);

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
