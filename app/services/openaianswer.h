#pragma once

#include "services/serviceanswer.h"
#include "services/serviceoutcome.h"

#include <QString>

namespace ContactSheet {

struct ServiceAccount;

/**
 * What \a answer, a success in the form of OpenAI's Images API, holds: the pictures of its `data`, or the one
 * picture of an event of a stream. Spans are within its body. Where it holds none, the error says why.
 */
[[nodiscard]] ServiceOutcome readOpenAiAnswer(const ServiceAnswer &answer, const ServiceAccount &account);

/// An answer that says "made" and of which no picture can be had: charged, and \a message says what it is.
[[nodiscard]] Error unreadableAnswer(const ServiceAnswer &answer, const ServiceAccount &account,
                                     const QString &message, const QString &detail = {});

} // namespace ContactSheet
