#pragma once

#include "core/result.h"

#include <QList>
#include <QStringList>

namespace ContactSheet {

/// A file that was moved to the trash of the system, and the way back.
struct TrashedFile
{
    QString file = {};    ///< Where it stood; absolute.
    QString inTrash = {}; ///< Where it is now; empty where the system does not say.

    friend bool operator==(const TrashedFile &, const TrashedFile &) = default;
};

/// What became of several files: those that were moved, and why the others were not.
struct TrashResult
{
    QList<TrashedFile> moved = {};
    QList<TrashedFile> waiting = {}; ///< Still in the trash; bringing them back may be tried again.
    QList<Error> failures = {};
};

/// Moves \a files to the trash of the system, each for itself. Any thread; waits for the disk.
[[nodiscard]] TrashResult moveToTrash(const QStringList &files);

/**
 * Moves \a files back to where they stood, each for itself; what stands there by now is never replaced, and
 * the file then stays in the trash. Any thread; waits for the disk.
 */
[[nodiscard]] TrashResult restoreFromTrash(const QList<TrashedFile> &files);

} // namespace ContactSheet
