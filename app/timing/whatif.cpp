#include "timing/whatif.h"

#include "core/formatting.h"
#include "runs/runsummary.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

/// How many times the longest request is near enough to it.
constexpr double NearEnough = 1.05;

/// The least number at once that is near enough: no more at once ever takes longer, so it can be halved for.
std::optional<int> leastEnough(const QList<Moment> &times, Moment longest)
{
    const auto isEnough = [&times, longest](int atOnce) {
        return toSeconds(idealWallClock(times, atOnce)) <= toSeconds(longest) * NearEnough;
    };
    if (!isEnough(MostAtOnce))
        return std::nullopt;
    int tooFew = FewestAtOnce - 1;
    int enough = MostAtOnce;
    while (enough - tooFew > 1) {
        const int middle = tooFew + (enough - tooFew) / 2;
        (isEnough(middle) ? enough : tooFew) = middle;
    }
    return enough;
}

} // namespace

WhatIf replay(const RunRecord &run)
{
    const QList<Moment> times = endedLaneTimes(run);
    if (times.size() < 2)
        return {};
    QList<int> numbers{1, 2, 4, 8, 16, 32};
    const int own = std::max(run.plan.atOnce, FewestAtOnce);
    if (!numbers.contains(own))
        numbers.insert(std::lower_bound(numbers.begin(), numbers.end(), own), own);

    WhatIf whatIf{.longest = *std::max_element(times.begin(), times.end())};
    for (const int atOnce : std::as_const(numbers))
        whatIf.rows.append({.atOnce = atOnce, .wallClock = idealWallClock(times, atOnce)});
    whatIf.enough = leastEnough(times, whatIf.longest);
    return whatIf;
}

QList<ComparisonBar> barsOf(const WhatIf &whatIf, int atOnce)
{
    QList<ComparisonBar> bars;
    for (const WhatIfRow &row : whatIf.rows) {
        bars.append({.name = Texts::tr("%1 at once").arg(QLocale().toString(row.atOnce)),
                     .time = formatDuration(row.wallClock),
                     .length = row.wallClock,
                     .isShown = row.atOnce == atOnce});
    }
    return onOneScale(std::move(bars));
}

QString conclusion(const WhatIf &whatIf)
{
    if (whatIf.rows.isEmpty())
        return {};
    const QString longest = unbroken(formatDuration(whatIf.longest));
    if (!whatIf.enough) {
        return Texts::tr("More at once would help up to %1, the most there can be.")
            .arg(QLocale().toString(MostAtOnce));
    }
    if (*whatIf.enough == 1)
        return Texts::tr("More at once would not help: the longest request alone takes %1.").arg(longest);
    return Texts::tr("More than %1 at once would not help: the longest request alone takes %2.")
        .arg(QLocale().toString(*whatIf.enough), longest);
}

} // namespace ContactSheet
