#include "library/decodehelper.h"

#include "library/decodeframes.h"

#include <QFile>
#include <QThreadPool>

#include <cstdio>
#include <cstdlib>
#include <optional>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_WIN
#include <io.h>
#endif

namespace ContactSheet {

namespace {

#ifdef Q_OS_UNIX

#if defined(__SANITIZE_ADDRESS__)
constexpr bool HasShadowMemory = true;
#elif defined(__has_feature)
constexpr bool HasShadowMemory = __has_feature(address_sanitizer);
#else
constexpr bool HasShadowMemory = false;
#endif

constexpr rlim_t MostMemory = rlim_t(1) << 30;
constexpr rlim_t MostFiles = 32; // Standard ones, the picture, and the plugins while they are loaded.
constexpr rlim_t ProcessorSeconds = 10;

template<typename Resource>
void limit(Resource resource, rlim_t most)
{
    // What the system does not know, it does not limit: the window's own clock still stands.
    const rlimit limits{.rlim_cur = most, .rlim_max = most};
    [[maybe_unused]] const int status = ::setrlimit(resource, &limits);
}

void limitThisProcess()
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, MostFiles);
    // AddressSanitizer maps terabytes that it never uses.
    if constexpr (!HasShadowMemory)
        limit(RLIMIT_AS, MostMemory);
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
}

/// Counted from now on: also where the window is gone and looks at no clock, nothing goes on for ever.
void renewProcessorTime()
{
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    rlimit limits = {};
    ::getrlimit(RLIMIT_CPU, &limits);
    limits.rlim_cur = rlim_t(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + ProcessorSeconds;
    ::setrlimit(RLIMIT_CPU, &limits);
}

/// Standard output for the frames alone: what anybody prints from now on goes to standard error.
int takeOutput()
{
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
#ifdef F_SETPIPE_SZ
    // Pictures have megabytes, and a pipe usually 64 KB: fewer turns from one process to the other.
    constexpr int PipeSize = 1 << 20;
    ::fcntl(output, F_SETPIPE_SZ, PipeSize);
#endif
    return output;
}

#else

void limitThisProcess() {}
void renewProcessorTime() {}

int takeOutput()
{
#ifdef Q_OS_WIN
    constexpr int Binary = 0x8000;
    ::_setmode(0, Binary);
    ::_setmode(1, Binary);
#endif
    return 1;
}

#endif

} // namespace

void serveDecodeRequests(QIODevice *input, QIODevice *output, void (*prepare)())
{
    while (const std::optional<DecodeRequest> request = readDecodeRequest(input)) {
        prepare();
        if (!writeDecodeAnswer(output, decodePicture(*request)))
            return;
    }
}

int runDecodeHelper()
{
    QFile input;
    QFile output;
    const bool isOpen = input.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered)
        && output.open(takeOutput(), QIODevice::WriteOnly | QIODevice::Unbuffered);
    if (!isOpen)
        return EXIT_FAILURE;
    // Qt scales with as many threads as there are processors, and each takes its part of the address space.
    QThreadPool::globalInstance()->setMaxThreadCount(1);
    limitThisProcess();
    serveDecodeRequests(&input, &output, renewProcessorTime);
    return EXIT_SUCCESS;
}

} // namespace ContactSheet
