#pragma once

#include <QPalette>

namespace ContactSheet {

/// The program's own palette on a light ground. Every pair of text and ground has ReadableContrast.
[[nodiscard]] QPalette lightPalette();

/// The same on a dark ground.
[[nodiscard]] QPalette darkPalette();

} // namespace ContactSheet
