#pragma once

#include "practice/painting/scenewords.h"

namespace ContactSheet {

class Dice;

/// The colour that the prompt gives to \a subject, else one of its usual ones, in turn.
[[nodiscard]] QColor colourOf(const ColouredSubject &subject, const Dice &dice);

} // namespace ContactSheet
