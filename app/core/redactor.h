#pragma once

#include <QString>

namespace ContactSheet {

class Secret;

/**
 * \a text from outside without \a key and without anything that looks like a key: what follows "Bearer",
 * words that begin as the keys of known services do, the values of parameters and members such as api_key,
 * sig, token and X-Amz-Signature, and names and passwords in addresses.
 *
 * Whatever a service says goes through this before it becomes part of an Error, a record or a file: services
 * repeat keys. Leaves other text as it is, and so also what it returned before.
 */
[[nodiscard]] QString redacted(const QString &text, const Secret &key);

} // namespace ContactSheet
