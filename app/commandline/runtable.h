#pragma once

#include "runs/runrecord.h"

#include <QList>
#include <QString>

namespace ContactSheet {

/// A table of \a run for people: a line a picture with its state, its seconds and its file or what went
/// wrong.
[[nodiscard]] QString runTable(const RunRecord &run);

/// The figures of \a run in a line or two; \a sequential as for summarize().
[[nodiscard]] QString runFigures(const RunRecord &run, std::optional<Moment> sequential);

/// Both wall clocks on one scale and the speed-up, for a press that ran the same plan both ways; else empty.
[[nodiscard]] QString comparison(const QList<RunRecord> &runs);

} // namespace ContactSheet
