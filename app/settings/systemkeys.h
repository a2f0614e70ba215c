#pragma once

#include "core/secret.h"

#include <QString>

#include <functional>

namespace ContactSheet {

/**
 * A key store of the system, as KeyStore asks it: one key for each place (\sa keyPlace()). It returns at once
 * and answers in the thread that asks: in the order in which it was asked, or never, as where a daemon hangs.
 * What it answers means no more than it says: a store that is locked may find nothing, and may remove nothing
 * and call it done.
 */
class SystemKeys
{
public:
    enum class Outcome {
        Done,
        NotFound, ///< Nothing is there, or the store is locked.
        Denied,   ///< The store is locked, or the person said no.
        Absent,   ///< There is no store, or it cannot be used.
    };

    struct Answer
    {
        Outcome outcome = Outcome::Absent;
        Secret key = {}; ///< Of a read that is done; anything may stand there, since others may write too.
    };
    using Receive = std::function<void(const Answer &)>;

    SystemKeys() = default;
    Q_DISABLE_COPY_MOVE(SystemKeys)
    /// What is being written may still be waited for, for a moment. Nothing is answered any more.
    virtual ~SystemKeys() = default;

    virtual void read(const QString &place, const Receive &receive) = 0;
    virtual void write(const QString &place, const Secret &key, const Receive &receive) = 0;
    virtual void remove(const QString &place, const Receive &receive) = 0;
};

} // namespace ContactSheet
