#pragma once

#include "core/ids.h"
#include "runs/runrecord.h"

#include <QHash>
#include <QString>

namespace ContactSheet {

/// Counts a run as it goes on and says how it stands in one line.
class ProgressLine final
{
public:
    void begin(const RunRecord &run);
    void take(const JobRecord &record);

    /// "Parallel, 4 at once: 7 of 10 · 2 under way · 1 without a picture · 3.2 s", at \a elapsed since the
    /// run began.
    [[nodiscard]] QString text(Moment elapsed) const;

private:
    RunPlan m_plan = {};
    QHash<JobId, JobState> m_states = {};
    QHash<JobState, int> m_counts = {};
};

} // namespace ContactSheet
