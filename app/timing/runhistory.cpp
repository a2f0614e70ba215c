#include "timing/runhistory.h"

#include <algorithm>
#include <utility>

namespace ContactSheet {

namespace {

/// Whether anything of \a run was begun: without that there is nothing to measure.
bool hasBegun(const RunRecord &run)
{
    return std::any_of(run.jobs.begin(), run.jobs.end(),
                       [](const JobRecord &record) { return record.timeline.hasBegun(); });
}

} // namespace

RunHistory::RunHistory(QObject *parent, TellTime tellTime)
    : QObject(parent)
    , m_tellTime(std::move(tellTime))
{}

RunHistory::~RunHistory() = default;

const RunRecord &RunHistory::newestRun() const
{
    Q_ASSERT(m_shownCount > 0);
    return m_models[std::size_t(m_shownCount - 1)].run();
}

std::optional<Clock::time_point> RunHistory::beginOf(RunId run) const
{
    const auto begin = m_begins.constFind(run);
    return begin == m_begins.cend() ? std::nullopt : std::optional(*begin);
}

Moment RunHistory::now() const
{
    return m_isRunning ? m_tellTime() - m_begins.value(newestRun().plan.id) : Moment::zero();
}

RunFigures RunHistory::figures(Moment now) const
{
    return measure(newestRun(), now, m_sequential);
}

QList<ComparisonBar> RunHistory::comparison(Moment now) const
{
    if (!m_isRunning)
        return m_bars;
    // Only the bar on top still grows: to compare the plans again would cost as much as all pictures.
    QList<ComparisonBar> bars = m_bars;
    bars.first() = barOf(newestRun(), now);
    bars.first().isShown = true;
    return onOneScale(std::move(bars));
}

QList<JobId> RunHistory::withCounterparts(const QList<JobId> &jobs) const
{
    if (m_shownCount < MostShown)
        return jobs;
    QList<JobId> all;
    for (const JobId job : jobs) {
        all.append(job);
        for (std::size_t place = 0; place < m_models.size(); ++place) {
            const std::optional<int> row = m_models[place].rowOf(job);
            const TimingModel &other = m_models[m_models.size() - 1 - place];
            if (row && *row < other.rowCount())
                all.append(other.record(*row).job.id);
        }
    }
    return all;
}

void RunHistory::beginPress(const QString &service)
{
    m_service = service;
    m_isNewPress = true;
}

void RunHistory::takeRunStarted(const RunRecord &run)
{
    if (std::exchange(m_isNewPress, false)) {
        m_begins.clear();
        m_endedOfPress = 0;
        m_shownCount = 0;
    }
    m_begins.insert(run.plan.id, m_tellTime());

    const bool joinsOther = m_shownCount == 1 && !run.plan.continues;
    if (!joinsOther) {
        m_shownCount = 0;
        m_models[1].setRun({});
    }
    m_models[std::size_t(m_shownCount)].setRun(run);
    ++m_shownCount;
    compare();
    const bool wasRunning = std::exchange(m_isRunning, true);
    emit shownRunsChanged(joinsOther);
    if (!wasRunning)
        emit runningChanged(true);
}

void RunHistory::takeAtOnce(RunId run, const AtOnceChange &change)
{
    for (int place = 0; place < m_shownCount; ++place)
        m_models[std::size_t(place)].takeAtOnce(run, change);
}

void RunHistory::takePause(RunId run, const ServicePause &pause)
{
    for (int place = 0; place < m_shownCount; ++place)
        m_models[std::size_t(place)].takePause(run, pause);
}

void RunHistory::takeJob(RunId run, const JobRecord &record)
{
    for (int place = 0; place < m_shownCount; ++place)
        m_models[std::size_t(place)].updateJob(run, record);
}

void RunHistory::takeRunEnded(const RunRecord &run)
{
    // Nothing is known of a run whose start was not heard of.
    if (!isOnShow(run.plan.id))
        return;
    for (int place = 0; place < m_shownCount; ++place)
        m_models[std::size_t(place)].endRun(run);
    const bool isMeasured = hasBegun(run);
    if (isMeasured)
        keep(run);
    // The second run of a press that was stopped in the first has nothing to show.
    const bool isLeftOut = !isMeasured && m_shownCount == MostShown;
    if (isLeftOut) {
        m_models[1].setRun({});
        m_shownCount = 1;
    }
    compare();
    m_isRunning = false;
    if (isLeftOut)
        emit shownRunsChanged(true);
    emit runningChanged(false);
}

bool RunHistory::isOnShow(RunId run) const
{
    return std::any_of(m_models.begin(), m_models.begin() + m_shownCount,
                       [run](const TimingModel &model) { return model.run().plan.id == run; });
}

void RunHistory::keep(const RunRecord &run)
{
    m_ended.append({.service = m_service, .run = run});
    ++m_endedOfPress;
    qsizetype pictures = 0;
    for (const MeasuredRun &ended : std::as_const(m_ended))
        pictures += ended.run.jobs.size();
    while ((m_ended.size() > MostRuns || pictures > MostPictures) && m_ended.size() > m_endedOfPress)
        pictures -= m_ended.takeFirst().run.jobs.size();
}

void RunHistory::compare()
{
    QList<MeasuredRun> runs = m_ended;
    const RunId newest = newestRun().plan.id;
    qsizetype place = runs.size() - 1;
    while (place >= m_ended.size() - m_endedOfPress && runs.at(place).run.plan.id != newest)
        --place;
    if (place < m_ended.size() - m_endedOfPress) {
        place = runs.size();
        runs.append({.service = m_service, .run = newestRun()});
    }
    m_sequential = sequentialWallClock(runs.at(place), m_ended);
    m_bars = compareRuns(runs, place, Moment::zero());
    m_gain = gainSentence(runs, place);
}

} // namespace ContactSheet
