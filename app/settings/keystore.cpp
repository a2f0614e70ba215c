#include "settings/keystore.h"

#include "services/accountsetup.h"
#include "settings/settings.h"

#include <QTimer>

namespace ContactSheet {

namespace {

using Keeping = SessionKeys::Keeping;
using Outcome = SystemKeys::Outcome;

/// What is written over a key before it is removed. It can be none, so nobody takes it for one.
constexpr auto NoKey = "no key";

bool isWaiting(Keeping keeping)
{
    return keeping == Keeping::Reading || keeping == Keeping::Writing || keeping == Keeping::Removing;
}

Keeping afterReading(const SystemKeys::Answer &answer)
{
    switch (answer.outcome) {
    case Outcome::Done:
        return !answer.key.isEmpty() && canBeKey(answer.key) ? Keeping::Kept : Keeping::Unusable;
    case Outcome::NotFound:
        return Keeping::Missing;
    case Outcome::Denied:
        return Keeping::Denied;
    case Outcome::Absent:
        break;
    }
    return Keeping::Absent;
}

/// What became of \a key when the store, which had called it written, answered \a shown.
Keeping afterReadingBack(const SystemKeys::Answer &shown, const Secret &key)
{
    if (shown.outcome == Outcome::Done && shown.key == key)
        return Keeping::Kept;
    return shown.outcome == Outcome::Absent ? Keeping::Absent : Keeping::Denied;
}

} // namespace

KeyStore::KeyStore(const SessionKeys &keys, Settings &settings, std::unique_ptr<SystemKeys> system,
                   std::chrono::milliseconds patience)
    : m_keys(keys)
    , m_settings(settings)
    , m_stored(settings.storedKeys())
    , m_patience(patience)
    , m_system(std::move(system))
{
    if (!m_system)
        return;
    m_keys.setUsualKeeping(Keeping::Offered);
    for (const QString &place : std::as_const(m_stored))
        m_keys.setKeeping(place, Keeping::Unread);
}

KeyStore::~KeyStore() = default;

bool KeyStore::isReading(const ServiceProfile &service, const QUrl &address) const
{
    return m_keys.keeping(keyPlace(service, address)) == Keeping::Reading;
}

void KeyStore::read(const ServiceProfile &service, const QUrl &address)
{
    const QString place = keyPlace(service, address);
    if (m_keys.keeping(place) != Keeping::Unread)
        return;
    if (m_refusal) {
        setKeeping(place, *m_refusal);
        return;
    }
    begin(place, Keeping::Reading);
    m_system->read(place, whileNewest(place, [this, place, &service, address](const auto &answer) {
                       const Keeping keeping = afterReading(answer);
                       if (keeping == Keeping::Kept)
                           m_keys.setTyped(service, address, answer.key);
                       end(place, keeping);
                   }));
}

void KeyStore::keep(const ServiceProfile &service, const QUrl &address, const Secret &key)
{
    Q_ASSERT(canBeKey(key));
    const QString place = keyPlace(service, address);
    m_keys.setTyped(service, address, key);
    if (!m_system || key.bytes().size() > LongestKey) {
        ++m_turns[place];
        setKeeping(place, m_system ? Keeping::TooLong : Keeping::Session);
        return;
    }
    const bool wasStored = m_stored.contains(place);
    noteStored(place, true); // Before it is there, so that it is looked for whatever happens meanwhile.
    begin(place, Keeping::Writing);
    const auto endWriting = [this, place, wasStored](Keeping keeping) {
        if (keeping != Keeping::Kept && !wasStored)
            noteStored(place, false);
        end(place, keeping);
    };
    m_system->write(place, key, whileNewest(place, [this, place, key, endWriting](const auto &written) {
                        if (written.outcome != Outcome::Done) {
                            endWriting(written.outcome == Outcome::Denied ? Keeping::Denied
                                                                          : Keeping::Absent);
                            return;
                        }
                        m_system->read(place, whileNewest(place, [key, endWriting](const auto &shown) {
                                           endWriting(afterReadingBack(shown, key));
                                       }));
                    }));
}

void KeyStore::forget(const ServiceProfile &service, const QUrl &address)
{
    const QString place = keyPlace(service, address);
    m_keys.setTyped(service, address, {});
    if (!m_system || !m_stored.contains(place)) {
        ++m_turns[place];
        m_keys.setUsual(place);
        emit keysChanged();
        return;
    }
    begin(place, Keeping::Removing);
    const auto fail = [this, place] { end(place, Keeping::NotRemoved); };
    const auto look = [this, place, fail](const SystemKeys::Answer &removed) {
        if (removed.outcome != Outcome::Done) {
            fail();
            return;
        }
        m_system->read(place, whileNewest(place, [this, place, fail](const auto &shown) {
                           if (shown.outcome != Outcome::NotFound) {
                               fail();
                               return;
                           }
                           noteStored(place, false);
                           m_keys.setUsual(place);
                           emit keysChanged();
                       }));
    };
    // A locked store calls a removal done, but not a writing.
    m_system->write(place, Secret(NoKey), whileNewest(place, [this, place, fail, look](const auto &written) {
                        if (written.outcome == Outcome::Done)
                            m_system->remove(place, whileNewest(place, look));
                        else
                            fail();
                    }));
}

void KeyStore::begin(const QString &place, Keeping keeping)
{
    const int turn = ++m_turns[place];
    setKeeping(place, keeping);
    QTimer::singleShot(m_patience, this, [this, place, turn] {
        const Keeping now = m_keys.keeping(place);
        if (m_turns.value(place) == turn && isWaiting(now))
            end(place, now == Keeping::Removing ? Keeping::NotRemoved : Keeping::Silent);
    });
}

void KeyStore::end(const QString &place, Keeping keeping)
{
    if (keeping == Keeping::Kept)
        m_refusal.reset();
    else if (keeping == Keeping::Denied || keeping == Keeping::Absent || keeping == Keeping::Silent)
        m_refusal = keeping;
    m_keys.setUsualKeeping(m_refusal == Keeping::Absent ? Keeping::Absent : Keeping::Offered);
    setKeeping(place, keeping);
}

SystemKeys::Receive KeyStore::whileNewest(const QString &place, const SystemKeys::Receive &receive)
{
    return [this, place, turn = m_turns.value(place), receive](const SystemKeys::Answer &answer) {
        if (m_turns.value(place) == turn)
            receive(answer);
    };
}

void KeyStore::setKeeping(const QString &place, Keeping keeping)
{
    m_keys.setKeeping(place, keeping);
    emit keysChanged();
}

void KeyStore::noteStored(const QString &place, bool isStored)
{
    if (isStored == m_stored.contains(place))
        return;
    if (isStored)
        m_stored.append(place);
    else
        m_stored.removeAll(place);
    m_settings.setStoredKeys(m_stored);
}

} // namespace ContactSheet
