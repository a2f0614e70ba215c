#pragma once

#include "core/clock.h"
#include "runs/runrecord.h"

#include <QList>

namespace ContactSheet {

/// What a run can lose time to; each has its own sum (docs/timing.md).
enum class LossKind : quint8 {
    RateLimit,    ///< Places idle while the service wants fewer requests: pauses and backoffs after a 429.
    Overload,     ///< The same after a service said that it has too much to do (503, 529).
    Trouble,      ///< The same after any other failure.
    Key,          ///< Places idle while the service does not accept the key.
    Quota,        ///< Places idle while there is no credit left.
    Storage,      ///< Places idle while the disk takes no more pictures.
    Retries,      ///< Attempts that came to nothing and were followed by another.
    NoPicture,    ///< Last attempts of jobs that ended without a picture.
    LastRequests, ///< Places idle because nothing is left to begin.
    Connecting,   ///< From the begin of a new connection until the request has left.
    Preparing,    ///< From the lane given until the connection is begun, or the request leaves on a kept one.
    Held,         ///< Places idle though jobs wait and nothing is known to be in their way.
    Disk,         ///< Lanes held after the last byte, and all places while only files are still written.
    Stopped,      ///< Places idle because a person stopped what waited.
};

inline constexpr int LossKindCount = int(LossKind::Stopped) + 1;

/// What a run lost to one thing.
struct Loss
{
    LossKind kind = LossKind::Held;
    Moment placeTime = {}; ///< Summed over the places.
    Moment during = {};    ///< How long at least one place was idle for it; zero where lanes were held.
    int requests = 0;      ///< How many attempts or jobs took part; zero for places that were idle.

    friend bool operator==(const Loss &, const Loss &) = default;
};

/// The largest stretch in which the same places stayed idle until the last request had ended.
struct LongEnd
{
    int requests = 0; ///< Under way at its begin.
    int places = 0;
    Moment during = {};

    friend bool operator==(const LongEnd &, const LongEnd &) = default;
};

/**
 * Where the time of a run's places went: \a placeTime is the time for which places were there, summed over
 * them, and is exactly \a useful plus what was lost to each kind.
 */
struct LostTime
{
    bool isOver = false;
    Moment wallClock = {}; ///< So far, where the run goes on.
    Moment placeTime = {};
    Moment useful = {}; ///< Lane time from sending to the last byte of requests that may bring a picture.
    QList<Loss> losses = {};    ///< Without those that lost nothing; the largest first.
    LongEnd longEnd = {};       ///< Of LossKind::LastRequests.
    bool hasRoomForAll = false; ///< There was a place for every job all the time.
    bool wasDiskFull =
        false; ///< The disk took no more pictures for a while, whether or not places stayed idle.

    friend bool operator==(const LostTime &, const LostTime &) = default;
};

/// Where \a run lost time until its end, or until \a now while it goes on. Goes through all jobs once.
[[nodiscard]] LostTime findLostTime(const RunRecord &run, Moment now);

/// \a placeTime of \a lost as a share of one.
[[nodiscard]] double shareOf(Moment placeTime, const LostTime &lost);

} // namespace ContactSheet
