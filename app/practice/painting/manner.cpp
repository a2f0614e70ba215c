#include "practice/painting/manner.h"

#include <QImage>

#include <algorithm>
#include <cstdlib>

namespace ContactSheet {

namespace {

/// Noise of a place, 0 to 255: always the same, and unlike that of the places around it.
int grain(int x, int y)
{
    quint32 hash = static_cast<quint32>(x) * 0x9e3779b1u ^ static_cast<quint32>(y) * 0x85ebca77u;
    hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
    return static_cast<int>((hash ^ (hash >> 13)) & 0xffu);
}

/// Noise that changes smoothly over \a Cell pixels, 0 to 255.
template<int Cell>
int smoothGrain(int x, int y)
{
    const int left = x / Cell;
    const int top = y / Cell;
    const int right = x % Cell;
    const int down = y % Cell;
    const int upper = grain(left, top) * (Cell - right) + grain(left + 1, top) * right;
    const int lower = grain(left, top + 1) * (Cell - right) + grain(left + 1, top + 1) * right;
    return (upper * (Cell - down) + lower * down) / (Cell * Cell);
}

/// The pixels of an image that is not changed; what lies outside looks like the nearest pixel inside.
class Pixels
{
public:
    explicit Pixels(const QImage &image)
        : m_first(reinterpret_cast<const QRgb *>(image.constBits()))
        , m_width(image.width())
        , m_height(image.height())
    {}

    [[nodiscard]] QRgb at(int x, int y) const
    {
        // The lines of an image with 32 bits a pixel have no padding.
        return m_first[static_cast<qsizetype>(std::clamp(y, 0, m_height - 1)) * m_width
                       + std::clamp(x, 0, m_width - 1)];
    }

    /// How much the brightness changes to the right and downwards, 0 to 255.
    [[nodiscard]] int edge(int x, int y) const
    {
        const int here = qGray(at(x, y));
        return std::min(255, std::abs(here - qGray(at(x + 1, y))) + std::abs(here - qGray(at(x, y + 1))));
    }

private:
    const QRgb *m_first;
    int m_width;
    int m_height;
};

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
    const Pixels pixels(original);
    for (int y = 0; y < image.height(); ++y) {
        QRgb *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            row[x] = paint(pixels, x, y);
    }
}

QRgb inInk(const Pixels &pixels, int x, int y)
{
    constexpr QRgb Paper = 0xfff6efe0;
    constexpr QRgb Ink = 0xff23263c;
    // A thin wash that leaves what is light as paper, and the lines of the drawing on top.
    const int dark = std::clamp(255 - qGray(pixels.at(x, y)) + smoothGrain<64>(x, y) / 8 - 16, 0, 255);
    const int wash = dark * dark / 340;
    const int lines = std::min(255, std::max(0, pixels.edge(x, y) - 4) * 6);
    const int strength = wash + (255 - wash) * lines / 255;
    return blend(Paper, Ink, strength);
}

QRgb inWatercolour(const Pixels &pixels, int x, int y)
{
    constexpr QRgb Paper = 0xfffdf8ee;
    constexpr QRgb Rim = 0xff2a2a50;
    // The brush wanders off the drawing, the water carries more colour here than there.
    const int fromX = x + (smoothGrain<16>(x, y) - 128) / 26;
    const int fromY = y + (smoothGrain<16>(y + 512, x) - 128) / 26;
    const QRgb colour = pixels.at(fromX, fromY);
    const int thin = 42 + smoothGrain<32>(x, y) / 4;
    return blend(blend(colour, Paper, thin), blend(colour, Rim, 60),
                 std::min(150, pixels.edge(fromX, fromY) * 2));
}

QRgb inOil(const Pixels &pixels, int x, int y)
{
    constexpr int Width = 4;
    constexpr int Length = 22;
    constexpr int Far = 4096; // More than any side, so that no coordinate is negative.
    // Slanting strokes side by side, each of the one colour beneath its middle. Along is x + y here,
    // across is y - x.
    const int row = (y - x + Far) / Width;
    const int shift = grain(row, 7) % Length;
    const int stroke = (x + y + shift) / Length;
    const int noise = grain(stroke, row);
    const int along = stroke * Length + Length / 2 - shift + noise % 5 - 2;
    const int across = row * Width + Width / 2 - Far + noise / 16 % 5 - 2;
    const QRgb colour = pixels.at((along - across) / 2, (along + across) / 2);
    const int relief = (y - x + Far) % Width == 0 ? 20 : 0;
    return noise % 2 == 0 ? blend(colour, 0xff000010, noise / 16 + relief)
                          : blend(colour, 0xfffff4e0, noise / 14);
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
