#pragma once

#include "runs/runrecord.h"
#include "runs/runsummary.h"

#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/// The figures of a run at one moment, while it goes on or after its end, by the sums of docs/timing.md.
struct RunFigures
{
    bool isOver = false;
    bool hasAtOnceChanged = false; ///< Its ideal is that of the numbers that the run had, one after another.
    RunSummary summary = {};       ///< While the run goes on, of what has been done so far.
    std::optional<Moment> ideal = {}; ///< While the run goes on, a forecast; nothing before one is possible.
    std::optional<Moment> timeLeft = {}; ///< Only while the run goes on.

    friend bool operator==(const RunFigures &, const RunFigures &) = default;
};

/**
 * The figures of \a run at the moment \a now, which counts only while the run goes on. \a sequential is as
 * for summarize().
 *
 * While the run goes on, requests that are under way count in the sum of requests with what they took so
 * far, the speed-up is an estimate from that sum, and the ideal takes the median for what has not ended.
 */
[[nodiscard]] RunFigures measure(const RunRecord &run, Moment now, std::optional<Moment> sequential = {});

/// One figure in the words and numbers of the screen.
struct Figure
{
    QString name = {};        ///< "Speed-up, estimated"
    QString value = {};       ///< "5.80 ×"; a dash where the figure has no meaning yet.
    QString explanation = {}; ///< How the figure comes about, in a sentence.
    bool isImportant = false; ///< What a person looks for first.

    friend bool operator==(const Figure &, const Figure &) = default;
};

/// The six figures of a run that \a plan began, always in the same order, so that none of them moves.
[[nodiscard]] QList<Figure> displayFigures(const RunFigures &figures, const RunPlan &plan);

/// The same places while there is no run: names and dashes.
[[nodiscard]] QList<Figure> blankFigures();

} // namespace ContactSheet
