/*
 * A wall clock that jumps: LD_PRELOAD=clock.so, Linux. CLOCK_JUMPS names pairs of milliseconds since the start and
 * seconds to jump by, such as "300:86400,600:-172800". The monotonic clock goes on as ever.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long now_ms(void)
{
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static long long began;

__attribute__((constructor)) static void begin(void)
{
    began = now_ms();
}

/* The seconds by which the wall clock is wrong by now. */
static long long offset(void)
{
    const char *jump = getenv("CLOCK_JUMPS");
    long long sum = 0;
    const long long passed = now_ms() - began;
    while (jump && *jump) {
        char *end;
        const long long after = strtoll(jump, &end, 10);
        const long long seconds = *end == ':' ? strtoll(end + 1, &end, 10) : 0;
        if (passed >= after)
            sum += seconds;
        jump = *end == ',' ? end + 1 : NULL;
    }
    return sum;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    const int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += offset();
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec time;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *where)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (where)
        *where = now.tv_sec;
    return now.tv_sec;
}
