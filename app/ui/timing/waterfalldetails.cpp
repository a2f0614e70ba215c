#include "ui/timing/waterfalldetails.h"

#include "core/formatting.h"
#include "timing/timingmodel.h"
#include "timing/timingwords.h"
#include "ui/timing/axispainter.h"
#include "ui/timing/underwaypainter.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Waterfall)
};

/// Thin things are met from this far.
constexpr int Reach = 5;

/// More changes and pauses than this at one point are only counted.
constexpr qsizetype MostLines = 8;

QRect around(QPoint point, const QRect &within)
{
    return QRect(point.x() - 1, within.top(), 3, within.height());
}

std::optional<WaterfallDetails> idealDetails(const WaterfallScene &scene, QPoint point,
                                             const QFontMetrics &metrics)
{
    const std::optional<IdealLabel> label = idealLabel(scene, metrics);
    if (!label || point.y() >= scene.layout.axisHeight() || point.x() < label->place.left() - Reach
        || point.x() > label->place.right() + Reach)
        return std::nullopt;
    const QString time = formatDuration(scene.ideal->at);
    const QString text = scene.ideal->isForeseen
        ? Texts::tr("Ideal end, estimated: %1. If what is missing takes the median time, and no time is lost "
                    "between requests.")
        : Texts::tr("Ideal end: %1. What the same requests would take if no time were lost between them.");
    return WaterfallDetails{.text = text.arg(time), .place = label->place};
}

/// \a lines, of which only the first are told where there are many.
QStringList shortened(QStringList lines)
{
    const qsizetype more = lines.size() - MostLines;
    if (more <= 0)
        return lines;
    lines.resize(MostLines);
    lines.append(Texts::tr("and %1 more: zoom in to see them").arg(more));
    return lines;
}

std::optional<WaterfallDetails> bandDetails(const WaterfallScene &scene, QPoint point)
{
    const QRect band = scene.layout.bandRect();
    const Moment moment = scene.momentAt(point.x());
    if (!band.contains(point) || moment > scene.now)
        return std::nullopt;
    QStringList lines = shortened(describePace(scene.model.run(), scene.momentAt(point.x() - Reach),
                                               scene.momentAt(point.x() + Reach), scene.now));
    const int underWay = countAt(scene.underWay.steps, moment);
    const int allowed = countAt(scene.underWay.allowed, moment);
    lines.append(Texts::tr("%1 of %2 at once under way at %3")
                     .arg(QString::number(underWay), QString::number(allowed), formatDuration(moment)));
    return WaterfallDetails{.text = lines.join(u'\n'), .place = around(point, band)};
}

QString describePlace(const WaterfallScene &scene, int place)
{
    Moment busy = Moment::zero();
    QSet<int> rows;
    for (const PlaceBar &bar : scene.model.places().bars(place)) {
        busy += scene.endOf(bar) - bar.begin;
        rows.insert(bar.row);
    }
    const double share = scene.now > Moment::zero() ? toSeconds(busy) / toSeconds(scene.now) : 0;
    return Texts::tr("Place %1\nRequests: %2\nIn use: %3 of the time")
        .arg(QString::number(place), QString::number(rows.size()), formatPercent(std::min(share, 1.0)));
}

/// The stretch around \a moment in which \a place was free.
QString describeGap(const WaterfallScene &scene, int place, Moment moment)
{
    const QList<PlaceBar> &bars = scene.model.places().bars(place);
    const qsizetype before = scene.model.places().lastBegun(place, moment);
    const Moment begin = before >= 0 ? scene.endOf(bars.at(before)) : Moment::zero();
    const Moment end = before + 1 < bars.size() ? bars.at(before + 1).begin : scene.now;
    return Texts::tr("Place %1 was free for %2, from %3 to %4")
        .arg(QString::number(place), formatDuration(end - begin), formatDuration(begin), formatDuration(end));
}

std::optional<WaterfallDetails> placeDetails(const WaterfallScene &scene, QPoint point, int place)
{
    const QRect line = scene.layout.rowRect(place - 1, scene.scroll);
    if (point.x() < scene.layout.barsLeft())
        return WaterfallDetails{.text = describePlace(scene, place),
                                .place = scene.layout.labelRect(place - 1, scene.scroll)};
    if (const std::optional<BarPosition> bar = barAt(scene, point))
        return WaterfallDetails{.text = describeBar(scene, *bar), .place = around(point, line)};
    const Moment moment = scene.momentAt(point.x());
    if (moment < Moment::zero() || moment > scene.now)
        return std::nullopt;
    return WaterfallDetails{.text = describeGap(scene, place, moment), .place = around(point, line)};
}

} // namespace

std::optional<WaterfallDetails> detailsAt(const WaterfallScene &scene, QPoint point,
                                          const QFontMetrics &metrics)
{
    if (const auto ideal = idealDetails(scene, point, metrics))
        return ideal;
    if (point.y() < scene.layout.rowsTop())
        return bandDetails(scene, point);
    const int line = scene.layout.rowAt(point.y(), scene.scroll);
    if (scene.isByPlace)
        return line < scene.model.places().count() ? placeDetails(scene, point, line + 1) : std::nullopt;
    if (line >= scene.model.rowCount())
        return std::nullopt;
    return WaterfallDetails{.text = scene.model.description(line, scene.now),
                            .place = scene.layout.rowRect(line, scene.scroll)};
}

QString describePace(const WaterfallScene &scene)
{
    const RunRecord &run = scene.model.run();
    const QStringList lines = shortened(describePace(run, Moment::zero(), scene.now, scene.now));
    return lines.isEmpty()
        ? Texts::tr("The number at once did not change, and the service was never waited for.")
        : lines.join(u'\n');
}

std::optional<BarPosition> barAt(const WaterfallScene &scene, QPoint point)
{
    const int place = scene.layout.rowAt(point.y(), scene.scroll) + 1;
    if (place < 1 || place > scene.model.places().count() || point.x() < scene.layout.barsLeft())
        return std::nullopt;
    const auto nearest = scene.model.places().nearest(place, scene.momentAt(point.x()));
    if (!nearest)
        return std::nullopt;
    const PlaceBar &bar = scene.model.places().bar(*nearest);
    const bool isMet = point.x() >= scene.x(bar.begin) - 2 && point.x() <= scene.x(scene.endOf(bar)) + 2;
    return isMet ? nearest : std::nullopt;
}

QRect barRect(const WaterfallScene &scene, BarPosition position)
{
    const PlaceBar &bar = scene.model.places().bar(position);
    const QRect line = scene.layout.rowRect(position.place - 1, scene.scroll);
    const int left = scene.pixel(bar.begin);
    return QRect(left, line.top(), std::max(scene.pixel(scene.endOf(bar)) - left, 1), line.height());
}

QString describeBar(const WaterfallScene &scene, BarPosition position)
{
    const PlaceBar &bar = scene.model.places().bar(position);
    const JobRecord &record = scene.model.record(bar.row);
    const QString all = scene.model.description(bar.row, scene.now);
    // Of several tries, first which one this is.
    return record.timeline.attempts() > 1 ? describeTry(record, bar.attempt) % u'\n' % all : all;
}

} // namespace ContactSheet
