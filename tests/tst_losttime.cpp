#include "runs/runsummary.h"
#include "timing/losttime.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <map>
#include <numeric>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A job that held lane \a lane from \a begin to \a end.
JobRecord saved(Moment begin, Moment end, int lane = 1)
{
    JobRecord record{.state = JobState::Saved};
    record.timeline.beginAttempt(begin, lane);
    record.timeline.markSent(begin);
    record.timeline.lastByte(end);
    record.timeline.releaseLane(end);
    record.timeline.end(end);
    return record;
}

RunRecord runOf(int atOnce, const QList<JobRecord> &jobs, std::optional<Moment> end)
{
    return {.plan = {.mode = atOnce == 1 ? Mode::Sequential : Mode::Parallel, .atOnce = atOnce},
            .ended = end,
            .jobs = jobs,
            .atOnceChanges = {{.atOnce = atOnce}}};
}

Moment lostTo(const LostTime &lost, LossKind kind)
{
    for (const Loss &loss : lost.losses) {
        if (loss.kind == kind)
            return loss.placeTime;
    }
    return {};
}

Moment lostInAll(const LostTime &lost)
{
    return std::accumulate(lost.losses.begin(), lost.losses.end(), Moment::zero(),
                           [](Moment sum, const Loss &loss) { return sum + loss.placeTime; });
}

/**
 * A run that is lived through millisecond by millisecond, with everything that can go wrong by chance.
 *
 * What each place does in each millisecond is put down from the state of this world alone, without a look
 * at the records that it writes.
 */
class World
{
public:
    explicit World(quint32 seed)
        : m_random(seed)
    {
        const int atOnce = m_random.bounded(1, 6);
        m_run = runOf(atOnce, {}, {});
        m_atOnce = atOnce;
        m_stop = m_random.bounded(4) == 0 ? m_random.bounded(150) : -1;
        for (int left = m_random.bounded(1, 25); left > 0; --left) {
            m_run.jobs.append(JobRecord{});
            m_lives.append(Life{});
        }
    }

    /// Lives on until the run has ended or the millisecond \a until has come.
    void live(int until)
    {
        while (!hasEnded() && m_now < until) {
            act();
            if (hasEnded())
                break;
            putDown();
            ++m_now;
        }
        if (hasEnded() && !m_run.ended)
            m_run.ended = now();
    }

    [[nodiscard]] bool hasEnded() const
    {
        return std::all_of(m_lives.begin(), m_lives.end(),
                           [](const Life &life) { return life.state == State::Over; });
    }
    [[nodiscard]] Moment now() const { return std::chrono::milliseconds(m_now); }
    [[nodiscard]] const RunRecord &run() const { return m_run; }
    [[nodiscard]] Moment useful() const { return std::chrono::milliseconds(m_useful); }
    [[nodiscard]] Moment places() const { return std::chrono::milliseconds(m_places); }
    [[nodiscard]] Moment expected(LossKind kind) const
    {
        const auto found = m_lost.find(kind);
        return std::chrono::milliseconds(found == m_lost.end() ? 0 : found->second);
    }

private:
    enum class State { Queued, Preparing, Connecting, Flying, Finishing, Safe, Waiting, Over };

    struct Life
    {
        State state = State::Queued;
        int until = 0;      ///< When the state may end.
        bool holds = false; ///< A place.
        int attempts = 0;
        LossKind cause = LossKind::Trouble;
        int prepared = 0; ///< Milliseconds of the attempt that is under way, by what they were.
        int connected = 0;
        int flown = 0;
        int finished = 0;
    };

    [[nodiscard]] int held() const
    {
        return int(
            std::count_if(m_lives.begin(), m_lives.end(), [](const Life &life) { return life.holds; }));
    }

