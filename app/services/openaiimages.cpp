#include "services/openaiimages.h"

#include "services/answererror.h"
#include "services/modellist.h"
#include "services/openaianswer.h"
#include "services/openaimodels.h"
#include "services/openaistream.h"
#include "services/servicewords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OpenAiImages)
};

ServiceOutcome readFetched(const ServiceAnswer &answer, const ServiceAccount &account)
{
    if (answer.body.isEmpty())
        return unreadableAnswer(answer, account,
                                Texts::tr("%1 sent an empty picture.").arg(account.serviceName));
    return Pictures{.sources = {WholeBody{}}};
}

/// Whether \a error says that the service does not know what asks for previews.
bool isAboutPreviews(const Error &error, const ServiceAnswer &answer)
{
    if (error.kind != Error::Kind::BadRequest)
        return false;
    static const QRegularExpression names(uR"(\b(stream|partial_images)\b)"_s);
    const ServiceWords words = readServiceWords(answer.body);
    return words.parameter.isEmpty() ? words.isObject && names.match(words.message).hasMatch()
                                     : names.match(words.parameter).hasMatch();
}

/// A request to \a path below the base URL of \a account, with its key.
ServiceRequest requestTo(const ServiceAccount &account, QStringView path,
                         const QByteArray &accepted = "application/json")
{
    QUrl url = account.baseUrl;
    url.setPath(url.path() % path);
    ServiceRequest request{.url = url, .headers = {{"Accept", accepted}}};
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
    const bool isStreamed = job.previews > 0;
    if (!isGptImageModel(job.options.model) && !m_dialect.responseFormat.isEmpty()) {
        // A stream carries its pictures; a server that does not know of streams is asked for the same.
        body.insert(u"response_format"_s, isStreamed ? u"b64_json"_s : m_dialect.responseFormat);
    }
    if (m_dialect.takesSeed && job.seed)
        body.insert(u"seed"_s, *job.seed);

    if (isStreamed) {
        body.insert(u"stream"_s, true);
        body.insert(u"partial_images"_s, job.previews);
    }

    ServiceRequest request =
        requestTo(account, u"/images/generations",
                  isStreamed ? "text/event-stream, application/json" : "application/json");
    request.asked = Asked::Order;
    request.isStreamed = isStreamed;
    request.headers.prepend({"Content-Type", "application/json"});
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

ServiceOutcome OpenAiImages::read(const Job &job, const ServiceAccount &account, Asked asked,
                                  const ServiceAnswer &answer) const
{
    if (!answer.isSuccess()) {
        Error error = errorFromAnswer(answer, asked, account);
        if (job.previews > 0 && isAboutPreviews(error, answer)) {
            error.message =
                Texts::tr("%1 knows no previews and made nothing. Turn off Show Previews in the menu "
                          "Run, then try again.")
                    .arg(account.serviceName);
        }
        return error;
    }
    return asked == Asked::Order ? readOpenAiAnswer(answer, account) : readFetched(answer, account);
}

std::unique_ptr<StreamReader> OpenAiImages::stream(const Job & /*job*/, const ServiceAccount &account,
                                                   const ServiceAnswer &head) const
{
    return std::make_unique<OpenAiStream>(account, head);
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
