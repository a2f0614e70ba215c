#include "timing/losttime.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace ContactSheet {

namespace {

/// The waits that have a cause, in the order in which idle places are put down to them.
constexpr std::array Causes{LossKind::Storage,   LossKind::Key,      LossKind::Quota,
                            LossKind::RateLimit, LossKind::Overload, LossKind::Trouble};

LossKind causeOf(ServicePause::Reason reason)
{
    switch (reason) {
    case ServicePause::Reason::RateLimit:
        return LossKind::RateLimit;
    case ServicePause::Reason::Overload:
        return LossKind::Overload;
    case ServicePause::Reason::Trouble:
        return LossKind::Trouble;
    case ServicePause::Reason::Key:
        return LossKind::Key;
    case ServicePause::Reason::Quota:
        return LossKind::Quota;
    case ServicePause::Reason::Storage:
        return LossKind::Storage;
    }
    Q_UNREACHABLE();
    return LossKind::Trouble;
}

/// What the job waits for after its attempt number \a attempt.
LossKind causeOf(const JobRecord &record, int attempt)
{
    const auto failure =
        std::find_if(record.failures.begin(), record.failures.end(),
                     [attempt](const FailedAttempt &failed) { return failed.attempt == attempt; });
    if (failure == record.failures.end())
        return LossKind::Trouble;
    if (failure->kind == Error::Kind::RateLimit)
        return LossKind::RateLimit;
    return failure->status == 503 || failure->status == 529 ? LossKind::Overload : LossKind::Trouble;
}

/// A step of what is counted over the time of a run; small, because there are two or more for each attempt.
struct Step
{
    enum class What : quint8 { Begun, Held, Queued, Waiting, Dropped, Paused, AtOnce };

    Moment at = {};
    int change = 0; ///< Added; the new value of AtOnce.
    What what = What::Held;
    LossKind cause = LossKind::Held; ///< Of Waiting and Paused.
};

void sortByTime(std::vector<Step> &steps)
{
    const auto isEarlier = [](const Step &first, const Step &second) { return first.at < second.at; };
    // Jobs begin in their order, or nearly.
    if (!std::is_sorted(steps.begin(), steps.end(), isEarlier))
        std::sort(steps.begin(), steps.end(), isEarlier);
}

/// Puts the time of a run's places down to what it went to.
class Accountant
{
public:
    Accountant(const RunRecord &run, Moment now)
        : m_run(run)
        , m_end(std::max(run.ended.value_or(now), Moment::zero()))
    {}

    [[nodiscard]] LostTime account();

private:
    [[nodiscard]] Moment clipped(Moment moment) const { return std::clamp(moment, Moment::zero(), m_end); }
    void step(Moment at, Step::What what, int change, LossKind cause = LossKind::Held);
    void takeJob(const JobRecord &record);
    void takeAttempt(const JobRecord &record, int attempt);
    void takeWaits(const JobRecord &record);
    void takePacing();

    void apply(const Step &step);
    void putDown(Moment length);
    void loseIdle(LossKind kind, int places, Moment length);
    void growLongEnd(int idle, Moment length);
    void closeLongEnd();

    [[nodiscard]] Loss &loss(LossKind kind) { return m_losses[std::size_t(kind)]; }

    const RunRecord &m_run;
    Moment m_end;
    std::vector<Step> m_begins; ///< Of first attempts.
    std::vector<Step> m_steps;  ///< All others.

    Moment m_useful = {};
    Moment m_placeTime = {};
    std::array<Loss, LossKindCount> m_losses = {};

    int m_atOnce = 1;
    int m_fewestPlaces = std::numeric_limits<int>::max();
    int m_held = 0;
    int m_queued = 0;
    int m_waiting = 0; ///< In backoff.
    int m_dropped = 0; ///< Stopped before they were begun again.
    std::array<int, LossKindCount> m_waitingFor = {};
    std::array<int, LossKindCount> m_paused = {};

