#include "commandline/progressline.h"

#include "core/formatting.h"
#include "runs/displaynames.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ProgressLine)
};

} // namespace

void ProgressLine::begin(const RunRecord &run)
{
    m_plan = run.plan;
    m_states.clear();
    m_counts = countStates(run.jobs);
    for (const JobRecord &record : run.jobs)
        m_states.insert(record.job.id, record.state);
}

void ProgressLine::take(const JobRecord &record)
{
    JobState &state = m_states[record.job.id];
    --m_counts[state];
    state = record.state;
    ++m_counts[state];
}

QString ProgressLine::text(Moment elapsed) const
{
    int withoutPicture = 0;
    for (const JobState state : endStates()) {
        if (state != JobState::Saved)
            withoutPicture += m_counts.value(state);
    }
    QStringList parts{Texts::tr("%1 of %2").arg(m_counts.value(JobState::Saved)).arg(m_states.size()),
                      Texts::tr("%1 under way").arg(m_counts.value(JobState::Sent))};
    if (withoutPicture > 0)
        parts.append(Texts::tr("%1 without a picture").arg(withoutPicture));
    parts.append(formatDuration(elapsed));
    return runName(m_plan) % u": "_s % parts.join(u" · "_s);
}

} // namespace ContactSheet
