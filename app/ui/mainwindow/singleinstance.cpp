#include "ui/mainwindow/singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int PatienceForOther = 1000;
constexpr qsizetype NameLength = 16;

} // namespace

SingleInstance::SingleInstance(const QString &place, QObject *parent)
    : QObject(parent)
{
    // Names of sockets are short on some systems, and paths of homes are not.
    const QByteArray hash = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex();
    m_name = u"contactsheet-"_s % QLatin1StringView(hash.first(NameLength));
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            socket->deleteLater();
        emit raiseRequested();
    });
}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::raiseOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    return socket.waitForConnected(PatienceForOther);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    // Left behind by one that was killed: nobody answered there a moment ago.
    QLocalServer::removeServer(m_name);
    [[maybe_unused]] const bool isListening = m_server.listen(m_name);
}

} // namespace ContactSheet
