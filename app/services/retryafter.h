#pragma once

#include "services/serviceanswer.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace ContactSheet {

/**
 * How long \a answer asks to wait before the next request, or nothing where it does not say so in a way that
 * can be understood: retry-after-ms in milliseconds, else Retry-After in seconds, with their fraction, or as
 * a date (RFC 9110, section 10.2.3).
 *
 * A date counts from the answer's own Date where it has one, so that a wrong clock on either side does no
 * harm, else from \a now. What lies in the past means at once; what is further away than LongestWait means
 * LongestWait.
 */
[[nodiscard]] std::optional<std::chrono::milliseconds>
retryAfter(const ServiceAnswer &answer, const QDateTime &now = QDateTime::currentDateTimeUtc());

/// More than anybody waits for, and little enough to be added to any moment.
constexpr std::chrono::milliseconds LongestWait = std::chrono::hours(24 * 365);

/**
 * The moment that \a text names in one of the three forms of HTTP (RFC 9110, section 5.6.7), or an invalid
 * one: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". Two
 * digits of a year that would lie more than fifty years after \a now mean the century before. The name of
 * the day is not looked at.
 */
[[nodiscard]] QDateTime httpDate(const QByteArray &text, const QDateTime &now);

} // namespace ContactSheet
