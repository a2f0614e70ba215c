#include "timing/placetable.h"

#include "timing/barpieces.h"

#include <algorithm>

namespace ContactSheet {

namespace {

int placeOf(const AttemptMarks &marks)
{
    return std::clamp(marks.lane, 1, MostAtOnce);
}

/// The first of \a bars that begins after \a moment.
QList<PlaceBar>::const_iterator after(const QList<PlaceBar> &bars, Moment moment)
{
    return std::upper_bound(bars.cbegin(), bars.cend(), moment,
                            [](Moment wanted, const PlaceBar &bar) { return wanted < bar.begin; });
}

/// Where \a attempt of \a row, which began at \a begin, stands among \a bars; -1 where it does not.
qsizetype find(const QList<PlaceBar> &bars, int row, int attempt, Moment begin)
{
    for (auto bar = after(bars, begin); bar != bars.cbegin();) {
        --bar;
        if (bar->begin != begin)
            break;
        if (bar->row == row && bar->attempt == attempt)
            return bar - bars.cbegin();
    }
    return -1;
}

} // namespace

void PlaceTable::reset(const RunRecord &run)
{
    m_places.clear();
    for (int row = 0; row < run.jobs.size(); ++row)
        take(row, run.jobs.at(row));
}

void PlaceTable::take(int row, const JobRecord &record)
{
    for (int attempt = 1; attempt <= record.timeline.attempts(); ++attempt) {
        const AttemptMarks &marks = record.timeline.marks(attempt);
        const int place = placeOf(marks);
        if (place > m_places.size())
            m_places.resize(place);
        QList<PlaceBar> &bars = m_places[place - 1];
        const PlaceBar bar{.row = row,
                           .attempt = attempt,
                           .begin = marks.begin,
                           .end = marks.laneEnd,
                           .hasFailed = hasFailed(record, attempt)};
        if (const qsizetype known = find(bars, row, attempt, marks.begin); known >= 0)
            bars[known] = bar;
        else
            bars.insert(after(bars, marks.begin), bar);
    }
}

std::optional<BarPosition> PlaceTable::positionOf(int row, const JobRecord &record, int attempt) const
{
    if (attempt < 1 || attempt > record.timeline.attempts())
        return std::nullopt;
    const AttemptMarks &marks = record.timeline.marks(attempt);
    const int place = placeOf(marks);
    if (place > count())
        return std::nullopt;
    const qsizetype bar = find(bars(place), row, attempt, marks.begin);
    return bar < 0 ? std::nullopt : std::optional(BarPosition{.place = place, .bar = bar});
}

qsizetype PlaceTable::lastBegun(int place, Moment moment) const
{
    const QList<PlaceBar> &all = bars(place);
    return after(all, moment) - all.cbegin() - 1;
}

std::optional<BarPosition> PlaceTable::nearest(int place, Moment moment) const
{
    const QList<PlaceBar> &all = bars(place);
    if (all.isEmpty())
        return std::nullopt;
    qsizetype bar = std::max<qsizetype>(lastBegun(place, moment), 0);
    const PlaceBar &before = all.at(bar);
    if (bar + 1 < all.size() && before.end && *before.end < moment
        && all.at(bar + 1).begin - moment < moment - *before.end)
        ++bar;
    return BarPosition{.place = place, .bar = bar};
}

} // namespace ContactSheet
