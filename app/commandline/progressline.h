#pragma once

#include "core/ids.h"
#include "runs/runrecord.h"

#include <QHash>
#include <QString>

#include <optional>

namespace ContactSheet {

/// Counts a run as it goes on and says how it stands in one line.
class ProgressLine final
{
public:
    void begin(const RunRecord &run);
    void take(const JobRecord &record);
    void takeAtOnce(const AtOnceChange &change);
    /// Takes in that nothing is ordered for a while, or that orders go on.
    void takePause(const ServicePause &pause);

    /// "Parallel, 4 at once: 7 of 10 · 2 under way · 1 waiting to retry · 1 without a picture · 3.2 s", at
    /// \a elapsed since the run began; while nothing is ordered also why, and for how long.
    [[nodiscard]] QString text(Moment elapsed) const;

private:
    /// Where one picture stands.
    struct Standing
    {
        JobState state = JobState::Waiting;
        bool waitsToRetry = false;
    };

    void count(const Standing &standing, int sign);

    RunPlan m_plan = {};
    QHash<JobId, Standing> m_standings = {};
    QHash<JobState, int> m_counts = {};
    int m_waitingToRetry = 0;
    std::optional<ServicePause> m_pause = {};
};

} // namespace ContactSheet
