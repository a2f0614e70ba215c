#pragma once

#include "core/secret.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace ContactSheet {

struct ServiceProfile;

/**
 * The keys of this session, each for one service at one origin: typed ones, and those that the environment
 * holds for a service by name. They live in memory alone and are gone with the last copy.
 */
class SessionKeys final
{
public:
    enum class Source { None, Typed, Environment };

    /// Begins with what \a environment holds; CONTACTSHEET_API_KEY belongs to no service and is not read.
    explicit SessionKeys(const QProcessEnvironment &environment = {});

    /// The key for \a service at \a address: the typed one before that of the environment, or an empty one.
    [[nodiscard]] Secret key(const ServiceProfile &service, const QUrl &address) const;

    /// Where key() comes from.
    [[nodiscard]] Source source(const ServiceProfile &service, const QUrl &address) const;

    /// Keeps \a key as typed for \a service at the origin of \a address, which must be one; an empty key
    /// forgets the one that was typed.
    void setTyped(const ServiceProfile &service, const QUrl &address, const Secret &key);

private:
    QHash<QString, Secret> m_typed;       ///< By service and origin.
    QHash<QString, Secret> m_environment; ///< By service: for its own origin alone.
};

} // namespace ContactSheet