    void act()
    {
        if (m_random.bounded(40) == 0 && m_now > 0) {
            m_atOnce = m_random.bounded(1, 8);
            m_run.atOnceChanges.append({.at = now(), .atOnce = m_atOnce});
            m_run.plan.atOnce = m_atOnce;
        }
        if (m_pausedFor && m_random.bounded(10) == 0) {
            m_run.pauses.last().end = now();
            m_pausedFor.reset();
        } else if (!m_pausedFor && m_random.bounded(60) == 0) {
            static constexpr std::array Reasons{
                std::pair(ServicePause::Reason::RateLimit, LossKind::RateLimit),
                std::pair(ServicePause::Reason::Overload, LossKind::Overload),
                std::pair(ServicePause::Reason::Trouble, LossKind::Trouble),
                std::pair(ServicePause::Reason::Key, LossKind::Key),
                std::pair(ServicePause::Reason::Quota, LossKind::Quota),
                std::pair(ServicePause::Reason::Storage, LossKind::Storage)};
            const auto &[reason, kind] = Reasons.at(std::size_t(m_random.bounded(int(Reasons.size()))));
            m_run.pauses.append({.reason = reason, .begin = now()});
            m_pausedFor = kind;
        }
        for (qsizetype i = 0; i < m_lives.size(); ++i)
            goOn(i);
        if (m_now == m_stop)
            stop();
        for (qsizetype i = 0; i < m_lives.size() && held() < m_atOnce && !m_pausedFor; ++i) {
            // Now and then a place stays empty without a reason.
            const Life &life = m_lives.at(i);
            if (life.state == State::Queued || (life.state == State::Waiting && life.until <= m_now)) {
                if (m_random.bounded(5) > 0)
                    begin(i);
            }
        }
    }

    void begin(qsizetype i)
    {
        Life &life = m_lives[i];
        life = {.state = State::Preparing,
                .until = m_now + m_random.bounded(3),
                .holds = true,
                .attempts = life.attempts + 1};
        m_run.jobs[i].timeline.beginAttempt(now(), 1);
        m_run.jobs[i].state = JobState::Sent;
        goOn(i);
    }

    /// The state of job \a i goes on to the next, or several, whose time has come.
    void goOn(qsizetype i)
    {
        Life &life = m_lives[i];
        JobRecord &record = m_run.jobs[i];
        if (life.state == State::Preparing && life.until <= m_now) {
            const bool isNew = m_random.bounded(3) == 0;
            if (isNew)
                record.timeline.markConnecting(now());
            life.state = State::Connecting;
            life.until = isNew ? m_now + m_random.bounded(4) : m_now;
        }
        if (life.state == State::Connecting && life.until <= m_now) {
            record.timeline.markSent(now());
            life.state = State::Flying;
            life.until = m_now + m_random.bounded(1, 40);
        }
        if (life.state == State::Flying && life.until <= m_now)
            land(life, record);
        if (life.state == State::Finishing && life.until <= m_now) {
            if (life.holds)
                release(life, record);
            countAttempt(life);
            life.state = State::Over;
            record.timeline.end(now());
            record.state = JobState::Saved;
        }
        if (life.state == State::Finishing && life.holds && m_random.bounded(3) == 0)
            release(life, record);
    }

    void land(Life &life, JobRecord &record)
    {
        const int fate = m_random.bounded(10);
        if (fate < 6) {
            record.timeline.firstByte(now());
            record.timeline.lastByte(now());
            life.state = State::Finishing;
            life.until = m_now + m_random.bounded(6);
            if (m_random.bounded(4) > 0)
                release(life, record);
            return;
        }
        release(life, record);
        const int lost = life.prepared + life.connected + life.flown;
        if (fate < 9) {
            static constexpr std::array Failures{std::tuple(Error::Kind::RateLimit, 429, LossKind::RateLimit),
                                                 std::tuple(Error::Kind::Service, 503, LossKind::Overload),
                                                 std::tuple(Error::Kind::Service, 500, LossKind::Trouble),
                                                 std::tuple(Error::Kind::Network, 0, LossKind::Trouble)};
            const auto &[kind, status, cause] =
                Failures.at(std::size_t(m_random.bounded(int(Failures.size()))));
            record.failures.append({.attempt = life.attempts, .kind = kind, .status = status});
            record.timeline.beginBackoff(now());
            record.state = JobState::Waiting;
            m_lost[LossKind::Retries] += lost;
            life.state = State::Waiting;
            life.cause = cause;
            life.until = m_now + m_random.bounded(15);
            return;
        }
        record.timeline.end(now());
        record.state = JobState::Refused;
        m_lost[LossKind::NoPicture] += lost;
        life.state = State::Over;
    }

    void release(Life &life, JobRecord &record)
    {
        life.holds = false;
        record.timeline.releaseLane(now());
    }

    void countAttempt(const Life &life)
    {
        m_lost[LossKind::Preparing] += life.prepared;
        m_lost[LossKind::Connecting] += life.connected;
        m_lost[LossKind::Disk] += life.finished;
        m_useful += life.flown;
    }

