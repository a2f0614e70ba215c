#pragma once

#include "core/error.h"
#include "runs/runrecord.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QUrl>

namespace ContactSheet {

/**
 * The lines of run.jsonl as values (docs/run-format.md describes them for others): what is common to all,
 * and one function an event for what is its own. None of them ever holds a key.
 */
namespace JournalEvent {

/// What every line begins with: version, time, run and the event's name, merged with \a fields.
[[nodiscard]] QJsonObject line(const QString &event, const QDateTime &at, std::optional<RunId> run,
                               Moment moment, const QJsonObject &fields);

/// \a names is the template of the pictures' names; \a runs are all that the press is to have.
[[nodiscard]] QJsonObject press(const QString &list, const QString &service, const QUrl &baseUrl,
                                const QString &names, const QList<RunPlan> &runs);
/// An earlier run of the program has left the press, and this one goes on with it.
[[nodiscard]] QJsonObject resumed();
/// \a isStopped: a person stopped it before it begins, and it is planned for its end alone.
[[nodiscard]] QJsonObject plan(const RunPlan &plan, bool isStopped = false);
/// \a lane is the place at once that the attempt has; 1 and up.
[[nodiscard]] QJsonObject sending(const Job &job, int attempt, int lane, const QString &order);
/// \a spool names the file that holds the answer, or its picture, until that is safe, if any; \a notes are
/// what it said beside the picture.
[[nodiscard]] QJsonObject answered(const Job &job, int status, const QString &requestId, const QString &spool,
                                   const PictureNotes &notes);
/// The query of \a url is left out: in signed links it is a secret.
[[nodiscard]] QJsonObject link(const Job &job, const QUrl &url);
/// The kept answer to \a order is finished, without another order.
[[nodiscard]] QJsonObject finishing(const Job &job, int attempt, int lane, const QString &order);
/// A person has stopped \a job, which waits or is under way.
[[nodiscard]] QJsonObject stopped(const Job &job);
[[nodiscard]] QJsonObject saved(const Job &job, const SavedPicture &picture, const Timeline &timeline);
/// How \a record ended, where it did not end saved. \a keptAnswer names the file with what came, if any.
/// \a isInterrupted: nobody wished that, and it is still to be ordered.
[[nodiscard]] QJsonObject ended(const JobRecord &record, const QString &keptAnswer, bool isInterrupted);
/// A person asked for another attempt of \a record, which had ended.
[[nodiscard]] QJsonObject asked(const JobRecord &record);
/// The newest attempt of \a record came to \a error; the next one comes \a after that.
[[nodiscard]] QJsonObject retrying(const JobRecord &record, const Error &error,
                                   std::chrono::milliseconds after);
/// Nothing is ordered for a while, or, where \a pause has its end, orders go on.
[[nodiscard]] QJsonObject pause(const ServicePause &pause);
[[nodiscard]] QJsonObject lanes(const AtOnceChange &change);
/// \a pressGoesOn: another run of its press is without an end, or is still to be planned, or may be. \a
/// isInterrupted: it ended since somebody left it, or since it could not go on.
[[nodiscard]] QJsonObject runEnded(const RunRecord &run, bool pressGoesOn, bool isInterrupted);

} // namespace JournalEvent

/// \a error as journals and reports hold it: {"kind", "message", "status", "request_id"}, with its detail.
[[nodiscard]] QJsonObject errorObject(const Error &error);

/// The phases of \a timeline in milliseconds: {"queued_ms": …}, null for what did not happen.
[[nodiscard]] QJsonObject phasesObject(const Timeline &timeline);

} // namespace ContactSheet
