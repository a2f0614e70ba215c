#pragma once

#include "services/proberesult.h"
#include "services/serviceanswer.h"

namespace ContactSheet {

struct ServiceAccount;

/**
 * What the answer to GET /models says of \a account: a list in one of the shapes that servers use ({"data":
 * [{"id": …}]}, {"models": …}, or the bare array), no list at a server that keeps none (404, 405, 501), or an
 * error. Where a model says what it makes, those that make no pictures are left out, as is what cannot be a
 * name. Nothing of it holds the key.
 */
[[nodiscard]] ProbeOutcome readModelList(const ServiceAccount &account, const ServiceAnswer &answer);

} // namespace ContactSheet
