#include "practice/scenepainter.h"

#include "practice/painting/abstractcomposition.h"
#include "practice/painting/dice.h"
#include "practice/painting/manner.h"
#include "practice/painting/scene.h"
#include "practice/painting/scenewords.h"
#include "practice/painting/stage.h"

#include <QPainter>

#include <algorithm>

namespace ContactSheet {

namespace {

/// The longer side that is painted; what is larger is scaled up, at a fraction of the cost.
constexpr int LongestPaintedSide = 512;

/// The shorter side of every stage.
constexpr double StageUnits = 1000;

QImage paintSmall(const QString &prompt, quint64 number, QSize size, QSizeF proportions)
{
    const SceneWords words = readSceneWords(prompt);
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size.width() / proportions.width(), size.height() / proportions.height());
    Dice dice(prompt, number);
    Stage stage{.painter = painter,
                .dice = dice,
                .width = proportions.width(),
                .height = proportions.height(),
                .mood = Mood::of(Daytime::Day, dice)};
    if (words.makeScene())
        paintSceneOf(stage, words);
    else
        paintAbstractComposition(stage);
    painter.end();
    if (words.manner)
        applyManner(image, *words.manner);
    return image;
}

/// QImage::scaled() does the same in twice the time, and in threads of a pool that is not ours.
QImage enlarged(const QImage &image, QSize size)
{
    QImage large(size, QImage::Format_RGB32);
    QPainter painter(&large);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(QPointF(0, 0), QSizeF(size)), image);
    return large;
}

} // namespace

QImage paintScene(const QString &prompt, quint64 number, QSize size)
{
    const QSize most(LongestPaintedSide, LongestPaintedSide);
    const bool large = std::max(size.width(), size.height()) > LongestPaintedSide;
    const QSize painted = large ? size.scaled(most, Qt::KeepAspectRatio) : size;
    const double unit = std::min(size.width(), size.height()) / StageUnits;
    const QImage image = paintSmall(prompt, number, painted, QSizeF(size) / unit);
    return large ? enlarged(image, size) : image;
}

} // namespace ContactSheet
