#pragma once

#include "support/faultscript.h"

#include <QObject>
#include <QSslConfiguration>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace ContactSheet {

/// A request as a FaultServer received it, to the last byte of its body.
struct ReceivedRequest
{
    int number = 0;     ///< In the order of arrival, over all connections; 1 and up.
    int connection = 0; ///< In the order in which they were opened; 1 and up.
    HttpRequest http = {};

    /// The client closed the connection before the script of this request had come to its end.
    bool clientLeft = false;
};

/**
 * A server on 127.0.0.1 that does to each request what the test wants, byte for byte, and writes down
 * what it received.
 *
 * It works in a thread of its own, so a client in the test's thread may block. Its functions are called
 * from the thread of the test; what they return is a copy. A request that nothing was scripted for is
 * answered with 500, and so is seen as what it is: one too many.
 */
class FaultServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FaultServer)

public:
    /// Decides on a request when it has arrived. Called in the server's thread.
    using Handler = std::function<FaultScript(const ReceivedRequest &)>;

    /// Listens on a free port as soon as it is made; for TLS alone where it has an \a encryption.
    explicit FaultServer(const std::optional<QSslConfiguration> &encryption = {}, QObject *parent = nullptr);
    ~FaultServer() override;

    [[nodiscard]] quint16 port() const { return m_port; }

    /// \a path on this server, such as "/v1/images/generations"; of the scheme https where it listens for
    /// TLS.
    [[nodiscard]] QUrl url(const QString &path = {}) const;

    /// From now on the n-th request received gets the n-th of \a scripts, those that came before counted.
    void answerInTurn(const QList<FaultScript> &scripts);

    /// From now on every request gets \a script.
    void answerAlways(const FaultScript &script);

    /// From now on \a handler decides.
    void answerWith(Handler handler);

    [[nodiscard]] QList<ReceivedRequest> requests() const;
    [[nodiscard]] int requestCount() const;

    /// How many connections were ever opened, with TLS or without.
    [[nodiscard]] int connectionCount() const;

    /// How many of them are open.
    [[nodiscard]] int openConnectionCount() const;

signals:
    /// A request was completely received. Emitted in the thread of this object.
    void requestReceived(int number);

    /// The client of request \a number left before its script had ended. In the thread of this object.
    void clientLeft(int number);

private:
    struct Shared;
    class Listener;
    class Connection;

    std::shared_ptr<Shared> m_shared;
    QThread m_thread;
    QString m_scheme;
    quint16 m_port = 0;
};

} // namespace ContactSheet
