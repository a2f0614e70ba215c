#pragma once

#include <QList>

namespace ContactSheet {

/// The heights of the rows of a list, of which some are only guessed until somebody looks at them; in
/// device-independent pixels.
class RowHeights final
{
public:
    /// Forgets everything: \a rows rows of about \a guess each.
    void reset(int rows, int guess);
    void insert(int row, int count);
    void remove(int row, int count);
    /// Forgets how high the rows from \a first to \a last are.
    void forget(int first, int last);
    void set(int row, int height);

    [[nodiscard]] int count() const { return int(m_heights.size()); }
    [[nodiscard]] bool isKnown(int row) const { return m_heights.at(row) >= 0; }
    [[nodiscard]] int height(int row) const { return isKnown(row) ? m_heights.at(row) : m_guess; }

    /// Where \a row begins; for the row after the last one, where the list ends.
    [[nodiscard]] int top(int row) const;
    /// The row at \a y; the first one above the list, count() below it.
    [[nodiscard]] int rowAt(int y) const;

private:
    void update() const;

    QList<int> m_heights = {}; ///< Negative where it is not known.
    int m_guess = 1;
    mutable QList<int> m_tops = {0}; ///< One more than rows; right up to and with m_rightUntil.
    mutable int m_rightUntil = 0;
};

} // namespace ContactSheet
