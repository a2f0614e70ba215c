#pragma once

#include "timing/losttime.h"

#include <QList>
#include <QString>

namespace ContactSheet {

/// A part of the time of a run's places in the words of the screen.
struct TimeShare
{
    QString share = {};    ///< "12 %"; empty where the sentence is about the whole run.
    QString sentence = {}; ///< What took the time, then what to change.

    friend bool operator==(const TimeShare &, const TimeShare &) = default;
};

/// No more than this many losses are told of: who changes those has done the most.
inline constexpr int MostLossesTold = 4;

/**
 * Where the time of \a lost went, in sentences: what was useful, then what was lost, the largest first.
 *
 * Told of is only what took at least a hundredth of the wall clock and fifty milliseconds of it. A run that
 * lost nothing to speak of is told so; nothing is told of a run of which nothing has begun.
 */
[[nodiscard]] QList<TimeShare> describe(const LostTime &lost, Mode mode);

} // namespace ContactSheet
