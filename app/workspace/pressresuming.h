#pragma once

#include "generation/press.h"
#include "storage/journalreader.h"
#include "workspace/pressprogress.h"

#include <QString>

namespace ContactSheet {

/// A press of an earlier run of the program, as its journal tells it.
struct LeftJournal
{
    QString journal = {}; ///< Its absolute path.
    ReadPress read = {};
    /// Over all its runs, by what a resume makes of them: what is under way has no end in the journal; what
    /// waits is ordered, which was interrupted as well; what a person wanted ordered again, and was not, is
    /// of unknown outcome still; what can be finished is none of these.
    PressCounts counts = {};
    int finishable = 0;     ///< Pictures whose answer is kept: they are saved without an order.
    bool isUnended = false; ///< Something of it is without an end, or still to be ordered or finished.
};

/// What \a journal, the path of one, tells. Waits for the disk. Refused (Error::Kind::BadRequest, Disk): what
/// is none, or cannot be read.
[[nodiscard]] Result<LeftJournal> readLeftPress(const QString &journal);

/**
 * The newest press in \a folder that did not end, or the newest of all where all have. Waits for the disk.
 * Refused (Error::Kind::BadRequest, Disk): a folder without a journal in which something was planned, or,
 * where no other did not end, with one that cannot be read.
 */
[[nodiscard]] Result<LeftJournal> findLeftPress(const QString &folder);

/**
 * The presses in the folders of \a library that did not end and that no process goes on with, the newest
 * first; those of the practice service are left out, since they can be made again for nothing. Looks at the
 * newest MostLeftSearched folders, and reads the whole of a journal only where its last line does not
 * end it for good, it has several runs, or answers are kept. Waits for the disk.
 */
[[nodiscard]] QList<LeftJournal> findLeftPresses(const QString &library);

constexpr int MostLeftSearched = 1000;

/// The runs that Generate asked for in \a read, without those that tried some of their pictures again.
[[nodiscard]] QList<RunPlan> plannedRuns(const ReadPress &read);

/**
 * The press of \a left as it can go on by \a account, in its own folder and with the names that its
 * pictures had. Refused (Error::Kind::BadRequest): another service, or another address of it, than those at
 * which it was begun, where what was ordered is and where a key may go.
 */
[[nodiscard]] Result<Press> pressToResume(const LeftJournal &left, const ServiceAccount &account);

} // namespace ContactSheet
