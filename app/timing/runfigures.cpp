#include "timing/runfigures.h"

#include "core/formatting.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RunFigures)
};

/// How long \a record has held a lane until \a now.
Moment laneTimeUntil(const JobRecord &record, Moment now)
{
    if (record.state != JobState::Sent)
        return record.timeline.laneTime();
    Timeline timeline = record.timeline;
    timeline.releaseLane(now);
    return timeline.laneTime();
}

QString textOf(std::optional<Moment> duration)
{
    return duration ? formatDuration(*duration) : u"–"_s;
}

Figure speedUpFigure(const RunFigures &figures, Mode mode)
{
    const RunSummary &summary = figures.summary;
    if (mode == Mode::Sequential) {
        return {.name = Texts::tr("Speed-up"),
                .value = u"–"_s,
                .explanation = Texts::tr("Parallel runs are measured against this one: run the same list in "
                                         "parallel to see what that gains."),
                .isImportant = true};
    }
    return {.name = summary.isSpeedUpEstimated ? Texts::tr("Speed-up, estimated") : Texts::tr("Speed-up"),
            .value = summary.speedUp ? formatFactor(*summary.speedUp) : u"–"_s,
            .explanation = summary.isSpeedUpEstimated
                ? Texts::tr("Sum of requests ÷ time. Run the same list sequentially to measure it.")
                : Texts::tr("Time of the newest sequential run of the same list ÷ time of this run."),
            .isImportant = true};
}

Figure lastsFigure(const RunFigures &figures)
{
    if (figures.isOver) {
        const std::optional<double> efficiency = figures.summary.efficiency;
        return {.name = Texts::tr("Efficiency"),
                // Clock noise may bring it a hair over one.
                .value = efficiency ? formatPercent(std::min(*efficiency, 1.0)) : u"–"_s,
                .explanation = Texts::tr("Ideal time ÷ wall clock: what this program's own work cost.")};
    }
    return {.name = Texts::tr("Time left"),
            .value = textOf(figures.timeLeft),
            .explanation = Texts::tr("If each picture that is missing takes the median time.")};
}

QString idealName(const RunFigures &figures, int atOnce)
{
    if (figures.hasAtOnceChanged)
        return figures.isOver ? Texts::tr("Ideal") : Texts::tr("Ideal, estimated");
    return (figures.isOver ? Texts::tr("Ideal for %1") : Texts::tr("Ideal for %1, estimated")).arg(atOnce);
}

Figure idealFigure(const RunFigures &figures, int atOnce)
{
    if (figures.hasAtOnceChanged) {
        return {.name = idealName(figures, atOnce),
                .value = textOf(figures.ideal),
                .explanation =
                    Texts::tr("What the same requests would take if no time at all were lost between "
                              "them, with as many at once at each moment as there were.")};
    }
    return {.name = idealName(figures, atOnce),
            .value = textOf(figures.ideal),
            .explanation =
                Texts::tr("What the same requests would take if no time at all were lost between them.")};
}

} // namespace

RunFigures measure(const RunRecord &run, Moment now, std::optional<Moment> sequential)
{
    RunRecord soFar = run;
    soFar.ended = run.ended.value_or(now);
    RunFigures figures{.isOver = run.ended.has_value(),
                       .hasAtOnceChanged = run.atOnceChanges.size() > 1,
                       .summary = summarize(soFar, sequential)};
    RunSummary &summary = figures.summary;
    if (figures.isOver) {
        if (summary.sumOfRequests > Moment::zero())
            figures.ideal = summary.ideal;
        return figures;
    }

    summary.sumOfRequests = Moment::zero();
    for (const JobRecord &record : run.jobs)
        summary.sumOfRequests += laneTimeUntil(record, now);
    // The work is not done yet, so that the wall clock of a whole run is no measure for it.
    summary.isSpeedUpEstimated = true;
    summary.speedUp.reset();
    if (now > Moment::zero() && summary.sumOfRequests > Moment::zero())
        summary.speedUp = toSeconds(summary.sumOfRequests) / toSeconds(now);
    summary.efficiency.reset();
    if (const std::optional<Moment> median = percentile(endedLaneTimes(run), 0.5))
        figures.ideal = idealWallClock(run, median);
    summary.ideal = figures.ideal.value_or(Moment::zero());
    figures.timeLeft = timeLeft(run, now);
    return figures;
}

QList<Figure> blankFigures()
{
    return {
        {.name = Texts::tr("Wall clock"), .value = u"–"_s},
        {.name = Texts::tr("Sum of requests"), .value = u"–"_s},
        {.name = Texts::tr("Speed-up"), .value = u"–"_s, .isImportant = true},
        {.name = Texts::tr("Efficiency"), .value = u"–"_s},
        {.name = Texts::tr("Ideal"), .value = u"–"_s},
        {.name = Texts::tr("Median · p95"), .value = u"–"_s},
    };
}

QList<Figure> displayFigures(const RunFigures &figures, const RunPlan &plan)
{
    const RunSummary &summary = figures.summary;
    const bool hasBegun = summary.sumOfRequests > Moment::zero();
    const QString percentiles = summary.median
        ? u"%1 · %2"_s.arg(formatDuration(*summary.median), formatDuration(*summary.p95))
        : u"–"_s;
    return {
        {.name = figures.isOver ? Texts::tr("Wall clock") : Texts::tr("So far"),
         .value = formatDuration(summary.wallClock),
         .explanation = Texts::tr("From the start of the run to the end of its last picture.")},
        {.name = Texts::tr("Sum of requests"),
         .value = hasBegun ? formatDuration(summary.sumOfRequests) : u"–"_s,
         .explanation =
             Texts::tr("What the requests would take one after another, if each took as long: an estimate.")},
        speedUpFigure(figures, plan.mode),
        lastsFigure(figures),
        idealFigure(figures, plan.atOnce),
        {.name = Texts::tr("Median · p95"),
         .value = percentiles,
         .explanation = Texts::tr(
             "Half of the requests took no longer than the first, 95 of 100 no longer than the second. "
             "Shown from three on.")},
    };
}

} // namespace ContactSheet
