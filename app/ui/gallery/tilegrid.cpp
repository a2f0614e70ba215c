#include "ui/gallery/tilegrid.h"

#include <algorithm>

namespace ContactSheet {

namespace {

/// \a dividend ÷ \a divisor, rounded down for negative numbers too.
int floorDivision(int dividend, int divisor)
{
    return dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor);
}

} // namespace

TileGrid::TileGrid(int count, int width, int tileWidth, int captionHeight)
    : m_count(std::max(count, 0))
{
    const int room = std::max(width - 2 * Margin, 1);
    m_columns = std::max((room + Gap) / (std::max(tileWidth, 1) + Gap), 1);
    const int side = std::max((room + Gap) / m_columns - Gap, 1);
    m_tileSize = QSize(side, side + captionHeight);
}

int TileGrid::height() const
{
    return m_count == 0 ? 0 : 2 * Margin + rows() * rowHeight() - Gap;
}

QRect TileGrid::tile(int index) const
{
    const QPoint corner(Margin + index % m_columns * (m_tileSize.width() + Gap),
                        Margin + index / m_columns * rowHeight());
    return {corner, m_tileSize};
}

int TileGrid::tileAt(const QPoint &position) const
{
    const int column = floorDivision(position.x() - Margin, m_tileSize.width() + Gap);
    const int row = floorDivision(position.y() - Margin, rowHeight());
    if (column < 0 || column >= m_columns || row < 0 || row >= rows())
        return -1;
    const int index = row * m_columns + column;
    return index < m_count && tile(index).contains(position) ? index : -1;
}

std::pair<int, int> TileGrid::tilesBetween(int top, int bottom) const
{
    // A row reaches from its tiles' top to the pixel above the gap.
    const int firstRow = std::max(floorDivision(top - Margin + Gap, rowHeight()), 0);
    const int lastRow = std::min(floorDivision(bottom - Margin, rowHeight()), rows() - 1);
    if (firstRow > lastRow)
        return {0, -1};
    return {firstRow * m_columns, std::min((lastRow + 1) * m_columns, m_count) - 1};
}

QList<std::pair<int, int>> TileGrid::tilesIn(const QRect &rect) const
{
    const int pitch = m_tileSize.width() + Gap;
    const int firstColumn = std::max(floorDivision(rect.left() - Margin + Gap, pitch), 0);
    const int lastColumn = std::min(floorDivision(rect.right() - Margin, pitch), m_columns - 1);
    const auto [first, last] = tilesBetween(rect.top(), rect.bottom());
    QList<std::pair<int, int>> stretches;
    if (firstColumn > lastColumn)
        return stretches;
    for (int row = first; row <= last; row += m_columns) {
        if (row + firstColumn <= last)
            stretches.append({row + firstColumn, std::min(row + lastColumn, last)});
    }
    return stretches;
}

} // namespace ContactSheet
