#pragma once

#include "core/error.h"
#include "services/servicerequest.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace ContactSheet {

struct ServiceAccount;

/// Why no answer came, as the network tells it.
struct TransportFailure
{
    enum class Reason {
        HostNotFound,
        Refused,        ///< Nothing listens there.
        NotSecure,      ///< The certificate is not to be trusted.
        NoHandshake,    ///< There is no TLS, or none that both sides speak.
        NoConnection,   ///< The time limit for connecting ran out.
        ConnectionLost, ///< It broke, before, during or after sending.
        NoAnswer,       ///< The time limit for an answer ran out.
        TooSlow,        ///< The answer comes in drops.
        CutOff,         ///< The answer is shorter than it says.
        Damaged,        ///< The answer is no HTTP that could be read.
        LargeHead,      ///< The head of the answer is larger than any.
        TooLarge,       ///< The answer is larger than any picture.
        Encoded,        ///< The answer is compressed, which was not asked for.
    };

    Reason reason = Reason::ConnectionLost;
    bool mayHaveArrived = false; ///< At least part of the request left this machine.
    QString host = {};
    QString detail = {};
    std::optional<int> status = {}; ///< Of the answer, where at least its head was read.
    QByteArray answer = {};         ///< What came of an answer that says "made", if it is worth keeping.

    friend bool operator==(const TransportFailure &, const TransportFailure &) = default;
};

/**
 * What \a failure of a request that was \a asked means. An order that may have arrived at a service that
 * charges has an unknown outcome, unless its answer is whole and only unreadable; one that did not arrive is
 * merely a matter of the network, as is a probe.
 */
[[nodiscard]] Error errorFromFailure(const TransportFailure &failure, Asked asked,
                                     const ServiceAccount &account);

/// Whether what failed may go well a little later, or would fail in the same way.
[[nodiscard]] bool mayPass(TransportFailure::Reason reason);

} // namespace ContactSheet
