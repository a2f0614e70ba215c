#include "practice/httpconnection.h"

#include <QDateTime>
#include <QScopedValueRollback>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

// A full socket buffer stops reading, and TCP then stops the client.
constexpr qint64 UnreadLimit = 256 * 1024;

// How long a client that was told to stop may go on sending. Closing at once would answer what it still
// sends with a reset, which can destroy the answer before the client has read it (RFC 9112, 9.6).
constexpr auto LingeringTime = 1s;

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, HttpLimits limits, HttpHandler handler, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_parser(limits)
    , m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(UnreadLimit);
    // Small answers must not wait for the acknowledgement of the ones before them.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readRequests);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::leave);
    // What came before the signals were connected.
    QMetaObject::invokeMethod(this, &HttpConnection::readRequests, Qt::QueuedConnection);
}

HttpConnection::~HttpConnection()
{
    // The socket closes in ~QObject and must not call back into what is no HttpConnection any more.
    m_socket->disconnect(this);
}

void HttpConnection::readRequests()
{
    if (m_isReading)
        return;
    const QScopedValueRollback reading(m_isReading, true);
    while (!m_isAnswering) {
        const QByteArray bytes = m_socket->readAll();
        if (m_isClosing)
            return;
        m_parser.append(bytes);
        auto outcome = m_parser.next();
        if (const auto *incomplete = std::get_if<HttpRequestParser::Incomplete>(&outcome)) {
            if (incomplete->wantsContinue)
                send(writeHead(100, {}));
            if (m_socket->bytesAvailable() == 0)
                return;
        } else if (auto *request = std::get_if<HttpRequest>(&outcome)) {
            handle(std::move(*request));
        } else {
            refuse(std::get<HttpRequestParser::Refusal>(outcome));
        }
    }
}

void HttpConnection::handle(HttpRequest request)
{
    m_isAnswering = true;
    m_keepsAlive = request.wantsKeepAlive();
    const auto exchange = std::make_shared<HttpExchange>(std::move(request), this);
    m_exchange = exchange;
    m_handler(exchange);
}

void HttpConnection::refuse(const HttpRequestParser::Refusal &refusal)
{
    const QByteArray body = refusal.reason + '\n';
    m_keepsAlive = false;
    sendHead(refusal.status,
             {{.name = "Content-Type"_ba, .value = "text/plain; charset=utf-8"_ba},
              {.name = "Content-Length"_ba, .value = QByteArray::number(body.size())}});
    send(body);
    m_isClosing = true;
    QTimer::singleShot(LingeringTime, m_socket, &QTcpSocket::disconnectFromHost);
}

void HttpConnection::sendHead(int status, HttpHeaders headers)
{
    headers.append({.name = "Date"_ba, .value = httpDate(QDateTime::currentDateTimeUtc())});
    // Said in both cases, since HTTP/1.0 and HTTP/1.1 differ in what silence means.
    headers.append({.name = "Connection"_ba, .value = m_keepsAlive ? "keep-alive"_ba : "close"_ba});
    send(writeHead(status, headers));
}

void HttpConnection::send(const QByteArray &bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(bytes);
}

void HttpConnection::endAnswer()
{
    m_isAnswering = false;
    m_exchange.reset();
    if (m_keepsAlive) {
        readRequests();
        return;
    }
    m_isClosing = true;
    m_socket->disconnectFromHost(); // Once everything is sent.
}

void HttpConnection::abort()
{
    m_socket->abort();
}

void HttpConnection::leave()
{
    m_isClosing = true;
    deleteLater();
    if (const auto exchange = m_exchange.lock())
        emit exchange->clientLeft();
}

} // namespace ContactSheet
