#pragma once

#include "services/sessionkeys.h"
#include "settings/systemkeys.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace ContactSheet {

class Settings;
struct ServiceProfile;

/**
 * The keys to services, and how they last from one session to the next: in the key store of the system, or
 * where it cannot be used, not at all. keys() says which, for each service and origin; no file ever holds a
 * key.
 *
 * A place is read at most once in a session, and only where an earlier one has left a key there, which
 * Settings know. A store is not believed: what is written is read back, what is removed is overwritten first
 * (a locked store calls a removal done), and whoever does not answer in time is no longer waited for; a late
 * answer still counts. Once a store did not answer or let nobody in, it is not read again in this session;
 * what a person types is offered to it all the same. Lives in the main thread and never waits.
 */
class KeyStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyStore)

public:
    /// Not every system can hold longer keys.
    static constexpr qsizetype LongestKey = 2000;
    static constexpr std::chrono::milliseconds UsualPatience = std::chrono::seconds(10);

    /// Begins with \a keys. \a settings must outlive this; without \a system no key outlives the session.
    /// What takes longer than \a patience is Silent.
    KeyStore(const SessionKeys &keys, Settings &settings, std::unique_ptr<SystemKeys> system,
             std::chrono::milliseconds patience = UsualPatience);
    ~KeyStore() override;

    [[nodiscard]] const SessionKeys &keys() const { return m_keys; }

    /// Whether the key of \a service at \a address is on its way from the store.
    [[nodiscard]] bool isReading(const ServiceProfile &service, const QUrl &address) const;

    /// Asks the store for the key of \a service at \a address where it is due; may change keys() at once.
    void read(const ServiceProfile &service, const QUrl &address);

    /// From now on \a key, which canBeKey(), is the one of \a service at \a address: in keys() at once, in
    /// the store as soon as it can be.
    void keep(const ServiceProfile &service, const QUrl &address, const Secret &key);

    /// The typed key of \a service at \a address is gone from keys() at once, and from the store if it can
    /// be.
    void forget(const ServiceProfile &service, const QUrl &address);

signals:
    void keysChanged();

private:
    void begin(const QString &place, SessionKeys::Keeping keeping);
    void end(const QString &place, SessionKeys::Keeping keeping);
    [[nodiscard]] SystemKeys::Receive whileNewest(const QString &place, const SystemKeys::Receive &receive);
    void setKeeping(const QString &place, SessionKeys::Keeping keeping);
    void noteStored(const QString &place, bool isStored);

    SessionKeys m_keys;
    Settings &m_settings;
    QStringList m_stored; ///< The places where the store was given keys, as the settings know them.
    std::chrono::milliseconds m_patience;
    QHash<QString, int> m_turns; ///< By place: how often something was asked. Older answers do not count.
    std::optional<SessionKeys::Keeping> m_refusal; ///< Why the store is not read any more.
    std::unique_ptr<SystemKeys> m_system;
};

} // namespace ContactSheet
