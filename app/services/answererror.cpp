#include "services/answererror.h"

#include "services/retryafter.h"
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

/// Codes by which they say that it is the key, or the pace, whatever the status.
bool isKey(const ServiceWords &words)
{
    return words.code == u"invalid_api_key";
}

bool isPace(const ServiceWords &words)
{
    return words.code == u"rate_limit_exceeded" || words.code == u"slow_down";
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

Kind kindOf(int status, const ServiceWords &words, bool asksForPatience)
{
    if (isRefusal(words))
        return Kind::Refused;
    if (isQuota(words) || status == 402)
        return Kind::Quota;
    if (isKey(words) || status == 401 || status == 403)
        return Kind::Key;
    if (isPace(words) || status == 429)
        return Kind::RateLimit;
    if (isSuccess(status))
        return Kind::UnreadableAnswer;
    if (status == 408 || status == 409 || status == 425)
        return Kind::Service;
    if (status >= 300 && status < 500)
        return Kind::BadRequest;
    // A gateway says nothing of what became of the order; the service's own words do.
    const bool isGateway = status == 502 || status == 504 || (status >= 520 && status <= 524);
    const bool isOwnAnswer =
        status >= 500 && (words.isObject || ((status == 503 || status == 529) && asksForPatience));
    return isOwnAnswer && !isGateway ? Kind::Service : Kind::UnknownOutcome;
}

Error::Charge chargeOf(Kind kind)
{
    if (kind == Kind::UnknownOutcome)
        return Error::Charge::Perhaps;
    return kind == Kind::UnreadableAnswer ? Error::Charge::Yes : Error::Charge::No;
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
        if (status == 404 || status == 405)
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
    case Kind::UnreadableAnswer:
        return Texts::tr("%1 sent an answer without a picture. What it said stands in the details.")
            .arg(service);
    case Kind::Network:
    case Kind::Disk:
    case Kind::Cancelled:
        break; // Not said by an answer's status.
    }
    return Texts::tr("%1 answered with status %2.").arg(service, QString::number(status));
}

bool asksForPatience(const ServiceAnswer &answer)
{
    return !answer.header("retry-after").isEmpty() || !answer.header("retry-after-ms").isEmpty();
}

/**
 * Whether an order that came to \a error may be sent again by itself: only where the service itself said that
 * it made nothing (RFC 9110, section 9.2.2). Its own word on it counts first.
 */
Error::Again againAfter(const Error &error, const ServiceAnswer &answer)
{
    const bool isPassing = error.kind == Kind::RateLimit || error.kind == Kind::Service;
    const QByteArray word = answer.header("x-should-retry").trimmed().toLower();
    if (!isPassing || word == "false")
        return Error::Again::Never;
    if (word == "true" || error.kind == Kind::RateLimit)
        return Error::Again::Repeatedly;
    const bool isBusy =
        answer.status == 408 || answer.status == 425 || answer.status == 503 || answer.status == 529;
    return isBusy ? Error::Again::Repeatedly : Error::Again::Once;
}

Error fetchError(const ServiceAnswer &answer, const ServiceAccount &account)
{
    const bool isGone = answer.status == 403 || answer.status == 404 || answer.status == 410;
    const QString what = isGone ? Texts::tr("%1 made the picture, but its link is no longer valid.")
                                : Texts::tr("%1 made the picture, but it could not be downloaded.");
    const QString whatToDo = account.charging == Charging::Paid
        ? Texts::tr("To have it, order it again, which is charged again.")
        : Texts::tr("Order it again.");
    return {.kind = Kind::UnreadableAnswer,
            .message = what.arg(account.serviceName) % u' ' % whatToDo,
            .charge = Error::Charge::Yes};
}

} // namespace

Error errorFromAnswer(const ServiceAnswer &answer, Asked asked, const ServiceAccount &account)
{
    const ServiceWords words = readServiceWords(answer.body);
    Error error;
    if (asked == Asked::Fetch) {
        error = fetchError(answer, account);
    } else {
        error.kind = kindOf(answer.status, words, asksForPatience(answer));
        if (error.kind == Kind::UnknownOutcome && account.charging == Charging::Free)
            error.kind = Kind::Service;
        if (asked == Asked::Probe && error.kind == Kind::UnknownOutcome)
            error.kind = Kind::Service; // Nothing was ordered.
        error.message = messageFor(error.kind, answer.status, account.serviceName);
        error.charge = asked == Asked::Order ? chargeOf(error.kind) : Error::Charge::No;
        error.again = asked == Asked::Order ? againAfter(error, answer) : Error::Again::Never;
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
    error.requestId = account.redact(answer.requestId());
    error.retryAfter = retryAfter(answer);
    return error;
}

} // namespace ContactSheet
