#include "practice/httpserver.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

// A hundred clients may connect in the same moment; Qt's own 50 would make the rest wait for a second
// until their system tries again.
constexpr int Backlog = 256;

} // namespace

HttpServer::HttpServer(HttpHandler handler, HttpLimits limits, QObject *parent)
    : QObject(parent)
    , m_server(new QTcpServer(this))
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    m_server->setListenBacklogSize(Backlog);
    connect(m_server, &QTcpServer::newConnection, this, &HttpServer::takeConnections);
}

HttpServer::~HttpServer() = default;

Result<quint16> HttpServer::listen(quint16 port)
{
    if (m_server->listen(QHostAddress::LocalHost, port))
        return m_server->serverPort();

    Error error{.kind = Error::Kind::Network, .message = {}, .detail = m_server->errorString()};
    switch (m_server->serverError()) {
    case QAbstractSocket::AddressInUseError:
        error.message =
            tr("Port %1 of this computer is in use by another program. Choose another port, or none to "
               "have a free one found.")
                .arg(port);
        break;
    case QAbstractSocket::SocketAccessError:
        error.message = tr("This user may not open port %1. Choose one above 1023.").arg(port);
        break;
    default:
        error.message = tr("Port %1 of this computer could not be opened: %2").arg(port).arg(error.detail);
        break;
    }
    return error;
}

void HttpServer::takeConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection())
        new HttpConnection(socket, m_limits, m_handler, this); // Deletes itself.
}

} // namespace ContactSheet
