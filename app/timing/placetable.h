#pragma once

#include "runs/runrecord.h"

#include <QList>

#include <optional>

namespace ContactSheet {

/// One attempt while it had its place.
struct PlaceBar
{
    int row = 0; ///< Of its picture, in the order of the plan.
    int attempt = 1;
    Moment begin = {};
    std::optional<Moment> end = {}; ///< Missing while it has its place.
    bool hasFailed = false;

    friend bool operator==(const PlaceBar &, const PlaceBar &) = default;
};

/// Which of the bars of a PlaceTable.
struct BarPosition
{
    int place = 1;
    qsizetype bar = 0;

    friend bool operator==(const BarPosition &, const BarPosition &) = default;
};

/**
 * The attempts of a run by the place at once that they had, those of each place in order of time: a value
 * that is brought up to date picture by picture.
 */
class PlaceTable final
{
public:
    /// Starts again with \a run as it stands.
    void reset(const RunRecord &run);
    /// Takes what is new of the picture of \a row; costs the same however many there are.
    void take(int row, const JobRecord &record);

    /// How many places were given, the first of which is 1.
    [[nodiscard]] int count() const { return int(m_places.size()); }
    /// The bars of \a place, which is in [1, count()].
    [[nodiscard]] const QList<PlaceBar> &bars(int place) const { return m_places.at(place - 1); }
    [[nodiscard]] const PlaceBar &bar(BarPosition position) const
    {
        return bars(position.place).at(position.bar);
    }

    /// Where \a attempt of \a record, the picture of \a row, stands; nothing where it is not known.
    [[nodiscard]] std::optional<BarPosition> positionOf(int row, const JobRecord &record, int attempt) const;

    /// The last bar of \a place that begins at \a moment or before, or -1.
    [[nodiscard]] qsizetype lastBegun(int place, Moment moment) const;
    /// The bar of \a place that is nearest to \a moment, where it has any.
    [[nodiscard]] std::optional<BarPosition> nearest(int place, Moment moment) const;

private:
    QList<QList<PlaceBar>> m_places;
};

} // namespace ContactSheet
