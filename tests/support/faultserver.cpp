#include "support/faultserver.h"

#include "practice/httprequestparser.h"

#include <QMutex>
#include <QMutexLocker>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Makes the close of \a socket a reset: an SO_LINGER of zero throws away what is unsent and sends RST.
void resetOnClose(const QTcpSocket &socket)
{
    linger option = {};
    option.l_onoff = 1;
    option.l_linger = 0;
#ifdef Q_OS_WIN
    ::setsockopt(SOCKET(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
                 reinterpret_cast<const char *>(&option), sizeof option);
#else
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &option, sizeof option);
#endif
}

} // namespace

/// What both threads look at.
struct FaultServer::Shared
{
    mutable QMutex mutex;
    Handler handler;
    QList<ReceivedRequest> requests;
    int connectionCount = 0;
    int openConnectionCount = 0;

    Handler currentHandler() const
    {
        const QMutexLocker lock(&mutex);
        return handler;
    }
};

/// One client: reads a request, plays its script, reads the next. In the server's thread.
class FaultServer::Connection final : public QObject
{
public:
    Connection(QTcpSocket *socket, int number, FaultServer *server, QObject *parent)
        : QObject(parent)
        , m_socket(socket)
        , m_number(number)
        , m_server(server)
        , m_shared(server->m_shared)
        , m_parser({.head = qsizetype(1024) * 1024, .body = qsizetype(256) * 1024 * 1024})
    {
        m_socket->setParent(this);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(m_socket, &QTcpSocket::readyRead, this, &Connection::readRequest);
        connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::playNextStep);
        connect(m_socket, &QTcpSocket::disconnected, this, &Connection::leave);
        QMetaObject::invokeMethod(this, &Connection::readRequest, Qt::QueuedConnection);
    }

    ~Connection() override
    {
        m_socket->disconnect(this);
        const QMutexLocker lock(&m_shared->mutex);
        --m_shared->openConnectionCount;
    }

private:
    void readRequest()
    {
        m_parser.append(m_socket->readAll());
        if (m_request > 0)
            return; // Its script is being played.
        auto outcome = m_parser.next();
        if (auto *request = std::get_if<HttpRequest>(&outcome))
            receive(std::move(*request));
        else if (const auto *refusal = std::get_if<HttpRequestParser::Refusal>(&outcome))
            refuse(*refusal);
        else if (std::get<HttpRequestParser::Incomplete>(outcome).wantsContinue)
            m_socket->write(writeHead(100, {}));
    }

    void refuse(const HttpRequestParser::Refusal &refusal)
    {
        m_socket->write(Fault::answer(refusal.status, refusal.reason).first().bytes);
        m_socket->disconnectFromHost();
    }

    void receive(HttpRequest http)
    {
        ReceivedRequest request{.number = 0, .connection = m_number, .http = std::move(http)};
        {
            const QMutexLocker lock(&m_shared->mutex);
            request.number = int(m_shared->requests.size()) + 1;
            m_shared->requests.append(request);
        }
        m_request = request.number;
        emitLater(&FaultServer::requestReceived);
        m_steps = m_shared->currentHandler()(request);
        playNextStep();
    }

    void playNextStep()
    {
        if (m_request == 0 || m_isHeld || m_socket->bytesToWrite() > 0)
            return;
        if (m_steps.isEmpty()) {
            m_request = 0;
            // From the event loop, since requests that were sent ahead would otherwise pile up on the stack.
            QMetaObject::invokeMethod(this, &Connection::readRequest, Qt::QueuedConnection);
            return;
        }
        play(m_steps.takeFirst());
    }

    void play(const FaultStep &step)
    {
        switch (step.kind) {
        case FaultStep::Kind::Send:
            m_socket->write(step.bytes);
            if (step.bytes.isEmpty())
                playNextStep();
            return;
        case FaultStep::Kind::Wait:
            m_isHeld = true;
            QTimer::singleShot(step.time, this, [this] {
                m_isHeld = false;
                playNextStep();
            });
            return;
        case FaultStep::Kind::Finish:
        case FaultStep::Kind::Reset:
            m_request = 0;
            // From the event loop: a socket with TLS that is closed in its own signal stumbles over itself.
            QMetaObject::invokeMethod(
                this, [this, kind = step.kind] { close(kind); }, Qt::QueuedConnection);
            return;
        case FaultStep::Kind::Hang:
            m_isHeld = true;
            return;
        case FaultStep::Kind::Flood:
            m_steps.prepend(step);
            m_socket->write(step.bytes);
            return;
        }
    }

    void close(FaultStep::Kind kind)
    {
        if (kind == FaultStep::Kind::Reset) {
            resetOnClose(*m_socket);
            m_socket->abort();
        } else {
            m_socket->disconnectFromHost();
        }
    }

    void leave()
    {
        deleteLater();
        if (m_request == 0)
            return;
        {
            const QMutexLocker lock(&m_shared->mutex);
            m_shared->requests[m_request - 1].clientLeft = true;
        }
        emitLater(&FaultServer::clientLeft);
        m_request = 0; // A wait that is under way goes on to nothing.
    }

    /// Signals come in the thread of the test, where its spies live.
    void emitLater(void (FaultServer::*signal)(int))
    {
        QMetaObject::invokeMethod(
            m_server, [server = m_server, signal, number = m_request] { emit(server->*signal)(number); },
            Qt::QueuedConnection);
    }

    QTcpSocket *m_socket = nullptr; // A child.
    int m_number = 0;
    FaultServer *m_server = nullptr; // Outlives this: it waits for the thread.
    std::shared_ptr<Shared> m_shared;
    HttpRequestParser m_parser;
    FaultScript m_steps;
    int m_request = 0; // The one whose script is being played, or none.
    bool m_isHeld = false;
};

