#include "runs/job.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

bool isEndState(JobState state)
{
    return state != JobState::Waiting && state != JobState::Sent;
}

QString keyword(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return u"waiting"_s;
    case JobState::Sent:
        return u"sent"_s;
    case JobState::Saved:
        return u"saved"_s;
    case JobState::Refused:
        return u"refused"_s;
    case JobState::Failed:
        return u"failed"_s;
    case JobState::Expired:
        return u"expired"_s;
    case JobState::Unknown:
        return u"unknown"_s;
    case JobState::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
    return {};
}

const QList<JobState> &endStates()
{
    static const QList<JobState> states{JobState::Saved,   JobState::Refused, JobState::Failed,
                                        JobState::Expired, JobState::Unknown, JobState::Cancelled};
    return states;
}

} // namespace ContactSheet
