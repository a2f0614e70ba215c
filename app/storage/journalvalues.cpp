#include "storage/journalvalues.h"

#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// A run of more than a year is none.
constexpr double LatestMilliseconds = 1000.0 * 60 * 60 * 24 * 366;

/// How much of \a sum, a phase over all attempts, is not in \a before; nothing where nothing is.
std::optional<Moment> restOf(const QJsonValue &sum, std::optional<Moment> before)
{
    const std::optional<Moment> all = momentOf(sum);
    if (!all || (before && *all <= *before))
        return std::nullopt;
    return *all - before.value_or(Moment::zero());
}

} // namespace

std::optional<Moment> momentOf(const QJsonValue &milliseconds)
{
    const double number = milliseconds.toDouble(-1);
    if (!(number >= 0 && number <= LatestMilliseconds))
        return std::nullopt;
    return Moment(std::llround(number * 1e6));
}

std::optional<Error::Kind> kindOf(const QString &word)
{
    using Kind = Error::Kind;
    return valueOf<Kind>(word,
                         {Kind::Network, Kind::Key, Kind::Quota, Kind::RateLimit, Kind::Refused,
                          Kind::BadRequest, Kind::Service, Kind::UnreadableAnswer, Kind::Disk,
                          Kind::Cancelled, Kind::UnknownOutcome});
}

JobId jobIdOf(const QJsonValue &number)
{
    return JobId(quint64(std::max<qint64>(number.toInteger(), 0)));
}

Error errorOf(const QJsonObject &object, JobState state)
{
    Error error{.kind = kindOf(object[u"kind"].toString()).value_or(Error::Kind::Service),
                .message = object[u"message"].toString(),
                .detail = object[u"detail"].toString(),
                .status = statusOf(object),
                .requestId = object[u"request_id"].toString()};
    if (state == JobState::Unknown)
        error.charge = Error::Charge::Perhaps;
    else if (state == JobState::Expired)
        error.charge = Error::Charge::Yes;
    return error;
}

std::optional<int> statusOf(const QJsonObject &object)
{
    const QJsonValue status = object[u"status"];
    return status.isDouble() ? std::optional(status.toInt()) : std::nullopt;
}

std::optional<QSize> sizeOf(const QString &text)
{
    const QStringList sides = text.split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    return sides.size() == 2 && !size.isEmpty() ? std::optional(size) : std::nullopt;
}

void cutLastAttempt(Timeline &timeline, const QJsonObject &line, Moment moment)
{
    if (!timeline.isInAttempt())
        return;
    const QJsonObject marks = line[u"marks"].toObject();
    if (const std::optional<Moment> connecting = momentOf(marks[u"connecting_ms"]))
        timeline.markConnecting(*connecting);
    if (const std::optional<Moment> sent = momentOf(marks[u"sent_ms"]))
        timeline.markSent(*sent);
    const QJsonObject phases = line[u"phases"].toObject();
    const auto download = restOf(phases[u"download_ms"], timeline.total(Phase::Download));
    const auto finish = restOf(phases[u"finish_ms"], timeline.total(Phase::Finish));
    const Moment lastByte = moment - finish.value_or(Moment::zero());
    if (download)
        timeline.firstByte(lastByte - *download);
    if (finish)
        timeline.lastByte(lastByte);
    if (const std::optional<Moment> laneEnd = momentOf(marks[u"lane_end_ms"]))
        timeline.releaseLane(std::min(*laneEnd, moment));
}

void endTimeline(Timeline &timeline, const QJsonObject &line, Moment moment)
{
    if (timeline.endMoment())
        return;
    cutLastAttempt(timeline, line, moment);
    timeline.end(moment);
}

std::optional<AtOnceChange> atOnceChangeOf(const QJsonObject &line, Moment moment, bool isAutomatic)
{
    using Reason = AtOnceReason;
    const std::optional<Reason> reason =
        valueOf<Reason>(line[u"reason"].toString(),
                        {Reason::Started, Reason::Chosen, Reason::Growing, Reason::SlowAnswers,
                         Reason::RateLimit, Reason::Overload, Reason::Recovered, Reason::Learned});
    if (!reason)
        return std::nullopt;
    return AtOnceChange{.at = moment,
                        .atOnce = std::clamp(line[u"at_once"].toInt(1), FewestAtOnce, MostAtOnce),
                        .reason = *reason,
                        .isAutomatic = line[u"at_once_automatic"].toBool(isAutomatic)};
}

} // namespace ContactSheet
