#pragma once

#include "core/result.h"
#include "practice/httpconnection.h"

#include <QObject>

class QTcpServer;

namespace ContactSheet {

/**
 * A small HTTP/1.1 server for this computer alone: it listens on 127.0.0.1 and nowhere else.
 *
 * It keeps connections alive, answers what was sent ahead in order, lets answers come late or in pieces,
 * and survives clients that leave in between. It has no TLS, and reads only bodies with a Content-Length.
 *
 * Lives in one thread; move it there before listen(). Destroying it drops every connection, and leaves
 * exchanges that somebody still holds without effect.
 */
class HttpServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpServer)

public:
    explicit HttpServer(HttpHandler handler, HttpLimits limits = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    /**
     * Takes connections from now on. \a port 0 lets the system choose a free one. Gives the port, or an
     * Error of kind Network that says why not.
     */
    Result<quint16> listen(quint16 port);

private:
    void takeConnections();

    QTcpServer *m_server = nullptr; ///< A child, so that it moves to another thread together with this.
    HttpHandler m_handler;
    HttpLimits m_limits;
};

} // namespace ContactSheet
