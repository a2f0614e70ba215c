#pragma once

#include "practice/painting/scenewords.h"
#include "practice/painting/stage.h"

namespace ContactSheet {

/// Paints \a subjects at the places that the backdrop of \a setting left for them, the far ones first.
void paintSubjects(Stage &stage, const Places &places, const QList<ColouredSubject> &subjects,
                   std::optional<Setting> setting);

} // namespace ContactSheet
