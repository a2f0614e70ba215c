#include "services/retryafter.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int YearsAheadOfTheCentury = 50;

std::optional<std::chrono::milliseconds> wait(double milliseconds)
{
    if (!std::isfinite(milliseconds))
        return std::nullopt;
    const double longest = double(LongestWait.count());
    return std::chrono::milliseconds(qint64(std::ceil(std::clamp(milliseconds, 0.0, longest))));
}

std::optional<std::chrono::milliseconds> readNumber(const QByteArray &text, double scale)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    return isNumber ? wait(number * scale) : std::nullopt;
}

QDateTime read(const QString &text, const QString &form)
{
    QDateTime date = QLocale::c().toDateTime(text, form);
    date.setTimeZone(QTimeZone::utc());
    return date;
}

} // namespace

QDateTime httpDate(const QByteArray &text, const QDateTime &now)
{
    // Without the name of the day, which would have to be right.
    QString rest = QString::fromLatin1(text).simplified();
    rest.remove(0, rest.indexOf(u' ') + 1);
    if (const QDateTime date = read(rest, u"dd MMM yyyy hh:mm:ss 'GMT'"_s); date.isValid())
        return date;
    if (const QDateTime date = read(rest, u"MMM d hh:mm:ss yyyy"_s); date.isValid())
        return date;
    QDateTime date = read(rest, u"dd-MMM-yy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return {};
    date = date.addYears(now.date().year() / 100 * 100 - date.date().year() / 100 * 100);
    return date > now.addYears(YearsAheadOfTheCentury) ? date.addYears(-100) : date;
}

std::optional<std::chrono::milliseconds> retryAfter(const ServiceAnswer &answer, const QDateTime &now)
{
    if (const auto asked = readNumber(answer.header("retry-after-ms"), 1))
        return asked;
    const QByteArray text = answer.header("retry-after");
    if (const auto asked = readNumber(text, 1000))
        return asked;
    const QDateTime then = httpDate(text, now);
    if (!then.isValid())
        return std::nullopt;
    const QDateTime there = httpDate(answer.header("date"), now);
    return wait(double((there.isValid() ? there : now).msecsTo(then)));
}

} // namespace ContactSheet