/// Lives in the server's thread and owns the connections there.
class FaultServer::Listener final : public QTcpServer
{
public:
    Listener(FaultServer *server, std::optional<QSslConfiguration> encryption)
        : m_server(server)
        , m_encryption(std::move(encryption))
    {
        setListenBacklogSize(256);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket; // Without TLS, it is the ordinary socket that it is derived from.
        socket->setSocketDescriptor(descriptor);
        int number = 0;
        {
            const QMutexLocker lock(&m_server->m_shared->mutex);
            ++m_server->m_shared->openConnectionCount;
            number = ++m_server->m_shared->connectionCount;
        }
        new Connection(socket, number, m_server, this);
        if (m_encryption) {
            socket->setSslConfiguration(*m_encryption);
            socket->startServerEncryption();
        }
    }

private:
    FaultServer *m_server;
    std::optional<QSslConfiguration> m_encryption;
};

FaultServer::FaultServer(const std::optional<QSslConfiguration> &encryption, QObject *parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
    , m_scheme(encryption ? u"https"_s : u"http"_s)
{
    answerInTurn({});
    m_thread.setObjectName(u"fault server"_s);
    m_thread.start();

    auto *listener = new Listener(this, encryption);
    listener->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    QMetaObject::invokeMethod(
        listener,
        [this, listener] {
            if (!listener->listen(QHostAddress::LocalHost))
                qFatal("The fault server cannot listen: %s", qPrintable(listener->errorString()));
            m_port = listener->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

FaultServer::~FaultServer()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl FaultServer::url(const QString &path) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(m_scheme).arg(m_port).arg(path));
}

void FaultServer::answerInTurn(const QList<FaultScript> &scripts)
{
    answerWith([scripts](const ReceivedRequest &request) {
        if (request.number <= scripts.size())
            return scripts.at(request.number - 1);
        return Fault::answer(500, "No answer was scripted for this request.\n"_ba);
    });
}

void FaultServer::answerAlways(const FaultScript &script)
{
    answerWith([script](const ReceivedRequest &) { return script; });
}

void FaultServer::answerWith(Handler handler)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->handler = std::move(handler);
}

QList<ReceivedRequest> FaultServer::requests() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->requests;
}

int FaultServer::requestCount() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return int(m_shared->requests.size());
}

int FaultServer::connectionCount() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->connectionCount;
}

int FaultServer::openConnectionCount() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->openConnectionCount;
}

} // namespace ContactSheet
