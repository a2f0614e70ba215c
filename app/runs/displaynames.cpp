#include "runs/displaynames.h"

#include <QCoreApplication>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(DisplayNames)
};

} // namespace

QString displayName(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return Texts::tr("waiting");
    case JobState::Sent:
        return Texts::tr("sent");
    case JobState::Saved:
        return Texts::tr("saved");
    case JobState::Refused:
        return Texts::tr("refused");
    case JobState::Failed:
        return Texts::tr("failed");
    case JobState::Expired:
        return Texts::tr("charged but gone");
    case JobState::Unknown:
        return Texts::tr("unknown outcome");
    case JobState::Cancelled:
        return Texts::tr("cancelled");
    }
    Q_UNREACHABLE();
    return {};
}

QString displayName(const JobRecord &record)
{
    if (isDownloadOpen(record))
        return Texts::tr("charged, not downloaded");
    const bool isFree = record.error && record.error->charge == Error::Charge::No;
    return record.state == JobState::Expired && isFree ? Texts::tr("made but gone")
                                                       : displayName(record.state);
}

QString displayName(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return Texts::tr("queued");
    case Phase::Server:
        return Texts::tr("server");
    case Phase::Download:
        return Texts::tr("download");
    case Phase::Finish:
        return Texts::tr("saving");
    case Phase::Backoff:
        return Texts::tr("waiting to retry");
    }
    Q_UNREACHABLE();
    return {};
}

QString runName(const RunPlan &plan)
{
    if (plan.mode == Mode::Sequential)
        return Texts::tr("Sequential");
    return plan.isAtOnceAutomatic ? Texts::tr("Parallel, auto (%1)").arg(plan.atOnce)
                                  : Texts::tr("Parallel, %1 at once").arg(plan.atOnce);
}

} // namespace ContactSheet
