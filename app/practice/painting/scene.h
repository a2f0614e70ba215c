#pragma once

#include "practice/painting/scenewords.h"

namespace ContactSheet {

struct Stage;

/**
 * Paints the scene that \a words describe: a backdrop, the subjects and the weather. What the words
 * leave open (the hour, the place) follows from the subjects or goes in turn with the picture's number.
 */
void paintSceneOf(Stage &stage, const SceneWords &words);

} // namespace ContactSheet
