#include "ui/gallery/tiledelegate.h"

#include "core/formatting.h"
#include "gallery/gallerymodel.h"
#include "ui/gallery/stateicon.h"
#include "ui/gallery/tilecolors.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTextLayout>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TileDelegate)
};

constexpr int Padding = 9;
constexpr int LabelPadding = 6;
constexpr int IconSize = 22;
constexpr double Rounding = 4;
constexpr int BeforeReason = 3;
constexpr int MostReasonLines = 4;

QString secondsText(const QModelIndex &index, TilePhase phase)
{
    const Moment spent = index.data(GalleryModel::LaneTimeRole).value<Moment>();
    const QVariant since = index.data(GalleryModel::RunningSinceRole);
    if (!since.isValid())
        return spent > Moment::zero() && (isUnderWay(phase) || !isBeingMade(phase)) ? formatDuration(spent)
                                                                                    : QString();
    const Moment total = spent + (Clock::now() - since.value<Clock::time_point>());
    // Hundredths that fly by cannot be read.
    const double tenths = std::floor(std::max(toSeconds(total), 0.0) * 10) / 10;
    return tenths < 1 ? u"%1 s"_s.arg(QLocale().toString(tenths, 'f', 1))
                      : formatDuration(std::chrono::milliseconds(std::llround(tenths * 1000)));
}

QString stateText(TilePhase phase, const QModelIndex &index, const QString &seconds)
{
    if (phase == TilePhase::WaitingToRetry) {
        const int most = index.data(GalleryModel::MostAttemptsRole).toInt();
        const int next = std::min(index.data(GalleryModel::AttemptRole).toInt() + 1, most);
        const int left = secondsToRetry(index, Clock::now());
        return left > 0 ? Texts::tr("waiting to retry in %1\u00A0s (%2\u00A0of\u00A0%3)")
                              .arg(QLocale().toString(left))
                              .arg(next)
                              .arg(most)
                        : Texts::tr("waiting to retry (%1\u00A0of\u00A0%2)").arg(next).arg(most);
    }
    if (isUnderWay(phase))
        return Texts::tr("%1 %2", "state and seconds: sent 3 s").arg(tileWords(phase), seconds);
    return tileWords(phase);
}

/// The lines of \a text on \a width pixels, at most \a most, the last one elided.
QStringList linesOf(const QString &text, const QFont &font, int width, int most)
{
    QStringList lines;
    if (most < 1 || width < 1)
        return lines;
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(text, font);
    layout.setTextOption(wrapping);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() + 1 == most) {
            lines.append(QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width));
            break;
        }
        lines.append(text.mid(line.textStart(), line.textLength()).trimmed());
    }
    layout.endLayout();
    return lines;
}

/// The rectangle of shape \a picture in the middle of \a room.
QRectF fitted(const QSize &picture, const QRect &room)
{
    QRectF rect({}, QSizeF(picture).scaled(room.size(), Qt::KeepAspectRatio));
    rect.moveCenter(QRectF(room).center());
    return rect;
}

bool isTrouble(TilePhase phase)
{
    return phase == TilePhase::Refused || phase == TilePhase::Failed || phase == TilePhase::Gone
        || phase == TilePhase::Expired || phase == TilePhase::NotDownloaded || phase == TilePhase::Unknown
        || phase == TilePhase::WaitingToRetry;
}

QString buttonText(TileButton button)
{
    switch (button) {
    case TileButton::None:
        return {};
    case TileButton::TryAgain:
        return Texts::tr("Try again");
    case TileButton::RetryNow:
        return Texts::tr("Retry now");
    case TileButton::OrderAgain:
        return Texts::tr("Order again…");
    }
    Q_UNREACHABLE();
    return {};
}

void paintButton(QPainter *painter, const QRect &rect, const QString &text, const TileColors &colors)
{
    painter->setPen(colors.outline);
    painter->setBrush(colors.surface);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Rounding, Rounding);
    painter->setPen(colors.text);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
}

