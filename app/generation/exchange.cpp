#include "generation/exchange.h"

#include "generation/intake.h"
#include "generation/oneorderbody.h"
#include "services/originrules.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSet>
#include <QSslError>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Reason = TransportFailure::Reason;

/// The digits of any length that could be received, and as much as is shown of a head.
constexpr qsizetype LongestNumber = 18;
constexpr qsizetype LongestShown = 40;

/// More than most answers; a server that announces more than it sends makes nobody set it aside.
constexpr qint64 LargestReserve = 8LL * 1024 * 1024;

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

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
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

/// What is wrong with the length that a head announces, or nothing (RFC 9112, section 6.3).
QString wrongLength(const QByteArray &announced)
{
    // Qt makes one value of several fields; the same length said twice is said once.
    QSet<QByteArray> lengths;
    for (const QByteArray &length : announced.split(','))
        lengths.insert(length.trimmed());
    const QByteArray length = *lengths.cbegin();
    const bool isNumber = !length.isEmpty() && length.size() <= LongestNumber
        && std::all_of(length.begin(), length.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
    return lengths.size() == 1 && isNumber
        ? QString()
        : u"Content-Length: "_s % QString::fromLatin1(announced.left(LongestShown));
}

Reason reasonFor(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Reason::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return Reason::Refused;
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyTimeoutError:
        return Reason::NoProxy;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Reason::ProxyRefused;
    case QNetworkReply::SslHandshakeFailedError:
        return Reason::NoHandshake;
    default:
        return Reason::ConnectionLost;
    }
}

/// Whether this computer prescribes a proxy on the way to \a url: then it is the proxy that was not reached.
bool hasProxy(const QUrl &url)
{
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    return !proxies.isEmpty() && proxies.first().type() != QNetworkProxy::NoProxy;
}

} // namespace

Exchange::Exchange(QNetworkAccessManager *network, const ServiceRequest &request, const TimeLimits &limits,
                   Intake *intake, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_limits(limits)
    , m_intake(intake)
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
    if (m_intake)
        connect(m_intake, &Intake::reopened, this, &Exchange::goOn);

    m_silence.setSingleShot(true);
    m_silence.start(m_limits.connect);
    m_rate.setInterval(m_limits.rate);
    connect(&m_rate, &QTimer::timeout, this, &Exchange::checkRate);
    m_total.setSingleShot(true);
    m_total.start(m_limits.total);
    connect(&m_silence, &QTimer::timeout, this, &Exchange::takeSilence);
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
    connect(m_reply.get(), &QNetworkReply::socketStartedConnecting, this,
            [this] { emit connecting(Clock::now()); });
    connect(m_reply.get(), &QNetworkReply::requestSent, this, &Exchange::noteSent);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &Exchange::checkHead);
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
    if (m_intake) // Not before: Qt forgets a size that is set while the request has not left.
        m_reply->setReadBufferSize(Intake::ReadAhead);
    m_silence.start(m_limits.firstByte);
    emit requestSent(Clock::now());
}

void Exchange::checkHead()
{
    const QList<QNetworkReply::RawHeaderPair> &headers = m_reply->rawHeaderPairs();
    qint64 size = 0;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size();
    if (headers.size() > MostHeaders || size > LargestHead) {
        failSoon(Reason::LargeHead, u"%1 header fields of %2 bytes"_s.arg(headers.size()).arg(size));
        return;
    }
    // A length that is no number: Qt would wait for the end for ever, or take the body for something else.
    const bool hasLength = m_reply->hasRawHeader("Content-Length");
    if (const QString wrong = hasLength ? wrongLength(m_reply->rawHeader("Content-Length")) : QString();
        !wrong.isEmpty())
        failSoon(Reason::Damaged, wrong);
}

void Exchange::takeBytes()
{
    if (!m_intake || m_intake->admits(this)) {
        readBytes();
        return;
    }
    noteBegun(Clock::now());
    // Nobody is slow but this program, so no time limit runs.
    m_isHeldBack = true;
    m_silence.stop();
    m_rate.stop();
}

void Exchange::noteBegun(Clock::time_point when)
{
    if (std::exchange(m_hasBegun, true))
        return;
    m_rate.start();
    emit answerBegan(when);
}

void Exchange::goOn()
{
    if (!m_reply || m_isEnding || !std::exchange(m_isHeldBack, false))
        return;
    m_silence.start(m_isStreaming ? m_limits.firstByte : m_limits.idle);
    m_receivedBefore = m_received;
    m_rate.start();
    takeBytes();
}

