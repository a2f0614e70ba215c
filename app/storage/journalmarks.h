#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QList>
#include <QString>

namespace ContactSheet {

/// What a person did to the file of a picture after its press had ended.
struct JournalMark
{
    enum class Kind {
        Trash,   ///< It was moved to the trash of the system.
        Restore, ///< It came back from there.
    };

    Kind kind = Kind::Trash;
    JobId job = {};
    QString file = {}; ///< As the journal names it.
};

/**
 * Appends \a marks to the journal \a path, which no process writes on, and waits until they are on the disk.
 * Any thread. Refused (Error::Kind::Disk), with the journal as it was: where reopenJournal() refuses it, or
 * the disk takes no more.
 */
[[nodiscard]] Result<Done> appendMarks(const QString &path, const QList<JournalMark> &marks);

} // namespace ContactSheet
