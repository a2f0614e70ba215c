#include "practice/trouble.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

ApiError rateLimit()
{
    return {.status = 429,
            .message =
                u"Rate limit reached for practice-painter. This is practice: try again in one second."_s,
            .type = u"requests"_s,
            .code = u"rate_limit_exceeded"_s,
            .retryAfter = 1s};
}

ApiError serverError()
{
    return {.status = 500,
            .message = u"The server had an error while it made this picture. This is practice: try again."_s,
            .type = u"server_error"_s,
            .code = u"server_error"_s};
}

ApiError refusal()
{
    return {.status = 400,
            .message =
                u"This prompt was refused, as safety systems do. This is practice: any prompt may meet it."_s,
            .type = u"image_generation_user_error"_s,
            .code = u"moderation_blocked"_s};
}

} // namespace

std::optional<ApiError> Trouble::next(const QString &prompt, quint64 number)
{
    if (m_refusedPrompts.contains(prompt))
        return refusal();

    const auto picture = std::pair(prompt, number);
    if (!m_fates.contains(picture)) {
        Fate fate;
        switch (m_fates.size() % 10 + 1) {
        case 2:
        case 9:
            fate.kind = Kind::RateLimit;
            break;
        case 4:
            fate.kind = Kind::ServerError;
            break;
        case 6:
            fate.kind = Kind::Refusal;
            break;
        default:
            break;
        }
        m_fates.insert(picture, fate);
    }

    Fate &fate = m_fates[picture];
    const bool fails = fate.requests++ % 2 == 0;
    switch (fate.kind) {
    case Kind::None:
        return std::nullopt;
    case Kind::RateLimit:
        return fails ? std::optional(rateLimit()) : std::nullopt;
    case Kind::ServerError:
        return fails ? std::optional(serverError()) : std::nullopt;
    case Kind::Refusal:
        m_refusedPrompts.insert(prompt);
        return refusal();
    }
    Q_UNREACHABLE();
    return std::nullopt;
}

} // namespace ContactSheet
