#pragma once

#include "settings/systemkeys.h"

#include <QObject>
#include <QSemaphore>

#include <memory>

class QThread;

namespace QKeychain {
class Job;
}

namespace ContactSheet {

/**
 * The key store of this system, by way of QtKeychain: the Secret Service or KWallet, the Credential Manager,
 * or the keychain of macOS. Never a plain file.
 *
 * QtKeychain looks for a store by calls that can take half a minute, and calls back into a job for as long as
 * its store has not answered. So it lives in a thread of its own, which begins with the first question, and
 * no job is deleted before it has ended or the thread has. A program may have one of these: QtKeychain keeps
 * its queue in the first thread that it meets.
 */
class Keychain final : public SystemKeys
{
public:
    Keychain();
    ~Keychain() override;

    void read(const QString &place, const Receive &receive) override;
    void write(const QString &place, const Secret &key, const Receive &receive) override;
    void remove(const QString &place, const Receive &receive) override;

private:
    using MakeJob = std::function<QKeychain::Job *(QObject *parent)>;
    void ask(const QString &place, const MakeJob &makeJob, const Receive &receive);
    void beginThread();

    QThread *m_thread = nullptr;
    QObject *m_there = nullptr;            ///< In the thread, which deletes it.
    QObject *m_here;                       ///< Where answers go.
    int m_changes = 0;                     ///< How many keys were to be written or removed.
    std::shared_ptr<QSemaphore> m_changed; ///< One for each that has been.
};

} // namespace ContactSheet
