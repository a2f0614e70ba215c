#pragma once

#include "services/imageservice.h"

namespace ContactSheet {

/**
 * OpenAI's Images API and the servers that speak like it: POST /images/generations.
 *
 * Two dialects in one: the GPT image models, which answer in base64 and take no `response_format`, and the
 * older one of DALL·E, which compatible servers still speak. Which one is spoken follows from the model's
 * name; whether an answer carries pictures or names links is read from the answer. Where a job wants
 * previews, the answer is asked for as a stream.
 */
class OpenAiImages final : public ImageService
{
public:
    /// What is asked of servers that speak the older dialect.
    struct Dialect
    {
        QString responseFormat = {}; ///< "b64_json" or "url".
        bool takesSeed = false;
        bool isOpenAi = false;          ///< OpenAI itself: its models and their limits are known.
        Capabilities capabilities = {}; ///< Of every model, where it is not OpenAI.
        QStringList models = {};        ///< Known beforehand, where it is not OpenAI.
    };

    explicit OpenAiImages(Dialect dialect);
    ~OpenAiImages() override;

    [[nodiscard]] ServiceRequest order(const Job &job, const ServiceAccount &account) const override;
    [[nodiscard]] ServiceOutcome read(const Job &job, const ServiceAccount &account, Asked asked,
                                      const ServiceAnswer &answer) const override;
    [[nodiscard]] std::unique_ptr<StreamReader> stream(const Job &job, const ServiceAccount &account,
                                                       const ServiceAnswer &head) const override;
    [[nodiscard]] Result<Done> checkModel(const QString &model) const override;
    [[nodiscard]] Capabilities capabilities(const QString &model) const override;
    [[nodiscard]] QStringList models() const override;
    [[nodiscard]] ServiceRequest probe(const ServiceAccount &account) const override;
    [[nodiscard]] ProbeOutcome readProbe(const ServiceAccount &account,
                                         const ServiceAnswer &answer) const override;

private:
    Dialect m_dialect;
};

} // namespace ContactSheet