void Exchange::readBytes()
{
    const Clock::time_point now = Clock::now();
    const qint64 available = m_reply->bytesAvailable();
    if (available == 0 || m_isEnding)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isMade = isSuccess(status);
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (isMade && std::max(announced, m_received + available) > largestBody()) {
        failSoon(Reason::TooLarge,
                 announced > largestBody() ? u"%1 bytes announced"_s.arg(announced)
                                           : u"more than %1 bytes"_s.arg(largestBody()));
        return;
    }
    const qint64 wanted = isMade ? available : std::min(available, LargestErrorBody - m_received);
    if (m_received == 0 && isMade) {
        m_isStreaming = m_request.isStreamed;
        if (!m_isStreaming) {
            m_body.reserve(qsizetype(std::max(std::min(announced, LargestReserve), wanted)));
            if (m_intake)
                m_intake->begin(this, m_body.capacity());
        }
    }
    const QByteArray piece = readPiece(wanted);

    // Between two pieces of a stream the picture is being made: as patient as before the first.
    m_silence.start(m_isStreaming ? m_limits.firstByte : m_limits.idle);
    noteBegun(now);
    if (!piece.isEmpty())
        emit pieceArrived(piece, now);
    if (wanted < available) // What an error says stands at its beginning.
        endSoon([this, status] { answer(status, Clock::now()); });
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

void Exchange::checkRate()
{
    // A stream of events is slow by nature: it tells what becomes of a picture while that is made.
    const qint64 least = SlowestRate * m_limits.rate.count() / 1000;
    const qint64 received = m_received - std::exchange(m_receivedBefore, m_received);
    if (received < least && !m_isStreaming)
        fail(Reason::TooSlow, u"%1 bytes in %2 ms"_s.arg(received).arg(m_limits.rate.count()));
}

void Exchange::takeSilence()
{
    // Some builds of Qt drop a head with too many or too long headers, and then wait for the connection to
    // close. What came may be whole all the same: whoever reads it will know.
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_hasBegun && m_reply->rawHeaderPairs().isEmpty())
        answer(status, Clock::now());
    else
        fail(m_isSent ? Reason::NoAnswer : Reason::NoConnection, {});
}

void Exchange::takeEnd()
{
    if (!m_reply || m_isEnding)
        return; // It has failed already, by a limit of our own.
    const Clock::time_point now = Clock::now();
    readBytes(); // What Qt still holds is little, and nothing comes after it.
    if (m_isEnding)
        return;

    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    const QVariant announced = m_reply->header(QNetworkRequest::ContentLengthHeader);
    const bool isChunked = m_reply->rawHeader("Transfer-Encoding").toLower().contains("chunked");
    const bool isWhole = announced.isValid() ? announced.toLongLong() == m_received : !isChunked;
    // Qt tries to rewind an order that is sent elsewhere (307, 308), or whose connection closes, even where
    // the close is what ends the answer. Its body refuses: an error of Qt's, while the service has answered.
    const bool isRedirect = status >= 300 && status < 400;
    const bool isAnswer = isFromStatus(error) || isRedirect
        || (status >= 200 && isWhole && error == QNetworkReply::ContentReSendError);
    if (status == 0 || !isAnswer) {
        const bool isNotSecure = !m_certificateProblem.isEmpty();
        const bool isUnreached = error == QNetworkReply::ConnectionRefusedError
            || error == QNetworkReply::HostNotFoundError || error == QNetworkReply::UnknownNetworkError;
        const Reason reason =
            isUnreached && !m_isSent && hasProxy(m_request.url) ? Reason::NoProxy : reasonFor(error);
        // Qt's text may hold the URL, but no URL of ours holds a secret.
        fail(isNotSecure ? Reason::NotSecure : reason,
             isNotSecure ? m_certificateProblem : m_reply->errorString());
        return;
    }
    if (status < 200) { // An answer before the answer, which Qt takes for the last word.
        fail(Reason::Damaged, u"status %1"_s.arg(status));
        return;
    }
    if (!isRedirect && !isChunked && !isWhole) {
        fail(Reason::CutOff, u"%1 of %2 bytes"_s.arg(m_received).arg(announced.toLongLong()));
        return;
    }
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    // What is no success is understood by its status.
    if (isSuccess(status) && !encoding.isEmpty() && encoding != "identity") {
        fail(Reason::Encoded, QString::fromLatin1(encoding.left(LongestShown)));
        return;
    }
    answer(status, now);
}

void Exchange::answer(int status, Clock::time_point when)
{
    const ServiceAnswer answer = takeAnswer(status);
    if (!std::exchange(m_hasBegun, true))
        emit answerBegan(when);
    emit answered(answer, when);
}

void Exchange::fail(Reason reason, const QString &detail)
{
    if (!m_reply)
        return;
    TransportFailure failure{
        .reason = reason, .mayHaveArrived = mayHaveArrived(), .host = m_request.url.host(), .detail = detail};
    if (const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); status > 0)
        failure.status = status;
    if (isSuccess(failure.status.value_or(0)) && reason != Reason::TooLarge)
        failure.answer = std::exchange(m_body, {});
    dropReply();
    emit failed(failure);
}

void Exchange::failSoon(Reason reason, const QString &detail)
{
    endSoon([this, reason, detail] { fail(reason, detail); });
}

void Exchange::endSoon(const std::function<void()> &end)
{
    // A reply that is aborted from inside its own signal stumbles over what it was about to do.
    m_isEnding = true;
    m_reply->disconnect(this);
    QMetaObject::invokeMethod(
        this,
        [this, end] {
            if (m_reply) // Else a time limit was quicker.
                end();
        },
        Qt::QueuedConnection);
}

void Exchange::dropReply()
{
    m_silence.stop();
    m_rate.stop();
    m_total.stop();
    m_order = nullptr;
    if (m_intake)
        m_intake->remove(this);
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
