#pragma once

#include <QStringView>

#include <iterator>

namespace ContactSheet {

/**
 * The chances of one picture: an endless row of numbers that depends on the prompt and the picture's
 * number alone, the same in every run and on every machine.
 *
 * The row is SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014)
 * seeded with the FNV-1a hash of the prompt: the hashes of Qt differ from run to run, and the
 * distributions of the standard library from one library to the next.
 */
class Dice
{
public:
    Dice(QStringView prompt, quint64 number);

    /// A number from \a low up to, not including, \a high.
    [[nodiscard]] double between(double low, double high);

    /// A whole number from 0 to \a count - 1; \a count is at least 1.
    [[nodiscard]] int below(int count);

    /// True with \a probability (0 to 1).
    [[nodiscard]] bool chance(double probability);

    /// One element of \a list, which is not empty.
    template<typename List>
    [[nodiscard]] const auto &pick(const List &list)
    {
        return *(std::begin(list) + below(static_cast<int>(std::size(list))));
    }

    /// One of \a count variants, such that pictures numbered one after another never get the same one.
    [[nodiscard]] int turn(int count) const;

    /// The element of \a list, which is not empty, at this picture's turn().
    template<typename List>
    [[nodiscard]] const auto &pickInTurn(const List &list) const
    {
        return *(std::begin(list) + turn(static_cast<int>(std::size(list))));
    }

private:
    [[nodiscard]] quint64 next();

    quint64 m_promptHash = 0;
    quint64 m_number = 0;
    quint64 m_state = 0;
};

} // namespace ContactSheet