    /// A stretch of time in which the last requests leave places idle.
    struct Idle
    {
        int places = 0;
        int held = 0;
        Moment length = {};
    };
    std::vector<Idle> m_idle;
    LongEnd m_longEnd;
};

LostTime Accountant::account()
{
    m_atOnce = std::max(m_run.plan.atOnce, 1);
    m_begins.reserve(std::size_t(m_run.jobs.size()));
    m_steps.reserve(std::size_t(m_run.jobs.size()));
    for (const JobRecord &record : m_run.jobs)
        takeJob(record);
    takePacing();
    sortByTime(m_begins);
    sortByTime(m_steps);

    m_queued = int(m_run.jobs.size());
    Moment before = {};
    auto begin = m_begins.cbegin();
    auto other = m_steps.cbegin();
    while (begin != m_begins.cend() || other != m_steps.cend()) {
        const bool isBegin = other == m_steps.cend() || (begin != m_begins.cend() && begin->at < other->at);
        const Step &step = isBegin ? *begin++ : *other++;
        putDown(step.at - before);
        before = step.at;
        apply(step);
    }
    putDown(m_end - before);
    closeLongEnd();

    LostTime lost{.isOver = m_run.ended.has_value(),
                  .wallClock = m_end,
                  .placeTime = m_placeTime,
                  .useful = m_useful,
                  .longEnd = m_longEnd,
                  .hasRoomForAll = m_fewestPlaces >= m_run.jobs.size(),
                  .wasDiskFull =
                      std::any_of(m_run.pauses.begin(), m_run.pauses.end(), [](const ServicePause &pause) {
                          return pause.reason == ServicePause::Reason::Storage;
                      })};
    for (std::size_t kind = 0; kind < m_losses.size(); ++kind) {
        m_losses[kind].kind = LossKind(int(kind));
        if (m_losses[kind].placeTime > Moment::zero())
            lost.losses.append(m_losses[kind]);
    }
    std::stable_sort(lost.losses.begin(), lost.losses.end(), [](const Loss &first, const Loss &second) {
        return first.placeTime > second.placeTime;
    });
    return lost;
}

void Accountant::step(Moment at, Step::What what, int change, LossKind cause)
{
    std::vector<Step> &steps = what == Step::What::Begun ? m_begins : m_steps;
    steps.push_back({.at = clipped(at), .change = change, .what = what, .cause = cause});
}

void Accountant::takeJob(const JobRecord &record)
{
    const Timeline &timeline = record.timeline;
    if (!timeline.hasBegun()) {
        if (const std::optional<Moment> end = timeline.endMoment()) {
            step(*end, Step::What::Queued, -1);
            step(*end, Step::What::Dropped, 1);
        }
        return;
    }
    step(timeline.marks(1).begin, Step::What::Begun, 1);
    for (int attempt = 1; attempt <= timeline.attempts(); ++attempt)
        takeAttempt(record, attempt);
    if (timeline.attempts() > 1 || !record.failures.isEmpty() || record.state == JobState::Waiting)
        takeWaits(record);
}

void Accountant::takeAttempt(const JobRecord &record, int attempt)
{
    const Timeline &timeline = record.timeline;
    const AttemptMarks &marks = timeline.marks(attempt);
    const bool isNewest = attempt == timeline.attempts();
    const Moment begin = clipped(marks.begin);
    const Moment end = std::max(begin, clipped(marks.laneEnd.value_or(m_end)));
    if (attempt > 1)
        step(begin, Step::What::Held, 1);
    if (marks.laneEnd)
        step(end, Step::What::Held, -1);

    const auto lose = [this](LossKind kind, Moment time) {
        loss(kind).placeTime += time;
        ++loss(kind).requests;
    };
    if (!isNewest || (record.state == JobState::Waiting && marks.laneEnd)) {
        lose(LossKind::Retries, end - begin);
        return;
    }
    if (isEndState(record.state) && record.state != JobState::Saved) {
        lose(LossKind::NoPicture, end - begin);
        return;
    }

    Moment finish = end;
    const QList<PhaseSpan> &spans = timeline.spans();
    if (timeline.isFinishing())
        finish = std::clamp(spans.last().end, begin, end);
    else if (!spans.isEmpty() && spans.last().phase == Phase::Finish)
        finish = std::clamp(spans.last().begin, begin, end);
    // Of an attempt that has ended without these marks, nothing is known to have come before its sending.
    const Moment unsent = marks.laneEnd || timeline.isFinishing() ? begin : finish;
    const Moment sent = std::clamp(marks.sent.value_or(unsent), begin, finish);
    const Moment connecting = std::clamp(marks.connecting.value_or(sent), begin, sent);
    if (connecting > begin)
        lose(LossKind::Preparing, connecting - begin);
    if (sent > connecting)
        lose(LossKind::Connecting, sent - connecting);
    if (end > finish)
        lose(LossKind::Disk, end - finish);
    m_useful += finish - sent;
}

void Accountant::takeWaits(const JobRecord &record)
{
    const QList<PhaseSpan> &spans = record.timeline.spans();
    for (const PhaseSpan &span : spans) {
        if (span.phase != Phase::Backoff)
            continue;
        const LossKind cause = causeOf(record, span.attempt);
        step(span.begin, Step::What::Waiting, 1, cause);
        step(span.end, Step::What::Waiting, -1, cause);
    }
    const int attempts = record.timeline.attempts();
    if (record.state == JobState::Waiting && record.timeline.marks(attempts).laneEnd)
        step(spans.last().end, Step::What::Waiting, 1, causeOf(record, attempts));
    else if (record.state == JobState::Cancelled && spans.last().phase == Phase::Backoff)
        step(spans.last().end, Step::What::Dropped, 1);
}

void Accountant::takePacing()
{
    for (const AtOnceChange &change : m_run.atOnceChanges)
        step(change.at, Step::What::AtOnce, change.atOnce);
    for (const ServicePause &pause : m_run.pauses) {
        step(pause.begin, Step::What::Paused, 1, causeOf(pause.reason));
        if (pause.end)
            step(std::max(*pause.end, pause.begin), Step::What::Paused, -1, causeOf(pause.reason));
    }
}

void Accountant::apply(const Step &step)
{
    switch (step.what) {
    case Step::What::Begun:
        --m_queued;
        [[fallthrough]];
    case Step::What::Held:
        m_held += step.change;
        break;
    case Step::What::Queued:
        m_queued += step.change;
        break;
    case Step::What::Waiting:
        m_waiting += step.change;
        m_waitingFor[std::size_t(step.cause)] += step.change;
        break;
    case Step::What::Dropped:
        m_dropped += step.change;
        break;
    case Step::What::Paused:
        m_paused[std::size_t(step.cause)] += step.change;
        break;
    case Step::What::AtOnce:
        m_atOnce = std::max(step.change, 1);
        break;
    }
}

/// Puts the idle places of a stretch down in which nothing changes.
void Accountant::putDown(Moment length)
{
    if (length <= Moment::zero())
        return;
    m_fewestPlaces = std::min(m_fewestPlaces, m_atOnce);
    const int possible = int(std::min<qsizetype>(m_atOnce, m_run.jobs.size()));
    const int places = std::max(possible, m_held);
    int idle = places - m_held;
    m_placeTime += places * length;

    const auto take = [this, &idle, length](LossKind kind, int most) {
        const int taken = std::min(idle, most);
        loseIdle(kind, taken, length);
        idle -= taken;
    };
    if (m_held == 0 && m_queued == 0 && m_waiting == 0)
        take(LossKind::Disk, idle);
    const auto *pause = std::find_if(Causes.begin(), Causes.end(),
                                     [this](LossKind cause) { return m_paused[std::size_t(cause)] > 0; });
    if (pause != Causes.end()) {
        take(*pause, m_queued + m_waiting);
    } else {
        take(LossKind::Held, m_queued);
        for (const LossKind cause : Causes)
            take(cause, m_waitingFor[std::size_t(cause)]);
    }
    const bool isStopped = m_dropped > 0;
    growLongEnd(isStopped ? 0 : idle, length);
    take(isStopped ? LossKind::Stopped : LossKind::LastRequests, idle);
}

void Accountant::loseIdle(LossKind kind, int places, Moment length)
{
    if (places <= 0)
        return;
    loss(kind).placeTime += places * length;
    loss(kind).during += length;
}

void Accountant::growLongEnd(int idle, Moment length)
{
    if (idle > 0)
        m_idle.push_back({.places = idle, .held = m_held, .length = length});
    else
        closeLongEnd();
}

/// Finds the begin from which on the most time was lost by places that stayed idle all along.
void Accountant::closeLongEnd()
{
    int places = m_idle.empty() ? 0 : m_idle.back().places;
    Moment during = {};
    for (auto idle = m_idle.rbegin(); idle != m_idle.rend(); ++idle) {
        places = std::min(places, idle->places);
        during += idle->length;
        if (places * during > m_longEnd.places * m_longEnd.during)
            m_longEnd = {.requests = idle->held, .places = places, .during = during};
    }
    m_idle.clear();
}

} // namespace

LostTime findLostTime(const RunRecord &run, Moment now)
{
    return Accountant(run, now).account();
}

double shareOf(Moment placeTime, const LostTime &lost)
{
    return lost.placeTime > Moment::zero() ? toSeconds(placeTime) / toSeconds(lost.placeTime) : 0.0;
}

} // namespace ContactSheet
