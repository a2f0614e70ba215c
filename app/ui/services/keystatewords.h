#pragma once

#include "services/sessionkeys.h"

namespace ContactSheet {

/// What the panel of services says below the field for the key: whether one is in use and how long it is
/// kept. \a variable is the environment variable of the service's key. Plain text.
[[nodiscard]] QString keyStateSentence(SessionKeys::Source source, SessionKeys::Keeping keeping,
                                       const QString &variable);

} // namespace ContactSheet
