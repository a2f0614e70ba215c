#include "generation/exchange.h"

#include "generation/oneorderbody.h"
#include "services/originrules.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Reason = TransportFailure::Reason;

QNetworkRequest networkRequest(const ServiceRequest &request)
{
    QNetworkRequest network(request.url);
    for (const auto &[name, value] : request.headers)
        network.setRawHeader(name, value);
    network.setRawHeader("User-Agent", "ContactSheet/" + QCoreApplication::applicationVersion().toLatin1());
    // Nothing compressed: then the number of bytes can be compared with the announced length.
    network.setRawHeader("Accept-Encoding", "identity");
    if (request.authorization && isSameOrigin(request.url, request.authorization->origin))
        network.setRawHeader("Authorization", "Bearer " + request.authorization->key.bytes());

    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    return network;
}

/// Whether \a error was made by Qt from the status of an answer, which then is an answer like others.
bool isFromStatus(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return true;
    default:
        return false;
    }
}

Reason reasonFor(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return Reason::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
        return Reason::Refused;
    case QNetworkReply::SslHandshakeFailedError:
        return Reason::NotSecure;
    default:
        return Reason::ConnectionLost;
    }
}

} // namespace

Exchange::Exchange(QNetworkAccessManager *network, const ServiceRequest &request, const TimeLimits &limits,
                   QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_limits(limits)
{
    QNetworkRequest networked = networkRequest(request);
    if (request.asked == Asked::Order) {
        m_order = new OneOrderBody(request.body);
        networked.setHeader(QNetworkRequest::ContentLengthHeader, m_order->size());
        networked.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        m_reply.reset(network->post(networked, m_order));
        m_order->setParent(m_reply.get());
    } else {
        m_reply.reset(network->get(networked));
    }
    m_reply->setParent(nullptr); // Qt gives it to the manager, which lives on.
    connectReply();

    m_silence.setSingleShot(true);
    m_silence.start(m_limits.connect);
    m_total.setSingleShot(true);
    m_total.start(m_limits.total);
    connect(&m_silence, &QTimer::timeout, this,
            [this] { fail(m_isSent ? Reason::NoAnswer : Reason::NoConnection, {}); });
    connect(&m_total, &QTimer::timeout, this, [this] { fail(Reason::NoAnswer, {}); });
}

Exchange::~Exchange()
{
    dropReply();
}

bool Exchange::mayHaveArrived() const
{
    return m_order ? m_order->taken() > 0 : m_isSent;
}

void Exchange::connectReply()
{
    connect(m_reply.get(), &QNetworkReply::requestSent, this, &Exchange::noteSent);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &Exchange::takeBytes);
    // Queued: a reply may be finished before its first slot is connected, as for a host that is none.
    connect(m_reply.get(), &QNetworkReply::finished, this, &Exchange::takeEnd, Qt::QueuedConnection);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_certificateProblem = errors.isEmpty() ? QString() : errors.first().errorString();
    });
}

void Exchange::noteSent()
{
    if (std::exchange(m_isSent, true))
        return;
    m_silence.start(m_limits.firstByte);
    emit requestSent(Clock::now());
}

void Exchange::takeBytes()
{
    const Clock::time_point now = Clock::now();
    const qint64 available = m_reply->bytesAvailable();
    if (available == 0)
        return;
    if (m_received + available > largestBody()) {
        failSoon(Reason::TooLarge, u"more than %1 bytes"_s.arg(largestBody()));
        return;
    }
    if (m_received == 0) {
        const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (announced > largestBody()) {
            failSoon(Reason::TooLarge, u"%1 bytes announced"_s.arg(announced));
            return;
        }
        m_isStreaming = m_request.isStreamed && head().isSuccess();
        if (!m_isStreaming)
            m_body.reserve(qsizetype(std::max(announced, available)));
    }
    const QByteArray piece = readPiece(available);

    // Between two pieces of a stream the picture is being made: as patient as before the first.
    m_silence.start(m_isStreaming ? m_limits.firstByte : m_limits.idle);
    if (!std::exchange(m_hasBegun, true))
        emit answerBegan(now);
    if (!piece.isEmpty())
        emit pieceArrived(piece, now);
}