/// Sign, words and reason in the middle of the place of the picture.
void paintState(QPainter *painter, const TileParts &parts, const QModelIndex &index, TilePhase phase,
                const QString &seconds, const TileColors &colors)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const bool hasButton = !parts.button.isNull();
    QRect room = parts.picture.adjusted(Padding, Padding, -Padding, -Padding);
    if (hasButton)
        room.setBottom(parts.button.top() - Padding);

    const QString words = stateText(phase, index, seconds);
    const bool showsReason = isTrouble(phase) || phase == TilePhase::Done;
    const QString reason =
        showsReason ? index.data(GalleryModel::ErrorRole).toString().left(600).simplified() : QString();
    const int lineHeight = metrics.lineSpacing();
    const bool hasIcon = room.height() >= IconSize + 2 * lineHeight;
    const int iconHeight = hasIcon ? IconSize + Padding : 0;
    const QStringList headline =
        phase == TilePhase::Done ? QStringList() : linesOf(words, painter->font(), room.width(), 2);
    const int reasonRoom = room.height() - iconHeight - int(headline.size()) * lineHeight - BeforeReason;
    const QStringList reasons =
        linesOf(reason, painter->font(), room.width(), std::min(reasonRoom / lineHeight, MostReasonLines));

    const int height = iconHeight + int(headline.size() + reasons.size()) * lineHeight + BeforeReason;
    QRect line(room.left(), room.top() + std::max((room.height() - height) / 2, 0), room.width(), lineHeight);
    if (hasIcon) {
        const QRectF icon(room.center().x() - IconSize / 2.0 + 0.5, line.top(), IconSize, IconSize);
        const TilePhase sign = phase == TilePhase::Done ? TilePhase::Failed : phase;
        paintStateIcon(painter, icon, sign,
                       phase == TilePhase::WaitingForPlace ? colors.alarm
                           : isBeingMade(phase)            ? colors.accent
                           : isTrouble(phase)              ? colors.alarm
                                                           : colors.quietText);
        line.translate(0, iconHeight);
    }
    const auto paintLines = [&](const QStringList &lines, const QColor &color) {
        painter->setPen(color);
        for (const QString &text : lines) {
            painter->drawText(line, Qt::AlignCenter | Qt::TextSingleLine, text);
            line.translate(0, lineHeight);
        }
    };
    paintLines(headline, isTrouble(phase) ? colors.text : colors.quietText);
    line.translate(0, BeforeReason);
    paintLines(reasons, colors.quietText);
    if (hasButton)
        paintButton(painter, parts.button, buttonText(tileButton(index)), colors);
}

/// A coarse picture with a label that says that it is one and how far the real one is; the seconds stand
/// below.
void paintPreview(QPainter *painter, const TileParts &parts, const QModelIndex &index, TilePhase phase,
                  const TileColors &colors)
{
    const auto preview = index.data(GalleryModel::PreviewRole).value<QImage>();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(fitted(preview.size(), parts.picture), preview);

    const QFontMetrics metrics = painter->fontMetrics();
    const QString words = phase == TilePhase::Done
        ? Texts::tr("preview")
        : Texts::tr("preview, %1", "what is shown and how far the picture is: preview, sent")
              .arg(tileWords(phase));
    const QRect room = parts.picture.adjusted(Padding, Padding, -Padding, -Padding);
    const QString text = metrics.elidedText(words, Qt::ElideRight, room.width() - 2 * LabelPadding);
    QRect label(0, 0, metrics.horizontalAdvance(text) + 2 * LabelPadding, metrics.height() + LabelPadding);
    label.moveBottomLeft(room.bottomLeft());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(colors.frame);
    painter->setBrush(colors.surface);
    painter->drawRoundedRect(QRectF(label).adjusted(0.5, 0.5, -0.5, -0.5), Rounding, Rounding);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(colors.quietText);
    painter->drawText(label, Qt::AlignCenter | Qt::TextSingleLine, text);
}

/// How far the picture is, in thirds: sent, receiving, saving. No guess of how long it will take.
void paintProgress(QPainter *painter, const QRect &picture, TilePhase phase, const TileColors &colors)
{
    const int thirds = phase == TilePhase::Sent ? 1 : phase == TilePhase::Receiving ? 2 : 3;
    constexpr int Thickness = 3;
    painter->fillRect(picture.left(), picture.bottom() + 1 - Thickness, picture.width() * thirds / 3,
                      Thickness, colors.accent);
}

void paintCaption(QPainter *painter, const QRect &caption, const QString &prompt, const QString &seconds,
                  const TileColors &colors)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect room = caption.adjusted(Padding, 0, -Padding, 0);
    painter->setPen(colors.quietText);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, seconds);
    const int secondsWidth = seconds.isEmpty() ? 0 : metrics.horizontalAdvance(seconds) + Padding;
    const QRect promptRoom = room.adjusted(0, 0, -secondsWidth, 0);
    painter->setPen(colors.text);
    painter->drawText(promptRoom, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      metrics.elidedText(prompt, Qt::ElideRight, promptRoom.width()));
}

