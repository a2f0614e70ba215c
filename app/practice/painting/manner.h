#pragma once

#include "practice/painting/scenewords.h"

class QImage;

namespace ContactSheet {

/// Makes \a image, which is Format_RGB32, look as if it were painted in \a manner.
void applyManner(QImage &image, Manner manner);

} // namespace ContactSheet
