#pragma once

#include "core/clock.h"
#include "runs/runrecord.h"
#include "timing/runcomparison.h"

#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/// What a run would have taken with a certain number at once.
struct WhatIfRow
{
    int atOnce = 1;
    Moment wallClock = {};

    friend bool operator==(const WhatIfRow &, const WhatIfRow &) = default;
};

/**
 * The measured requests of a run, replayed with other numbers at once: computed, never measured.
 *
 * Each request takes as long as it took in the run, and each place goes on to the next at once. A service
 * that answers more slowly when it is asked for more at once is not foreseen.
 */
struct WhatIf
{
    QList<WhatIfRow> rows = {};     ///< By number at once: 1, 2, 4, 8, 16, 32 and the run's own.
    Moment longest = {};            ///< The longest request: no number at once ends a run sooner.
    std::optional<int> enough = {}; ///< The least number at once that comes within a twentieth of \a longest.

    friend bool operator==(const WhatIf &, const WhatIf &) = default;
};

/// Replays \a run; without rows where fewer than two of its requests have ended.
[[nodiscard]] WhatIf replay(const RunRecord &run);

/// The rows of \a whatIf as bars on one scale, that of \a atOnce marked as shown.
[[nodiscard]] QList<ComparisonBar> barsOf(const WhatIf &whatIf, int atOnce);

/// Says from where on more at once does not help.
[[nodiscard]] QString conclusion(const WhatIf &whatIf);

} // namespace ContactSheet
