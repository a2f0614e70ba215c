#include "services/openaiimages.h"

#include "services/answererror.h"
#include "services/modellist.h"
#include "services/openaimodels.h"
#include "services/originrules.h"
#include "services/servicewords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OpenAiImages)
};

/// More than any service makes at once; a hostile answer may name millions.
constexpr qsizetype MostPictures = 100;
constexpr qsizetype LongestRevisedPrompt = 32'000;

/// An answer said "made", and what it holds is no picture: charged, and kept for inspection.
Error unreadable(const ServiceAnswer &answer, const ServiceAccount &account, const QString &message,
                 const QString &detail = {})
{
    return {.kind = Error::Kind::UnreadableAnswer,
            .message = message,
            .detail = account.redact(detail),
            .status = answer.status,
            .requestId = account.redact(answer.requestId()),
            .charge = Error::Charge::Yes};
}

Error refused(const ServiceAnswer &answer, const ServiceAccount &account)
{
    return {.kind = Error::Kind::Refused,
            .message = Texts::tr("%1 refused to make this picture. Change the prompt and try again.")
                           .arg(account.serviceName),
            .status = answer.status,
            .requestId = account.redact(answer.requestId())};
}

/// What \a text, the value of `url`, refers to.
Result<PictureSource> sourceFromUrl(const QString &text, const ServiceAnswer &answer,
                                    const ServiceAccount &account)
{
    if (text.startsWith(u"data:", Qt::CaseInsensitive))
        return PictureSource(EncodedPicture{.base64 = text.toLatin1()});
    const Result<QUrl> url = resolvePictureLink(text, answer.url, account);
    if (!url) {
        Error error = url.error();
        error.status = answer.status;
        error.requestId = account.redact(answer.requestId());
        return error;
    }
    return PictureSource(LinkedPicture{.url = url.value()});
}

/// What one element of `data` holds, or nothing where it holds no picture.
std::optional<Result<PictureSource>> sourceFrom(const QJsonValue &element, const JsonOutline &outline,
                                                const ServiceAnswer &answer, const ServiceAccount &account)
{
    const QJsonValue encoded = element[u"b64_json"];
    if (const std::optional<Span> span = outline.longString(encoded))
        return PictureSource(EmbeddedPicture{.span = *span});
    if (const QString base64 = encoded.toString(); !base64.isEmpty())
        return PictureSource(EncodedPicture{.base64 = base64.toLatin1()});
    if (const QString url = outline.string(element[u"url"]); !url.isEmpty())
        return sourceFromUrl(url, answer, account);
    return std::nullopt;
}

/// The numbers of \a object, nested as they stand; nothing else of it is worth keeping or to be trusted.
QJsonObject countsIn(const QJsonObject &object, int depth = 0)
{
    constexpr int DeepestNesting = 3;
    QJsonObject counts;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member->isDouble())
            counts.insert(member.key(), *member);
        else if (member->isObject() && depth < DeepestNesting)
            counts.insert(member.key(), countsIn(member->toObject(), depth + 1));
    }
    return counts;
}

ServiceOutcome readOrder(const ServiceAnswer &answer, const ServiceAccount &account)
{
    if (answer.body.isEmpty())
        return unreadable(answer, account, Texts::tr("%1 sent an empty answer.").arg(account.serviceName));
    const Result<JsonOutline> outline = JsonOutline::parse(answer.body);
    if (!outline) {
        return unreadable(
            answer, account,
            Texts::tr("%1 sent an answer that is not valid JSON. Check the address of the service.")
                .arg(account.serviceName),
            outline.error().detail % u": "_s % readServiceWords(answer.body).message);
    }
    const QJsonValue root = outline.value().root();
    Pictures pictures;
    std::optional<Error> firstError;
    bool isBlocked = false;
    const QJsonArray elements = root[u"data"].toArray();
    for (const QJsonValue &element : elements) {
        if (pictures.sources.size() == MostPictures)
            break;
        isBlocked = isBlocked || element[u"respect_moderation"] == QJsonValue(false); // xAI's refusal.
        const std::optional<Result<PictureSource>> source =
            sourceFrom(element, outline.value(), answer, account);
        if (source && *source) {
            if (pictures.sources.isEmpty())
                pictures.revisedPrompt =
                    outline.value().string(element[u"revised_prompt"]).left(LongestRevisedPrompt);
            pictures.sources.append(source->value());
        } else if (source && !firstError) {
            firstError = source->error();
        }
    }
    pictures.usage = countsIn(root[u"usage"].toObject());
    if (!pictures.sources.isEmpty())
        return pictures;
    if (firstError)
        return *firstError;
    if (isBlocked)
        return refused(answer, account);
    return errorFromAnswer(answer, Asked::Order, account);
}

