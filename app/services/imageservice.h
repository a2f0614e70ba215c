#pragma once

#include "services/capabilities.h"
#include "services/proberesult.h"
#include "services/serviceaccount.h"
#include "services/serviceanswer.h"
#include "services/serviceoutcome.h"
#include "services/servicerequest.h"
#include "services/streamreader.h"

#include <memory>

namespace ContactSheet {

/**
 * What one image service understands and says: a job turned into a request, an answer into an outcome.
 *
 * Pure: no network, no clock, no state, so that it may be used from any thread at the same time and is
 * tested on recorded answers. Whoever sends the request knows nothing of the service's words.
 */
class ImageService
{
public:
    ImageService() = default;
    ImageService(const ImageService &) = delete;
    ImageService &operator=(const ImageService &) = delete;
    virtual ~ImageService();

    /// The request that makes the picture of \a job, one picture a request; it may cost money.
    [[nodiscard]] virtual ServiceRequest order(const Job &job, const ServiceAccount &account) const = 0;

    /// What \a answer, which came to what was \a asked, means for \a job. Errors carry no key.
    [[nodiscard]] virtual ServiceOutcome read(const Job &job, const ServiceAccount &account, Asked asked,
                                              const ServiceAnswer &answer) const = 0;

    /// Reads the answer to an order that isStreamed while it comes; \a head is the answer without its body, a
    /// success.
    [[nodiscard]] virtual std::unique_ptr<StreamReader> stream(const Job &job, const ServiceAccount &account,
                                                               const ServiceAnswer &head) const = 0;

    /// Says that \a model is known not to be had, and what stands in its place (Error::Kind::BadRequest).
    [[nodiscard]] virtual Result<Done> checkModel(const QString &model) const = 0;

    /// What \a model can do.
    [[nodiscard]] virtual Capabilities capabilities(const QString &model) const = 0;

    /// The models to offer, as far as they are known beforehand; empty where only the service knows.
    [[nodiscard]] virtual QStringList models() const = 0;

    /// The request that tells whether \a account works, which costs nothing.
    [[nodiscard]] virtual ServiceRequest probe(const ServiceAccount &account) const = 0;

    /// What \a answer to probe() says of \a account. Neither result nor error holds a key.
    [[nodiscard]] virtual ProbeOutcome readProbe(const ServiceAccount &account,
                                                 const ServiceAnswer &answer) const = 0;
};

/// The request that downloads the picture at \a url: without a key, wherever it lies.
[[nodiscard]] ServiceRequest fetchRequest(const QUrl &url);

} // namespace ContactSheet
