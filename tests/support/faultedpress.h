#pragma once

#include "support/generatorbench.h"

namespace ContactSheet {

/// What a press came to, counted where it shows: at the server, in the folder, and in the run.
struct PressCounters
{
    int orders = 0;    ///< POSTs that the server received.
    int downloads = 0; ///< GETs that it received.
    int pictures = 0;  ///< Pictures in the press's folder.
    QList<JobState> states = {};

    friend bool operator==(const PressCounters &, const PressCounters &) = default;
};

/// For Qt Test, which shows what differs.
[[nodiscard]] char *toString(const PressCounters &counters);

/// Of the run of \a bench that ended last.
[[nodiscard]] PressCounters countersOf(const GeneratorBench &bench);

/**
 * A press whose prompt "faulty" meets faults; every other prompt gets its picture.
 *
 * One order at a time, so that the one after the fault may come on the same connection.
 */
struct FaultedPress
{
    /// What the orders of "faulty" get, in turn; those after them a picture, and so are seen as too many.
    explicit FaultedPress(const QList<FaultScript> &faults,
                          const std::optional<QSslConfiguration> &encryption = {});
    ~FaultedPress();
    Q_DISABLE_COPY_MOVE(FaultedPress)

    /// Makes the pictures of \a prompts and waits for the end; false where it does not come.
    [[nodiscard]] bool run(const QStringList &prompts = {QStringLiteral("faulty"), QStringLiteral("sound")});

    /// Tries the job of "faulty" again, as a person asks for, and waits for the end.
    [[nodiscard]] bool retry();

    /// Of the run that ended last; what is sent without having been asked for has had its time to show.
    [[nodiscard]] PressCounters counters();

    /// What became of "faulty" in the run that ended last.
    [[nodiscard]] JobRecord faulty() const;
    [[nodiscard]] Error error() const { return faulty().error.value_or(Error{}); }
    /// How many orders of "faulty" the server received.
    [[nodiscard]] int faultyOrders() const;

    GeneratorBench bench;
};

} // namespace ContactSheet
