#pragma once

#include "practice/apierror.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>
#include <utility>

namespace ContactSheet {

/**
 * What goes wrong at the speed Trouble, by a rule that a test and a person can foresee.
 *
 * Pictures (a prompt and a number) are counted as they are asked for the first time. Of every ten, the 2nd
 * and the 9th meet a rate limit (429, to be tried again after a second), the 4th an error of the server
 * (500), and the prompt of the 6th is refused, now and whenever it comes again. A rate limit or an error
 * meets every other request for its picture: the one after it succeeds, the one after that fails, so that two
 * runs of the same list, each with its second tries, are alike.
 */
class Trouble final
{
public:
    /// The error that meets this request, if one does. Counts the request.
    [[nodiscard]] std::optional<ApiError> next(const QString &prompt, quint64 number);

private:
    enum class Kind { None, RateLimit, ServerError, Refusal };

    struct Fate
    {
        Kind kind = Kind::None;
        int requests = 0;
    };

    QHash<std::pair<QString, quint64>, Fate> m_fates;
    QSet<QString> m_refusedPrompts;
};

} // namespace ContactSheet
