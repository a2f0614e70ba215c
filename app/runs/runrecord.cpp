#include "runs/runrecord.h"

namespace ContactSheet {

QHash<JobState, int> countStates(const QList<JobRecord> &jobs)
{
    QHash<JobState, int> counts;
    for (const JobRecord &record : jobs)
        ++counts[record.state];
    return counts;
}

} // namespace ContactSheet
