#pragma once

#include "core/secret.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <optional>
#include <utility>

namespace ContactSheet {

using Header = std::pair<QByteArray, QByteArray>;
using Headers = QList<Header>;

/// What a request is for; decides how it is sent and how its answer is read.
enum class Asked {
    Order, ///< Makes a picture, and may cost money: sent once, never repeated by itself.
    Fetch, ///< Downloads a picture that was made; may be repeated.
    Probe, ///< Asks what an account can do; makes nothing and costs nothing.
};

/// A key and the one origin that it may go to.
struct Authorization
{
    Secret key = {};
    QUrl origin = {}; ///< Scheme, host and port count; the rest does not.

    friend bool operator==(const Authorization &, const Authorization &) = default;
};

/// What to send: built by a codec, sent by the transport, free of both.
struct ServiceRequest
{
    Asked asked = Asked::Order;
    QUrl url = {};
    Headers headers = {}; ///< Without the key, which the transport adds for its own origin alone.
    QByteArray body = {}; ///< Sent by POST where the request is an order.
    std::optional<Authorization> authorization = {};
    bool isStreamed = false; ///< An order whose answer is to be read while it comes, where it is a success.

    friend bool operator==(const ServiceRequest &, const ServiceRequest &) = default;
};

} // namespace ContactSheet
