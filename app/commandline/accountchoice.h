#pragma once

#include "core/result.h"
#include "services/servicecatalog.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace ContactSheet {

/**
 * The account that a command line asks for: \a service at \a baseUrl (empty: its own), with the key that the
 * environment holds for it.
 *
 * CONTACTSHEET_API_KEY belongs to the service and address of the same command line. OPENAI_API_KEY is read
 * for OpenAI at OpenAI's own origin alone, so that it never goes to another server. The practice service
 * reads none. Refused (Error::Kind::BadRequest or Key): an address that is none or unsafe, an address for a
 * service that has its own, a key that is missing or cannot stand in a header.
 */
[[nodiscard]] Result<ServiceAccount> chooseAccount(const ServiceProfile &service, const QString &baseUrl,
                                                   const QStringList &plainHttpHosts,
                                                   const QProcessEnvironment &environment);

} // namespace ContactSheet
