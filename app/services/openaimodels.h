#pragma once

#include "core/result.h"
#include "services/capabilities.h"

#include <QString>
#include <QStringList>

namespace ContactSheet {

/// Whether \a model is one of OpenAI's GPT image models, which always answer in base64 and refuse
/// `response_format`.
[[nodiscard]] bool isGptImageModel(const QString &model);

/// OpenAI's image models that are alive (November 2026), the smallest first; not their dated snapshots.
[[nodiscard]] QStringList openAiModels();

/// What OpenAI's \a model can do (API reference, Images, November 2026); little is assumed of one that is not
/// known.
[[nodiscard]] Capabilities openAiCapabilities(const QString &model);

/// Says that \a model has been shut down and what stands in its place, where OpenAI has said so.
[[nodiscard]] Result<Done> checkOpenAiModel(const QString &model);

} // namespace ContactSheet
