#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QStringList>
#include <QUrl>

namespace ContactSheet {

/// Whether orders to a service may cost money.
enum class Charging {
    Free, ///< A lost answer costs nothing but the picture.
    Paid, ///< A lost answer may have been charged: its outcome is unknown.
};

/// A service as one person uses it: where it is and with which key. Holds a secret: never written to a file.
struct ServiceAccount
{
    QString service = {};     ///< The id of the service in the catalog: "openai".
    QString serviceName = {}; ///< What the screen calls it.
    QUrl baseUrl = {};        ///< What the paths of requests are appended to: "https://api.openai.com/v1".
    Secret key = {};          ///< Empty where the service needs none.
    QStringList plainHttpHosts = {}; ///< Hosts beside this machine that may be reached without TLS.
    Charging charging = Charging::Paid;

    /// \a text from outside without this account's key and without anything that looks like a key.
    [[nodiscard]] QString redact(const QString &text) const;
    /// \a error with all its texts so.
    [[nodiscard]] Error redact(Error error) const;

    friend bool operator==(const ServiceAccount &, const ServiceAccount &) = default;
};

} // namespace ContactSheet
