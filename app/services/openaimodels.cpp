#include "services/openaimodels.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OpenAiModels)
};

constexpr qsizetype LongestPrompt = 32'000;
constexpr int MostPreviews = 3;

SizeRule threeSizes()
{
    return {.fixed = {{1024, 1024}, {1536, 1024}, {1024, 1536}}};
}

/// The free sizes of the 2.x models: at most 3840x2160, sides in steps of 16, aspect up to 3:1.
SizeRule freeSizes()
{
    return {.multipleOf = 16, .shortest = 16, .longest = 3840, .longestShortSide = 2160, .largestAspect = 3};
}

} // namespace

bool isGptImageModel(const QString &model)
{
    return model.startsWith(u"gpt-image-") || model.startsWith(u"chatgpt-image-");
}

QStringList openAiModels()
{
    return {u"gpt-image-1-mini"_s,       u"gpt-image-1.5"_s,          u"gpt-image-2"_s,
            u"gpt-image-2.5-flare"_s,    u"gpt-image-2.5-sunburst"_s, u"gpt-image-2.6-flare"_s,
            u"gpt-image-2.6-sunburst"_s, u"chatgpt-image-latest"_s};
}

Capabilities openAiCapabilities(const QString &model)
{
    Capabilities capabilities{.longestPrompt = LongestPrompt};
    if (!isGptImageModel(model))
        return capabilities;
    capabilities.qualities = QStringList{u"auto"_s, u"low"_s, u"medium"_s, u"high"_s};
    capabilities.mostPreviews = MostPreviews;
    if (model.startsWith(u"gpt-image-1.5") || model.startsWith(u"gpt-image-1-mini"))
        capabilities.sizes = threeSizes();
    else if (model.startsWith(u"gpt-image-2"))
        capabilities.sizes = freeSizes();
    if (model.startsWith(u"gpt-image-2.5") || model.startsWith(u"gpt-image-2.6"))
        capabilities.qualities += QStringList{u"xhigh"_s, u"max"_s};
    return capabilities;
}

Result<Done> checkOpenAiModel(const QString &model)
{
    const bool isShutDown = model == u"gpt-image-1" || model == u"dall-e-2" || model == u"dall-e-3";
    if (!isShutDown)
        return Done{};
    return Error{.kind = Error::Kind::BadRequest,
                 .message = Texts::tr("OpenAI has shut down the model %1. Choose gpt-image-2.5-flare or "
                                      "gpt-image-1-mini instead.")
                                .arg(model)};
}

} // namespace ContactSheet
