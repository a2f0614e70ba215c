#pragma once

#include "core/error.h"
#include "runs/job.h"
#include "runs/pacing.h"
#include "runs/runplan.h"
#include "runs/timeline.h"

#include <QDateTime>
#include <QHash>
#include <QList>

#include <optional>

namespace ContactSheet {

/// An attempt that came to nothing, and after which another was or will be made.
struct FailedAttempt
{
    int attempt = 1;
    Error::Kind kind = Error::Kind::Service;
    std::optional<int> status = {};

    friend bool operator==(const FailedAttempt &, const FailedAttempt &) = default;
};

/// Everything there is to know of one job: what was asked, how far it came, when, and why not further.
struct JobRecord
{
    Job job = {};
    JobState state = JobState::Waiting;
    Timeline timeline = {};
    std::optional<Error> error = {}; ///< How it ended, or why the picture that is here waits for a place;
                                     ///< until another try has its picture, how the one before it ended.
    std::optional<SavedPicture> picture = {};
    QList<SavedPicture> extraPictures = {}; ///< What the service sent beyond the one that was asked for.
    QList<FailedAttempt> failures = {};     ///< The attempts that were, or will be, followed by another.
    int mostAttempts = MostAttempts;        ///< More where a person asked for another try.
    std::optional<Moment> nextAttempt = {}; ///< While it waits to be tried again: when that may begin.
    QString requestId = {}; ///< What the service calls the newest request, for asking its makers.

    friend bool operator==(const JobRecord &, const JobRecord &) = default;
};

/// Everything there is to know of one run; the jobs stand in the order of the plan.
struct RunRecord
{
    RunPlan plan = {};
    QDateTime started = {};           ///< UTC; the only wall-clock time of a run.
    std::optional<Moment> ended = {}; ///< When the last job ended; nothing while the run goes on.
    QList<JobRecord> jobs = {};
    QList<AtOnceChange> atOnceChanges = {}; ///< In order of time, the first at its start.
    QList<ServicePause> pauses = {};        ///< In order of time; only the last may still go on.

    friend bool operator==(const RunRecord &, const RunRecord &) = default;
};

/// The state in which a job ends that came to \a error.
[[nodiscard]] JobState endStateFor(const Error &error);

/// Whether the error of \a record says that an order of it was charged for, or may have been.
[[nodiscard]] bool isPerhapsCharged(const JobRecord &record);

/// Whether \a error says nothing of the job that came to it: a network, a key or credit was missing. The job
/// can be ordered again as if it had never been.
[[nodiscard]] bool isOfTheWay(const Error &error);

/// Whether \a error says that a picture was made and charged for, and could not be downloaded yet.
[[nodiscard]] bool isDownloadOpen(const Error &error);

/// Whether the picture of \a record was made and charged for, and could not be downloaded: the answer with
/// its link is kept, and another try goes on with that and orders nothing.
[[nodiscard]] bool isDownloadOpen(const JobRecord &record);

/// Whether a kept answer is all that there is of the picture of \a record, which has ended: its download is
/// open, or the disk did not take it.
[[nodiscard]] bool isAnswerNeeded(const JobRecord &record);

/// Whether every job of \a run was begun: only then does its wall clock say how long the plan takes.
[[nodiscard]] bool isWhole(const RunRecord &run);

/// Writes down that \a run begins with the number at once of its plan.
void noteFirstAtOnce(RunRecord &run);

/// Writes \a change down in \a run. Its plan keeps the number that a person chose; that of Auto goes along.
/// The plan knows from then on whether the program finds the number.
void noteAtOnce(RunRecord &run, const AtOnceChange &change);

/// Writes \a pause down in \a run: a new one, or how the one that goes on has changed or ended.
void notePause(RunRecord &run, const ServicePause &pause);

/// How many of \a jobs are in each state; states without a job are missing.
[[nodiscard]] QHash<JobState, int> countStates(const QList<JobRecord> &jobs);

} // namespace ContactSheet
