#pragma once

#include "storage/journalreader.h"

#include <QList>
#include <QSet>

namespace ContactSheet {

/**
 * What the lines of a journal leave to be done, once all are read: how a press that breaks off anywhere, or
 * that was left, goes on. Pure.
 */

/// The jobs of \a runs, which stand in the order of their plans, that a job of another one tries again.
[[nodiscard]] QSet<JobId> continuedJobs(const QList<RunRecord> &runs);

/// Adds to \a press the runs that it was to have, as their modes in \a announced tell, and that were never
/// planned. Their numbers, and those of their jobs, are those that planRuns() gives.
void addUnplannedRuns(ReadPress &press, const QList<RunPlan> &announced);

/// Lets those jobs of \a press wait again that were \a cancelledByResume to go on in another run, of which
/// the program was ended before it was planned: the end of their own run is written after that plan. Not what
/// is \a continued, or was stopped by a person.
void openCancelled(ReadPress &press, const QSet<JobId> &cancelledByResume, const QSet<JobId> &continued);

/// Finds what of \a press is still to be ordered though it has ended: what \a endedToGoOn, and what failed in
/// \a interruptedRuns for a reason that says nothing of it. Not what is \a continued, or was stopped by a
/// person.
void findInterrupted(ReadPress &press, const QSet<JobId> &endedToGoOn, const QSet<RunId> &interruptedRuns,
                     const QSet<JobId> &continued);

} // namespace ContactSheet
