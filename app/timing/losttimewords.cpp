#include "timing/losttimewords.h"

#include "core/formatting.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(LostTime)
};

/// Less than this share of the wall clock, or less than this of its time, is nothing to speak of.
constexpr double LeastShare = 0.01;
constexpr Moment LeastTime = 50ms;

QString durationText(Moment duration)
{
    return unbroken(formatDuration(duration));
}

QString numberText(int number)
{
    return QLocale().toString(number);
}

/// "0.4 %" for little, so that no part that is told of is a "0 %".
QString shareText(double share)
{
    return share < 0.0095 ? u"%1 %"_s.arg(QLocale().toString(share * 100, 'f', 1)) : formatPercent(share);
}

bool isWorthTelling(const LostTime &lost, const Loss &loss)
{
    const double share = shareOf(loss.placeTime, lost);
    return share >= LeastShare && share * toSeconds(lost.wallClock) >= toSeconds(LeastTime);
}

/// Whether the service has shown that it takes no more at once.
bool asksForFewer(const LostTime &lost)
{
    return std::any_of(lost.losses.begin(), lost.losses.end(), [&lost](const Loss &loss) {
        return (loss.kind == LossKind::RateLimit || loss.kind == LossKind::Overload)
            && isWorthTelling(lost, loss);
    });
}

QString idleSentence(LossKind kind, const QString &during)
{
    switch (kind) {
    case LossKind::RateLimit:
        return Texts::tr("The service asked for fewer requests (429), which kept places idle for %1. Send "
                         "fewer at once.")
            .arg(during);
    case LossKind::Overload:
        return Texts::tr("The service had too much to do (503), which kept places idle for %1. Send fewer at "
                         "once, or try at another hour.")
            .arg(during);
    case LossKind::Key:
        return Texts::tr("The key was not accepted, and nothing was sent for %1. Test the key in Services "
                         "before a run.")
            .arg(during);
    case LossKind::Quota:
        return Texts::tr("There was no credit left, and nothing was sent for %1. Add credit before a run.")
            .arg(during);
    case LossKind::Storage:
        return Texts::tr(
                   "The disk took no more pictures, and nothing was sent for %1. Make room before a run.")
            .arg(during);
    case LossKind::Held:
        return Texts::tr("Places stayed idle for %1 although requests waited. Raise the limit of requests a "
                         "minute if there is one; otherwise the service was only just tried again, or this "
                         "computer was too busy.")
            .arg(during);
    case LossKind::Stopped:
        return Texts::tr("After Stop, places stayed idle for %1.").arg(during);
    default:
        return Texts::tr("Waiting after failures kept places idle for %1. If it goes on, look after the "
                         "connection or choose another service.")
            .arg(during);
    }
}

QString lastRequestsSentence(const LostTime &lost, const Loss &loss)
{
    const LongEnd &end = lost.longEnd;
    const QString during = durationText(end.places > 0 ? end.during : loss.during);
    if (lost.hasRoomForAll) {
        return Texts::tr("All requests were under way at once, and the longest kept the places of the others "
                         "idle for up to %1. Only a quicker service would end the run sooner.")
            .arg(during);
    }
    const QString advice = asksForFewer(lost)
        ? Texts::tr("Put long prompts first.") // More at once would only be refused.
        : Texts::tr("Put long prompts first, or send more at once.");
    QString sentence;
    if (end.requests == 1 && end.places == 1)
        sentence = Texts::tr("The last request kept 1 place idle for %1.").arg(during);
    else if (end.requests == 1)
        sentence =
            Texts::tr("The last request kept %1 places idle for %2.").arg(numberText(end.places), during);
    else if (end.places == 1)
        sentence = Texts::tr("%1 requests at the end kept 1 place idle for %2.")
                       .arg(numberText(end.requests), during);
    else
        sentence = Texts::tr("%1 requests at the end kept %2 places idle for %3.")
                       .arg(numberText(end.requests), numberText(end.places), during);
    return sentence % u' ' % advice;
}

QString retriesSentence(const Loss &loss)
{
    const QString time = durationText(loss.placeTime);
    if (loss.requests == 1) {
        return Texts::tr("1 request came to nothing after %1 and was made again. If that goes on, send fewer "
                         "at once or look after the connection.")
            .arg(time);
    }
    return Texts::tr("%1 requests came to nothing after %2 in all and were made again. If that goes on, send "
                     "fewer at once or look after the connection.")
        .arg(numberText(loss.requests), time);
}

QString noPictureSentence(const Loss &loss)
{
    const QString time = durationText(loss.placeTime);
    if (loss.requests == 1) {
        return Texts::tr("1 request ended without a picture after %1. Its error details say what to change.")
            .arg(time);
    }
    return Texts::tr("%1 requests ended without a picture after %2 in all. Their error details say what to "
                     "change.")
        .arg(numberText(loss.requests), time);
}

QString connectingSentence(const Loss &loss)
{
    const QString time = durationText(loss.placeTime);
    if (loss.requests == 1) {
        return Texts::tr("1 new connection took %1. It is kept open: more pictures in one run lose less to "
                         "it.")
            .arg(time);
    }
    return Texts::tr("%1 new connections took %2 in all. They are kept open: more pictures in one run lose "
                     "less to them.")
        .arg(numberText(loss.requests), time);
}

QString diskSentence(const LostTime &lost, const Loss &loss, Mode mode)
{
    const QString time = durationText(loss.placeTime);
    if (lost.wasDiskFull) {
        return Texts::tr("Pictures that were here waited for room on the disk, %1 in all. Make room there "
                         "before the next run, or choose another folder.")
            .arg(time);
    }
    if (mode == Mode::Sequential) {
        return Texts::tr("Each request waited until the picture before it was safe on disk, %1 in all. "
                         "Parallel does not wait for that.")
            .arg(time);
    }
    return Texts::tr("Pictures on their way to the disk kept places from the next request, %1 in all. A "
                     "faster disk, or fewer at once, shortens that.")
        .arg(time);
}

QString sentenceFor(const LostTime &lost, const Loss &loss, Mode mode)
{
    switch (loss.kind) {
    case LossKind::LastRequests:
        return lastRequestsSentence(lost, loss);
    case LossKind::Retries:
        return retriesSentence(loss);
    case LossKind::NoPicture:
        return noPictureSentence(loss);
    case LossKind::Connecting:
        return connectingSentence(loss);
    case LossKind::Disk:
        return diskSentence(lost, loss, mode);
    case LossKind::Preparing:
        return Texts::tr("Noting requests on disk and handing them over took %1 in all. A faster disk, or a "
                         "computer with less to do, shortens that.")
            .arg(durationText(loss.placeTime));
    default:
        return idleSentence(loss.kind, durationText(loss.during));
    }
}

} // namespace

QList<TimeShare> describe(const LostTime &lost, Mode mode)
{
    if (lost.placeTime <= Moment::zero())
        return {};
    QList<TimeShare> shares{{.share = shareText(shareOf(lost.useful, lost)),
                             .sentence = Texts::tr("Pictures were being made and received.")}};
    for (const Loss &loss : lost.losses) {
        if (shares.size() <= MostLossesTold && isWorthTelling(lost, loss))
            shares.append({.share = shareText(shareOf(loss.placeTime, lost)),
                           .sentence = sentenceFor(lost, loss, mode)});
    }
    if (shares.size() == 1) {
        shares.append({.sentence = lost.isOver ? Texts::tr("No time to speak of was lost.")
                                               : Texts::tr("No time to speak of has been lost so far.")});
    }
    return shares;
}

} // namespace ContactSheet
