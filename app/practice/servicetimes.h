#pragma once

#include "practice/practicespeed.h"

#include <chrono>

namespace ContactSheet {

/**
 * How long the practice service takes for picture \a number of \a prompt: from the last byte of the request
 * to the first of its answer.
 *
 * Log-normal with a sigma of 0.35 around the median of \a speed, so that a few pictures take much longer
 * than most, as with real services. The same prompt and number take the same time in every run and on
 * every computer, so that runs can be compared; Instant takes no time at all.
 */
[[nodiscard]] std::chrono::milliseconds serviceTime(PracticeSpeed speed, const QString &prompt,
                                                    quint64 number);

} // namespace ContactSheet
