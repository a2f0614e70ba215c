/*
 * Does to a program what a bad disk and a sudden death do: LD_PRELOAD=shim.so, Linux.
 *
 * Counts the calls that change files below SHIM_BELOW, in the order in which they are made, and appends a line for
 * each to SHIM_LOG: its number, its name, its path. To the call SHIM_AT (and all after it, where SHIM_ON is set)
 * it does SHIM_ACTION: "kill" ends the process before the call, "short" writes the half, a number fails with that
 * errno.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;
static atomic_int is_full; /* A disk that wrote short has no room for the rest either. */

/* What the call on `path` comes to: 0 to go on, else an errno to fail with; -1 to write the half. */
static int fate(const char *name, const char *path)
{
    const char *below = getenv("SHIM_BELOW");
    if (!below || !path || strncmp(path, below, strlen(below)) != 0)
        return 0;
    const long number = atomic_fetch_add(&calls, 1) + 1;
    const char *log = getenv("SHIM_LOG");
    if (log) {
        char line[600];
        const int length = snprintf(line, sizeof line, "%ld %s %.480s\n", number, name, path + strlen(below));
        const int handle = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (handle >= 0) {
            syscall(SYS_write, handle, line, (size_t)length);
            syscall(SYS_close, handle);
        }
    }
    const char *at = getenv("SHIM_AT");
    const char *action = getenv("SHIM_ACTION");
    if (!at || !action)
        return 0;
    const int is_short = strcmp(action, "short") == 0;
    if (is_short && strstr(name, "write") && atomic_load(&is_full))
        return ENOSPC;
    const int is_due = number == atol(at) || (getenv("SHIM_ON") && number > atol(at));
    if (!is_due)
        return 0;
    if (strcmp(action, "kill") == 0)
        kill(getpid(), SIGKILL);
    if (is_short)
        return strstr(name, "write") ? -1 : 0;
    return atoi(action);
}

static int fate_of_handle(const char *name, int handle)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return fate(name, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(expression) \
    do { \
        const int error = (expression); \
        if (error > 0) { \
            errno = error; \
            return -1; \
        } \
    } while (0)

#define WRITING(name, parameters, arguments, size) \
    ssize_t name parameters \
    { \
        const int error = fate_of_handle(#name, handle); \
        if (error > 0) { \
            errno = error; \
            return -1; \
        } \
        if (error < 0) { \
            atomic_store(&is_full, 1); \
            size /= 2; \
        } \
        return REAL(name) arguments; \
    }
WRITING(write, (int handle, const void *bytes, size_t size), (handle, bytes, size), size)
WRITING(pwrite, (int handle, const void *bytes, size_t size, off_t at), (handle, bytes, size, at), size)
WRITING(pwrite64, (int handle, const void *bytes, size_t size, off64_t at), (handle, bytes, size, at), size)

#define ON_HANDLE(name, parameters, arguments) \
    int name parameters \
    { \
        FAIL_IF(fate_of_handle(#name, handle)); \
        return REAL(name) arguments; \
    }
ON_HANDLE(fsync, (int handle), (handle))
ON_HANDLE(fdatasync, (int handle), (handle))
ON_HANDLE(ftruncate, (int handle, off_t size), (handle, size))
ON_HANDLE(ftruncate64, (int handle, off64_t size), (handle, size))

#define ON_PATH(name, parameters, path, arguments) \
    int name parameters \
    { \
        FAIL_IF(fate(#name, path)); \
        return REAL(name) arguments; \
    }
ON_PATH(rename, (const char *from, const char *to), to, (from, to))
ON_PATH(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), to, (a, from, b, to, flags))
ON_PATH(link, (const char *from, const char *to), to, (from, to))
ON_PATH(linkat, (int a, const char *from, int b, const char *to, int flags), to, (a, from, b, to, flags))
ON_PATH(mkdir, (const char *path, mode_t mode), path, (path, mode))
ON_PATH(unlink, (const char *path), path, (path))

static int makes_a_file(int flags)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
}

#define OPENING(name, parameters, arguments) \
    int name parameters \
    { \
        va_list more; \
        va_start(more, flags); \
        const mode_t mode = makes_a_file(flags) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (makes_a_file(flags)) \
            FAIL_IF(fate(#name, path)); \
        return REAL(name) arguments; \
    }
OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPENING(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
