#include "ui/services/keystatewords.h"

#include <QCoreApplication>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(KeyStateWords)
};

using Keeping = SessionKeys::Keeping;

/// How long a key that is in use, or will be typed, is kept.
QString keepingSentence(Keeping keeping, bool isInUse)
{
    switch (keeping) {
    case Keeping::Session:
        return Texts::tr("Kept until the program is closed.");
    case Keeping::Absent:
        return Texts::tr("This computer has no key store that Contact Sheet can use; the key is kept until "
                         "you quit.");
    case Keeping::Denied:
        return isInUse ? Texts::tr("The key store of this computer is locked or did not take the key; the "
                                   "key is kept until you quit.")
                       : Texts::tr("The key store of this computer is locked or did not let Contact Sheet "
                                   "in. Unlock it and start Contact Sheet again, or paste the key.");
    case Keeping::Silent:
        return isInUse ? Texts::tr("The key store of this computer does not answer; the key is kept until "
                                   "you quit.")
                       : Texts::tr("The key store of this computer does not answer; perhaps it waits to be "
                                   "unlocked. Paste the key to go on without it.");
    case Keeping::TooLong:
        return Texts::tr("The key is too long for the key store of this computer; it is kept until you "
                         "quit.");
    case Keeping::Unread:
    case Keeping::Reading:
        return Texts::tr("Looking for the key in the key store of this computer…");
    case Keeping::Writing:
        return Texts::tr("Putting it into the key store of this computer…");
    case Keeping::Kept:
        return Texts::tr("Kept in the key store of this computer.");
    case Keeping::Removing:
        return Texts::tr("Removing the key from the key store of this computer…");
    case Keeping::Missing:
        return Texts::tr("The key store of this computer is locked, or no longer holds the key. Unlock it "
                         "and start Contact Sheet again, or paste the key.");
    case Keeping::Unusable:
        return Texts::tr("What the key store of this computer holds for this address is no key. Paste the "
                         "key again.");
    case Keeping::NotRemoved:
        return Texts::tr("The key may still be in the key store of this computer, which is locked or does "
                         "not answer. Unlock it, then forget the key again.");
    case Keeping::Offered:
        break;
    }
    return Texts::tr("It will be kept in the key store of this computer.");
}

} // namespace

QString keyStateSentence(SessionKeys::Source source, Keeping keeping, const QString &variable)
{
    const QString kept = keepingSentence(keeping, source == SessionKeys::Source::Typed);
    switch (source) {
    case SessionKeys::Source::Typed:
        return Texts::tr("A key for this address is in use. %1", "how long it is kept").arg(kept);
    case SessionKeys::Source::Environment: {
        const QString inUse = Texts::tr("A key from %1 is in use.").arg(variable);
        const bool isPlain = keeping == Keeping::Session || keeping == Keeping::Offered
            || keeping == Keeping::Absent || keeping == Keeping::TooLong;
        return isPlain ? inUse : Texts::tr("%1 %2", "two sentences").arg(inUse, kept);
    }
    case SessionKeys::Source::None:
        break;
    }
    return kept;
}

} // namespace ContactSheet
