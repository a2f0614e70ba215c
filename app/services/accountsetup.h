#pragma once

#include "core/result.h"
#include "services/originrules.h"
#include "services/servicecatalog.h"

#include <QStringList>

class QProcessEnvironment;

namespace ContactSheet {

/// Where \a service is reached when a person has written \a baseUrl for it (empty: at its own address); empty
/// where there is none yet, as for the practice service. \sa readBaseUrl()
[[nodiscard]] Result<QUrl> addressOf(const ServiceProfile &service, const QString &baseUrl,
                                     const QStringList &plainHttpHosts, Audience audience);

/// The environment variable whose key belongs to the service that is chosen beside it.
inline constexpr auto OwnKeyVariable = "CONTACTSHEET_API_KEY";

/// Whether \a key can stand in a header after "Bearer " (RFC 6750, section 2.1, taken generously).
[[nodiscard]] bool canBeKey(const Secret &key);

/// The key in \a environment that belongs to \a service by name: given at the service's own address alone, so
/// that it never goes to another server.
[[nodiscard]] Secret ownEnvironmentKey(const ServiceProfile &service, const QUrl &address,
                                       const QProcessEnvironment &environment);

/// Takes every key out of this process's environment once it has been read, so that no helper process and no
/// file manager that is opened inherits it. Not while another thread reads the environment:
/// QProcessEnvironment does so without a lock.
void forgetEnvironmentKeys();

/**
 * The account that the window's settings of \a service mean. Where something is missing or wrong, the error
 * says so in a sentence for the window (Error::Kind::BadRequest for the address, Key for the key) and holds
 * nothing of the key.
 */
[[nodiscard]] Result<ServiceAccount> accountFor(const ServiceProfile &service, const QString &baseUrl,
                                                const Secret &key, const QStringList &plainHttpHosts);

/// An account of \a service at \a address, taken as they are.
[[nodiscard]] ServiceAccount accountAt(const ServiceProfile &service, const QUrl &address, const Secret &key,
                                       const QStringList &plainHttpHosts);

} // namespace ContactSheet
