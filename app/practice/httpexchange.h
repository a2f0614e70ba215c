#pragma once

#include "practice/httpmessage.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace ContactSheet {

class HttpConnection;

/**
 * One request and the way to answer it, now or later.
 *
 * Who handles the request keeps the pointer for as long as it wants to answer. It may do so when the
 * client, the connection and the server are long gone: then every call does nothing. An exchange that
 * is dropped without an answer is answered with 500, so that no client waits for ever.
 *
 * Lives in the thread of its server and is used in that thread only.
 */
class HttpExchange final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpExchange)

public:
    HttpExchange(HttpRequest request, HttpConnection *connection);
    ~HttpExchange() override;

    [[nodiscard]] const HttpRequest &request() const { return m_request; }

    /// Whether the client is still connected and waits for this answer, or for more of it.
    [[nodiscard]] bool isOpen() const;

    /// The whole answer, once. To a HEAD the body is counted and not sent.
    void answer(const HttpResponse &response);

    /**
     * Begins an answer of unknown length with the status and the headers of \a head, whose body is its
     * first piece. Pieces follow with sendPiece(); endPieces() is the end. To HTTP/1.0 they go out as
     * they are and the connection closes; to HTTP/1.1 in chunks.
     */
    void beginPieces(const HttpResponse &head);
    void sendPiece(const QByteArray &piece);
    void endPieces();

signals:
    /// The client left before its answer was complete. Comes at most once, never after the answer.
    void clientLeft();

private:
    enum class State { Waiting, InPieces, Answered };

    HttpRequest m_request;
    QPointer<HttpConnection> m_connection;
    State m_state = State::Waiting;
};

using HttpExchangePointer = std::shared_ptr<HttpExchange>;

} // namespace ContactSheet
