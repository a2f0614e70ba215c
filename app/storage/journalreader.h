#pragma once

#include "core/result.h"
#include "runs/runrecord.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace ContactSheet {

/// Something in a journal that could not be read, and was left out.
struct JournalProblem
{
    int line = 0; ///< From 1.
    QString message = {};

    friend bool operator==(const JournalProblem &, const JournalProblem &) = default;
};

/// A press of Generate, as its journal tells it.
struct ReadPress
{
    QString listName = {};
    QString service = {}; ///< Its id in the catalog of the program that wrote it.
    QUrl baseUrl = {};
    QString names = {};     ///< The template of the pictures' names; empty where it is not told.
    QDateTime started = {}; ///< UTC.
    QList<RunRecord> runs =
        {}; ///< In the order in which they were planned; without an end where they did not end.
    QHash<JobId, QString> openOrders = {};    ///< Of jobs that are Sent: what the order is called
                                              ///< towards the service. Not of one that is only finished.
    QHash<JobId, QString> unknownOrders = {}; ///< Of jobs with an unknown outcome: their answers may be kept.
    QHash<JobId, QString> unsavedOrders = {}; ///< Of jobs of which isAnswerNeeded(): just so.
    /// Jobs of which an end once said that an order of theirs was charged, or may have been where orders cost
    /// money; whatever became of them since.
    QSet<JobId> chargedJobs = {};
    QHash<QString, PictureNotes> notes = {}; ///< What came with the answers to all of these orders.
    QSet<JobId> cancelledJobs = {}; ///< Those that are Waiting, though their "cancelled" was written already.
    /// Those that ended, and are still to be ordered, since whoever made them was left, or could not go on:
    /// what was cancelled then, what was to be tried again by itself, and what failed for want of a network,
    /// a key or credit.
    QSet<JobId> interruptedJobs = {};
    /// Those that had not been saved when a person stopped them, or all, and that nobody asked for since:
    /// none of them is still to be ordered, even where it is Waiting.
    QSet<JobId> stoppedJobs = {};
    QHash<QString, QDateTime> orderTimes = {}; ///< When those of the orders left that are not closed; UTC.
    QStringList closedOrders = {};             ///< Those of which nothing needs to be kept any more.
    QSet<QString> trashedFiles = {};           ///< Those of its pictures that a person moved to the trash.
    /// Runs that were to come after those that were planned, such as the second of Both: their jobs are
    /// those of the first, and no line of the journal is of them.
    QSet<RunId> unplannedRuns = {};
    QList<JournalProblem> problems = {};

    friend bool operator==(const ReadPress &, const ReadPress &) = default;
};

/**
 * Reads \a bytes, the whole of a run.jsonl (docs/run-format.md), into what was on the screen.
 *
 * A job without an end stays Waiting where nothing of it is under way, and Sent where an order left. Waiting
 * is also what was cancelled to go on in another run that was never planned. Times are those that were on the
 * screen where the attempt has ended; of one that was cut off, when it connected and was sent is missing. A
 * line that cannot be read is left out and named in \a problems, as is the last one where it was cut off;
 * events that are not known mean nothing. Pure: nothing in it is trusted, and a file that is named outside of
 * the press's folder is not taken over unless its path is absolute below \a fallbackFolder; a picture that
 * was saved in a third folder is saved, and has no file here.
 *
 * Refused (Error::Kind::BadRequest): bytes that are no journal, and journals of a later version.
 */
[[nodiscard]] Result<ReadPress> readJournal(const QByteArray &bytes, const QString &fallbackFolder);

/// The same for the file \a path. Waits for the disk (Error::Kind::Disk).
[[nodiscard]] Result<ReadPress> readJournalFile(const QString &path, const QString &fallbackFolder);

/// The largest journal that is read: a hundred thousand pictures take a tenth of it.
constexpr qint64 LargestJournal = qint64(1024) * 1024 * 1024;

/// The most jobs that a journal may plan, over all its runs: a plan beyond it cannot be read. A press makes
/// 100,000 pictures, twice for Both, and each time that it goes on plans again what is left of them.
constexpr qsizetype MostPlannedJobs = 1'000'000;

} // namespace ContactSheet
