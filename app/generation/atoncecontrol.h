#pragma once

#include "core/clock.h"
#include "runs/pacing.h"

#include <QList>

#include <optional>

namespace ContactSheet {

/**
 * How many requests may be under way at once: the number that a person chose, or one that is found (Auto). A
 * pure value, the time handed in.
 *
 * Either is halved when the service asks for fewer and grows by one after twenty successes (additive
 * increase, multiplicative decrease: Chiu and Jain, "Analysis of the Increase and Decrease Algorithms for
 * Congestion Avoidance in Computer Networks", 1989), a chosen one never beyond what was chosen. Until it
 * meets a limit, Auto grows by half after each round in which answers took no longer than in the rounds
 * before; where they did, it goes one step back and stays there for a few rounds.
 */
class AtOnceControl final
{
public:
    /// What Auto begins with where nothing is known.
    static constexpr int AutomaticStart = 4;
    static constexpr int SuccessesToRecover = 20;
    /// How much longer answers may take in a round before more at once is taken to be no gain.
    static constexpr double LongerAnswers = 1.35;
    /// The fewest answers of a round: of fewer, the median says little.
    static constexpr int ShortestRound = 8;
    static constexpr int RoundsAfterStepBack = 4;

    /// As many as \a number, which is 1 or more.
    [[nodiscard]] static AtOnceControl fixed(int number);
    /// Auto, from \a start on, up to \a most.
    [[nodiscard]] static AtOnceControl automatic(int start, int most);

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] bool isAutomatic() const { return m_isAutomatic; }

    /// An order that was under way from \a begin to \a end went well; \a isFull: others waited for a place.
    /// Returns why the number changed, if it did.
    [[nodiscard]] std::optional<AtOnceReason> noteSuccess(Clock::time_point begin, Clock::time_point end,
                                                          bool isFull);

    /**
     * The service asked for fewer, for \a reason, at the moment \a now in answer to an order that was begun
     * at \a begin. All orders of the time before the last halving count as that one: one burst halves once.
     */
    [[nodiscard]] std::optional<AtOnceReason> noteRefusal(Clock::time_point begin, Clock::time_point now,
                                                          AtOnceReason reason);

private:
    [[nodiscard]] std::optional<AtOnceReason> change(int number, Clock::time_point now, AtOnceReason reason);
    [[nodiscard]] std::optional<AtOnceReason> endRound(Clock::time_point now);

    bool m_isAutomatic = false;
    int m_current = 1;
    int m_most = 1;
    int m_successes = 0;                        ///< Since the number last changed.
    bool m_hasMetLimit = false;                 ///< The service asked for fewer at some time.
    int m_roundsToWait = 0;                     ///< Before Auto tries more again.
    QList<Moment> m_round;                      ///< How long each answer of this round took.
    std::optional<Moment> m_usual;              ///< The least median of a round so far.
    int m_before = 1;                           ///< The number of the round before.
    std::optional<Clock::time_point> m_changed; ///< When the number changed last.
    std::optional<Clock::time_point> m_halved;
};

} // namespace ContactSheet
