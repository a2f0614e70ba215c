#pragma once

#include "core/secret.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace ContactSheet {

struct ServiceProfile;

/// What a key belongs to, in words: a service and the origin (scheme, host and port) where it may go. The
/// same for all addresses of that origin: "openai https://api.openai.com:443".
[[nodiscard]] QString keyPlace(const ServiceProfile &service, const QUrl &address);

/**
 * The keys of this session, each for one service at one origin: typed ones, in this session or in an earlier
 * one, and those that the environment holds for a service by name. Here they live in memory alone and are
 * gone with the last copy; \sa KeyStore
 */
class SessionKeys final
{
public:
    enum class Source { None, Typed, Environment };

    /// What the system's key store does with the typed key of a place.
    enum class Keeping {
        Session,  ///< Nothing: no key store is used, and the key lives until the program ends.
        Offered,  ///< Nothing yet: what is typed will be handed to it.
        Unread,   ///< It was given the key in an earlier session, and has not been asked for it in this one.
        Reading,  ///< It is being asked for the key.
        Writing,  ///< It is being given the key.
        Kept,     ///< It has the key, and has shown it.
        Removing, ///< It is being asked to forget the key.
        Missing,  ///< It was given the key once and shows none: it is locked, or the key was taken out.
        Unusable, ///< What it holds here is no key.
        Denied,   ///< It is locked, or does not let this program in.
        Absent,   ///< There is none that this program can use.
        Silent,   ///< It has not answered in time; it still may.
        TooLong,  ///< No key store of every system holds so much.
        NotRemoved, ///< The key is forgotten here, and may still be in there.
    };

    /// Begins with what \a environment holds; CONTACTSHEET_API_KEY belongs to no service and is not read.
    explicit SessionKeys(const QProcessEnvironment &environment = {});

    /// The key for \a service at \a address: the typed one before that of the environment, or an empty one.
    [[nodiscard]] Secret key(const ServiceProfile &service, const QUrl &address) const;

    /// Where key() comes from.
    [[nodiscard]] Source source(const ServiceProfile &service, const QUrl &address) const;

    /// Keeps \a key as typed for \a service at the origin of \a address, which must be one; an empty key
    /// forgets the one that was typed.
    void setTyped(const ServiceProfile &service, const QUrl &address, const Secret &key);

    /// What becomes of the typed key of \a place, a keyPlace(), beyond this session.
    [[nodiscard]] Keeping keeping(const QString &place) const
    {
        return m_keeping.value(place, m_usualKeeping);
    }
    void setKeeping(const QString &place, Keeping keeping) { m_keeping.insert(place, keeping); }
    /// Of \a place nothing is said any more.
    void setUsual(const QString &place) { m_keeping.remove(place); }
    /// What keeping() says of places of which nothing else was said; at first Session.
    void setUsualKeeping(Keeping keeping) { m_usualKeeping = keeping; }

private:
    QHash<QString, Secret> m_typed;       ///< By service and origin.
    QHash<QString, Secret> m_environment; ///< By service: for its own origin alone.
    QHash<QString, Keeping> m_keeping;    ///< By service and origin.
    Keeping m_usualKeeping = Keeping::Session;
};

} // namespace ContactSheet
