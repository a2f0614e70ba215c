#include "settings/runchoices.h"

#include "services/servicecatalog.h"

namespace ContactSheet {

bool canShowPreviews(const RunChoices &choices)
{
    const ServiceProfile *service = findService(choices.service);
    return service && service->codec->capabilities(choices.options.model).mostPreviews > 0;
}

bool wantsPreviews(const RunChoices &choices)
{
    const ServiceProfile *service = findService(choices.service);
    return service && choices.previews.value(choices.service, service->showsPreviews);
}

} // namespace ContactSheet
