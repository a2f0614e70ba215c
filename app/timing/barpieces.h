#pragma once

#include "runs/runrecord.h"

#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/// What a piece of a bar shows: a phase, or of the server phase the part in which a connection was made.
enum class BarPart { Queued, Connecting, Server, Download, Finish, Backoff };

/// A stretch of the time axis in which one thing went on with a picture.
struct BarPiece
{
    BarPart part = BarPart::Queued;
    Moment begin = {};
    Moment end = {};
    int attempt = 0;        ///< 0 before the first attempt.
    bool hasFailed = false; ///< Of an attempt that came to nothing.

    friend bool operator==(const BarPiece &, const BarPiece &) = default;
};

/**
 * The life of \a record up to \a now, without a gap from the start of the run; the last piece grows up to
 * \a now until the picture has ended. Pieces that took no time are left out.
 */
[[nodiscard]] QList<BarPiece> barPieces(const JobRecord &record, Moment now);

/// The same, of \a attempt alone, and only as long as it held its place.
[[nodiscard]] QList<BarPiece> barPiecesAtPlace(const JobRecord &record, int attempt, Moment now);

/// Whether \a attempt of \a record came to nothing.
[[nodiscard]] bool hasFailed(const JobRecord &record, int attempt);

/// The phases of \a record up to \a now, those that took no time among them; the one that still goes on ends
/// at \a now.
[[nodiscard]] QList<PhaseSpan> phasesUntil(const JobRecord &record, Moment now);

/// How much of \a server, a server phase of \a record, was spent on a new connection; nothing where none was
/// begun.
[[nodiscard]] std::optional<Moment> connectingTime(const JobRecord &record, const PhaseSpan &server);

/// The same of all server phases of \a record that are over.
[[nodiscard]] std::optional<Moment> connectingTime(const JobRecord &record);

/// The word for \a part on the screen: "connecting", "waiting to retry".
[[nodiscard]] QString displayName(BarPart part);

} // namespace ContactSheet
