#include "storage/journalvalues.h"

#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// A run of more than a year is none.
constexpr double LatestMilliseconds = 1000.0 * 60 * 60 * 24 * 366;

Error::Kind kindOf(const QString &word)
{
    using Kind = Error::Kind;
    return valueOf<Kind>(word,
                         {Kind::Network, Kind::Key, Kind::Quota, Kind::RateLimit, Kind::Refused,
                          Kind::BadRequest, Kind::Service, Kind::UnreadableAnswer, Kind::Disk,
                          Kind::Cancelled, Kind::UnknownOutcome})
        .value_or(Kind::Service);
}

} // namespace

std::optional<Moment> momentOf(const QJsonValue &milliseconds)
{
    const double number = milliseconds.toDouble(-1);
    if (!(number >= 0 && number <= LatestMilliseconds))
        return std::nullopt;
    return Moment(std::llround(number * 1e6));
}

JobId jobIdOf(const QJsonValue &number)
{
    return JobId(quint64(std::max<qint64>(number.toInteger(), 0)));
}

Error errorOf(const QJsonObject &object, JobState state)
{
    Error error{.kind = kindOf(object[u"kind"].toString()),
                .message = object[u"message"].toString(),
                .detail = object[u"detail"].toString(),
                .requestId = object[u"request_id"].toString()};
    if (object[u"status"].isDouble())
        error.status = object[u"status"].toInt();
    if (state == JobState::Unknown)
        error.charge = Error::Charge::Perhaps;
    else if (state == JobState::Expired)
        error.charge = Error::Charge::Yes;
    return error;
}

std::optional<QSize> sizeOf(const QString &text)
{
    const QStringList sides = text.split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    return sides.size() == 2 && !size.isEmpty() ? std::optional(size) : std::nullopt;
}

} // namespace ContactSheet
