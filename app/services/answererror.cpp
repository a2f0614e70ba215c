#include "services/answererror.h"

#include "services/serviceaccount.h"
#include "services/servicewords.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Kind = Error::Kind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(AnswerError)
};

/// Codes and types by which OpenAI and those who speak like it say that money is the matter.
bool isQuota(const ServiceWords &words)
{
    static const QSet<QString> codes{u"insufficient_quota"_s,
                                     u"credit_balance_exhausted"_s,
                                     u"organization_spend_limit_exceeded"_s,
                                     u"project_spend_limit_exceeded"_s,
                                     u"organization_usage_limit_exceeded"_s,
                                     u"billing_hard_limit_reached"_s};
    return codes.contains(words.code) || codes.contains(words.type);
}

/// Codes by which they say that their rules forbid the picture.
bool isRefusal(const ServiceWords &words)
{
    static const QSet<QString> codes{u"moderation_blocked"_s, u"content_policy_violation"_s,
                                     u"image_content_policy_violation"_s};
    return codes.contains(words.code) || codes.contains(words.type);
}

Kind kindOf(int status, const ServiceWords &words, bool hasRetryAfter)
{
    if (isRefusal(words))
        return Kind::Refused;
    if (isQuota(words) || status == 402)
        return Kind::Quota;
    if (status == 401 || status == 403)
        return Kind::Key;
    if (status == 429)
        return Kind::RateLimit;
    if (status == 408 || status == 409 || status == 425)
        return Kind::Service;
    if (status >= 300 && status < 500)
        return Kind::BadRequest;
    // A gateway says nothing of what became of the order; the service's own words do.
    const bool isGateway = status == 502 || status == 504 || (status >= 520 && status <= 524);
    const bool isOwnAnswer = words.isObject || ((status == 503 || status == 529) && hasRetryAfter);
    return isOwnAnswer && !isGateway ? Kind::Service : Kind::UnknownOutcome;
}

QString messageFor(Kind kind, int status, const QString &service)
{
    switch (kind) {
    case Kind::Key:
        return Texts::tr("%1 did not accept the key. Check the key and what it is allowed to do.")
            .arg(service);
    case Kind::Quota:
        return Texts::tr(
                   "%1 says that there is no credit left. Add credit or raise the spending limit there.")
            .arg(service);
    case Kind::RateLimit:
        return Texts::tr("%1 asks for fewer requests. Wait a moment, or send fewer at once.").arg(service);
    case Kind::Refused:
        return Texts::tr("%1 refused to make this picture. Change the prompt and try again.").arg(service);
    case Kind::BadRequest:
        if (status == 404)
            return Texts::tr("%1 does not know this model or address. Check both.").arg(service);
        if (status >= 300 && status < 400)
            return Texts::
                tr("%1 points to another address, which is not followed. Check the address of the service.")
                    .arg(service);
        if (status == 413)
            return Texts::tr("%1 finds the request too large. Shorten the prompt.").arg(service);
        return Texts::tr("%1 did not understand the request. Change what it names and try again.")
            .arg(service);
    case Kind::Service:
        return Texts::tr("%1 had a problem of its own. Try again in a while.").arg(service);
    case Kind::UnknownOutcome:
        return Texts::
            tr("The order reached %1, but its answer was lost on the way: it may have been charged. It is "
               "not sent again by itself.")
                .arg(service);
    case Kind::Network:
    case Kind::UnreadableAnswer:
    case Kind::Disk:
    case Kind::Cancelled:
        break; // Not said by an answer's status.
    }
    return Texts::tr("%1 answered with status %2.").arg(service).arg(status);
}

std::optional<std::chrono::milliseconds> retryAfter(const ServiceAnswer &answer)
{
    bool isNumber = false;
    double milliseconds = answer.header("retry-after-ms").toDouble(&isNumber);
    if (!isNumber)
        milliseconds = answer.header("retry-after").toDouble(&isNumber) * 1000;
    constexpr double Day = 24.0 * 60 * 60 * 1000;
    if (!isNumber || !(milliseconds >= 0 && milliseconds <= Day))
        return std::nullopt;
    return std::chrono::milliseconds(qint64(milliseconds));
}

Error fetchError(const ServiceAnswer &answer, const QString &service)
{
    const bool isGone = answer.status == 403 || answer.status == 404 || answer.status == 410;
    return {.kind = Kind::UnreadableAnswer,
            .message = isGone
                ? Texts::tr("%1 made the picture, but its link is no longer valid.").arg(service)
                : Texts::tr("%1 made the picture, but it could not be downloaded.").arg(service),
            .charge = Error::Charge::Yes};
}

} // namespace

Error errorFromAnswer(const ServiceAnswer &answer, Asked asked, const ServiceAccount &account)
{
    const ServiceWords words = readServiceWords(answer.body);
    const std::optional<std::chrono::milliseconds> pause = retryAfter(answer);

    Error error;
    if (asked == Asked::Fetch) {
        error = fetchError(answer, account.serviceName);
    } else {
        error.kind = kindOf(answer.status, words, pause.has_value());
        if (error.kind == Kind::UnknownOutcome && account.charging == Charging::Free)
            error.kind = Kind::Service;
        error.message = messageFor(error.kind, answer.status, account.serviceName);
        error.charge = error.kind == Kind::UnknownOutcome ? Error::Charge::Perhaps : Error::Charge::No;
    }
    QString detail = words.message;
    for (const QString &more : {words.code, words.parameter}) {
        if (!more.isEmpty())
            detail += u" ("_s % more % u')';
    }
    const QByteArray location = answer.header("location");
    if (answer.status >= 300 && answer.status < 400 && !location.isEmpty())
        detail += u" → "_s
            % QUrl(QString::fromUtf8(location.left(2000))).toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    error.detail = account.redact(detail.trimmed());
    error.status = answer.status;
    error.requestId = answer.requestId();
    error.retryAfter = pause;
    return error;
}

} // namespace ContactSheet
