#include "gallery/tile.h"

#include "core/formatting.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Gallery)
};

/// A prompt may have any length; laying out more than can be seen would cost each frame.
constexpr qsizetype LongestCaption = 300;
constexpr qsizetype LongestToolTip = 1200;

QString beginning(const QString &text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest) + u'…';
}

/// An error of an attempt before this one stands there as well.
bool waitsForPlace(const JobRecord &record)
{
    return record.error && record.error->kind == Error::Kind::Disk;
}

bool isReceiving(const Timeline &timeline)
{
    return !timeline.spans().isEmpty() && timeline.spans().constLast().phase == Phase::Server
        && timeline.spans().constLast().attempt == timeline.attempts();
}

} // namespace

TilePhase tilePhase(const JobRecord &record)
{
    switch (record.state) {
    case JobState::Waiting:
        return record.timeline.hasBegun() ? TilePhase::WaitingToRetry : TilePhase::Waiting;
    case JobState::Sent:
        if (record.timeline.isFinishing())
            return waitsForPlace(record) ? TilePhase::WaitingForPlace : TilePhase::Saving;
        return isReceiving(record.timeline) ? TilePhase::Receiving : TilePhase::Sent;
    case JobState::Saved:
        return TilePhase::Done;
    case JobState::Refused:
        return TilePhase::Refused;
    case JobState::Failed:
        return TilePhase::Failed;
    case JobState::Expired:
        if (isDownloadOpen(record))
            return TilePhase::NotDownloaded;
        return record.error && !isPerhapsCharged(record) ? TilePhase::Gone : TilePhase::Expired;
    case JobState::Unknown:
        return TilePhase::Unknown;
    case JobState::Cancelled:
        return TilePhase::Cancelled;
    }
    Q_UNREACHABLE();
    return TilePhase::Waiting;
}

QString tileWords(TilePhase phase)
{
    switch (phase) {
    case TilePhase::Waiting:
        return Texts::tr("waiting");
    case TilePhase::WaitingToRetry:
        return Texts::tr("waiting to retry");
    case TilePhase::Sent:
        return Texts::tr("sent");
    case TilePhase::Receiving:
        return Texts::tr("receiving");
    case TilePhase::Saving:
        return Texts::tr("saving");
    case TilePhase::WaitingForPlace:
        return Texts::tr("waiting for room on the disk");
    case TilePhase::Done:
        return Texts::tr("done");
    case TilePhase::Refused:
        return Texts::tr("refused");
    case TilePhase::Failed:
        return Texts::tr("failed");
    case TilePhase::Gone:
        return Texts::tr("made but gone");
    case TilePhase::Expired:
        return Texts::tr("charged but gone");
    case TilePhase::NotDownloaded:
        return Texts::tr("charged, not downloaded");
    case TilePhase::Unknown:
        return Texts::tr("unknown outcome");
    case TilePhase::Cancelled:
        return Texts::tr("cancelled");
    }
    Q_UNREACHABLE();
    return {};
}

bool isUnderWay(TilePhase phase)
{
    return phase == TilePhase::Sent || phase == TilePhase::Receiving;
}

bool isBeingMade(TilePhase phase)
{
    return isUnderWay(phase) || phase == TilePhase::Saving || phase == TilePhase::WaitingForPlace;
}

QString accessibleText(const Tile &tile)
{
    QString text = tileWords(tile.phase);
    if (tile.phase == TilePhase::Done)
        text = Texts::tr("done in %1").arg(formatDuration(tile.laneTime));
    if (!tile.error.isEmpty() && tile.phase != TilePhase::Done)
        text += u". "_s + tile.error;
    return Texts::tr("Image %1: %2. %3").arg(QString::number(tile.index), tile.caption, text);
}

QString toolTip(const Tile &tile)
{
    QString text = beginning(tile.prompt.trimmed(), LongestToolTip);
    if (tile.phase == TilePhase::Done)
        return text + u'\n' + QDir::toNativeSeparators(tile.file);
    if (!tile.error.isEmpty())
        text += u"\n\n"_s + beginning(tile.error, LongestToolTip);
    if (!tile.detail.isEmpty())
        text += u'\n' + beginning(tile.detail, LongestToolTip);
    return text;
}

Tile makeTile(RunId run, const JobRecord &record, Clock::time_point runBegan, const QString &folder)
{
    Tile tile{.run = run,
              .record = record,
              .job = record.job.id,
              .index = record.job.index,
              .state = record.state,
              .phase = tilePhase(record),
              .mostAttempts = record.mostAttempts,
              .attempt = record.timeline.attempts(),
              .prompt = record.job.prompt,
              .laneTime = record.timeline.laneTime()};
    // Cut before it is simplified: that reads the whole text.
    tile.caption = tile.prompt.left(2 * LongestCaption).simplified().left(LongestCaption);
    if (record.picture)
        tile.file = QDir::cleanPath(QDir(folder).absoluteFilePath(record.picture->file));
    if (record.error) {
        tile.error = record.error->message;
        tile.detail = record.error->detail;
    }
    if (const std::optional<Moment> begin = record.timeline.beginMoment(); begin && isUnderWay(tile.phase))
        tile.runningSince = runBegan + *begin;
    if (record.nextAttempt && tile.phase == TilePhase::WaitingToRetry)
        tile.retryAt = runBegan + *record.nextAttempt;
    return tile;
}

} // namespace ContactSheet
