#include "workspace/pressprogress.h"

#include <algorithm>

namespace ContactSheet {

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
    switch (picture.state) {
    case JobState::Waiting:
        m_counts.waiting += sign;
        if (picture.wasTried)
            m_counts.waitingToRetry += sign;
        break;
    case JobState::Sent:
        m_counts.underWay += sign;
        prompt.underWay += sign;
        break;
    case JobState::Saved:
        m_counts.saved += sign;
        prompt.saved += sign;
        break;
    case JobState::Refused:
    case JobState::Failed:
    case JobState::Expired:
        m_counts.withoutPicture += sign;
        prompt.failed += sign;
        break;
    case JobState::Unknown:
        m_counts.unknown += sign;
        prompt.failed += sign;
        break;
    case JobState::Cancelled:
        m_counts.cancelled += sign;
        break;
    }
}

} // namespace ContactSheet
