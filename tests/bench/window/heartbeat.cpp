#include "window/heartbeat.h"

#include <ctime>
#include <utility>

using namespace std::chrono_literals;

namespace ContactSheet::Bench {

namespace {

constexpr auto Interval = 1ms;

std::chrono::nanoseconds workOfThread()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Heartbeat::Heartbeat()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(Interval);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
}

Heartbeat::~Heartbeat() = default;

void Heartbeat::start()
{
    m_start = Clock::now();
    m_lastBeat = m_start;
    m_lastWork = workOfThread();
    m_timer.start();
}

void Heartbeat::beat()
{
    const Clock::time_point now = Clock::now();
    const std::chrono::nanoseconds work = workOfThread();
    const std::chrono::nanoseconds gap = std::max<std::chrono::nanoseconds>(now - m_lastBeat - Interval, 0ns);
    m_gaps.add(gap);
    if (gap > std::exchange(m_longest, std::max(m_longest, gap)))
        m_longestAfter = now - m_start;
    m_work.add(work - m_lastWork);
    m_lastBeat = now;
    m_lastWork = work;
}

} // namespace ContactSheet::Bench
