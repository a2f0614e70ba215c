#pragma once

#include "runs/job.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

#include <optional>

namespace ContactSheet {

/// How the jobs of one run are sent.
enum class Mode {
    Sequential, ///< One after another: the next begins once the picture before it is safe on disk.
    Parallel,   ///< A number of them at once.
};

/// The word for \a mode in journals and reports; a contract, never translated.
[[nodiscard]] QString keyword(Mode mode);

/// What a person chooses: one run, or the same plan both ways, sequential first.
enum class PressMode { Sequential, Parallel, Both };

/// Every job of one plan in one mode.
struct RunPlan
{
    RunId id = RunId(1);
    Mode mode = Mode::Parallel;
    int atOnce = 1;                 ///< The number of lanes, in force last; 1 in sequential mode.
    bool isAtOnceAutomatic = false; ///< The program finds the number; \a atOnce is where it stands.
    ImageOptions options = {};
    QList<Job> jobs = {};
    std::optional<RunId> continues = {}; ///< The run of which this one tries some jobs again.

    friend bool operator==(const RunPlan &, const RunPlan &) = default;
};

/// The fewest and the most requests that may be under way at once.
constexpr int FewestAtOnce = 1;
constexpr int MostAtOnce = 100;

/**
 * The runs that \a mode makes of \a prompts: \a copies pictures of each prompt, numbered through.
 *
 * The ids of jobs and runs are unique over all of them. Where \a seeds is set, each job's seed is the
 * number of jobs with the same prompt before it in its run: no two pictures of a run are the same, and both
 * runs of Both ask for the same pictures.
 */
[[nodiscard]] QList<RunPlan> planRuns(const QStringList &prompts, int copies, const ImageOptions &options,
                                      PressMode mode, int atOnce, bool seeds);

} // namespace ContactSheet
