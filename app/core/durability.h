#pragma once

namespace ContactSheet {

/**
 * Whether files are brought to the disk and journals are written.
 *
 * False only in the build by which tests/bench measures what that costs (CONTACTSHEET_WITHOUT_DURABILITY),
 * and which is never shipped.
 */
#ifdef CONTACTSHEET_WITHOUT_DURABILITY
inline constexpr bool IsDurable = false;
#else
inline constexpr bool IsDurable = true;
#endif

} // namespace ContactSheet
