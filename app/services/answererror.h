#pragma once

#include "core/error.h"
#include "services/serviceanswer.h"

namespace ContactSheet {

struct ServiceAccount;

/**
 * What an answer that is no success means, judged by its code, then its status, then its body; or one
 * that calls itself a success and holds an error, or nothing, in place of a picture.
 *
 * An order's outcome is unknown where something between here and the service answered in its place (502,
 * 504, 520 to 524, or a 5xx that the service did not write itself): the picture may have been made and
 * charged. Where the service itself refused or failed, nothing was charged as far as anyone can know. For
 * a picture that was already made, a failure is an expired or broken link, and the charge stands. The
 * error holds no key, wherever the service has echoed it. A probe orders nothing, so nothing is charged for
 * it.
 */
[[nodiscard]] Error errorFromAnswer(const ServiceAnswer &answer, Asked asked, const ServiceAccount &account);

} // namespace ContactSheet
