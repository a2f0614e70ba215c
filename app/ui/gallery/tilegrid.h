#pragma once

#include <QList>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <utility>

namespace ContactSheet {

/**
 * Where each tile of a gallery stands: a value that knows its rows and columns by arithmetic alone, at the
 * same cost for ten tiles as for a million.
 *
 * Columns fill the width from margin to margin, so a tile is at least as wide as asked for, where there is
 * room. Positions are device-independent pixels from the top left of the whole content.
 */
class TileGrid final
{
public:
    static constexpr int Margin = 14;
    static constexpr int Gap = 14;

    TileGrid() = default;
    /// \a count tiles of at least \a tileWidth on \a width pixels, each a square with a caption below it.
    TileGrid(int count, int width, int tileWidth, int captionHeight);

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int rows() const { return (m_count + m_columns - 1) / m_columns; }
    [[nodiscard]] QSize tileSize() const { return m_tileSize; }
    /// From the top of one row to the top of the next.
    [[nodiscard]] int rowHeight() const { return m_tileSize.height() + Gap; }
    /// Of the whole content, margins included.
    [[nodiscard]] int height() const;

    [[nodiscard]] QRect tile(int index) const;
    /// The tile at \a position, or -1 in a gap, a margin or beyond the last.
    [[nodiscard]] int tileAt(const QPoint &position) const;
    /// The first and the last tile of the rows that touch [\a top, \a bottom]; {0, -1} where there is none.
    [[nodiscard]] std::pair<int, int> tilesBetween(int top, int bottom) const;
    /// The tiles that \a rect touches, as stretches of first and last, one for each row.
    [[nodiscard]] QList<std::pair<int, int>> tilesIn(const QRect &rect) const;

    friend bool operator==(const TileGrid &, const TileGrid &) = default;

private:
    int m_count = 0;
    int m_columns = 1;
    QSize m_tileSize = {1, 1};
};

} // namespace ContactSheet
