#pragma once

#include "core/clock.h"
#include "practice/picturerecipe.h"

#include <QHash>
#include <QQueue>

#include <functional>
#include <optional>

namespace ContactSheet {

/// How long the link to a picture is good, as with OpenAI's own.
inline constexpr std::chrono::hours LinkLifetime{1};

/**
 * Links to pictures that have been made, good for an hour. They keep the recipe and not the bytes, so an
 * hour of pictures takes hardly any memory.
 */
class PictureLinks final
{
public:
    using Now = std::function<Clock::time_point()>;

    explicit PictureLinks(Now now = &Clock::now);

    /// A new path, such as "/pictures/5f0c….png", that nobody can guess: 128 bits of it are random.
    [[nodiscard]] QByteArray add(const PictureRecipe &recipe);

    /// What was added as \a path in the last hour.
    [[nodiscard]] std::optional<PictureRecipe> find(const QByteArray &path) const;

private:
    struct Link
    {
        PictureRecipe recipe = {};
        Clock::time_point expires = {};
    };

    void dropExpired();

    Now m_now;
    QHash<QByteArray, Link> m_links;
    QQueue<QByteArray> m_paths; ///< Those of the links, the oldest first.
};

} // namespace ContactSheet
