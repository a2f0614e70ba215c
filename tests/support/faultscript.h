#pragma once

#include "practice/httpmessage.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>

namespace ContactSheet {

/// One thing that a FaultServer does with the connection of a request.
struct FaultStep
{
    enum class Kind {
        Send,   ///< Sends \a bytes and goes on once the system has taken them.
        Wait,   ///< Does nothing for \a time.
        Finish, ///< Closes the connection in order (FIN).
        Reset,  ///< Breaks the connection off (RST).
        Hang,   ///< Keeps the connection open and never does anything again.
        Flood,  ///< Sends \a bytes again and again until the client leaves.
    };

    Kind kind = Kind::Send;
    QByteArray bytes = {};
    std::chrono::milliseconds time = {};
};

/**
 * What a FaultServer does with a request: steps, one after another. After a last step that leaves the
 * connection open, the next request on it is read.
 */
using FaultScript = QList<FaultStep>;

/// Scripts for what goes wrong between a client and a server, and for what goes right.
namespace Fault {

/// How a connection ends.
enum class Ending { Finish, Reset };

/// \a bytes as they are; the connection stays open.
[[nodiscard]] FaultScript raw(const QByteArray &bytes);

/// \a beginning, and then \a piece without an end.
[[nodiscard]] FaultScript flood(const QByteArray &beginning, const QByteArray &piece);

/// A whole answer with a right Content-Length; the connection stays open.
[[nodiscard]] FaultScript answer(int status, const QByteArray &body = {}, HttpHeaders headers = {});

/// An answer of status 200 whose body is cut after \a sent bytes while its Content-Length names all of \a
/// body.
[[nodiscard]] FaultScript cutAnswer(const QByteArray &body, qsizetype sent, Ending ending);

/// An answer of status 200 with \a body and a Content-Length that says \a length, then the end.
[[nodiscard]] FaultScript answerWithLength(qint64 length, const QByteArray &body, Ending ending);

/// The request is read and the connection ends without a byte.
[[nodiscard]] FaultScript noAnswer(Ending ending);

/// Half of a head, then the end.
[[nodiscard]] FaultScript halfAHead(Ending ending = Ending::Finish);

/// Bytes that are no HTTP, then the end.
[[nodiscard]] FaultScript garbage(Ending ending = Ending::Finish);

/// Never an answer, on a connection that stays open.
[[nodiscard]] FaultScript hang();

/// The head of an answer of status 200 that announces \a length bytes, a \a beginning of them, and silence.
[[nodiscard]] FaultScript stall(qint64 length, const QByteArray &beginning = {});

/// A whole answer of status 200, \a pieceSize bytes of head and body at a time, with \a pause between.
[[nodiscard]] FaultScript drip(const QByteArray &body, qsizetype pieceSize, std::chrono::milliseconds pause);

/// Sends the client to \a target with \a status (301, 302, 303, 307 or 308).
[[nodiscard]] FaultScript redirect(int status, const QUrl &target);

/// An answer of status 200 in chunks: \a pieces as one each, and then the end without the last, empty chunk.
[[nodiscard]] FaultScript cutChunks(const QList<QByteArray> &pieces, Ending ending);

/// A whole answer of status 200 in chunks: \a pieces as one each, with \a pause between.
[[nodiscard]] FaultScript inChunks(const QList<QByteArray> &pieces, HttpHeaders headers = {},
                                   std::chrono::milliseconds pause = {});

/// \a script after \a delay.
[[nodiscard]] FaultScript after(std::chrono::milliseconds delay, const FaultScript &script);

} // namespace Fault

} // namespace ContactSheet
