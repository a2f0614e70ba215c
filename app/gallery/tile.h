#pragma once

#include "core/clock.h"
#include "runs/runrecord.h"

#include <QImage>
#include <QObject>
#include <QString>

#include <optional>

namespace ContactSheet {

/// Holds what a tile can show, so that Qt can print it.
class TilePhases
{
    Q_GADGET

public:
    /// How far a picture is, in the words of the screen.
    enum class Phase {
        Waiting,
        WaitingToRetry, ///< An attempt failed, and another will be made.
        Sent,
        Receiving,
        Saving,          ///< The picture is here, and its file is not safe yet.
        WaitingForPlace, ///< The picture is here, and the disk takes no more.
        Done,
        Refused,
        Failed,
        Gone,          ///< Made for nothing, and gone before it could be had.
        Expired,       ///< Charged for, and gone before it could be had.
        NotDownloaded, ///< Charged for, and not had yet: another try orders nothing.
        Unknown,       ///< Perhaps charged for: no answer was read, or its download was left.
        Cancelled,
    };
    Q_ENUM(Phase)
};

using TilePhase = TilePhases::Phase;

/// How far \a record is.
[[nodiscard]] TilePhase tilePhase(const JobRecord &record);

/// The words for \a phase: "waiting", "charged but gone".
[[nodiscard]] QString tileWords(TilePhase phase);

/// Whether time passes in \a phase that counts for the picture.
[[nodiscard]] bool isUnderWay(TilePhase phase);

/// Whether the picture is made, or fetched, or written: it is neither waiting nor at its end.
[[nodiscard]] bool isBeingMade(TilePhase phase);

/// Everything that a tile shows, worked out once when it changes, so that painting asks and never computes.
struct Tile
{
    RunId run = {};
    JobRecord record = {}; ///< Where all of this comes from.
    JobId job = {};
    int index = 1;
    JobState state = JobState::Waiting;
    TilePhase phase = TilePhase::Waiting;
    int mostAttempts = MostAttempts; ///< After so many it ends as it is.
    int attempt = 0;                 ///< The attempt that is under way or was the last; 0 before the first.
    QString prompt = {};             ///< Whole, as it was asked.
    QString caption = {};            ///< Its beginning, in one line.
    QString file = {};               ///< Absolute; empty where there is none.
    QString error = {};              ///< What happened and what to do; also of the attempt before this one.
    QString detail = {};             ///< The service's own words: plain text.
    Moment laneTime = {};            ///< How long it took so far, without the attempt that is under way.
    std::optional<Clock::time_point> runningSince = {}; ///< When that attempt began.
    std::optional<Clock::time_point> retryAt = {};      ///< When it may be tried again.
    QImage thumbnail = {};
    QImage preview = {}; ///< A coarse picture, while the real one is made and until its thumbnail is there.
    bool isTrashed = false; ///< Its file was moved to the trash.
};

/// What is read out of \a tile. Made when it is asked for: few of many thousand tiles ever are.
[[nodiscard]] QString accessibleText(const Tile &tile);

/// What is shown beside the pointer over \a tile: plain text of bounded length.
[[nodiscard]] QString toolTip(const Tile &tile);

/**
 * The tile of \a record, which belongs to \a run that began at \a runBegan; names of files are relative to
 * \a folder. It has no thumbnail yet.
 */
[[nodiscard]] Tile makeTile(RunId run, const JobRecord &record, Clock::time_point runBegan,
                            const QString &folder);

} // namespace ContactSheet
