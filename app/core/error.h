#pragma once

#include <QDebug>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace ContactSheet {

/**
 * Why an operation gave no result, in the one form that every layer passes on unchanged.
 *
 * An error is made where the failure is understood (a codec, the transport, the file writer) and is
 * only shown further up, so no layer parses the words of another. It never holds a secret: what
 * stands in it may end up in a journal, a report or a bug report.
 */
struct Error
{
    Q_GADGET

public:
    /// The kinds are the ones that people act on differently.
    enum class Kind {
        Network,          ///< The service was not reached; nothing left this machine.
        Key,              ///< The key is missing, wrong or not allowed to do this.
        Quota,            ///< No credit left, or a spending limit was reached.
        RateLimit,        ///< Too many requests; \a retryAfter says when, if the service did.
        Refused,          ///< The service will not make this picture: the prompt has to change.
        BadRequest,       ///< What was asked for cannot be done as it stands: something has to change.
        Service,          ///< The service failed on its side, and said so.
        UnreadableAnswer, ///< The service said "made", and no usable picture came of it.
        Disk,             ///< A file or folder could not be read or written.
        Cancelled,        ///< The user asked for it; shown quietly, never as an alarm.
        UnknownOutcome,   ///< Sent, and no answer was read: perhaps charged, never sent again by itself.
    };
    Q_ENUM(Kind)

    /// Whether the service has charged for the request that failed, as far as anyone can know.
    enum class Charge { No, Perhaps, Yes };
    Q_ENUM(Charge)

    /**
     * Whether the same request may be sent again by itself, as the evidence allows: nothing of it left, or
     * the service said that it made nothing.
     */
    enum class Again { Never, Once, Repeatedly };
    Q_ENUM(Again)

    Kind kind = Kind::Service;

    /// One translated sentence or two for the user: what happened, then what to do.
    QString message = {};

    /// For the log and the details: the service's own words. Never translated, plain text.
    QString detail = {};

    std::optional<int> status = {}; ///< The HTTP status, where an answer came.
    QString requestId = {};         ///< What the service calls this request, for asking its makers.
    std::optional<std::chrono::milliseconds> retryAfter = {};
    Charge charge = Charge::No;
    Again again = Again::Never;
    std::optional<qsizetype> column = {}; ///< Where in a text that was refused; in characters, from 1.

    friend bool operator==(const Error &, const Error &) = default;
};

/// The word for \a kind in journals and reports ("rate_limit"); a contract, never translated.
[[nodiscard]] QString keyword(Error::Kind kind);

QDebug operator<<(QDebug debug, const Error &error);

} // namespace ContactSheet
