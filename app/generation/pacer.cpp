#include "generation/pacer.h"

#include <algorithm>
#include <utility>

namespace ContactSheet {

namespace {

using Reason = ServicePause::Reason;

std::optional<Reason> pauseReason(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Key:
        return Reason::Key;
    case Error::Kind::Quota:
        return Reason::Quota;
    case Error::Kind::RateLimit:
        return Reason::RateLimit;
    case Error::Kind::Service:
        if (error.status == 503 || error.status == 529)
            return Reason::Overload;
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

void Pacer::beginPress(const RetryRules &rules, const RateLimits &limits, const LearnedLimits &learned,
                       bool canAskPerson)
{
    m_rules = rules;
    m_canAskPerson = canAskPerson;
    m_rates.setLimits(limits);
    m_rates.learn(learned.rates);
    m_budget = rules.budget;
    m_losses = 0;
    m_probes = 0;
    m_isProbing = false;
    m_isProbeUnderWay = false;
    m_pause.reset();
}

std::optional<Clock::time_point> Pacer::nextOrder(Clock::time_point now) const
{
    if (waitsForPerson() || (m_isProbing && m_isProbeUnderWay))
        return std::nullopt;
    const Clock::time_point next = m_rates.nextOrder(now);
    return m_pause ? std::max(next, *m_pause->until) : next;
}

void Pacer::noteOrder(Clock::time_point now)
{
    m_rates.noteOrder(now);
    m_isProbeUnderWay = m_isProbing;
}

std::optional<AtOnceReason> Pacer::noteSuccess(Clock::time_point begin, Clock::time_point end, bool isFull)
{
    m_budget = std::min(m_rules.budget, m_budget + m_rules.budgetPerSuccess);
    if (m_isProbing)
        m_budget = std::max(m_budget, m_rules.budget / 4); // Else the next failure would end it all again.
    if (m_pause && m_pause->reason == Reason::Trouble)
        m_pause->until = end;
    m_losses = 0;
    m_probes = 0;
    m_isProbing = false;
    m_isProbeUnderWay = false;
    return m_atOnce.noteSuccess(begin, end, isFull);
}

Pacer::Verdict Pacer::noteFailure(const JobRecord &record, const Error &error, Clock::time_point begin,
                                  Clock::time_point now, double chance)
{
    Verdict verdict;
    const bool wasProbe = std::exchange(m_isProbeUnderWay, false);
    const std::optional<Reason> reason = pauseReason(error);
    if (reason == Reason::Key || reason == Reason::Quota) {
        pauseFor(*reason, std::nullopt, now);
        return verdict;
    }
    const std::chrono::milliseconds wait =
        waitBeforeRetry(error, record.timeline.attempts(), chance, m_rules);
    if (reason) {
        verdict.atOnce = m_atOnce.noteRefusal(
            begin, now, reason == Reason::RateLimit ? AtOnceReason::RateLimit : AtOnceReason::Overload);
        const bool isTooLong = wait > m_rules.patience && !m_canAskPerson;
        pauseFor(*reason, isTooLong ? std::nullopt : std::optional(now + wait), now);
    }
    // A picture that was charged for and not downloaded is as good as lost while its host stays away.
    const bool isLoss = error.kind == Error::Kind::UnknownOutcome
        || error.kind == Error::Kind::UnreadableAnswer || isDownloadOpen(error);
    if (isLoss) {
        ++m_losses;
        if (wasProbe || (m_losses >= m_rules.mostLosses && !m_isProbing))
            leaveAlone(now);
    }
    if (error.again == Error::Again::Never)
        return verdict;
    // A failure that may be tried again says that the service, or the way to it, has trouble.
    if (m_isProbing) {
        if (wasProbe)
            leaveAlone(now);
    } else if (mayTryAgain(record, error) && !error.retryAfter) {
        // A service that names its pace is followed, which costs it nothing.
        m_budget -= 1;
        if (m_budget < 0)
            leaveAlone(now);
    }
    if (mayTryAgain(record, error))
        verdict.tryAgain = now + wait;
    return verdict;
}

void Pacer::pauseForStorage(Clock::time_point now)
{
    // Before any other reason: what is wrong with the service shows again by the next order.
    m_pause = Pause{.reason = Reason::Storage, .begin = m_pause ? m_pause->begin : now, .until = {}};
}

void Pacer::noteRates(const RateHeaders &rates, Clock::time_point now)
{
    if (rates.requestsPerMinute) {
        RateLimits learned = m_rates.learned();
        learned.requestsPerMinute = rates.requestsPerMinute;
        m_rates.learn(learned);
    }
    if (rates.remaining == 0 && rates.reset)
        m_rates.holdUntil(now + *rates.reset);
}

std::optional<Pacer::Pause> Pacer::endPause(Clock::time_point now)
{
    if (!m_pause || !m_pause->until || *m_pause->until > now)
        return std::nullopt;
    return std::exchange(m_pause, std::nullopt);
}

std::optional<Pacer::Pause> Pacer::resume()
{
    if (m_pause && m_pause->reason == Reason::Trouble)
        m_budget = m_rules.budget; // A person knows that it works again.
    m_isProbing = m_isProbing && m_isProbeUnderWay;
    return std::exchange(m_pause, std::nullopt);
}

void Pacer::pauseFor(Reason reason, std::optional<Clock::time_point> until, Clock::time_point now)
{
    if (waitsForPerson())
        return;
    if (!m_pause) {
        m_pause = Pause{.reason = reason, .begin = now, .until = until};
    } else if (!until || *until > *m_pause->until) {
        m_pause->reason = reason;
        m_pause->until = until;
    }
}

/// Another probe after a while that grows; where nobody can be asked, one that failed is enough.
void Pacer::leaveAlone(Clock::time_point now)
{
    const bool hasGivenUp = !m_canAskPerson && m_probes > 0;
    const qsizetype step = std::min(m_probes, m_rules.probeWaits.size() - 1);
    ++m_probes;
    m_isProbing = true;
    pauseFor(Reason::Trouble, hasGivenUp ? std::nullopt : std::optional(now + m_rules.probeWaits.at(step)),
             now);
}

} // namespace ContactSheet
