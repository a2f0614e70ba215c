#pragma once

namespace ContactSheet {

/// Light on dark or dark on light, as the user chose; System follows the desktop.
enum class Theme { System, Light, Dark };

} // namespace ContactSheet
