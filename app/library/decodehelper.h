#pragma once

class QIODevice;

namespace ContactSheet {

/**
 * Answers each request that comes from \a input to \a output, in their order, until the other side is gone
 * or sends what is no request. \a prepare is called before each picture is decoded.
 */
void serveDecodeRequests(
    QIODevice *input, QIODevice *output, void (*prepare)() = [] {});

/**
 * The hidden command `contactsheet --decode-helper`: decodes pictures for the window in a process of its own,
 * where a picture that crashes or floods a decoder does no harm.
 *
 * Requests come from standard input, answers go to standard output, and nothing else does. The process
 * first gives up what it does not need: it cannot write a file, gain a privilege, leave a core dump or take
 * more than 1 GB of memory (where the system has such limits). A picture may take so much processor time and
 * no more, then the process ends. Needs a QCoreApplication and no display. Gives the exit status.
 */
[[nodiscard]] int runDecodeHelper();

} // namespace ContactSheet
