#include "timing/barpieces.h"

#include "runs/displaynames.h"

#include <QCoreApplication>

#include <algorithm>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(BarParts)
};

BarPart partOf(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return BarPart::Queued;
    case Phase::Server:
        return BarPart::Server;
    case Phase::Download:
        return BarPart::Download;
    case Phase::Finish:
        return BarPart::Finish;
    case Phase::Backoff:
        return BarPart::Backoff;
    }
    Q_UNREACHABLE();
    return {};
}

/// The part of \a server, which is a server phase, in which a connection was made.
std::optional<BarPiece> connectingPiece(const PhaseSpan &server, const AttemptMarks &marks)
{
    if (!marks.connecting)
        return std::nullopt;
    const Moment begin = std::clamp(*marks.connecting, server.begin, server.end);
    const Moment end = std::clamp(marks.sent.value_or(server.end), begin, server.end);
    return BarPiece{.part = BarPart::Connecting, .begin = begin, .end = end, .attempt = server.attempt};
}

void append(QList<BarPiece> &pieces, const BarPiece &piece)
{
    if (piece.end > piece.begin)
        pieces.append(piece);
}

/// Appends \a span as one piece, or as what went on in it.
void appendSpan(QList<BarPiece> &pieces, const JobRecord &record, const PhaseSpan &span)
{
    BarPiece piece{.part = partOf(span.phase), .begin = span.begin, .end = span.end, .attempt = span.attempt};
    if (span.phase == Phase::Queued || span.phase == Phase::Backoff) {
        append(pieces, piece);
        return;
    }
    piece.hasFailed = hasFailed(record, span.attempt);
    if (span.phase == Phase::Server) {
        if (std::optional<BarPiece> made = connectingPiece(span, record.timeline.marks(span.attempt))) {
            made->hasFailed = piece.hasFailed;
            BarPiece before = piece;
            before.end = made->begin;
            append(pieces, before);
            append(pieces, *made);
            piece.begin = made->end;
        }
    }
    append(pieces, piece);
}

} // namespace

QList<BarPiece> barPieces(const JobRecord &record, Moment now)
{
    QList<BarPiece> pieces;
    for (const PhaseSpan &span : phasesUntil(record, now))
        appendSpan(pieces, record, span);
    return pieces;
}

QList<BarPiece> barPiecesAtPlace(const JobRecord &record, int attempt, Moment now)
{
    QList<BarPiece> pieces;
    const Moment last = record.timeline.marks(attempt).laneEnd.value_or(now);
    for (PhaseSpan span : phasesUntil(record, now)) {
        if (span.attempt != attempt || span.phase == Phase::Backoff)
            continue;
        span.end = std::min(span.end, last);
        appendSpan(pieces, record, span);
    }
    return pieces;
}

bool hasFailed(const JobRecord &record, int attempt)
{
    return attempt < record.timeline.attempts()
        || (record.state != JobState::Saved && record.state != JobState::Sent);
}

QList<PhaseSpan> phasesUntil(const JobRecord &record, Moment now)
{
    if (record.timeline.endMoment())
        return record.timeline.spans();
    Timeline timeline = record.timeline;
    timeline.end(now);
    return timeline.spans();
}

std::optional<Moment> connectingTime(const JobRecord &record, const PhaseSpan &server)
{
    const std::optional<BarPiece> piece = connectingPiece(server, record.timeline.marks(server.attempt));
    return piece ? std::optional(piece->end - piece->begin) : std::nullopt;
}

std::optional<Moment> connectingTime(const JobRecord &record)
{
    std::optional<Moment> sum;
    for (const PhaseSpan &span : record.timeline.spans()) {
        if (span.phase != Phase::Server)
            continue;
        if (const std::optional<Moment> time = connectingTime(record, span))
            sum = sum.value_or(Moment::zero()) + *time;
    }
    return sum;
}

QString displayName(BarPart part)
{
    switch (part) {
    case BarPart::Queued:
        return displayName(Phase::Queued);
    case BarPart::Connecting:
        return Texts::tr("connecting");
    case BarPart::Server:
        return displayName(Phase::Server);
    case BarPart::Download:
        return displayName(Phase::Download);
    case BarPart::Finish:
        return displayName(Phase::Finish);
    case BarPart::Backoff:
        return displayName(Phase::Backoff);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace ContactSheet
