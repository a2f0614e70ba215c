#include "support/fakekeys.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

void FakeChest::answerAgain()
{
    manner = Manner::Open;
    for (const auto &work : std::exchange(waiting, {}))
        work();
}

void FakeKeys::read(const QString &place, const Receive &receive)
{
    const auto work = [chest = m_chest.get(), place] {
        if (chest->manner == FakeChest::Manner::Absent)
            return Answer{.outcome = Outcome::Absent};
        if (chest->manner == FakeChest::Manner::Locked || !chest->keys.contains(place))
            return Answer{.outcome = Outcome::NotFound};
        return Answer{.outcome = Outcome::Done, .key = Secret(chest->keys.value(place))};
    };
    answer(u"read "_s % place, work, receive);
}

void FakeKeys::write(const QString &place, const Secret &key, const Receive &receive)
{
    const auto work = [chest = m_chest.get(), place, key] {
        if (chest->manner == FakeChest::Manner::Absent)
            return Answer{.outcome = Outcome::Absent};
        if (chest->manner == FakeChest::Manner::Locked || chest->manner == FakeChest::Manner::ReadOnly)
            return Answer{.outcome = Outcome::Denied};
        const bool isCut = chest->manner == FakeChest::Manner::Cutting;
        chest->keys.insert(place, isCut ? key.bytes().first(4) : key.bytes());
        return Answer{.outcome = Outcome::Done};
    };
    answer(u"write "_s % place, work, receive);
}

void FakeKeys::remove(const QString &place, const Receive &receive)
{
    const auto work = [chest = m_chest.get(), place] {
        if (chest->manner == FakeChest::Manner::Absent)
            return Answer{.outcome = Outcome::Absent};
        if (chest->manner == FakeChest::Manner::ReadOnly)
            return Answer{.outcome = Outcome::Denied};
        if (chest->manner != FakeChest::Manner::Locked)
            chest->keys.remove(place);
        return Answer{.outcome = Outcome::Done};
    };
    answer(u"remove "_s % place, work, receive);
}

void FakeKeys::answer(const QString &asked, const std::function<Answer()> &work, const Receive &receive)
{
    m_chest->asked.append(asked);
    const auto reply = [here = std::weak_ptr(m_here), work, receive] {
        if (const std::shared_ptr<QObject> context = here.lock())
            QMetaObject::invokeMethod(
                context.get(), [work, receive] { receive(work()); }, Qt::QueuedConnection);
    };
    if (m_chest->manner == FakeChest::Manner::Hanging)
        m_chest->waiting.append(reply);
    else
        reply();
}

} // namespace ContactSheet
