#include "ui/prompteditor/rowheights.h"

namespace ContactSheet {

void RowHeights::reset(int rows, int guess)
{
    m_heights.fill(-1, rows);
    m_guess = guess;
    m_rightUntil = 0;
}

void RowHeights::insert(int row, int count)
{
    m_heights.insert(row, count, -1);
    m_rightUntil = std::min(m_rightUntil, row);
}

void RowHeights::remove(int row, int count)
{
    m_heights.remove(row, count);
    m_rightUntil = std::min(m_rightUntil, row);
}

void RowHeights::forget(int first, int last)
{
    std::fill(m_heights.begin() + first, m_heights.begin() + last + 1, -1);
    m_rightUntil = std::min(m_rightUntil, first);
}

void RowHeights::set(int row, int height)
{
    if (m_heights.at(row) == height)
        return;
    m_heights[row] = height;
    m_rightUntil = std::min(m_rightUntil, row);
}

int RowHeights::top(int row) const
{
    update();
    return m_tops.at(row);
}

int RowHeights::rowAt(int y) const
{
    update();
    const auto below = std::upper_bound(m_tops.cbegin(), m_tops.cend(), y);
    return std::max(0, int(below - m_tops.cbegin()) - 1);
}

void RowHeights::update() const
{
    m_tops.resize(m_heights.size() + 1);
    for (int row = m_rightUntil; row < m_heights.size(); ++row)
        m_tops[row + 1] = m_tops.at(row) + height(row);
    m_rightUntil = count();
}

} // namespace ContactSheet
