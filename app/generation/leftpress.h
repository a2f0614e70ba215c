#pragma once

#include "core/result.h"
#include "runs/runrecord.h"
#include "services/serviceaccount.h"
#include "storage/answerspool.h"
#include "storage/journalreader.h"
#include "storage/runjournal.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace ContactSheet {

/// An answer with pictures that came to an order and was not finished.
struct LeftAnswer
{
    QString order = {};     ///< What the order is called towards the service.
    QByteArray answer = {}; ///< The answer, or the picture in it.
    PictureNotes notes = {};
    QDateTime ordered = {}; ///< When the order left; invalid where nobody knows.
    bool isKept = true;     ///< Else it is in memory alone.
};

/// What an earlier run of the program has left of a press that did not end.
struct LeftPress
{
    OpenJournal journal = {};   ///< Locked, to be written on.
    QList<RunRecord> runs = {}; ///< Every job of them has ended, some only now.
    QSet<JobId> endedNow = {};  ///< Whose end is not in the journal yet.
    QSet<RunId> runsEndedNow = {};
    QSet<RunId> runsPlannedNow = {};       ///< Which the journal does not hold yet.
    QHash<JobId, LeftAnswer> answers = {}; ///< Of some jobs: what can be finished without an order.
    QSet<JobId> toOrder = {};              ///< Others: what can be ordered without being paid for twice.
    QSet<JobId> interrupted = {};          ///< Those that ended since their run was left or could not go on.
    QSet<JobId> continued = {};            ///< What another run of the press has tried again already.
    QStringList staleAnswers = {};   ///< Orders whose answers are kept though nothing needs them any more.
    QStringList unclaimedFiles = {}; ///< Pictures in the folder that no line of the journal names.
};

/// Whether \a more jobs can be planned in a journal of \a journalBytes that has \a planned already, so that
/// it can be read still when they have ended. Pure.
[[nodiscard]] bool canPlan(qsizetype planned, qint64 journalBytes, qsizetype more);

/// The jobs of \a read that wait, or were interrupted, though an order of theirs, in whichever run, may have
/// been charged: a person wanted them ordered again. Where orders cost money, nobody who goes on does that by
/// itself. Pure.
[[nodiscard]] QSet<JobId> perhapsChargedBefore(const ReadPress &read);

/// The jobs of \a read without a picture, and that no other job continues, of which an answer is in \a kept:
/// what can be finished without an order. Asks the disk for each.
[[nodiscard]] QSet<JobId> finishableJobs(const ReadPress &read, const KeptAnswers &kept);

/**
 * Takes over the press whose journal is \a journal from the run of the program that has left it, so that
 * nothing of it is under way any more: what was has an unknown outcome where orders cost money, and was
 * cancelled where they do not; what had not been sent was cancelled; what was to be ordered again, and may
 * have been charged, has an unknown outcome.
 *
 * Refused (Error::Kind::Disk, BadRequest): a journal that cannot be read or written, or on which a process
 * that is alive still writes, or in which what is left, with what is to be ordered where somebody \a
 * ordersRest, cannot go on: it could not be read any more. Changes nothing on the disk. For a pool.
 */
[[nodiscard]] Result<LeftPress> takeLeftPress(const QString &journal, const QString &fallbackFolder,
                                              Charging charging, bool ordersRest);

} // namespace ContactSheet