void paintFrame(QPainter *painter, const QRect &tile, const QStyleOptionViewItem &option,
                const TileColors &colors)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(colors.frame);
    painter->drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), Rounding, Rounding);
    const bool isCurrent = option.state.testFlag(QStyle::State_HasFocus);
    if (option.state.testFlag(QStyle::State_Selected)) {
        // Among several, the current one has the broader mark.
        const int width = isCurrent ? 3 : 2;
        const double reach = width / 2.0;
        painter->setPen(QPen(colors.accent, width));
        painter->drawRoundedRect(QRectF(tile).adjusted(-reach, -reach, reach, reach), Rounding + 1,
                                 Rounding + 1);
    } else if (isCurrent) {
        painter->setPen(QPen(colors.text, 1, Qt::DotLine));
        painter->drawRoundedRect(QRectF(tile).adjusted(-2.5, -2.5, 2.5, 2.5), Rounding + 2, Rounding + 2);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

TileParts::TileParts(const QRect &tile, const QFontMetrics &metrics, TileButton wanted)
    : picture(tile.adjusted(1, 1, -1, -1))
    , caption(picture)
{
    picture.setBottom(tile.bottom() - captionHeight(metrics));
    caption.setTop(picture.bottom() + 1);
    if (wanted == TileButton::None)
        return;
    const QSize size(metrics.horizontalAdvance(buttonText(wanted)) + 4 * Padding / 2, metrics.height() + 8);
    if (picture.width() < size.width() + 2 * Padding || picture.height() < 4 * size.height())
        return;
    button = QRect(
        QPoint(picture.center().x() - size.width() / 2, picture.bottom() - Padding - size.height()), size);
}

int captionHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 2 * 6;
}

TileButton tileButton(const QModelIndex &index)
{
    switch (index.data(GalleryModel::PhaseRole).value<TilePhase>()) {
    case TilePhase::Failed:
    case TilePhase::Refused:
    case TilePhase::Cancelled:
    case TilePhase::Gone:
    case TilePhase::NotDownloaded:
        return TileButton::TryAgain;
    case TilePhase::WaitingToRetry:
        return secondsToRetry(index, Clock::now()) > 0 ? TileButton::RetryNow : TileButton::None;
    case TilePhase::Expired:
    case TilePhase::Unknown:
        return TileButton::OrderAgain;
    case TilePhase::Waiting:
    case TilePhase::Sent:
    case TilePhase::Receiving:
    case TilePhase::Saving:
    case TilePhase::WaitingForPlace:
    case TilePhase::Done:
        return TileButton::None;
    }
    Q_UNREACHABLE();
    return TileButton::None;
}

int secondsToRetry(const QModelIndex &index, Clock::time_point now)
{
    const QVariant at = index.data(GalleryModel::RetryAtRole);
    if (!at.isValid())
        return 0;
    const auto left = std::chrono::ceil<std::chrono::seconds>(at.value<Clock::time_point>() - now);
    return int(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

TileDelegate::TileDelegate(QObject *parent)
    : QAbstractItemDelegate(parent)
{}

TileDelegate::~TileDelegate() = default;

void TileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const TileColors colors(option.palette);
    const TileParts parts(option.rect, option.fontMetrics, tileButton(index));
    const auto phase = index.data(GalleryModel::PhaseRole).value<TilePhase>();
    const QString seconds = secondsText(index, phase);
    const bool hasPreview = !index.data(GalleryModel::PreviewRole).value<QImage>().isNull();

    painter->save();
    painter->setFont(option.font);
    painter->fillRect(option.rect.adjusted(1, 1, -1, -1), colors.surface);
    if (phase == TilePhase::Done) {
        const auto picture = index.data(GalleryModel::ThumbnailRole).value<QImage>();
        if (!picture.isNull()) {
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->drawImage(fitted(picture.size(), parts.picture), picture);
        } else if (hasPreview) {
            paintPreview(painter, parts, index, phase, colors);
        } else if (!index.data(GalleryModel::ErrorRole).toString().isEmpty()) {
            paintState(painter, parts, index, phase, seconds, colors);
        }
    } else if (isBeingMade(phase)) {
        painter->fillRect(parts.picture, colors.underWay);
        if (hasPreview)
            paintPreview(painter, parts, index, phase, colors);
        else
            paintState(painter, parts, index, phase, seconds, colors);
        paintProgress(painter, parts.picture, phase, colors);
    } else {
        if (phase == TilePhase::Waiting) {
            painter->setPen(QPen(colors.outline, 1, Qt::DashLine));
            painter->drawRect(parts.picture.adjusted(4, 4, -5, -5));
        }
        paintState(painter, parts, index, phase, seconds, colors);
    }
    paintCaption(painter, parts.caption, index.data().toString(), seconds, colors);
    paintFrame(painter, option.rect, option, colors);
    painter->restore();
}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const
{
    return option.rect.size();
}

} // namespace ContactSheet
