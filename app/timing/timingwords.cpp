#include "timing/timingwords.h"

#include "core/formatting.h"
#include "runs/displaynames.h"
#include "timing/barpieces.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TimingWords)
};

QString failureText(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Network:
        return Texts::tr("the service was not reached");
    case Error::Kind::Key:
        return Texts::tr("the key was not accepted");
    case Error::Kind::Quota:
        return Texts::tr("no credit was left");
    case Error::Kind::RateLimit:
        return Texts::tr("too many requests for the service");
    case Error::Kind::Refused:
        return Texts::tr("refused");
    case Error::Kind::BadRequest:
        return Texts::tr("the service could not do what was asked");
    case Error::Kind::Service:
        return Texts::tr("the service failed");
    case Error::Kind::UnreadableAnswer:
        return Texts::tr("the answer held no picture");
    case Error::Kind::Disk:
        return Texts::tr("the file could not be written");
    case Error::Kind::Cancelled:
        return Texts::tr("stopped");
    case Error::Kind::UnknownOutcome:
        return Texts::tr("no answer came");
    }
    Q_UNREACHABLE();
    return {};
}

/// How \a attempt of \a record, which came to nothing, came out.
QString outcomeText(const JobRecord &record, int attempt)
{
    const auto failure =
        std::find_if(record.failures.cbegin(), record.failures.cend(),
                     [attempt](const FailedAttempt &failed) { return failed.attempt == attempt; });
    if (failure == record.failures.cend()) {
        const bool isLast = attempt == record.timeline.attempts() && isEndState(record.state);
        return isLast ? displayName(record) : Texts::tr("came to nothing");
    }
    const QString words = failureText(failure->kind);
    return failure->status ? u"%1 (%2)"_s.arg(words).arg(*failure->status) : words;
}

QString reasonText(AtOnceReason reason)
{
    switch (reason) {
    case AtOnceReason::Started:
        return Texts::tr("the run began");
    case AtOnceReason::Chosen:
        return Texts::tr("chosen by hand");
    case AtOnceReason::Growing:
        return Texts::tr("answers took no longer");
    case AtOnceReason::SlowAnswers:
        return Texts::tr("answers took so much longer that nothing was gained");
    case AtOnceReason::RateLimit:
        return Texts::tr("the service asked for fewer requests");
    case AtOnceReason::Overload:
        return Texts::tr("the service had too much to do");
    case AtOnceReason::Recovered:
        return Texts::tr("all went well for a while");
    case AtOnceReason::Learned:
        return Texts::tr("what the service is known to take");
    }
    Q_UNREACHABLE();
    return {};
}

QString stateText(const JobRecord &record, Moment now)
{
    if (const std::optional<Moment> end = record.timeline.endMoment())
        return Texts::tr("%1 after %2").arg(displayName(record), formatDuration(*end));
    if (record.state == JobState::Waiting && record.nextAttempt && *record.nextAttempt > now)
        return Texts::tr("waiting to retry in %1").arg(formatDuration(*record.nextAttempt - now));
    return displayName(record);
}

} // namespace

QString describePicture(const JobRecord &record, Moment now)
{
    QStringList lines{u"%1  %2"_s.arg(record.job.index).arg(record.job.prompt), stateText(record, now)};
    int tried = 0;
    for (const PhaseSpan &span : phasesUntil(record, now)) {
        if (span.attempt > tried) {
            tried = span.attempt;
            lines.append(describeTry(record, tried));
        }
        if (span.end > span.begin) {
            lines.append(
                Texts::tr("%1: %2").arg(displayName(span.phase), formatDuration(span.end - span.begin)));
        }
        if (span.phase != Phase::Server)
            continue;
        // A part of the phase, told beside it, so that the phases go on adding up.
        if (const auto connecting = connectingTime(record, span);
            connecting && *connecting > Moment::zero()) {
            lines.append(Texts::tr("%1: %2 of that")
                             .arg(displayName(BarPart::Connecting), formatDuration(*connecting)));
        }
    }
    if (record.error)
        lines.append(record.error->message);
    return lines.join(u'\n');
}

QString describeTry(const JobRecord &record, int attempt)
{
    const int place = record.timeline.marks(attempt).lane;
    if (record.timeline.attempts() == 1 && !hasFailed(record, attempt))
        return Texts::tr("At place %1").arg(place);
    const int most = std::max(record.mostAttempts, record.timeline.attempts());
    const QString name = Texts::tr("Try %1 of %2, at place %3").arg(attempt).arg(most).arg(place);
    return hasFailed(record, attempt) ? Texts::tr("%1: %2").arg(name, outcomeText(record, attempt)) : name;
}

QString describeChange(int before, const AtOnceChange &change)
{
    return Texts::tr("%1 → %2: %3 (at %4)")
        .arg(QString::number(before), QString::number(change.atOnce), reasonText(change.reason),
             formatDuration(change.at));
}

QStringList describePace(const RunRecord &run, Moment begin, Moment end, Moment now)
{
    QStringList lines;
    auto pause = run.pauses.cbegin();
    const auto takePauses = [&](Moment until) {
        for (; pause != run.pauses.cend() && pause->begin <= until; ++pause) {
            if (pause->end.value_or(now) >= begin)
                lines.append(describePause(*pause, now));
        }
    };
    for (qsizetype i = 1; i < run.atOnceChanges.size(); ++i) {
        const AtOnceChange &change = run.atOnceChanges.at(i);
        if (change.at < begin || change.at > end)
            continue;
        takePauses(change.at);
        lines.append(describeChange(run.atOnceChanges.at(i - 1).atOnce, change));
    }
    takePauses(end);
    return lines;
}

QString describePause(const ServicePause &pause, Moment now)
{
    const Moment end = pause.end ? *pause.end : pause.until.value_or(now);
    const QString length = formatDuration(std::max(end, pause.begin) - pause.begin);
    const QString begin = formatDuration(pause.begin);
    switch (pause.reason) {
    case ServicePause::Reason::RateLimit:
        return Texts::tr("The service asked to wait %1 (at %2)").arg(length, begin);
    case ServicePause::Reason::Overload:
        return Texts::tr("The service had too much to do: nothing was sent for %1 (at %2)")
            .arg(length, begin);
    case ServicePause::Reason::Trouble:
        return Texts::tr("Too many tries failed: the service was left alone for %1 (at %2)")
            .arg(length, begin);
    case ServicePause::Reason::Key:
        return Texts::tr("The service did not accept the key: nothing was sent for %1 (at %2)")
            .arg(length, begin);
    case ServicePause::Reason::Quota:
        return Texts::tr("No credit was left: nothing was sent for %1 (at %2)").arg(length, begin);
    case ServicePause::Reason::Storage:
        return Texts::tr("The disk took no more pictures: nothing was sent for %1 (at %2)")
            .arg(length, begin);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace ContactSheet
