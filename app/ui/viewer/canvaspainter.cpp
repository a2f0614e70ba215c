#include "ui/viewer/canvaspainter.h"

#include "ui/gallery/stateicon.h"
#include "ui/gallery/tilecolors.h"
#include "ui/viewer/picturetransform.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureCanvas)
};

/// Beyond this zoom a person looks at pixels.
constexpr double LargestSmoothZoom = 2;

constexpr int LargestSheet = 520;
constexpr int Padding = 20;
constexpr int IconSize = 32;
constexpr int Spacing = 10;
/// More than this is read in the details.
constexpr qsizetype LongestReason = 500;

/// What shows through a transparent picture: squares of two colours of the palette.
void paintSquares(QPainter *painter, const QRectF &rect, const TileColors &colors)
{
    constexpr int Side = 8;
    QPixmap pattern(2 * Side, 2 * Side);
    pattern.fill(colors.surface);
    QPainter squares(&pattern);
    squares.fillRect(0, 0, Side, Side, colors.frame);
    squares.fillRect(Side, Side, Side, Side, colors.frame);
    squares.end();
    painter->drawTiledPixmap(rect, pattern, rect.topLeft());
}

bool isQuiet(TilePhase phase)
{
    return phase == TilePhase::Waiting || phase == TilePhase::Cancelled;
}

} // namespace

void paintPicture(QPainter *painter, const QRect &room, const WholePicture &picture,
                  const PictureTransform &transform, const QPalette &palette)
{
    const QRectF target = transform.target();
    const QRectF seen = target & QRectF(room);
    if (seen.isEmpty())
        return;
    const QImage &level = picture.levelFor(transform.zoom());
    const double across = target.width() / level.width();
    const double down = target.height() / level.height();
    // Only what is seen is handed on, whole pixels of it: the whole could be a million pixels wide.
    const int left = std::max(int(std::floor((seen.left() - target.left()) / across)) - 1, 0);
    const int top = std::max(int(std::floor((seen.top() - target.top()) / down)) - 1, 0);
    const int right = std::min(int(std::ceil((seen.right() - target.left()) / across)) + 1, level.width());
    const int bottom = std::min(int(std::ceil((seen.bottom() - target.top()) / down)) + 1, level.height());
    const QRectF source(left, top, right - left, bottom - top);
    const QRectF place(target.left() + left * across, target.top() + top * down, source.width() * across,
                       source.height() * down);

    painter->save();
    painter->setClipRect(room);
    if (level.hasAlphaChannel())
        paintSquares(painter, seen, TileColors(palette));
    painter->setRenderHint(QPainter::SmoothPixmapTransform, transform.zoom() <= LargestSmoothZoom);
    painter->drawImage(place, level, source);
    painter->restore();
}

void paintPreview(QPainter *painter, const QImage &preview, const PictureTransform &transform,
                  const QPalette &palette)
{
    const QRectF target = transform.target();
    if (!preview.isNull()) {
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(target, preview);
        return;
    }
    const TileColors colors(palette);
    painter->fillRect(target, colors.surface);
    painter->setPen(colors.quietText);
    painter->drawText(target, Qt::AlignCenter | Qt::TextSingleLine, Texts::tr("Opening the image…"));
}

void paintWords(QPainter *painter, const QRect &room, const CanvasWords &words, const QPalette &palette)
{
    const TileColors colors(palette);
    const double margin = PictureTransform::Margin;
    const QSizeF most = QSizeF(room.size()).shrunkBy({margin, margin, margin, margin});
    QRectF sheet({},
                 QSizeF(words.shape.expandedTo({1, 1}))
                     .scaled(most.boundedTo({LargestSheet, LargestSheet}), Qt::KeepAspectRatio));
    sheet.moveCenter(QRectF(room).center());

    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(words.phase == TilePhase::Waiting ? colors.outline : colors.frame, 1,
                         words.phase == TilePhase::Waiting ? Qt::DashLine : Qt::SolidLine));
    painter->setBrush(isBeingMade(words.phase) ? colors.underWay : colors.surface);
    painter->drawRoundedRect(sheet.toAlignedRect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);

    QTextOption option(Qt::AlignHCenter | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const QString reason = words.reason.left(LongestReason);
    const QRectF inside = sheet.adjusted(Padding, Padding, -Padding, -Padding);
    const auto heightOf = [&](const QString &text) {
        return text.isEmpty() ? 0.0 : painter->boundingRect(inside, text, option).height();
    };
    const double headlineHeight = heightOf(words.headline);
    const double reasonHeight = heightOf(reason);
    const bool hasIcon = headlineHeight + reasonHeight + IconSize + Spacing <= inside.height();
    const double height = headlineHeight + reasonHeight + Spacing / 2.0 + (hasIcon ? IconSize + Spacing : 0);
    double top = inside.top() + std::max((inside.height() - height) / 2, 0.0);
    if (hasIcon) {
        paintStateIcon(painter, {inside.center().x() - IconSize / 2.0, top, IconSize, IconSize},
                       words.phase == TilePhase::Done ? TilePhase::Failed : words.phase,
                       isBeingMade(words.phase)   ? colors.accent
                           : isQuiet(words.phase) ? colors.quietText
                                                  : colors.alarm);
        top += IconSize + Spacing;
    }
    painter->setClipRect(inside);
    painter->setPen(colors.text);
    painter->drawText(QRectF(inside.left(), top, inside.width(), headlineHeight), words.headline, option);
    top += headlineHeight + Spacing / 2.0;
    painter->setPen(colors.quietText);
    painter->drawText(QRectF(inside.left(), top, inside.width(), reasonHeight), reason, option);
    painter->setClipping(false);
}

} // namespace ContactSheet
