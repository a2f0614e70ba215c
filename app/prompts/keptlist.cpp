#include "prompts/keptlist.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(KeptList)
};

Error unreadable()
{
    return {.kind = Error::Kind::BadRequest,
            .message = Texts::tr("This is no list that Contact Sheet kept.")};
}

} // namespace

QByteArray writeKeptList(const PromptList &list)
{
    QJsonArray prompts;
    for (const Prompt &prompt : list.prompts) {
        prompts.append(QJsonObject{
            {u"prompt"_s, prompt.text}, {u"copies"_s, prompt.copies}, {u"ticked"_s, prompt.isTicked}});
    }
    return QJsonDocument(QJsonObject{{u"name"_s, list.name}, {u"prompts"_s, prompts}})
        .toJson(QJsonDocument::Compact);
}

Result<PromptList> readKeptList(const QByteArray &bytes)
{
    const QJsonObject kept = QJsonDocument::fromJson(bytes).object();
    if (!kept[u"name"].isString() || !kept[u"prompts"].isArray())
        return unreadable();
    PromptList list{.name = kept[u"name"].toString()};
    for (const QJsonValue &value : kept[u"prompts"].toArray()) {
        if (!value[u"prompt"].isString())
            return unreadable();
        list.prompts.append({.text = value[u"prompt"].toString(),
                             .line = int(list.prompts.size()) + 1,
                             .copies = std::clamp(value[u"copies"].toInt(1), FewestCopies, MostCopies),
                             .isTicked = value[u"ticked"].toBool(true)});
    }
    return list;
}

} // namespace ContactSheet
