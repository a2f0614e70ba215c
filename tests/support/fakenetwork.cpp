#include "support/fakenetwork.h"

#include <QIODevice>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

FakeReply::FakeReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                     QByteArray requestBody, QObject *parent)
    : QNetworkReply(parent)
    , m_requestBody(std::move(requestBody))
{
    setOperation(operation);
    setRequest(request);
    setUrl(request.url());
    open(QIODevice::ReadOnly);
}

FakeReply::~FakeReply() = default;

QString FakeReply::prompt() const
{
    return QJsonDocument::fromJson(m_requestBody)[u"prompt"].toString();
}

void FakeReply::answer(int status, const QByteArray &body)
{
    emit requestSent();
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    m_unread = body;
    emit readyRead();
    setFinished(true);
    emit finished();
}

void FakeReply::failWithError(NetworkError error)
{
    setError(error, u"as the test wants it"_s);
    setFinished(true);
    emit finished();
}

void FakeReply::answerBeforehand(int status, const QByteArray &body)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    m_unread = body;
    setFinished(true);
    QMetaObject::invokeMethod(this, &QNetworkReply::finished, Qt::QueuedConnection);
}

void FakeReply::abort()
{
    if (!isFinished())
        failWithError(OperationCanceledError);
}

qint64 FakeReply::bytesAvailable() const
{
    return m_unread.size() + QNetworkReply::bytesAvailable();
}

qint64 FakeReply::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_unread.size());
    std::copy_n(m_unread.constData(), size, data);
    m_unread.remove(0, size);
    return size;
}

/// A transport has several of them, which all send into one network.
class FakeNetwork::Manager final : public QNetworkAccessManager
{
public:
    Manager(FakeNetwork *network, QObject *parent)
        : QNetworkAccessManager(parent)
        , m_network(network)
    {}

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoingData) override
    {
        const QByteArray body = outgoingData ? outgoingData->readAll() : QByteArray();
        auto *reply = new FakeReply(operation, request, body, this);
        m_network->m_replies.append(reply);
        if (m_network->m_handler)
            m_network->m_handler(*reply);
        return reply;
    }

private:
    FakeNetwork *m_network;
};

std::unique_ptr<Transport> FakeNetwork::makeTransport()
{
    return std::make_unique<Transport>([this](QObject *parent) { return new Manager(this, parent); });
}

} // namespace ContactSheet
