#pragma once

#include "practice/httpexchange.h"
#include "practice/httprequestparser.h"

#include <QObject>

#include <functional>
#include <memory>

class QTcpSocket;

namespace ContactSheet {

/// Takes each request as it comes. Called in the thread of the server.
using HttpHandler = std::function<void(const HttpExchangePointer &)>;

/**
 * One client of an HttpServer: reads a request, has it answered, reads the next.
 *
 * Requests that were sent ahead stay unread in the socket until the answer before them is complete, so
 * answers go out in the order of the requests and a client that only sends is held back by TCP. While so
 * much is unread that the socket stops reading, a client that leaves is noticed only after the answer.
 *
 * Deletes itself when the client is gone.
 */
class HttpConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpConnection)

public:
    /// Owns \a socket from now on. \a handler is not called before the constructor has returned.
    HttpConnection(QTcpSocket *socket, HttpLimits limits, HttpHandler handler, QObject *parent);
    ~HttpConnection() override;

    [[nodiscard]] bool isOpen() const { return !m_isClosing; }

    // What an exchange does with its connection.
    void sendHead(int status, HttpHeaders headers);
    void send(const QByteArray &bytes);
    void endAnswer();
    void closeAfterAnswer() { m_keepsAlive = false; }
    void abort();

private:
    void readRequests();
    void handle(HttpRequest request);
    void refuse(const HttpRequestParser::Refusal &refusal);
    void leave();

    QTcpSocket *m_socket = nullptr; ///< A child.
    HttpRequestParser m_parser;
    HttpHandler m_handler;
    std::weak_ptr<HttpExchange> m_exchange; ///< The request being answered; its handler owns it.
    bool m_isAnswering = false;
    bool m_isReading = false; ///< On the stack: an answer given at once must not read recursively.
    bool m_keepsAlive = true;
    bool m_isClosing = false;
};

} // namespace ContactSheet
