#pragma once

#include "generation/atoncecontrol.h"
#include "generation/ratebudget.h"
#include "generation/retrypolicy.h"
#include "services/rateheaders.h"

#include <optional>

namespace ContactSheet {

/**
 * How fast a service is asked: how many orders may be under way, when the next may leave, what a failure
 * means for all others. A pure value, the time handed in.
 *
 * One order that the service refuses for its pace makes all of them wait. A key or an account that is not
 * accepted stops them until a person says otherwise, so that no list is burnt on it. When too many tries come
 * to nothing, or too many orders in a row that may have been charged, the service is left alone for a while,
 * and then one order shows whether it works again.
 */
class Pacer final
{
public:
    /// A time without orders.
    struct Pause
    {
        ServicePause::Reason reason = ServicePause::Reason::RateLimit;
        Clock::time_point begin = {};
        std::optional<Clock::time_point> until = {}; ///< Nothing: until resume().

        friend bool operator==(const Pause &, const Pause &) = default;
    };

    /// What a failed attempt means for its job.
    struct Verdict
    {
        /// When the job may be tried again; nothing where it may not. A pause may hold it back longer.
        std::optional<Clock::time_point> tryAgain = {};
        std::optional<AtOnceReason> atOnce = {}; ///< Why the number at once changed, if it did.
    };

    /// Forgets all but the orders of the last minute, which still count against a limit.
    void beginPress(const RetryRules &rules, const RateLimits &limits, const LearnedLimits &learned,
                    bool canAskPerson);
    void setAtOnce(const AtOnceControl &control) { m_atOnce = control; }

    [[nodiscard]] const AtOnceControl &atOnce() const { return m_atOnce; }
    [[nodiscard]] RateLimits learnedRates() const { return m_rates.learned(); }
    [[nodiscard]] const std::optional<Pause> &pause() const { return m_pause; }

    /// When the next order may leave: \a now, or later; nothing while it waits for resume() or for the one
    /// order that shows whether the service works.
    [[nodiscard]] std::optional<Clock::time_point> nextOrder(Clock::time_point now) const;
    /// Whether nothing more will be ordered unless a person says so.
    [[nodiscard]] bool waitsForPerson() const { return m_pause && !m_pause->until; }

    void noteOrder(Clock::time_point now);
    [[nodiscard]] std::optional<AtOnceReason> noteSuccess(Clock::time_point begin, Clock::time_point end,
                                                          bool isFull);
    /// The newest attempt of \a record, which was begun at \a begin, came to \a error. \a chance is in [0,
    /// 1).
    [[nodiscard]] Verdict noteFailure(const JobRecord &record, const Error &error, Clock::time_point begin,
                                      Clock::time_point now, double chance);
    /// The one order that was to show whether the service works was taken back.
    void noteTakenBack() { m_isProbeUnderWay = false; }
    /// The disk takes no more pictures, which says nothing of the service: nothing is ordered until resume().
    void pauseForStorage(Clock::time_point now);
    /// What the service said of its limits.
    void noteRates(const RateHeaders &rates, Clock::time_point now);

    /// Ends a pause whose time has come; returns it.
    [[nodiscard]] std::optional<Pause> endPause(Clock::time_point now);
    /// Ends the pause, whatever it waits for; returns it.
    [[nodiscard]] std::optional<Pause> resume();

private:
    void pauseFor(ServicePause::Reason reason, std::optional<Clock::time_point> until, Clock::time_point now);
    void leaveAlone(Clock::time_point now);

    RetryRules m_rules;
    bool m_canAskPerson = true;
    AtOnceControl m_atOnce = AtOnceControl::fixed(1);
    RateBudget m_rates;
    double m_budget = 0;      ///< How many tries may be made again.
    int m_losses = 0;         ///< Orders in a row that came to nothing and may have been charged.
    qsizetype m_probes = 0;   ///< How often the service was left alone without a success since.
    bool m_isProbing = false; ///< One order at a time, until one succeeds.
    bool m_isProbeUnderWay = false;
    std::optional<Pause> m_pause;
};

} // namespace ContactSheet
