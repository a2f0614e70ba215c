// The part of the generator that decides when orders leave: how many at once, what is tried again and when,
// and for how long a service is left alone.
#include "generation/imagegenerator.h"
#include "storage/journalevents.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Urgency = RunJournal::Urgency;

AtOnceControl controlFor(const RunPlan &plan, const LearnedLimits &learned)
{
    if (plan.mode == Mode::Sequential)
        return AtOnceControl::fixed(1);
    return plan.isAtOnceAutomatic ? AtOnceControl::automatic(learned.atOnce.value_or(plan.atOnce), MostAtOnce)
                                  : AtOnceControl::fixed(plan.atOnce);
}

} // namespace

void ImageGenerator::beginPace()
{
    m_pacer.setAtOnce(controlFor(m_run.plan, m_press->learned));
    const int lanes = m_pacer.atOnce().current();
    m_scheduler = Scheduler(lanes);
    m_backoffs.clear();
    const bool isLearned = m_run.plan.isAtOnceAutomatic && lanes != m_run.plan.atOnce;
    noteAtOnce(m_run,
               {.atOnce = lanes,
                .reason = isLearned ? AtOnceReason::Learned : AtOnceReason::Started,
                .isAutomatic = m_run.plan.isAtOnceAutomatic});
    m_toldPause.reset();
}

void ImageGenerator::setAtOnce(int lanes)
{
    const int possible = std::clamp(lanes, FewestAtOnce, MostAtOnce);
    const AtOnceControl &control = m_pacer.atOnce();
    if (!hasBegun() || m_run.plan.mode != Mode::Parallel
        || (possible == control.current() && possible == m_run.plan.atOnce && !control.isAutomatic()))
        return;
    m_run.plan.isAtOnceAutomatic = false;
    m_pacer.setAtOnce(AtOnceControl::fixed(possible));
    changeAtOnce(AtOnceReason::Chosen);
    dispatch();
}

void ImageGenerator::setAtOnceAutomatic()
{
    if (!hasBegun() || m_run.plan.mode != Mode::Parallel || m_pacer.atOnce().isAutomatic())
        return;
    m_run.plan.isAtOnceAutomatic = true;
    m_pacer.setAtOnce(AtOnceControl::automatic(m_pacer.atOnce().current(), MostAtOnce));
    changeAtOnce(AtOnceReason::Chosen);
}

void ImageGenerator::resume(const ServiceAccount &account)
{
    if (!hasBegun() || !m_pacer.pause())
        return;
    if (isWaitingForPlace()) {
        tryPlaces();
        return;
    }
    const ServiceAccount &own = m_press->account;
    const bool isForPerson = m_pacer.waitsForPerson();
    if (isForPerson && account.service == own.service && account.baseUrl == own.baseUrl
        && account.key != own.key) {
        auto press = std::make_shared<Press>(*m_press);
        press->account = account;
        m_press = std::move(press);
    }
    tellPauseEnded(m_pacer.resume(), Clock::now());
    wake();
}

void ImageGenerator::dispatch()
{
    goOnWhereTimeHasCome(Clock::now());
    while (m_scheduler.waitingCount() > 0) {
        const Clock::time_point now = Clock::now();
        const bool isOrder = !m_scheduler.isFinishingNext();
        if (!mayBegin(isOrder, now))
            break;
        const std::optional<GivenLane> given = m_scheduler.giveLane();
        if (!given)
            break;
        if (isOrder)
            m_pacer.noteOrder(now);
        begin(given->job, given->lane);
    }
    // What waits to be tried again would wait in vain as well.
    const bool isAnyToOrder =
        !m_scheduler.isFinishingNext() && (m_scheduler.waitingCount() > 0 || !m_backoffs.empty());
    if (isAnyToOrder && m_pacer.waitsForPerson() && !m_press->canAskPerson && !m_isInTrouble)
        stopForTrouble(*m_pauseError);
}

/// Whether the next job may begin, which \a isOrder or finishes what is kept; else what is to be done about
/// it.
bool ImageGenerator::mayBegin(bool isOrder, Clock::time_point now)
{
    // No pause of the service holds what orders nothing: links to pictures live for a while only.
    const std::optional<Clock::time_point> next =
        isOrder || isWaitingForPlace() ? m_pacer.nextOrder(now) : std::optional(now);
    if (!next)
        return false;
    if (*next > now) {
        wakeAt(*next);
        return false;
    }
    const std::optional<Error> tight = whyTight();
    if (tight && m_press->canAskPerson)
        waitForPlace(*tight);
    else if (tight)
        stopForTrouble(*tight);
    return !tight;
}

void ImageGenerator::wake()
{
    if (!hasBegun())
        return;
    dispatch();
    endRunIfDone();
}

/// Wakes at \a when, or before.
void ImageGenerator::wakeAt(Clock::time_point when)
{
    const auto wait = std::max(std::chrono::ceil<std::chrono::milliseconds>(when - Clock::now()),
                               std::chrono::milliseconds(0));
    if (!m_wake.isActive() || m_wake.remainingTimeAsDuration() > wait)
        m_wake.start(wait);
}