QByteArray Exchange::readPiece(qint64 available)
{
    // Straight to its place: read() into a body of the right size copies each byte once.
    QByteArray piece;
    QByteArray &place = m_isStreaming ? piece : m_body;
    const qsizetype before = place.size();
    place.resize(before + qsizetype(available));
    const qint64 got = std::max<qint64>(m_reply->read(place.data() + before, available), 0);
    place.truncate(before + qsizetype(got));
    m_received += got;
    return piece;
}

void Exchange::takeEnd()
{
    if (!m_reply || m_isFailing)
        return; // It has failed already, by a limit of our own.
    const Clock::time_point now = Clock::now();
    takeBytes();
    if (m_isFailing)
        return;

    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    // Qt tries to rewind an order that is sent elsewhere (307, 308), which its body refuses: an error of
    // Qt's, while the service has answered, and made nothing.
    const bool isRedirect = status >= 300 && status < 400;
    if (status == 0 || (!isRedirect && !isFromStatus(error))) {
        const bool isNotSecure = !m_certificateProblem.isEmpty();
        // Qt's text may hold the URL, but no URL of ours holds a secret.
        fail(isNotSecure ? Reason::NotSecure : reasonFor(error),
             isNotSecure ? m_certificateProblem : m_reply->errorString());
        return;
    }
    const QVariant announced = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (!isRedirect && announced.isValid() && announced.toLongLong() != m_received) {
        fail(Reason::CutOff, u"%1 of %2 bytes"_s.arg(m_received).arg(announced.toLongLong()));
        return;
    }
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity") {
        fail(Reason::Encoded, QString::fromLatin1(encoding.left(40)));
        return;
    }
    const ServiceAnswer answer = takeAnswer(status);
    if (!std::exchange(m_hasBegun, true))
        emit answerBegan(now);
    emit answered(answer, now);
}

void Exchange::fail(Reason reason, const QString &detail)
{
    if (!m_reply)
        return;
    const TransportFailure failure{
        .reason = reason, .mayHaveArrived = mayHaveArrived(), .host = m_request.url.host(), .detail = detail};
    dropReply();
    emit failed(failure);
}

void Exchange::failSoon(Reason reason, const QString &detail)
{
    // A reply that is aborted from inside its own signal stumbles over what it was about to do.
    m_isFailing = true;
    m_reply->disconnect(this);
    QMetaObject::invokeMethod(
        this, [this, reason, detail] { fail(reason, detail); }, Qt::QueuedConnection);
}

void Exchange::dropReply()
{
    m_silence.stop();
    m_total.stop();
    m_order = nullptr;
    if (!m_reply)
        return;
    // Deleted, not aborted: that closes the connection as well, and a reply that lives on after abort()
    // stumbles over what its connection still tells it. It is never one of its own signals that leads here.
    m_reply->disconnect(this);
    m_reply.reset();
}

ServiceAnswer Exchange::takeAnswer(int status)
{
    ServiceAnswer answer = head();
    answer.status = status;
    answer.body = std::exchange(m_body, {});
    dropReply();
    return answer;
}

ServiceAnswer Exchange::head() const
{
    ServiceAnswer answer{.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                         .url = m_request.url};
    const QList<QNetworkReply::RawHeaderPair> &headers = m_reply->rawHeaderPairs();
    answer.headers.reserve(headers.size());
    for (const auto &[name, value] : headers)
        answer.headers.append({name, value});
    return answer;
}

qint64 Exchange::largestBody() const
{
    switch (m_request.asked) {
    case Asked::Order:
        return LargestJson;
    case Asked::Fetch:
        return LargestPicture;
    case Asked::Probe:
        return LargestList;
    }
    Q_UNREACHABLE();
    return 0;
}

} // namespace ContactSheet
