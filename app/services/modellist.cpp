#include "services/modellist.h"

#include "services/answererror.h"
#include "services/serviceaccount.h"
#include "services/servicewords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ModelList)
};

/// A list may be hostile: more than this nobody looks through.
constexpr qsizetype MostModels = 1000;
constexpr qsizetype LongestName = 200;

QString nameOf(const QJsonValue &element)
{
    if (element.isString())
        return element.toString();
    const QString id = element[u"id"].toString();
    return id.isEmpty() ? element[u"name"].toString() : id;
}

bool canBeName(const QString &name, const ServiceAccount &account)
{
    return !name.isEmpty() && name.size() <= LongestName
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); })
        && account.redact(name) == name;
}

/// Whether \a element may make pictures; only some servers say what a model makes.
bool mayMakePictures(const QJsonValue &element)
{
    const QJsonValue made = element[u"output_modalities"];
    return !made.isArray() || made.toArray().contains(u"image"_s);
}

std::optional<QJsonArray> listIn(const QJsonDocument &document)
{
    if (document.isArray())
        return document.array();
    for (const QStringView member : {u"data", u"models"}) {
        if (const QJsonValue value = document.object().value(member); value.isArray())
            return value.toArray();
    }
    return std::nullopt;
}

Error notAService(const ServiceAccount &account, const ServiceAnswer &answer)
{
    return {.kind = Error::Kind::BadRequest,
            .message = Texts::tr("What answers there is no image service. Check the address of %1.")
                           .arg(account.serviceName),
            .detail = account.redact(readServiceWords(answer.body).message),
            .status = answer.status,
            .requestId = account.redact(answer.requestId())};
}

} // namespace

ProbeOutcome readModelList(const ServiceAccount &account, const ServiceAnswer &answer)
{
    if (answer.status == 404 || answer.status == 405 || answer.status == 501)
        return ProbeResult{.listsModels = false, .status = answer.status};
    if (!answer.isSuccess()) {
        Error error = errorFromAnswer(answer, Asked::Probe, account);
        if (error.kind == Error::Kind::Key && account.key.isEmpty())
            error.message = Texts::tr("%1 asks for a key. Type it and test again.").arg(account.serviceName);
        return error;
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &problem);
    if (problem.error != QJsonParseError::NoError)
        return notAService(account, answer);
    const std::optional<QJsonArray> list = listIn(document);
    if (!list)
        return ProbeResult{.listsModels = false, .status = answer.status};

    ProbeResult result{.status = answer.status};
    for (const QJsonValue &element : *list) {
        const QString name = nameOf(element);
        if (!canBeName(name, account) || !mayMakePictures(element) || result.models.contains(name))
            continue;
        result.models.append(name);
        if (result.models.size() == MostModels)
            break;
    }
    return result;
}

} // namespace ContactSheet
