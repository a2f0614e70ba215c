#include "practice/httpexchange.h"

#include "practice/httpconnection.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

HttpExchange::HttpExchange(HttpRequest request, HttpConnection *connection)
    : m_request(std::move(request))
    , m_connection(connection)
{}

HttpExchange::~HttpExchange()
{
    if (m_state == State::Waiting)
        answer({.status = 500, .headers = {}, .body = "The server gave no answer.\n"_ba});
    else if (m_state == State::InPieces && isOpen())
        m_connection->abort(); // Without its end the answer must not look like a whole one.
}

bool HttpExchange::isOpen() const
{
    return m_state != State::Answered && m_connection && m_connection->isOpen();
}

void HttpExchange::answer(const HttpResponse &response)
{
    Q_ASSERT(m_state == State::Waiting);
    m_state = State::Answered;
    if (!m_connection)
        return;
    HttpHeaders headers = response.headers;
    headers.append({.name = "Content-Length"_ba, .value = QByteArray::number(response.body.size())});
    m_connection->sendHead(response.status, headers);
    if (m_request.method != "HEAD")
        m_connection->send(response.body);
    m_connection->endAnswer();
}

void HttpExchange::beginPieces(const HttpResponse &head)
{
    Q_ASSERT(m_state == State::Waiting);
    m_state = State::InPieces;
    if (!m_connection)
        return;
    HttpHeaders headers = head.headers;
    if (m_request.isVersion10)
        m_connection->closeAfterAnswer();
    else
        headers.append({.name = "Transfer-Encoding"_ba, .value = "chunked"_ba});
    m_connection->sendHead(head.status, headers);
    sendPiece(head.body);
}

void HttpExchange::sendPiece(const QByteArray &piece)
{
    Q_ASSERT(m_state == State::InPieces);
    // An empty chunk would be the end of the body (RFC 9112, 7.1).
    if (!m_connection || piece.isEmpty() || m_request.method == "HEAD")
        return;
    if (m_request.isVersion10)
        m_connection->send(piece);
    else
        m_connection->send(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
}

void HttpExchange::endPieces()
{
    Q_ASSERT(m_state == State::InPieces);
    m_state = State::Answered;
    if (!m_connection)
        return;
    if (!m_request.isVersion10 && m_request.method != "HEAD")
        m_connection->send("0\r\n\r\n"_ba);
    m_connection->endAnswer();
}

} // namespace ContactSheet