ServiceOutcome readFetched(const ServiceAnswer &answer, const ServiceAccount &account)
{
    if (answer.body.isEmpty())
        return unreadable(answer, account, Texts::tr("%1 sent an empty picture.").arg(account.serviceName));
    return Pictures{.sources = {WholeBody{}}};
}

/// A request to \a path below the base URL of \a account, with its key.
ServiceRequest requestTo(const ServiceAccount &account, QStringView path)
{
    QUrl url = account.baseUrl;
    url.setPath(url.path() % path);
    ServiceRequest request{.url = url, .headers = {{"Accept", "application/json"}}};
    if (!account.key.isEmpty())
        request.authorization = Authorization{.key = account.key, .origin = account.baseUrl};
    return request;
}

} // namespace

OpenAiImages::OpenAiImages(Dialect dialect)
    : m_dialect(std::move(dialect))
{}

OpenAiImages::~OpenAiImages() = default;

ServiceRequest OpenAiImages::order(const Job &job, const ServiceAccount &account) const
{
    QJsonObject body{{u"prompt"_s, job.prompt}, {u"n"_s, 1}};
    if (!job.options.model.isEmpty())
        body.insert(u"model"_s, job.options.model);
    if (job.options.size)
        body.insert(u"size"_s, sizeText(*job.options.size));
    if (!job.options.quality.isEmpty())
        body.insert(u"quality"_s, job.options.quality);
    if (!isGptImageModel(job.options.model) && !m_dialect.responseFormat.isEmpty())
        body.insert(u"response_format"_s, m_dialect.responseFormat);
    if (m_dialect.takesSeed && job.seed)
        body.insert(u"seed"_s, *job.seed);

    ServiceRequest request = requestTo(account, u"/images/generations");
    request.asked = Asked::Order;
    request.headers.prepend({"Content-Type", "application/json"});
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

ServiceOutcome OpenAiImages::read(const Job & /*job*/, const ServiceAccount &account, Asked asked,
                                  const ServiceAnswer &answer) const
{
    if (!answer.isSuccess())
        return errorFromAnswer(answer, asked, account);
    return asked == Asked::Order ? readOrder(answer, account) : readFetched(answer, account);
}

Result<Done> OpenAiImages::checkModel(const QString &model) const
{
    return m_dialect.isOpenAi ? checkOpenAiModel(model) : Result<Done>(Done{});
}

Capabilities OpenAiImages::capabilities(const QString &model) const
{
    return m_dialect.isOpenAi ? openAiCapabilities(model) : m_dialect.capabilities;
}

QStringList OpenAiImages::models() const
{
    return m_dialect.isOpenAi ? openAiModels() : m_dialect.models;
}

ServiceRequest OpenAiImages::probe(const ServiceAccount &account) const
{
    ServiceRequest request = requestTo(account, u"/models");
    request.asked = Asked::Probe;
    return request;
}

ProbeOutcome OpenAiImages::readProbe(const ServiceAccount &account, const ServiceAnswer &answer) const
{
    const ProbeOutcome outcome = readModelList(account, answer);
    const auto *result = std::get_if<ProbeResult>(&outcome);
    if (!result || !m_dialect.isOpenAi)
        return outcome;
    ProbeResult pictures = *result; // OpenAI lists models of every kind, and for a while those it shut down.
    pictures.models.removeIf(
        [](const QString &model) { return !isGptImageModel(model) || !checkOpenAiModel(model); });
    return pictures;
}

} // namespace ContactSheet
