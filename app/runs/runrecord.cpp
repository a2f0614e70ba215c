#include "runs/runrecord.h"

#include <algorithm>

namespace ContactSheet {

JobState endStateFor(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Refused:
        return JobState::Refused;
    case Error::Kind::UnreadableAnswer:
        return JobState::Expired;
    case Error::Kind::UnknownOutcome:
        return JobState::Unknown;
    case Error::Kind::Cancelled:
        return JobState::Cancelled;
    case Error::Kind::Disk:
    case Error::Kind::Network:
        return error.charge == Error::Charge::No ? JobState::Failed : JobState::Expired;
    case Error::Kind::Key:
    case Error::Kind::Quota:
    case Error::Kind::RateLimit:
    case Error::Kind::BadRequest:
    case Error::Kind::Service:
        return JobState::Failed;
    }
    Q_UNREACHABLE();
    return JobState::Failed;
}

bool isPerhapsCharged(const JobRecord &record)
{
    return record.error && record.error->charge != Error::Charge::No;
}

bool isOfTheWay(const Error &error)
{
    using Kind = Error::Kind;
    return error.charge == Error::Charge::No
        && (error.kind == Kind::Network || error.kind == Kind::Key || error.kind == Kind::Quota);
}

bool isDownloadOpen(const Error &error)
{
    return error.kind == Error::Kind::Network && error.charge != Error::Charge::No;
}

bool isDownloadOpen(const JobRecord &record)
{
    return record.state == JobState::Expired && record.error && isDownloadOpen(*record.error);
}

bool isAnswerNeeded(const JobRecord &record)
{
    return isDownloadOpen(record) || (record.error && record.error->kind == Error::Kind::Disk);
}

bool isWhole(const RunRecord &run)
{
    return std::all_of(run.jobs.begin(), run.jobs.end(),
                       [](const JobRecord &record) { return record.timeline.hasBegun(); });
}

void noteFirstAtOnce(RunRecord &run)
{
    run.atOnceChanges.append({.atOnce = run.plan.mode == Mode::Sequential ? 1 : run.plan.atOnce,
                              .isAutomatic = run.plan.isAtOnceAutomatic});
}

void noteAtOnce(RunRecord &run, const AtOnceChange &change)
{
    run.atOnceChanges.append(change);
    run.plan.isAtOnceAutomatic = change.isAutomatic;
    if (change.reason == AtOnceReason::Chosen || run.plan.isAtOnceAutomatic)
        run.plan.atOnce = change.atOnce;
}

void notePause(RunRecord &run, const ServicePause &pause)
{
    if (!run.pauses.isEmpty() && !run.pauses.constLast().end)
        run.pauses.last() = pause;
    else
        run.pauses.append(pause);
}

QHash<JobState, int> countStates(const QList<JobRecord> &jobs)
{
    QHash<JobState, int> counts;
    for (const JobRecord &record : jobs)
        ++counts[record.state];
    return counts;
}

} // namespace ContactSheet
