#pragma once

#include "gallery/tile.h"
#include "library/wholepicture.h"

#include <QImage>
#include <QRect>
#include <QSize>
#include <QString>

class QPainter;
class QPalette;

namespace ContactSheet {

class PictureTransform;

/// What stands in the place of a picture that is not there. All of it is drawn as plain text.
struct CanvasWords
{
    TilePhase phase = TilePhase::Waiting;
    QString headline = {};
    QString reason = {};
    QSize shape = {1, 1}; ///< Of the picture that was asked for.

    friend bool operator==(const CanvasWords &, const CanvasWords &) = default;
};

/// Draws what is seen of \a picture in \a room: smoothed up to 200 %, pixel by pixel beyond.
void paintPicture(QPainter *painter, const QRect &room, const WholePicture &picture,
                  const PictureTransform &transform, const QPalette &palette);

/// Draws \a preview, or without one a place of its colour, where the whole picture will be.
void paintPreview(QPainter *painter, const QImage &preview, const PictureTransform &transform,
                  const QPalette &palette);

/// Draws sign and words on a sheet in the middle of \a room.
void paintWords(QPainter *painter, const QRect &room, const CanvasWords &words, const QPalette &palette);

} // namespace ContactSheet
