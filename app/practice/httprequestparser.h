#pragma once

#include "practice/httpmessage.h"

#include <optional>
#include <variant>

namespace ContactSheet {

/// What one request may take up. A larger one is refused before it is received.
struct HttpLimits
{
    qsizetype head = 64 * 1024;
    qsizetype body = 8 * 1024 * 1024;
};

/**
 * Cuts the bytes of one connection into requests (RFC 9112), strictly: what could be read in two ways
 * is refused, since guessing is how requests are smuggled.
 *
 * A body needs a Content-Length; a chunked one is refused with 411, which RFC 9112 section 6.3 allows.
 * Pure: no socket, no thread, no clock.
 */
class HttpRequestParser final
{
public:
    /// More bytes are needed.
    struct Incomplete
    {
        /// The head is complete and the client waits for a 100 before it sends the body; said once.
        bool wantsContinue = false;
    };

    /// The bytes are no request. Nothing that follows on this connection can be understood.
    struct Refusal
    {
        int status = 400;
        QByteArray reason = {}; ///< A sentence for the one who wrote the client.
    };

    using Outcome = std::variant<Incomplete, HttpRequest, Refusal>;

    explicit HttpRequestParser(HttpLimits limits = {});

    /// Adds what was received.
    void append(const QByteArray &bytes);

    /// The next request of the bytes so far. To be asked again until it is Incomplete or a Refusal.
    [[nodiscard]] Outcome next();

private:
    [[nodiscard]] std::optional<Outcome> readHead();

    HttpLimits m_limits;
    QByteArray m_bytes;
    qsizetype m_searchedUntil = 0; ///< No end of a head begins before this byte.
    std::optional<HttpRequest> m_head;
    qsizetype m_bodyLength = 0;
};

} // namespace ContactSheet
