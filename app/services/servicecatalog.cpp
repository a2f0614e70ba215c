#include "services/servicecatalog.h"

#include "services/openaiimages.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ServiceCatalog)
};

/// What the practice service draws: sides from 256 to 1536, in any quality.
Capabilities practiceCapabilities()
{
    return {.longestPrompt = 32'000,
            .sizes = {.shortest = 256, .longest = 1536, .longestShortSide = 1536},
            .mostPreviews = 3};
}

} // namespace

const QList<ServiceProfile> &serviceCatalog()
{
    static const OpenAiImages practice({.responseFormat = u"url"_s,
                                        .takesSeed = true,
                                        .capabilities = practiceCapabilities(),
                                        .models = {u"practice-painter"_s}});
    static const OpenAiImages openAi({.isOpenAi = true});
    // Servers differ most in how they serve links; base64 is what nearly all of them can do.
    // Nor is known which of them stream; asked for previews, most that do not answer as they always do.
    static const OpenAiImages compatible(
        {.responseFormat = u"b64_json"_s, .capabilities = {.mostPreviews = 3}});

    static const QList<ServiceProfile> catalog{
        {.id = u"practice"_s,
         .name = Texts::tr("Practice (pictures drawn on this computer)"),
         .shortName = Texts::tr("Practice"),
         .charging = Charging::Free,
         .isPractice = true,
         .showsPreviews = true,
         .defaultModel = u"practice-painter"_s,
         .defaultSize = QSize(1024, 1024),
         .codec = &practice},
        {.id = u"openai"_s,
         .name = Texts::tr("OpenAI"),
         .shortName = Texts::tr("OpenAI"),
         .baseUrl = QUrl(u"https://api.openai.com/v1"_s),
         .needsKey = true,
         .keyVariable = u"OPENAI_API_KEY"_s,
         .defaultModel = u"gpt-image-1-mini"_s,
         .defaultSize = QSize(1024, 1024),
         .codec = &openAi},
        {.id = u"compatible"_s,
         .name = Texts::tr("OpenAI-compatible server"),
         .shortName = Texts::tr("Compatible"),
         .codec = &compatible},
    };
    return catalog;
}

const ServiceProfile *findService(const QString &id)
{
    const QList<ServiceProfile> &catalog = serviceCatalog();
    const auto found = std::find_if(catalog.begin(), catalog.end(),
                                    [&id](const ServiceProfile &profile) { return profile.id == id; });
    return found == catalog.end() ? nullptr : &*found;
}

} // namespace ContactSheet