/// Ends a pause that is over, and puts jobs that have waited long enough before all that were never tried.
void ImageGenerator::goOnWhereTimeHasCome(Clock::time_point now)
{
    tellPauseEnded(m_pacer.endPause(now), now);
    if (const auto &pause = m_pacer.pause(); pause && pause->until)
        wakeAt(*pause->until);
    QList<JobId> due;
    for (auto backoff = m_backoffs.begin(); backoff != m_backoffs.end();) {
        if (backoff->second > now) {
            wakeAt(backoff->second);
            ++backoff;
            continue;
        }
        due.append(backoff->first);
        backoff = m_backoffs.erase(backoff);
    }
    for (auto id = due.crbegin(); id != due.crend(); ++id)
        m_scheduler.addFirst(*id);
}

/// Whether the job is to be tried again by itself; then it waits for that.
bool ImageGenerator::tryAgain(JobId id, const Error &error, Clock::time_point when)
{
    JobRecord &record = *recordOf(id);
    const Clock::time_point begin = m_runBegan + *record.timeline.beginMoment();
    const Pacer::Verdict verdict =
        m_pacer.noteFailure(record, error, begin, when, QRandomGenerator::global()->generateDouble());
    if (m_pacer.pause())
        m_pauseError = error;
    changeAtOnce(verdict.atOnce);
    tellPause();
    if (!verdict.tryAgain)
        return false;
    record.nextAttempt = sinceRunBegan(*verdict.tryAgain); // Also where it ends now: it could have gone on.
    if (m_stopReason || m_stoppedJobs.contains(id))
        return false;
    m_backoffs[id] = *verdict.tryAgain;
    record.state = JobState::Waiting;
    record.error = error;
    record.failures.append(
        {.attempt = record.timeline.attempts(), .kind = error.kind, .status = error.status});
    record.timeline.beginBackoff(sinceRunBegan(when));
    writeLine(u"retrying"_s,
              JournalEvent::retrying(record, error,
                                     std::chrono::ceil<std::chrono::milliseconds>(*verdict.tryAgain - when)),
              Urgency::Grouped, when);
    report(record);
    return true;
}

/// The picture of the job is here: that says something about the pace.
void ImageGenerator::notePace(JobId id, Clock::time_point when)
{
    const Clock::time_point begin = m_runBegan + *recordOf(id)->timeline.beginMoment();
    changeAtOnce(m_pacer.noteSuccess(begin, when, m_scheduler.waitingCount() > 0));
}

void ImageGenerator::changeAtOnce(const std::optional<AtOnceReason> &reason)
{
    if (!reason)
        return;
    m_scheduler.setLanes(m_pacer.atOnce().current());
    const Clock::time_point now = Clock::now();
    const AtOnceChange change{.at = sinceRunBegan(now),
                              .atOnce = m_pacer.atOnce().current(),
                              .reason = *reason,
                              .isAutomatic = m_run.plan.isAtOnceAutomatic};
    noteAtOnce(m_run, change);
    writeLine(u"lanes"_s, JournalEvent::lanes(change), Urgency::Grouped, now);
    emit atOnceChanged(m_run.plan.id, change);
}

/// Tells of a pause that has begun or become longer.
void ImageGenerator::tellPause()
{
    const std::optional<Pacer::Pause> &pause = m_pacer.pause();
    if (!pause || pause == m_toldPause)
        return;
    m_toldPause = pause;
    const ServicePause told = momentsOf(*pause);
    notePause(m_run, told);
    writeLine(u"pause"_s, JournalEvent::pause(told), Urgency::Grouped);
    emit pauseChanged(m_run.plan.id, told);
}

void ImageGenerator::tellPauseEnded(const std::optional<Pacer::Pause> &pause, Clock::time_point when)
{
    if (!pause || !std::exchange(m_toldPause, std::nullopt))
        return;
    ServicePause told = momentsOf(*pause);
    told.end = sinceRunBegan(when);
    notePause(m_run, told);
    writeLine(u"pause"_s, JournalEvent::pause(told), Urgency::Grouped);
    emit pauseChanged(m_run.plan.id, told);
}

void ImageGenerator::tellWhatWasLearned()
{
    LearnedLimits learned{.rates = m_pacer.learnedRates()};
    if (m_run.plan.isAtOnceAutomatic && m_run.atOnceChanges.size() > 1)
        learned.atOnce = m_run.plan.atOnce;
    if (learned != LearnedLimits())
        emit limitsLearned(m_press->account.service, m_run.plan.options.model, learned);
}

ServicePause ImageGenerator::momentsOf(const Pacer::Pause &pause) const
{
    ServicePause told{.reason = pause.reason, .begin = std::max(sinceRunBegan(pause.begin), Moment::zero())};
    if (pause.until)
        told.until = sinceRunBegan(*pause.until);
    return told;
}

} // namespace ContactSheet
