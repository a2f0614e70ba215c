#pragma once

#include <QByteArray>
#include <QString>

namespace ContactSheet {

/// What a service says of a failure, in its own words and codes; every field may be empty.
struct ServiceWords
{
    QString message = {};
    QString code = {};
    QString type = {};
    QString parameter = {};
    bool isObject = false; ///< The body was an error object of a known shape, so the service itself wrote it.

    friend bool operator==(const ServiceWords &, const ServiceWords &) = default;
};

/**
 * Reads the body of a failure in any of the shapes that image services use: {"error": {"message": …}},
 * {"error": "…", "code": …}, {"message": …}, {"detail": "…"}, {"detail": [{"loc": …, "msg": …}]},
 * {"errors": ["…"]}, {"errors": {"field": "…"}}, an array around them, plain text, a page of HTML, or
 * nothing. What is long is cut to a few hundred characters.
 */
[[nodiscard]] ServiceWords readServiceWords(const QByteArray &body);

/// \a text from outside, of any number of lines, without what could disguise it: control characters other
/// than tabs and line ends, and characters that turn its direction.
[[nodiscard]] QString undisguised(QString text);

} // namespace ContactSheet
