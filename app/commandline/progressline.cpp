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

QString waitText(const ServicePause &pause, Moment elapsed)
{
    QString why;
    switch (pause.reason) {
    case ServicePause::Reason::RateLimit:
        why = Texts::tr("the service asks for fewer requests");
        break;
    case ServicePause::Reason::Overload:
        why = Texts::tr("the service has too much to do");
        break;
    case ServicePause::Reason::Trouble:
        why = Texts::tr("the service failed too often");
        break;
    case ServicePause::Reason::Key:
        why = Texts::tr("the service did not accept the key");
        break;
    case ServicePause::Reason::Quota:
        why = Texts::tr("there is no credit left");
        break;
    case ServicePause::Reason::Storage:
        why = Texts::tr("the disk takes no more pictures");
        break;
    }
    const Moment left = pause.until ? *pause.until - elapsed : Moment::zero();
    if (left <= Moment::zero())
        return Texts::tr("waiting: %1").arg(why);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return Texts::tr("waiting %1 s: %2").arg(seconds).arg(why);
}

} // namespace

void ProgressLine::begin(const RunRecord &run)
{
    m_plan = run.plan;
    m_standings.clear();
    m_counts.clear();
    m_waitingToRetry = 0;
    m_pause.reset();
    for (const JobRecord &record : run.jobs)
        take(record);
}

void ProgressLine::take(const JobRecord &record)
{
    if (const auto before = m_standings.constFind(record.job.id); before != m_standings.constEnd())
        count(*before, -1);
    const Standing now{.state = record.state,
                       .waitsToRetry = record.state == JobState::Waiting && record.timeline.hasBegun()};
    m_standings.insert(record.job.id, now);
    count(now, 1);
}

void ProgressLine::takeAtOnce(const AtOnceChange &change)
{
    m_plan.atOnce = change.atOnce;
}

void ProgressLine::takePause(const ServicePause &pause)
{
    m_pause = pause.end ? std::nullopt : std::optional(pause);
}

void ProgressLine::count(const Standing &standing, int sign)
{
    m_counts[standing.state] += sign;
    if (standing.waitsToRetry)
        m_waitingToRetry += sign;
}

QString ProgressLine::text(Moment elapsed) const
{
    int withoutPicture = 0;
    for (const JobState state : endStates()) {
        if (state != JobState::Saved)
            withoutPicture += m_counts.value(state);
    }
    QStringList parts{Texts::tr("%1 of %2").arg(m_counts.value(JobState::Saved)).arg(m_standings.size()),
                      Texts::tr("%1 under way").arg(m_counts.value(JobState::Sent))};
    if (m_waitingToRetry > 0)
        parts.append(Texts::tr("%1 waiting to retry").arg(m_waitingToRetry));
    if (withoutPicture > 0)
        parts.append(Texts::tr("%1 without a picture").arg(withoutPicture));
    parts.append(formatDuration(elapsed));
    if (m_pause) // Before what a narrow terminal cuts off.
        parts.insert(1, waitText(*m_pause, elapsed));
    return runName(m_plan) % u": "_s % parts.join(u" · "_s);
}

} // namespace ContactSheet
