#include "workspace/pressprogress.h"

#include <algorithm>

namespace ContactSheet {

int &countOf(PressCounts &counts, JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return counts.waiting;
    case JobState::Sent:
        return counts.underWay;
    case JobState::Saved:
        return counts.saved;
    case JobState::Refused:
    case JobState::Failed:
    case JobState::Expired:
        return counts.withoutPicture;
    case JobState::Unknown:
        return counts.unknown;
    case JobState::Cancelled:
        return counts.cancelled;
    }
    Q_UNREACHABLE();
    return counts.cancelled;
}

PressProgress::PressProgress(const Press &press)
    : m_places(press.promptPlaces)
{
    const auto last = std::max_element(m_places.begin(), m_places.end());
    m_prompts.resize(last == m_places.end() ? 0 : *last + 1);
    for (const RunPlan &run : press.runs) {
        m_origins.insert(run.id, run.id);
        for (const Job &job : run.jobs) {
            const int place = m_places.value(job.index - 1, -1);
            m_pictures.insert({int(run.id), job.index}, {});
            ++m_counts.pictures;
            if (place >= 0)
                ++m_prompts[place].pictures;
            count(place, {}, 1);
        }
    }
}

void PressProgress::beginRun(const RunRecord &run)
{
    if (run.plan.continues)
        m_origins.insert(run.plan.id, m_origins.value(*run.plan.continues, *run.plan.continues));
    for (const JobRecord &record : run.jobs)
        take(run.plan.id, record);
}

int PressProgress::take(RunId run, const JobRecord &record)
{
    const auto found = m_pictures.find({int(m_origins.value(run)), record.job.index});
    if (found == m_pictures.end())
        return -1;
    const int place = m_places.value(record.job.index - 1, -1);
    count(place, *found, -1);
    *found = {.state = record.state, .wasTried = record.timeline.hasBegun()};
    count(place, *found, 1);
    if (place >= 0) {
        PromptProgress &prompt = m_prompts[place];
        if (record.error && isEndState(record.state) && record.state != JobState::Cancelled)
            prompt.message = record.error->message;
        else if (prompt.failed == 0)
            prompt.message.clear();
    }
    return place;
}

void PressProgress::count(int place, const Picture &picture, int sign)
{
    PromptProgress none;
    PromptProgress &prompt = place >= 0 ? m_prompts[place] : none;
    countOf(m_counts, picture.state) += sign;
    switch (picture.state) {
    case JobState::Waiting:
        if (picture.wasTried)
            m_counts.waitingToRetry += sign;
        break;
    case JobState::Sent:
        prompt.underWay += sign;
        break;
    case JobState::Saved:
        prompt.saved += sign;
        break;
    case JobState::Refused:
    case JobState::Failed:
    case JobState::Expired:
    case JobState::Unknown:
        prompt.failed += sign;
        break;
    case JobState::Cancelled:
        break;
    }
}

} // namespace ContactSheet
