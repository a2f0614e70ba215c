#include "ui/mainwindow/singleinstance.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr auto PatienceForOther = 1s;
constexpr auto PauseBetweenCalls = 20ms; ///< The other one may just be starting.
constexpr qsizetype NameLength = 16;

/// More than anybody starts at once; the rest is turned away.
constexpr int MostWaiting = 8;

/// Where the socket for the instance of \a place is.
QString addressFor(const QString &place)
{
    // Names of sockets are short on some systems, and paths of homes are not.
    const QByteArray hash = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString name = u"contactsheet-"_s % QLatin1StringView(hash.first(NameLength));
#ifdef Q_OS_WIN
    return name;
#else
    // By its name alone it would be in the folder for temporary files, which is everybody's. Qt warns where
    // the system names no folder for sockets.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool hasRuntime = !runtime.isEmpty() && QDir::isAbsolutePath(runtime) && QFileInfo(runtime).isDir();
    return QDir::cleanPath((hasRuntime ? runtime : QDir(place).absolutePath()) % u'/' % name);
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &place, QObject *parent)
    : QObject(parent)
    , m_address(addressFor(place))
    , m_lock(place % u"/window.lock"_s)
{
    m_lock.setStaleLockTime(0); // A window may stay open for weeks; its lock ends with its process.
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(MostWaiting);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            socket->deleteLater();
        emit raiseRequested();
    });
    // While the last pictures are waited for there is no window that could be raised.
    connect(qApp, &QCoreApplication::aboutToQuit, &m_server, &QLocalServer::close);
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::raiseOther()
{
    if (m_lock.isLocked() || m_lock.tryLock())
        return false;
    const QDeadlineTimer deadline(PatienceForOther);
    do {
        QLocalSocket socket;
        socket.connectToServer(m_address, QIODevice::WriteOnly);
        if (socket.waitForConnected(int(deadline.remainingTime())))
            return true;
        if (m_lock.tryLock(int(PauseBetweenCalls.count())))
            return false; // It has just ended.
    } while (!deadline.hasExpired());
    return false;
}

void SingleInstance::listen()
{
    if (!m_lock.isLocked() && !m_lock.tryLock())
        return; // The socket is somebody else's.
    // Left behind by one that was killed: its lock is ours now.
    QLocalServer::removeServer(m_address);
    [[maybe_unused]] const bool isListening = m_server.listen(m_address);
}

} // namespace ContactSheet
