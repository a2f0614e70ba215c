#pragma once

#include "runs/runrecord.h"

#include <QString>
#include <QStringList>

namespace ContactSheet {

/// \a record at the moment \a now in words, a line a fact: prompt, state, each try and each phase with its
/// time, the error.
[[nodiscard]] QString describePicture(const JobRecord &record, Moment now);

/// The try numbered \a attempt of \a record, with how it came out: "Try 1 of 3, at place 4: the service
/// failed (503)"; of one try that went well, only where.
[[nodiscard]] QString describeTry(const JobRecord &record, int attempt);

/// Why the number at once changed from \a before: "4 → 6: answers took no longer (at 3.2 s)".
[[nodiscard]] QString describeChange(int before, const AtOnceChange &change);

/// What happened to the pace of \a run between \a begin and \a end, in order of time: a line for each change
/// of the number at once but the first, which begins the run, and for each pause.
[[nodiscard]] QStringList describePace(const RunRecord &run, Moment begin, Moment end, Moment now);

/// Why nothing was ordered for a while: "The service asked to wait 2.0 s (at 3.2 s)".
[[nodiscard]] QString describePause(const ServicePause &pause, Moment now);

} // namespace ContactSheet
