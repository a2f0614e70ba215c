#include "commandline/runtable.h"

#include "core/formatting.h"
#include "runs/displaynames.h"
#include "runs/runsummary.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RunTable)
};

/// The width of the longest bar of a comparison, in characters.
constexpr int LongestBar = 40;

QString secondsOf(const JobRecord &record)
{
    return record.timeline.hasBegun() ? formatDuration(record.timeline.laneTime()) : u"–"_s;
}

QString resultOf(const JobRecord &record)
{
    QString result;
    if (record.picture)
        result = record.picture->file;
    else if (record.error)
        result = record.error->message;
    if (record.timeline.attempts() > 1)
        result += u' ' % Texts::tr("(%1 tries)").arg(record.timeline.attempts());
    if (!record.picture && record.error && !record.error->detail.isEmpty())
        result += u" ["_s % record.error->detail % u']';
    return result;
}

/// How often something of \a run was tried again.
int retriesOf(const RunRecord &run)
{
    int retries = 0;
    for (const JobRecord &record : run.jobs)
        retries += std::max(record.timeline.attempts() - 1, 0);
    return retries;
}

QString bar(Moment length, Moment longest)
{
    const int cells = int(std::lround(LongestBar * toSeconds(length) / toSeconds(longest)));
    return QString(std::max(cells, 1), u'█').leftJustified(LongestBar);
}

} // namespace

QString runTable(const RunRecord &run)
{
    const bool hasBegun = std::any_of(run.jobs.begin(), run.jobs.end(),
                                      [](const JobRecord &record) { return record.timeline.hasBegun(); });
    if (!hasBegun)
        return runName(run.plan) % u'\n' % Texts::tr("  not begun") % u'\n';
    qsizetype stateWidth = 0;
    qsizetype secondsWidth = 0;
    for (const JobRecord &record : run.jobs) {
        stateWidth = std::max(stateWidth, displayName(record).size());
        secondsWidth = std::max(secondsWidth, secondsOf(record).size());
    }
    const qsizetype indexWidth = QString::number(run.jobs.size()).size();
    QString table = runName(run.plan) % u'\n';
    for (const JobRecord &record : run.jobs) {
        table +=
            u"  %1  %2  %3  %4\n"_s.arg(QString::number(record.job.index).rightJustified(indexWidth),
                                        displayName(record).leftJustified(stateWidth),
                                        secondsOf(record).rightJustified(secondsWidth), resultOf(record));
    }
    return table;
}

QString runFigures(const RunRecord &run, std::optional<Moment> sequential)
{
    const RunSummary summary = summarize(run, sequential);
    const int saved = countStates(run.jobs).value(JobState::Saved);
    const QString sum = Texts::tr("sum of requests %1").arg(formatDuration(summary.sumOfRequests));
    QStringList figures{Texts::tr("%1 of %2 pictures saved").arg(saved).arg(run.jobs.size()),
                        Texts::tr("wall clock %1").arg(formatDuration(summary.wallClock)),
                        summary.isSpeedUpEstimated ? Texts::tr("%1 (estimated)").arg(sum) : sum};
    if (const int retries = retriesOf(run); retries > 0)
        figures.insert(1, retries == 1 ? Texts::tr("1 retry") : Texts::tr("%1 retries").arg(retries));
    if (run.plan.mode == Mode::Parallel) {
        const QString ideal = formatDuration(summary.ideal);
        figures.append(run.atOnceChanges.size() > 1
                           ? Texts::tr("ideal %1").arg(ideal)
                           : Texts::tr("ideal for %1: %2").arg(run.plan.atOnce).arg(ideal));
        if (summary.efficiency)
            figures.append(Texts::tr("efficiency %1").arg(formatPercent(std::min(*summary.efficiency, 1.0))));
        if (summary.speedUp) {
            figures.append(summary.isSpeedUpEstimated
                               ? Texts::tr("speed-up %1 (estimated)").arg(formatFactor(*summary.speedUp))
                               : Texts::tr("speed-up %1").arg(formatFactor(*summary.speedUp)));
        }
    }
    return u"  "_s % figures.join(u" · "_s) % u'\n';
}

QString comparison(const QList<RunRecord> &runs)
{
    const bool areWhole =
        std::all_of(runs.begin(), runs.end(), [](const RunRecord &run) { return isWhole(run); });
    if (runs.size() < 2 || !areWhole)
        return {};
    Moment longest = Moment(1);
    qsizetype nameWidth = 0;
    for (const RunRecord &run : runs) {
        longest = std::max(longest, run.ended.value_or(Moment::zero()));
        nameWidth = std::max(nameWidth, runName(run.plan).size());
    }
    QString text;
    for (const RunRecord &run : runs) {
        const Moment wallClock = run.ended.value_or(Moment::zero());
        const qsizetype lost = run.jobs.size() - countStates(run.jobs).value(JobState::Saved);
        text += u"%1  %2  %3"_s.arg(runName(run.plan).leftJustified(nameWidth), bar(wallClock, longest),
                                    formatDuration(wallClock));
        // A run that lost pictures did less work: its bar alone would flatter it.
        if (lost > 0)
            text += u"  "_s % Texts::tr("(%1 without a picture)").arg(lost);
        text += u'\n';
    }
    const RunSummary newest = summarize(runs.last(), runs.first().ended);
    if (newest.speedUp)
        text += Texts::tr("Speed-up: %1").arg(formatFactor(*newest.speedUp)) % u'\n';
    return text;
}

} // namespace ContactSheet