    void stop()
    {
        for (qsizetype i = 0; i < m_lives.size(); ++i) {
            Life &life = m_lives[i];
            if (life.state != State::Queued && life.state != State::Waiting)
                continue;
            life.state = State::Over;
            m_run.jobs[i].timeline.end(now());
            m_run.jobs[i].state = JobState::Cancelled;
            m_isStopped = true;
        }
    }

    void putDown()
    {
        int queued = 0;
        std::map<LossKind, int> waiting;
        for (Life &life : m_lives) {
            queued += life.state == State::Queued ? 1 : 0;
            if (life.state == State::Waiting)
                ++waiting[life.cause];
            if (life.holds) {
                life.prepared += life.state == State::Preparing ? 1 : 0;
                life.connected += life.state == State::Connecting ? 1 : 0;
                life.flown += life.state == State::Flying ? 1 : 0;
                life.finished += life.state == State::Finishing ? 1 : 0;
            }
        }
        int inBackoff = 0;
        for (const auto &[cause, count] : waiting)
            inBackoff += count;
        const int places = std::max(std::min(m_atOnce, int(m_lives.size())), held());
        m_places += places;
        const bool isOnlySaving = held() == 0 && queued == 0 && inBackoff == 0;
        for (int idle = places - held(); idle > 0; --idle) {
            if (isOnlySaving) {
                ++m_lost[LossKind::Disk];
            } else if (m_pausedFor && queued + inBackoff > 0) {
                ++m_lost[*m_pausedFor];
                queued > 0 ? --queued : --inBackoff;
            } else if (!m_pausedFor && queued > 0) {
                --queued;
                ++m_lost[LossKind::Held];
            } else if (!m_pausedFor && inBackoff > 0) {
                --inBackoff;
                for (const LossKind cause : {LossKind::RateLimit, LossKind::Overload, LossKind::Trouble}) {
                    if (waiting[cause] > 0) {
                        --waiting[cause];
                        ++m_lost[cause];
                        break;
                    }
                }
            } else {
                ++m_lost[m_isStopped ? LossKind::Stopped : LossKind::LastRequests];
            }
        }
    }

    QRandomGenerator m_random;
    RunRecord m_run;
    QList<Life> m_lives;
    int m_now = 0;
    int m_atOnce = 1;
    int m_stop = -1;
    bool m_isStopped = false;
    std::optional<LossKind> m_pausedFor = {};
    qint64 m_useful = 0;
    qint64 m_places = 0;
    std::map<LossKind, qint64> m_lost;
};

} // namespace

class TestLostTime : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void accountsForEveryMomentOfEveryPlace();
    void addsUpAtEveryMomentOfARun();
    void findsTheLongEndOfARun();
    void countsNoPlaceThatNoRequestCouldTake();
    void keepsThePlacesThatWereTakenAway();
    void survivesRecordsThatSayTooLittle();
};

void TestLostTime::accountsForEveryMomentOfEveryPlace()
{
    std::array<int, LossKindCount> seen = {};
    for (quint32 seed = 0; seed < 400; ++seed) {
        World world(seed);
        world.live(5000);
        QVERIFY(world.hasEnded());
        const LostTime lost = findLostTime(world.run(), {});

        QVERIFY(lost.isOver);
        QCOMPARE(lost.placeTime, world.places());
        for (int kind = 0; kind < LossKindCount; ++kind) {
            // Cancelled in backoff: its last attempt was made for nothing, whatever it was called before.
            if (LossKind(kind) == LossKind::Retries || LossKind(kind) == LossKind::NoPicture)
                continue;
            const Moment expected = world.expected(LossKind(kind));
            QVERIFY2(lostTo(lost, LossKind(kind)) == expected,
                     qPrintable(u"seed %1, kind %2: %3 instead of %4 ms"_s.arg(seed)
                                    .arg(kind)
                                    .arg(toMilliseconds(lostTo(lost, LossKind(kind))))
                                    .arg(toMilliseconds(expected))));
            seen[std::size_t(kind)] += expected > Moment::zero() ? 1 : 0;
        }
        QCOMPARE(lostTo(lost, LossKind::Retries) + lostTo(lost, LossKind::NoPicture),
                 world.expected(LossKind::Retries) + world.expected(LossKind::NoPicture));
        QCOMPARE(lost.useful, world.useful());
        QCOMPARE(lost.useful + lostInAll(lost), lost.placeTime);
        // However often the number changes and jobs are tried again, no run is faster than its ideal.
        const Moment ideal = idealWallClock(world.run());
        QVERIFY2(ideal <= lost.wallClock, qPrintable(QString::number(seed)));
        for (qsizetype i = 1; i < lost.losses.size(); ++i)
            QVERIFY(lost.losses.at(i - 1).placeTime >= lost.losses.at(i).placeTime);
    }
    for (int kind = 0; kind < LossKindCount; ++kind) {
        if (LossKind(kind) != LossKind::Retries && LossKind(kind) != LossKind::NoPicture)
            QVERIFY2(seen.at(std::size_t(kind)) > 10, qPrintable(QString::number(kind)));
    }
}

