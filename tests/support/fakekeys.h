#pragma once

#include "settings/systemkeys.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

#include <memory>

namespace ContactSheet {

/// What a FakeKeys holds, and how it behaves; it outlives the sessions of a test.
struct FakeChest
{
    enum class Manner {
        Open,
        Locked,   ///< As real ones are: it finds nothing, writes nothing, and calls a removal done.
        ReadOnly, ///< It shows what it holds and changes nothing.
        Cutting,  ///< It calls everything done, and keeps the first bytes of what it is given.
        Absent,
        Hanging, ///< It answers nothing until it answers again.
    };

    Manner manner = Manner::Open;
    QHash<QString, QByteArray> keys = {};
    QStringList asked = {};                    ///< "read openai https://api.openai.com:443"
    QList<std::function<void()>> waiting = {}; ///< What was asked while it hung.

    /// It is open, and answers also what it was asked while it hung.
    void answerAgain();
};

/// A key store in memory.
class FakeKeys final : public SystemKeys
{
public:
    explicit FakeKeys(std::shared_ptr<FakeChest> chest)
        : m_chest(std::move(chest))
    {}

    void read(const QString &place, const Receive &receive) override;
    void write(const QString &place, const Secret &key, const Receive &receive) override;
    void remove(const QString &place, const Receive &receive) override;

private:
    void answer(const QString &asked, const std::function<Answer()> &work, const Receive &receive);

    std::shared_ptr<FakeChest> m_chest;
    std::shared_ptr<QObject> m_here = std::make_shared<QObject>();
};

} // namespace ContactSheet
