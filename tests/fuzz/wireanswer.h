#pragma once

#include "services/serviceaccount.h"
#include "services/serviceanswer.h"
#include "services/serviceoutcome.h"

namespace ContactSheet {

/// The key of wireAccount(), which must stand in nothing that is read out of an answer.
constexpr auto WireKey = "sk-canary-7f3a91c2d4e5f60718293a4b";

/// An account whose orders cost money where \a isPaid.
[[nodiscard]] ServiceAccount wireAccount(bool isPaid);

/**
 * The answer that \a input stands for, in the form of the recorded answers under tests/data/answers: a status
 * line, headers, an empty line, the body. An input without all that is an answer of status 200 with this
 * body.
 */
[[nodiscard]] ServiceAnswer wireAnswer(const QByteArray &input);

/// Ends the fuzzer where \a error is none that a person could be shown: without a sentence, or with the key.
void requireFit(const Error &error);

/// Ends the fuzzer where \a pictures, read out of \a text, has no source or one that leads anywhere else.
void requireFit(const Pictures &pictures, const QByteArray &text);

} // namespace ContactSheet