void TestLostTime::addsUpAtEveryMomentOfARun()
{
    for (quint32 seed = 1000; seed < 1100; ++seed) {
        World world(seed);
        Moment before = {};
        for (int now = 5; !world.hasEnded(); now += 7) {
            world.live(now);
            const LostTime lost = findLostTime(world.run(), world.now());
            QCOMPARE(lost.useful + lostInAll(lost), lost.placeTime);
            QCOMPARE(lost.placeTime, world.places());
            QVERIFY(lost.placeTime >= before);
            before = lost.placeTime;
            // The engine's clock may be a little ahead of the one that is asked.
            const LostTime earlier = findLostTime(world.run(), world.now() - 3ms);
            QCOMPARE(earlier.useful + lostInAll(earlier), earlier.placeTime);
        }
    }
}

void TestLostTime::findsTheLongEndOfARun()
{
    // Four places; at 3 s two requests are left, at 5 s one, which ends at 6 s.
    const RunRecord run = runOf(
        4, {saved(0s, 3s), saved(0s, 3s), saved(0s, 1s), saved(0s, 2s), saved(1s, 5s), saved(2s, 6s)}, 6s);
    const LostTime lost = findLostTime(run, {});
    // Two places for three seconds are more than three for one.
    QCOMPARE(lost.longEnd, (LongEnd{.requests = 2, .places = 2, .during = 3s}));
    QCOMPARE(lostTo(lost, LossKind::LastRequests), Moment(2 * 2s + 3 * 1s));
    QVERIFY(!lost.hasRoomForAll);
    QCOMPARE(lost.useful, Moment(17s));
    QCOMPARE(lost.placeTime, Moment(24s));
}

void TestLostTime::countsNoPlaceThatNoRequestCouldTake()
{
    const LostTime lost = findLostTime(runOf(32, {saved(0s, 2s), saved(0s, 3s)}, 3s), {});
    QCOMPARE(lost.placeTime, Moment(6s));
    QCOMPARE(lostTo(lost, LossKind::LastRequests), Moment(1s));
    QVERIFY(lost.hasRoomForAll);
}

void TestLostTime::keepsThePlacesThatWereTakenAway()
{
    // One place only from 1 s on, but the second request keeps its own until 3 s.
    RunRecord run = runOf(2, {saved(0s, 3s), saved(0s, 3s), saved(3s, 4s)}, 4s);
    run.atOnceChanges.append({.at = 1s, .atOnce = 1});
    run.plan.atOnce = 1;
    const LostTime lost = findLostTime(run, {});
    QCOMPARE(lost.placeTime, Moment(7s));
    QCOMPARE(lost.useful, Moment(7s));
    QVERIFY(lost.losses.isEmpty());
}

void TestLostTime::survivesRecordsThatSayTooLittle()
{
    const JobRecord sentWithoutATime{.state = JobState::Sent};
    JobRecord late = saved(8s, 9s);
    for (const int atOnce : {-1, 0, 1, std::numeric_limits<int>::max()}) {
        RunRecord run = runOf(atOnce, {sentWithoutATime, late}, 5s);
        const LostTime lost = findLostTime(run, {});
        QCOMPARE(lost.useful + lostInAll(lost), lost.placeTime);
        run.atOnceChanges.clear();
        run.pauses = {{.begin = 3s, .end = 2s}};
        QCOMPARE(findLostTime(run, {}).placeTime, lost.placeTime);
    }
}

QTEST_APPLESS_MAIN(TestLostTime)
#include "tst_losttime.moc"
