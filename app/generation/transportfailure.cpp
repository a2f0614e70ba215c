#include "generation/transportfailure.h"

#include "services/serviceaccount.h"

#include <QCoreApplication>

namespace ContactSheet {

namespace {

using Reason = TransportFailure::Reason;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TransportFailure)
};

QString whatHappened(const TransportFailure &failure, Asked asked)
{
    switch (failure.reason) {
    case Reason::HostNotFound:
        return Texts::tr("The host %1 was not found.").arg(failure.host);
    case Reason::Refused:
        return Texts::tr("%1 cannot be reached: nothing answers at this address.").arg(failure.host);
    case Reason::NotSecure:
        return Texts::tr("No secure connection to %1 could be made.").arg(failure.host);
    case Reason::NoHandshake:
        return Texts::tr("%1 did not agree on a secure connection.").arg(failure.host);
    case Reason::NoConnection:
        return Texts::tr("No connection to %1 came about in time.").arg(failure.host);
    case Reason::ConnectionLost:
        return Texts::tr("The connection to %1 broke.").arg(failure.host);
    case Reason::NoAnswer:
        return Texts::tr("%1 gave no answer in time.").arg(failure.host);
    case Reason::TooSlow:
        return Texts::tr("The answer of %1 came too slowly.").arg(failure.host);
    case Reason::CutOff:
        return Texts::tr("The answer of %1 was cut off.").arg(failure.host);
    case Reason::Damaged:
        return Texts::tr("The answer of %1 is damaged.").arg(failure.host);
    case Reason::LargeHead:
        return Texts::tr("The answer of %1 begins with more headers than any service sends.")
            .arg(failure.host);
    case Reason::TooLarge:
        return asked == Asked::Probe
            ? Texts::tr("The answer of %1 is larger than any list of models.").arg(failure.host)
            : Texts::tr("The answer of %1 is larger than any picture.").arg(failure.host);
    case Reason::Encoded:
        return Texts::tr("The answer of %1 is compressed, which was not asked for.").arg(failure.host);
    }
    Q_UNREACHABLE();
    return {};
}

QString whatToDo(const TransportFailure &failure, Asked asked)
{
    switch (failure.reason) {
    case Reason::HostNotFound:
    case Reason::Refused:
        return Texts::tr("Check the address of the service and the connection.");
    case Reason::NotSecure:
        return Texts::tr("Nothing was sent. Check the address and the certificate of the service.");
    case Reason::NoHandshake:
        return Texts::tr(
            "Nothing was sent. Check whether the address starts with https:// or http://, and its port.");
    case Reason::NoConnection:
    case Reason::ConnectionLost:
    case Reason::TooSlow:
    case Reason::CutOff:
        return Texts::tr("Check the connection and try again.");
    case Reason::NoAnswer:
        return asked == Asked::Probe ? Texts::tr("Check the address of the service and try again.")
                                     : Texts::tr("Try again, or allow it more time.");
    case Reason::Damaged:
    case Reason::LargeHead:
    case Reason::TooLarge:
    case Reason::Encoded:
        return Texts::tr("Check that the address is that of an image service.");
    }
    Q_UNREACHABLE();
    return {};
}

/**
 * Whether an order may be sent again by itself: where nothing of it left, or where the service charges
 * nothing. Who took too long would do so again.
 */
Error::Again againAfter(const TransportFailure &failure, const ServiceAccount &account)
{
    const bool tookTooLong = failure.reason == Reason::NoAnswer || failure.reason == Reason::TooSlow;
    const bool isLost = failure.mayHaveArrived && account.charging == Charging::Paid;
    if (isLost || tookTooLong || !mayPass(failure.reason))
        return Error::Again::Never;
    return failure.reason == Reason::CutOff ? Error::Again::Once : Error::Again::Repeatedly;
}

/// An answer that is here and says "made", and that cannot be read.
bool isUnreadable(const TransportFailure &failure)
{
    const bool isSuccess = failure.status && *failure.status >= 200 && *failure.status < 300;
    return isSuccess && (failure.reason == Reason::TooLarge || failure.reason == Reason::Encoded);
}

} // namespace

bool mayPass(Reason reason)
{
    switch (reason) {
    case Reason::HostNotFound:
    case Reason::Refused:
    case Reason::NoConnection:
    case Reason::ConnectionLost:
    case Reason::NoAnswer:
    case Reason::TooSlow:
    case Reason::CutOff:
        return true;
    case Reason::NotSecure:
    case Reason::NoHandshake:
    case Reason::Damaged:
    case Reason::LargeHead:
    case Reason::TooLarge:
    case Reason::Encoded:
        return false;
    }
    Q_UNREACHABLE();
    return false;
}

Error errorFromFailure(const TransportFailure &failure, Asked asked, const ServiceAccount &account)
{
    Error error{.kind = Error::Kind::Network, .detail = account.redact(failure.detail)};
    const QString happened = whatHappened(failure, asked) + u' ';
    if (asked == Asked::Fetch) {
        error.kind = Error::Kind::UnreadableAnswer;
        error.charge = account.charging == Charging::Paid ? Error::Charge::Yes : Error::Charge::No;
        error.message = happened + Texts::tr("The picture was made, but it could not be downloaded.");
    } else if (asked == Asked::Order && isUnreadable(failure)) {
        error.kind = Error::Kind::UnreadableAnswer;
        error.status = failure.status;
        error.charge = account.charging == Charging::Paid ? Error::Charge::Yes : Error::Charge::No;
        error.message = happened + Texts::tr("The picture was made, but it cannot be read.");
    } else if (asked == Asked::Order && failure.mayHaveArrived && account.charging == Charging::Paid) {
        error.kind = Error::Kind::UnknownOutcome;
        error.charge = Error::Charge::Perhaps;
        error.message = happened
            + Texts::tr("The order had been sent and may have been charged. It is not sent again by itself.");
    } else {
        error.message = happened + whatToDo(failure, asked);
        if (asked == Asked::Order)
            error.again = againAfter(failure, account);
    }
    return error;
}

} // namespace ContactSheet
