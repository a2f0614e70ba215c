#pragma once

#include "services/servicerequest.h"

namespace ContactSheet {

/// A whole answer, as it came: nothing in it is trusted yet.
struct ServiceAnswer
{
    int status = 0;
    Headers headers = {};
    QByteArray body = {};
    QUrl url = {}; ///< Where it came from.

    /// The value of the first header called \a name, in any case; empty where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;

    /// What the service calls this request.
    [[nodiscard]] QString requestId() const;

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }

    friend bool operator==(const ServiceAnswer &, const ServiceAnswer &) = default;
};

} // namespace ContactSheet
