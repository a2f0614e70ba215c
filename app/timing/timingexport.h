#pragma once

#include "runs/runrecord.h"

#include <QByteArray>
#include <QList>

namespace ContactSheet {

/**
 * The times of \a runs as CSV, a row a picture (docs/timing.md, Export).
 *
 * UTF-8 with CRLF, every field in quotes; a field that a spreadsheet would take for a formula has an
 * apostrophe before it. Names and words are a contract and never translated; what did not happen is empty.
 */
[[nodiscard]] QByteArray timingCsv(const QList<RunRecord> &runs);

/**
 * The times of \a runs in the Trace Event Format, for chrome://tracing, Perfetto and other viewers
 * (docs/timing.md, Export). A run that has not ended is taken as it stood at the moment \a now.
 *
 * A run is a process, a place at once a thread of it; all runs begin at zero, to be compared. Phases that
 * hold no place (saving beyond it, waiting to retry) are asynchronous events, so that what is in a thread is
 * properly nested.
 */
[[nodiscard]] QByteArray chromeTrace(const QList<RunRecord> &runs, Moment now);

} // namespace ContactSheet
