#include "practice/painting/manner.h"

#include <QImage>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

/// Noise of a place, 0 to 255: always the same, and unlike that of the places around it.
int grain(int x, int y)
{
    quint32 hash = static_cast<quint32>(x) * 0x9e3779b1u ^ static_cast<quint32>(y) * 0x85ebca77u;
    hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
    return static_cast<int>((hash ^ (hash >> 13)) & 0xffu);
}

/// Noise that changes smoothly over \a cell pixels, 0 to 255.
int smoothGrain(int x, int y, int cell)
{
    const int left = x / cell;
    const int top = y / cell;
    const int right = x % cell;
    const int down = y % cell;
    const int upper = grain(left, top) * (cell - right) + grain(left + 1, top) * right;
    const int lower = grain(left, top + 1) * (cell - right) + grain(left + 1, top + 1) * right;
    return (upper * (cell - down) + lower * down) / (cell * cell);
}

const QRgb *rowOf(const QImage &image, int y)
{
    return reinterpret_cast<const QRgb *>(image.constScanLine(std::clamp(y, 0, image.height() - 1)));
}

QRgb *rowOf(QImage &image, int y)
{
    return reinterpret_cast<QRgb *>(image.scanLine(y));
}

/// How much the brightness changes between a pixel and its neighbours, 0 to 255.
int edge(const QImage &image, int x, int y)
{
    const int right = std::min(x + 1, image.width() - 1);
    const int here = qGray(rowOf(image, y)[x]);
    return std::min(
        255, std::abs(here - qGray(rowOf(image, y)[right])) + std::abs(here - qGray(rowOf(image, y + 1)[x])));
}

int blend(int from, int to, int amount)
{
    return from + (to - from) * amount / 255;
}

QRgb blend(QRgb from, QRgb to, int amount)
{
    return qRgb(blend(qRed(from), qRed(to), amount), blend(qGreen(from), qGreen(to), amount),
                blend(qBlue(from), qBlue(to), amount));
}

/// \a paint makes each pixel from the untouched image and the pixel's place.
template<typename Paint>
void repaint(QImage &image, Paint paint)
{
    const QImage original = image.copy();
    for (int y = 0; y < image.height(); ++y) {
        QRgb *row = rowOf(image, y);
        for (int x = 0; x < image.width(); ++x)
            row[x] = paint(original, x, y);
    }
}

QRgb inInk(const QImage &image, int x, int y)
{
    constexpr QRgb Paper = 0xfff6efe0;
    constexpr QRgb Ink = 0xff23263c;
    // Four washes of ink with soft borders, the lines of the drawing on top.
    const int dark = 255 - qGray(rowOf(image, y)[x]) + smoothGrain(x, y, 24) / 6 - 21;
    const int wash = std::clamp(dark, 0, 255) / 52 * 52;
    const int lines = std::min(255, edge(image, x, y) * 5);
    const int strength = std::max(wash * 4 / 5, lines) + grain(x, y) / 28;
    return blend(Paper, Ink, std::clamp(strength, 0, 255));
}

QRgb inWatercolour(const QImage &image, int x, int y)
{
    constexpr QRgb Paper = 0xfffdf8ee;
    // The brush wanders off the drawing, the water carries more colour here than there.
    const int shiftX = (smoothGrain(x, y, 17) - 128) / 26;
    const int shiftY = (smoothGrain(y, x, 19) - 128) / 26;
    const int fromX = std::clamp(x + shiftX, 0, image.width() - 1);
    const int fromY = std::clamp(y + shiftY, 0, image.height() - 1);
    const QRgb colour = rowOf(image, fromY)[fromX];
    const int thin = 40 + smoothGrain(x, y, 40) / 3 + grain(x, y) / 16;
    const QRgb washed = blend(colour, Paper, thin);
    return blend(washed, blend(colour, 0xff2a2a50, 60), std::min(150, edge(image, fromX, fromY) * 2));
}

QRgb inOil(const QImage &image, int x, int y)
{
    // Short slanting strokes, each of one colour that it takes from somewhere beneath itself.
    const int along = x + y;
    const int across = y - x + 4096;
    const int stroke = along / 11 + (across / 4) * 7;
    const int noise = grain(stroke, across / 4);
    const int fromX = std::clamp(x + noise % 7 - 3 - along % 11 / 2 + 2, 0, image.width() - 1);
    const int fromY = std::clamp(y + noise / 16 % 7 - 3 - along % 11 / 2 + 2, 0, image.height() - 1);
    const QRgb colour = rowOf(image, fromY)[fromX];
    const int relief = across % 4 == 0 ? 22 : 0;
    return noise % 2 == 0 ? blend(colour, 0xff000010, noise / 12 + relief)
                          : blend(colour, 0xfffff4e0, noise / 12 + relief / 3);
}

} // namespace

void applyManner(QImage &image, Manner manner)
{
    switch (manner) {
    case Manner::Ink:
        return repaint(image, inInk);
    case Manner::Watercolour:
        return repaint(image, inWatercolour);
    case Manner::Oil:
        return repaint(image, inOil);
    }
}

} // namespace ContactSheet
