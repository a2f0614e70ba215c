#pragma once

#include "runs/runrecord.h"

#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/// A run, and where it was made: what decides whether two runs can be compared.
struct MeasuredRun
{
    QString service = {}; ///< Id of the service, with its base URL where it has more than one.
    RunRecord run = {};
};

/// One run as a bar among the runs of the same plan.
struct ComparisonBar
{
    QString name = {};    ///< "Parallel, 8 at once"
    QString time = {};    ///< "9.2 s", "9.2 s so far"
    QString note = {};    ///< Says where a run did less work than it was asked to; else empty.
    Moment length = {};   ///< From the start of the run to its end, or so far.
    double share = 0;     ///< Its length as a share of the longest bar, 0 to 1.
    bool isShown = false; ///< The run that the rest of the panel is about.

    friend bool operator==(const ComparisonBar &, const ComparisonBar &) = default;
};

/// Whether both ask the same service for the same pictures: same prompts in the same order, same options.
[[nodiscard]] bool isSamePlan(const MeasuredRun &first, const MeasuredRun &second);

/**
 * The wall clock of the newest sequential run among \a runs (oldest first) that has the same plan as \a run
 * and went through it: the measure of its speed-up. A run that was stopped measures nothing.
 */
[[nodiscard]] std::optional<Moment> sequentialWallClock(const MeasuredRun &run,
                                                        const QList<MeasuredRun> &runs);
/// The same among \a runs that all asked the service that \a run asked.
[[nodiscard]] std::optional<Moment> sequentialWallClock(const RunRecord &run, const QList<RunRecord> &runs);

/// The bar of \a run, which is as long as \a now where it goes on, before it is set on a scale with others.
[[nodiscard]] ComparisonBar barOf(const RunRecord &run, Moment now);

/// \a bars with their shares of the longest of them.
[[nodiscard]] QList<ComparisonBar> onOneScale(QList<ComparisonBar> bars);

/**
 * The runs among \a runs (oldest first) that have the same plan as the one at place \a shown, itself
 * included, as bars on one scale, newest on top. Runs that go on are as long as \a now.
 */
[[nodiscard]] QList<ComparisonBar> compareRuns(const QList<MeasuredRun> &runs, qsizetype shown, Moment now);

/**
 * What going parallel gained, in a sentence, where the run among \a runs (oldest first) at place \a shown is
 * a sequential one, and the same plan ran in parallel as well, both whole and not stopped: "Parallel, 4 at
 * once, was 2.7 × faster than one after another." Of several parallel runs the newest counts. Else empty: a
 * parallel run has its speed-up among its figures.
 */
[[nodiscard]] QString gainSentence(const QList<MeasuredRun> &runs, qsizetype shown);

} // namespace ContactSheet
