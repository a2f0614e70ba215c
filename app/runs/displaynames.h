#pragma once

#include "runs/job.h"
#include "runs/runplan.h"
#include "runs/runrecord.h"
#include "runs/timeline.h"

#include <QString>

namespace ContactSheet {

/// The word for \a state on the screen: "charged but gone".
[[nodiscard]] QString displayName(JobState state);

/// The word for how \a record stands, which says of what is gone whether that was charged, and whether it can
/// still be had.
[[nodiscard]] QString displayName(const JobRecord &record);

/// The word for \a phase on the screen: "server", "saving", "waiting to retry".
[[nodiscard]] QString displayName(Phase phase);

/// The name of a run: "Sequential", "Parallel, 4 at once", "Parallel, auto (6)".
[[nodiscard]] QString runName(const RunPlan &plan);

} // namespace ContactSheet
